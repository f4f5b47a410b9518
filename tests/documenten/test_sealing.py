"""From a signed document to a sealed file, once, whatever fails on the way."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten import actions, sealing
from praktijkleren.documenten.models import Document, Zegelstuk
from praktijkleren.documenten.schedule import ENOUGH, stuck, sweep
from praktijkleren.documenten.states import VerzoekStatus
from tests.factories.documenten import HEARD, DocumentFactory, OndertekenverzoekFactory, signature

BY = Actor.systeem("test")


def sign_one():
    verzoek = OndertekenverzoekFactory(opened=True)
    actions.sign(verzoek, by=BY, **signature(verzoek))
    HEARD.clear()
    return Document.objects.get(pk=verzoek.document_id)


@pytest.fixture
def signed(db):
    return sign_one()


@pytest.fixture
def broken(monkeypatch):
    """Sealing fails, or does again after `broken(False)`."""
    real = sealing.make_sealed

    def switch(is_broken=True):
        monkeypatch.setattr(sealing, "make_sealed", (lambda _d: 1 / 0) if is_broken else real)

    switch()
    return switch


def make_old(document):
    Document.objects.filter(pk=document.pk).update(volledig_ondertekend_op=timezone.now() - timedelta(days=400))


def again(document):
    return Document.objects.get(pk=document.pk)


def try_to_seal(document):
    with pytest.raises(ZeroDivisionError):
        sealing.seal_once(str(document.pk), waiting_too=True)


def test_signing_wakes_a_worker_that_seals(db, run_queued, django_capture_on_commit_callbacks):
    verzoek = OndertekenverzoekFactory(opened=True)

    with django_capture_on_commit_callbacks(execute=True):
        actions.sign(verzoek, by=BY, **signature(verzoek))
    run_queued()

    document = Document.objects.get()
    stored = bytes(document.zegelstuk.bestand)
    assert stored.startswith(b"%PDF")
    assert document.zegelstuk.pdf_sha256 == hashlib.sha256(stored).hexdigest()
    assert document.verzegeld_op == document.zegelstuk.verzegeld_op
    assert [("signed", document.pk), ("seal started", document.pk), ("sealed", document.pk)] == HEARD


def test_a_document_is_sealed_once(signed):
    assert [sealing.seal_once(str(signed.pk)) for _ in range(2)] == [True, False]
    assert [("sealed", signed.pk)] == HEARD
    assert Zegelstuk.objects.count() == AuditEvent.objects.filter(what="document.verzegeld").count() == 1


def test_there_is_no_second_sealed_file(signed):
    sealing.seal_once(str(signed.pk))

    with pytest.raises(IntegrityError), transaction.atomic():
        Zegelstuk.objects.create(document=signed, bestand=b"%PDF", pdf_sha256="0", verzegeld_op=timezone.now())


def test_who_has_the_lease_is_left_alone(signed):
    Document.objects.filter(pk=signed.pk).update(bezig_tot=timezone.now() + timedelta(minutes=1))

    assert not sealing.seal_once(str(signed.pk))
    assert not sealing.seal_once(str(signed.pk), waiting_too=True)


def test_an_unsigned_document_gets_no_seal(db):
    assert not sealing.seal_once(str(DocumentFactory().pk))


def test_a_slow_worker_does_not_overwrite(signed):
    slow = sealing.make_sealed(signed)
    sealing.seal_once(str(signed.pk))
    kept = Zegelstuk.objects.get().pdf_sha256

    assert not sealing._keep(signed, slow, by=BY)
    assert Zegelstuk.objects.get().pdf_sha256 == kept


def test_the_signature_stays_when_sealing_fails(signed, broken):
    try_to_seal(signed)

    document = again(signed)
    assert (document.is_signed, document.is_sealed, document.bezig_tot) == (True, False, None)
    assert (document.zegel_pogingen, document.zegel_fouten) == (1, 1)
    assert document.zegel_fout.startswith("ZeroDivisionError")
    assert HEARD == []


def test_what_the_database_gives_back_must_be_what_was_sealed(signed, monkeypatch):
    monkeypatch.setattr(sealing, "read_back", lambda _stuk: b"")

    with pytest.raises(sealing.NotKeptError):
        sealing.seal_once(str(signed.pk))

    assert not again(signed).is_sealed
    assert not Zegelstuk.objects.exists()
    assert HEARD == []


def test_a_failure_is_tried_again_after_ever_longer_waits(signed, broken):
    waits = []
    for _ in range(7):
        try_to_seal(signed)
        waits.append(round((again(signed).zegel_weer_op - timezone.now()).total_seconds() / 60))

    assert waits == [1, 4, 10, 20, 30, 30, 30]
    assert not sealing.seal_once(str(signed.pk))


def test_someone_is_told_after_the_third_failure_in_a_row(signed, broken):
    heard = []
    for _ in range(4):
        try_to_seal(signed)
        heard.append(list(HEARD))
    broken(False)
    sealing.seal_once(str(signed.pk), waiting_too=True)

    told = ("seal failed", signed.pk)
    assert heard == [[], [], [told], [told, told]]
    assert again(signed).zegel_fouten == 0


def test_a_worker_that_is_killed_is_a_try_and_no_failure(signed):
    sealing._claim(str(signed.pk), waiting_too=False)
    Document.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))

    sealing.seal_once(str(signed.pk))

    assert (again(signed).zegel_pogingen, again(signed).zegel_fouten) == (2, 0)


def test_the_sweep_seals_what_a_crash_cut_off_however_long_ago(signed):
    make_old(signed)
    Document.objects.update(bezig_tot=timezone.now() - timedelta(days=399))

    sweep()

    assert again(signed).is_sealed


def test_the_sweep_leaves_the_newest_to_the_worker_that_was_woken(signed):
    sweep()

    assert not again(signed).is_sealed


def test_a_document_that_fails_holds_up_no_other(signed, monkeypatch):
    good = sign_one()
    make_old(signed)
    make_old(good)
    real = sealing.make_sealed
    monkeypatch.setattr(sealing, "make_sealed", lambda d: 1 / 0 if d.pk == signed.pk else real(d))

    sweep()

    assert again(good).is_sealed
    assert stuck(timezone.now()) == []
    assert stuck(timezone.now() + timedelta(minutes=2)) == [str(signed.pk)]


def test_the_sweep_stops_where_nothing_can_be_sealed(db, broken):
    for _ in range(ENOUGH + 2):
        make_old(sign_one())

    sweep()

    assert Document.objects.filter(zegel_fouten=1).count() == ENOUGH


def test_when_what_was_away_is_back_everything_is_sealed(signed, broken):
    make_old(signed)
    sweep()
    broken(False)

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        sweep()

    assert again(signed).is_sealed


def test_the_command_seals_what_was_left_and_what_waits(signed, broken, capsys):
    try_to_seal(signed)
    other = sign_one()
    broken(False)

    call_command("seal_signed")
    call_command("seal_signed")

    assert again(signed).is_sealed
    assert again(other).is_sealed
    assert capsys.readouterr().out == "2 verzegeld, 0 mislukt.\n0 verzegeld, 0 mislukt.\n"


def test_the_command_says_what_it_could_not_seal(signed, broken, capsys):
    with pytest.raises(CommandError):
        call_command("seal_signed")

    assert f"{signed.pk}: ZeroDivisionError" in capsys.readouterr().err


def test_the_sweep_ends_what_expired_and_only_that(db):
    late, in_time = OndertekenverzoekFactory(opened=True), OndertekenverzoekFactory(opened=True)
    late.verloopt_op = timezone.now() + timedelta(days=2)
    late.save()

    sweep((timezone.now() + timedelta(days=3)).isoformat())

    late.refresh_from_db()
    in_time.refresh_from_db()
    assert (late.status, in_time.status) == (VerzoekStatus.VERLOPEN, VerzoekStatus.IN_BEHANDELING)
    assert late.link.end_reason == "verlopen"
    assert [("expired", late.pk)] == HEARD
