import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from tests.factories import verklaringen as made
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.verklaringen import PraktijkverklaringFactory


@pytest.fixture
def beheerder(db, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.BEHEERDER))


@pytest.fixture
def verklaring(db):
    return made.sent(made.ready(KandidaatFactory(achternaam="Çelik"))).verklaring


def at(verklaring):
    return reverse("admin:verklaringen_praktijkverklaring_change", args=[verklaring.pk])


def test_a_beheerder_finds_a_name_and_its_status_and_nothing_else(beheerder, verklaring):
    PraktijkverklaringFactory(kandidaat__achternaam="Bakker")
    listed = reverse("admin:verklaringen_praktijkverklaring_changelist")

    found = beheerder.get(listed, {"q": "celik"}).content.decode()
    page = beheerder.get(at(verklaring)).content.decode()

    assert verklaring.naam in found
    assert verklaring.naam in page
    assert "Bakker" not in found
    assert "Wacht op ondertekening".casefold() in page.casefold()
    for hidden in (verklaring.code, verklaring.kandidaat.geboorteplaats, verklaring.verstrekker.naam):
        assert hidden not in found + page
    assert AuditEvent.objects.filter(what="praktijkverklaring.bekeken").count() == 1


def test_without_a_version_it_has_no_status(beheerder):
    assert "–" in beheerder.get(at(PraktijkverklaringFactory())).content.decode()


def test_nothing_can_be_written(beheerder, verklaring):
    assert beheerder.post(at(verklaring), {"naam": "Ander"}).status_code == 403
    assert beheerder.get(reverse("admin:verklaringen_praktijkverklaring_add")).status_code == 403
    verklaring.refresh_from_db()
    assert verklaring.naam.startswith("Çelik")
