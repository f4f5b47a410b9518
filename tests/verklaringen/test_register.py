from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from praktijkleren.audit import triggers
from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.models import Zegelstuk
from tests.factories import verklaringen as made
from tests.factories.documenten import ZegelstukFactory
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory
from verklaringen import register


@pytest.fixture
def tamper(db):
    triggers.remove()
    yield
    triggers.install()


def check():
    out = StringIO()
    call_command("check_verklaringen", stdout=out)
    return out.getvalue()


def test_all_is_well_with_what_was_made(db):
    for make in (made.concept, made.sent, made.sealed):
        make()
    VerklaringversieFactory(verklaring=PraktijkverklaringFactory(elders_uitgegeven=True), ondertekend=True)

    assert check().startswith("alles klopt: 3 versies")


def test_the_first_wrong_one_is_named(db):
    made.sealed()
    versie = made.sealed()
    Zegelstuk.objects.filter(document=versie.document_id).update(bestand=b"%PDF-1.7 anders")

    with pytest.raises(CommandError) as refused:
        check()

    assert (
        str(refused.value)
        == f"praktijkverklaring {versie.verklaring.code_in_groups}, versie 1: het PDF-bestand is gewijzigd"
    )


def test_a_file_that_is_gone_is_named(db):
    versie = made.sealed()
    Zegelstuk.objects.filter(document=versie.document_id).update(bestand=b"")

    with pytest.raises(CommandError, match="het PDF-bestand ontbreekt"):
        check()


def test_a_file_with_a_new_hash_is_held_against_the_chain(db):
    versie = made.sealed()
    Zegelstuk.objects.all().delete()
    with pytest.raises(CommandError, match="het PDF-bestand ontbreekt"):
        check()
    ZegelstukFactory(document=versie.document, bestand=b"x")

    with pytest.raises(CommandError, match="PDF-bestand is een andere dan in de keten staat"):
        check()


def test_a_broken_chain_is_named(tamper):
    versie = made.signed()
    last = AuditEvent.objects.filter(dossier=versie.verklaring.dossier, what="document.bevroren").get()
    AuditEvent.objects.filter(pk=last.pk)._raw_delete("default")

    with pytest.raises(CommandError, match=f"regel {last.volgnummer}: deze regel ontbreekt"):
        check()


def test_a_chain_is_read_once_for_all_verklaringen_of_a_person(db):
    versie = made.signed()
    made.signed(made.ready(versie.verklaring.kandidaat))

    found = register.check_all()

    assert (found.versies, found.dossiers, found.wrong) == (2, 1, "")
