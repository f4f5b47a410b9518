from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent, Inzage
from tests.factories.kandidaten import AdviesFactory, KandidaatFactory, KlantgroepFactory, SociaalFactory

LIST = reverse("admin:kandidaten_kandidaat_changelist")


def test_a_beheerder_sees_name_and_status_and_nothing_else(world, sign_in):
    kandidaat = KandidaatFactory(email="canarie@persoon.example", geboorteplaats="Canarieburg", telefoon="06 77777777")
    SociaalFactory(kandidaat=kandidaat, primaire_klantgroep=KlantgroepFactory(naam="Canariegroep"))
    AdviesFactory(kandidaat=kandidaat, motivering="Canarietekst.")
    client = sign_in(world.gebruiker(Rol.BEHEERDER))

    pages = [client.get(LIST), client.get(reverse("admin:kandidaten_kandidaat_change", args=[kandidaat.pk]))]

    for page in pages:
        text = page.content.decode()
        assert kandidaat.lijstnaam in text
        assert "advies: concept" in text
        assert not {"anarie", "77777777", "1998"} & {word for word in ("anarie", "77777777", "1998") if word in text}


def test_looking_is_logged_and_nothing_can_be_changed(world, sign_in):
    kandidaat = KandidaatFactory()
    client = sign_in(world.gebruiker(Rol.BEHEERDER))
    url = reverse("admin:kandidaten_kandidaat_change", args=[kandidaat.pk])

    client.get(url)

    assert AuditEvent.objects.get(dossier=kandidaat.pseudoniem).what == "kandidaat.bekeken"
    assert Inzage.objects.get().pseudoniem == kandidaat.pseudoniem
    assert client.post(url, {"achternaam": "Anders"}).status_code == 403


def test_a_beheerder_searches_by_name(world, sign_in):
    KandidaatFactory(achternaam="Çelik")
    KandidaatFactory(achternaam="Anders")

    page = sign_in(world.gebruiker(Rol.BEHEERDER)).get(LIST, {"q": "celik"})

    assert [row.achternaam for row in page.context["cl"].result_list] == ["Çelik"]


def test_a_coordinator_does_not_open_the_admin(world, sign_in):
    assert sign_in(world.gebruiker(Rol.COORDINATOR)).get(LIST).status_code != 200
