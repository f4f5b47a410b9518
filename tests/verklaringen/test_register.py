import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.documenten import ZegelstukFactory
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory
from verklaringen import register, tasks
from verklaringen.credentials.keys import signing_key
from verklaringen.models import Credential, Credentialsleutel
from verklaringen.schedule import check_register


def check():
    out = StringIO()
    call_command("check_verklaringen", stdout=out)
    return out.getvalue()


def test_all_is_well_with_what_was_made(db):
    for make in (made.concept, made.sent, made.sealed):
        make()
    VerklaringversieFactory(verklaring=PraktijkverklaringFactory(elders_uitgegeven=True), ondertekend=True)

    assert check().startswith("alles klopt: 3 versies van praktijkverklaringen, 1 credentials")


def test_what_is_wrong_is_named(tamper):
    made.sealed()
    versie = made.sealed()
    Zegelstuk.objects.filter(document=versie.document_id).update(bestand=b"%PDF-1.7 anders")

    with pytest.raises(CommandError) as refused:
        check()

    assert (
        str(refused.value)
        == f"praktijkverklaring {versie.verklaring.code_in_groups}, versie 1: het PDF-bestand is gewijzigd"
    )


def test_a_file_that_is_gone_is_named(tamper):
    versie = made.sealed()
    Zegelstuk.objects.filter(document=versie.document_id).update(bestand=b"")

    with pytest.raises(CommandError, match="het PDF-bestand ontbreekt"):
        check()


def test_a_file_with_a_new_hash_is_held_against_the_chain(tamper):
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

    assert (found.versies, found.dossiers, found.wrong) == (2, 1, [])


def changed(text, **parts):
    return json.dumps(json.loads(text) | parts)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: changed(text, name="Praktijkverklaring Chirurg"),
        lambda text: changed(text, proof={}),
        lambda text: changed(text, proof={**json.loads(text)["proof"], "proofValue": "z0OIl"}),
        lambda text: changed(text, erbij="een woord dat geen context kent"),
        lambda text: text.replace("#z6Mk", "#z7Mk"),
        lambda _text: "geen JSON",
        lambda _text: "[]",
    ],
)
def test_a_credential_that_was_changed_is_named(db, change):
    credential = Credential.objects.get(versie=made.sealed())
    Credential.objects.update(tekst=change(credential.tekst))

    with pytest.raises(CommandError, match="versie 1: de credential is gewijzigd of niet met onze sleutel ondertekend"):
        check()


def test_a_credential_under_another_key_is_named(db, tmp_path, settings):
    made.sealed()
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "andere.pem")
    other = Credentialsleutel.objects.create(publiek=signing_key().public, created_at=timezone.now())
    Credential.objects.update(sleutel=other)

    with pytest.raises(CommandError, match="niet met onze sleutel"):
        check()


def test_a_credential_of_another_verklaring_is_named(db):
    one, two = (Credential.objects.get(versie=made.sealed()) for _ in range(2))
    Credential.objects.filter(pk=one.pk).update(tekst=two.tekst)

    assert [found.what.rpartition(": ")[2] for found in register.check_all().wrong] == [
        "de credential hoort bij andere inhoud"
    ]


def test_every_week_the_beheerders_hear_what_is_wrong_until_it_is_right_again(tamper, run_queued):
    versie = made.sealed()
    before = versie.document.zegelstuk.bestand
    Zegelstuk.objects.update(bestand=b"%PDF anders")

    check_register()

    taak = Taak.objects.open().get(key=register.KEY)
    assert taak.rol == "beheerder"
    assert taak.titel.endswith("versie 1: het PDF-bestand is gewijzigd")
    assert taak.url == reverse("admin:verklaringen_praktijkverklaring_change", args=[versie.verklaring_id])

    Zegelstuk.objects.update(bestand=before)
    check_register()

    assert not Taak.objects.open().filter(key=register.KEY).exists()
    assert run_queued() == []


def test_what_takes_long_goes_on_in_a_next_task_also_after_one_that_is_wrong(tamper, run_queued, monkeypatch):
    monkeypatch.setattr(tasks, "BUDGET", 0.0)
    versies = sorted((made.sealed() for _ in range(3)), key=lambda versie: versie.verklaring.dossier)
    Zegelstuk.objects.exclude(document=versies[1].document_id).update(bestand=b"%PDF anders")

    check_register()
    first = Taak.objects.get(key=register.KEY)
    done = run_queued()

    assert done == ["verklaringen.tasks.check_register"] * 2
    assert versies[0].verklaring.code_in_groups in first.titel
    assert versies[2].verklaring.code_in_groups in Taak.objects.open().get(key=register.KEY).titel
