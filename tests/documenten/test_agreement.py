"""One sealed praktijkverklaring, and all that anyone may check it with: those programs agree, and so do we."""

import pytest
from django.conf import settings
from django.urls import reverse

from praktijkleren.documenten.models import Handtekening, Zegelstuk
from praktijkleren.documenten.verifying import Reason, explain
from tests.documenten.tools import openssl_verifies, pdfsig, qpdf_finds_it_whole, read_qr, run
from tests.factories import verklaringen as made

VALID, TRUSTED, WHOLE = "Signature is Valid", "Certificate is Trusted", "Total document signed"


@pytest.fixture
def versie(db, long_term):
    return made.sealed()


@pytest.fixture
def folder(tmp_path, versie):
    pdf = bytes(Zegelstuk.objects.get(document=versie.document_id).bestand)
    (tmp_path / "doc.pdf").write_bytes(pdf)
    return tmp_path


@pytest.mark.parametrize("dpi", [96, 150])
def test_the_qr_of_the_sealed_file_leads_to_its_check(folder, versie, client, dpi):
    address = read_qr(folder, dpi=dpi)

    page = client.get(address.removeprefix(settings.SITE_URL)).content.decode()

    assert address == settings.SITE_URL + reverse("verklaringen:check", args=[versie.verklaring.code])
    assert "hoort bij een verzegelde praktijkverklaring" in page
    assert versie.verklaring.code_in_groups in page


def test_all_find_it_whole(folder):
    said = pdfsig(folder)

    assert [line in said for line in (VALID, TRUSTED, WHOLE)] == [True] * 3
    assert qpdf_finds_it_whole(folder)
    assert openssl_verifies(folder)
    assert explain((folder / "doc.pdf").read_bytes()).is_genuine


def test_all_find_a_byte_that_changed(folder):
    pdf = (folder / "doc.pdf").read_bytes()
    place = pdf.index(b"/StructTreeRoot") + 1
    (folder / "doc.pdf").write_bytes(pdf[:place] + b"s" + pdf[place + 1 :])

    assert "Digest Mismatch" in pdfsig(folder)
    assert not openssl_verifies(folder)
    assert explain((folder / "doc.pdf").read_bytes()).reason == Reason.GEWIJZIGD


def test_what_was_added_afterwards_only_escapes_who_looks_at_the_signature_alone(folder):
    """signing.md 4.3: for openssl and pdfsig it is valid, and so the hash decides."""
    pdf = (folder / "doc.pdf").read_bytes()
    (folder / "doc.pdf").write_bytes(pdf + b"\n% erbij\n")
    said = pdfsig(folder)

    assert openssl_verifies(folder)
    assert VALID in said
    assert WHOLE not in said
    assert explain((folder / "doc.pdf").read_bytes()).reason == Reason.AANGEVULD


def test_the_document_names_no_network_and_no_device(db, tmp_path):
    versie = made.signed()
    Handtekening.objects.update(netwerk="192.0.2.0/24", apparaat="telefoon, Chrome")
    made.seal(versie)
    (tmp_path / "doc.pdf").write_bytes(Zegelstuk.objects.get(document=versie.document_id).bestand)

    text = run("pdftotext", "doc.pdf", "-", cwd=tmp_path)

    assert "Elektronisch ondertekend op" in text
    assert not [word for word in ("192.0.2", "telefoon", "Chrome") if word in text]
