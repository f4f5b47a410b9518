import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions, pdf, rendering
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.schedule import stuck, sweep
from praktijkleren.documenten.states import VerzoekStatus
from tests.factories.documenten import HEARD, DocumentFactory, OndertekenverzoekFactory, signature

BY = Actor.systeem("test")


@pytest.fixture
def signed(db):
    verzoek = OndertekenverzoekFactory(opened=True)
    actions.sign(verzoek, by=BY, **signature(verzoek))
    HEARD.clear()
    return Document.objects.get()


def make_old(document):
    Document.objects.filter(pk=document.pk).update(volledig_ondertekend_op=timezone.now() - timedelta(days=400))


def test_signing_wakes_a_worker_that_makes_the_pdf(db, run_queued, django_capture_on_commit_callbacks):
    verzoek = OndertekenverzoekFactory(opened=True)

    with django_capture_on_commit_callbacks(execute=True):
        actions.sign(verzoek, by=BY, **signature(verzoek))
    run_queued()

    document = Document.objects.get()
    stored = bytes(document.pdf)
    assert stored.startswith(b"%PDF")
    assert document.pdf_sha256 == hashlib.sha256(stored).hexdigest()
    assert [("signed", document.pk), ("rendered", document.pk)] == HEARD


def test_a_pdf_is_made_once(signed):
    assert [rendering.render_once(str(signed.pk)) for _ in range(2)] == [True, False]
    assert [("rendered", signed.pk)] == HEARD


def test_who_has_the_lease_is_left_alone(signed):
    Document.objects.filter(pk=signed.pk).update(bezig_tot=timezone.now() + timedelta(minutes=1))

    assert not rendering.render_once(str(signed.pk))


def test_an_unsigned_document_gets_no_pdf(db):
    assert not rendering.render_once(str(DocumentFactory().pk))


def test_a_slow_worker_does_not_overwrite(signed):
    rendering.render_once(str(signed.pk))

    assert not rendering._keep(signed, b"%PDF of another worker")


def test_a_failure_is_kept_and_frees_the_lease(signed, monkeypatch):
    monkeypatch.setattr(pdf, "html_to_pdf", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rendering.render_once(str(signed.pk))

    signed.refresh_from_db()
    assert (signed.bezig_tot, signed.render_pogingen) == (None, 1)
    assert signed.render_fout.startswith("ZeroDivisionError")


def test_the_sweep_makes_what_a_crash_cut_off_however_long_ago(signed):
    make_old(signed)
    Document.objects.update(bezig_tot=timezone.now() - timedelta(days=399))

    sweep()

    assert Document.objects.get().pdf


def test_a_document_that_fails_holds_up_no_other(signed, monkeypatch):
    make_old(signed)
    good = OndertekenverzoekFactory(opened=True)
    actions.sign(good, by=BY, **signature(good))
    make_old(good.document)
    real = rendering.render_document
    monkeypatch.setattr(rendering, "render_document", lambda d: 1 / 0 if d.pk == signed.pk else real(d))

    sweep()

    assert Document.objects.get(pk=good.document_id).pdf
    assert stuck(timezone.now()) == [str(signed.pk)]


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


def test_the_file_carries_its_title_language_and_both_identifiers(signed):
    made = pdf.render_document(signed)

    reader = PdfReader(BytesIO(made))
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert reader.metadata.title == "Proef van Łukasz van der Çelik-Ñandú"
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert xmp.count("<rdf:RDF") == 1
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert 'pdfaid:part="3"' in xmp or "<pdfaid:part>3</pdfaid:part>" in xmp
