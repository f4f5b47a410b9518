import pytest
from django.urls import reverse

from leerbedrijven.models import Erkenning, Leerbedrijf
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import (
    ContactmomentFactory,
    ErkenningFactory,
    InlezingFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
)

FACTORIES = [ErkenningFactory, LeerplaatsFactory, PraktijkopleiderFactory, ContactmomentFactory, InlezingFactory]
TABLES = ["leerbedrijf", "erkenning", "relatie", "praktijkopleider", "leerplaats", "contactmoment", "inlezing"]


@pytest.fixture
def beheerder(world, sign_in):
    return sign_in(world.gebruiker(Rol.BEHEERDER))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_searched(beheerder, table):
    for factory in (
        ErkenningFactory,
        LeerplaatsFactory,
        PraktijkopleiderFactory,
        ContactmomentFactory,
        InlezingFactory,
    ):
        factory()

    assert beheerder.get(reverse(f"admin:leerbedrijven_{table}_changelist"), {"q": "e"}).status_code == 200


def test_a_leerbedrijf_is_entered_under_the_same_rules(beheerder):
    url = reverse("admin:leerbedrijven_leerbedrijf_add")
    data = {"leerbedrijf_id": "100200300", "naam": "De Korst", "plaats": "Assen", "postcode": "9401ab"}

    refused = beheerder.post(url, {**data, "leerbedrijf_id": "1"})
    beheerder.post(url, data)

    assert refused.status_code == 200
    assert Leerbedrijf.objects.get().postcode == "9401 AB"
    assert [event.what for event in AuditEvent.objects.filter(soort="leerbedrijven.leerbedrijf")] == [
        "leerbedrijf.gemaakt"
    ]


def test_an_erkenning_is_entered_and_lists_its_werkprocessen(beheerder):
    leerbedrijf, kwalificatie = LeerbedrijfFactory(), KwalificatieFactory(with_werkprocessen=2)
    url = reverse("admin:leerbedrijven_erkenning_add")
    data = {"leerbedrijf": leerbedrijf.pk, "kwalificatie": kwalificatie.pk, "van": "2025-03-01"}

    beheerder.post(url, data)
    again = beheerder.post(url, data)

    erkenning = Erkenning.objects.get()
    assert (erkenning.tot.isoformat(), erkenning.werkprocessen.count()) == ("2029-02-28", 2)
    assert "later besluit" in again.content.decode()
    page = beheerder.get(reverse("admin:leerbedrijven_erkenning_change", args=[erkenning.pk]))
    assert page.status_code == 200


def test_what_a_regio_knows_is_not_changed_here(beheerder):
    opleider = PraktijkopleiderFactory(email="geheim@bedrijf.example")
    url = reverse("admin:leerbedrijven_praktijkopleider_change", args=[opleider.pk])

    assert "geheim@" not in beheerder.get(url).content.decode()
    assert beheerder.post(url, {"naam": "Anders"}).status_code == 403
