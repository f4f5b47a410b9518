"""Dropping a PDF on the public check: a file, or its hash alone."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from praktijkleren.documenten.models import Zegelstuk
from tests.factories import verklaringen as made
from tests.factories.documenten import ZegelstukFactory
from tests.verklaringen.checking import PDF, UNKNOWN, become, keep
from verklaringen.codes import group_code, new_code
from verklaringen.states import VersieStatus
from verklaringen.uploads import MAX_BYTES

AT_FILE = "/v/bestand/"


def upload(client, content, name="verklaring.pdf", **data):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(AT_FILE, {**data, "bestand": file})


def by_hash(client, content, **data):
    return client.post(AT_FILE, {"sha256": hashlib.sha256(content).hexdigest(), **data})


@pytest.mark.parametrize("send", [upload, by_hash])
def test_an_identical_file_is_recognised(client, sealed, send):
    content = send(client, PDF).content.decode()

    assert "Deze PDF is echt" in content
    assert "<dd>ROC Voorbeeld</dd>" in content.partition("Verzegeld door")[2]
    assert group_code(sealed.verklaring.code) in content
    assert "Geheime" not in content


@pytest.mark.parametrize("send", [upload, by_hash])
def test_a_changed_file_is_not(client, sealed, send):
    content = send(client, PDF + b"\n").content.decode()

    assert "veranderd of niet van ons" in content
    assert group_code(sealed.verklaring.code) not in content


@pytest.mark.parametrize(
    ("status", "said"),
    [(VersieStatus.VERVANGEN, "oude versie"), (VersieStatus.INGETROKKEN, "is ingetrokken")],
)
def test_a_file_that_no_longer_counts_says_so(client, sealed, status, said):
    become(sealed, status)

    assert said in by_hash(client, PDF).content.decode()


def test_a_file_of_another_code_says_so(client, sealed):
    other = group_code(new_code())

    assert "andere code" in by_hash(client, PDF, code=other).content.decode()
    assert "Deze PDF is echt" in by_hash(client, PDF, code=sealed.verklaring.code.lower()).content.decode()


def test_a_document_without_file_is_unknown(client, sealed):
    Zegelstuk.objects.all().delete()

    assert "Kies een bestand" in client.post(AT_FILE, {"sha256": ""}).content.decode()
    assert "niet van ons" in by_hash(client, PDF).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Kies een bestand"),
        ({"sha256": "geen-pdf"}, "Dit is geen PDF"),
        ({"sha256": "x" * 64}, "Dit is geen PDF"),
        ({"bestand": SimpleUploadedFile("a.pdf", b"tekst")}, "Dit is geen PDF"),
        ({"bestand": SimpleUploadedFile("a.pdf", b"")}, "Dit is geen PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_next_to_the_field(client, db, data, said):
    response = client.post(AT_FILE, data)

    assert said in response.content.decode().partition('class="field__error"')[2]


def test_a_large_file_is_refused_and_never_touches_the_disk(client, db, monkeypatch):
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *a, **o: pytest.fail("op schijf"))

    response = upload(client, PDF + b"x" * MAX_BYTES)

    assert "groter dan 5 MB" in response.content.decode()
    assert "Deze PDF" not in response.content.decode()


def test_a_file_just_small_enough_is_looked_at(client, sealed):
    big = PDF + b"x" * (MAX_BYTES - len(PDF))
    keep(sealed, big)

    assert "Deze PDF is echt" in upload(client, big).content.decode()


def test_many_files_together_are_too_large_as_well(client, db):
    half = b"%PDF-" + b"x" * (MAX_BYTES // 2)
    files = [SimpleUploadedFile(f"{n}.pdf", half) for n in range(3)]

    assert "groter dan 5 MB" in client.post(AT_FILE, {"bestand": files}).content.decode()


def test_files_are_limited_per_address(client, db):
    for _ in range(60):
        by_hash(client, PDF)

    assert by_hash(client, PDF).status_code == 429


def test_posting_from_another_site_is_refused(db):
    strict = Client(enforce_csrf_checks=True)

    for url in (AT_FILE, reverse("verklaringen:check_paper", args=[UNKNOWN])):
        assert strict.post(url, {"sha256": "0" * 64}).status_code == 403


def test_who_sent_only_the_hash_may_send_the_file_to_know_why(client, sealed):
    by_hash_only, whole = by_hash(client, b"%PDF x").content.decode(), upload(client, b"%PDF-x").content.decode()

    assert "Zoek uit wat er anders is" in by_hash_only
    assert "Zoek uit wat er anders is" not in whole


def test_a_changed_file_is_told_apart_from_one_without_seal(client, db):
    versie = made.sealed()
    pdf = bytes(Zegelstuk.objects.get(document=versie.document).bestand)

    added = upload(client, pdf + b"\n% erbij\n").content.decode()
    other = upload(client, b"%PDF-1.7\n%%EOF\n").content.decode()

    assert "toegevoegd nadat het is verzegeld" in added
    assert "geen zegel" in other


def test_a_genuine_document_of_another_kind_is_no_verklaring(client, db):
    stuk = ZegelstukFactory(bestand=PDF)

    assert "geen praktijkverklaring" in upload(client, PDF).content.decode()
    assert str(stuk.document_id) not in upload(client, PDF).content.decode()
