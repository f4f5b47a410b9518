"""What our verifier says of a file: the tamper matrix of signing.md 4.3, and whatever else people send."""

import hashlib
import io
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions
from praktijkleren.documenten.files import sealed_file
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.seal import pades
from praktijkleren.documenten.seal.reading import reason_of
from praktijkleren.documenten.sealing import seal_once
from praktijkleren.documenten.verifying import AT_MOST, SENTENCES, Reason, explain, find
from tests.factories.documenten import DocumentFactory, OndertekenverzoekFactory, signature, snapshot
from tests.harness.pki import Authority

BY = Actor.systeem("test")


def seal_one(**changes):
    verzoek = OndertekenverzoekFactory(opened=True, document=DocumentFactory(snapshot=snapshot(**changes)))
    actions.sign(verzoek, by=BY, **signature(verzoek))
    seal_once(str(verzoek.document_id))
    return Document.objects.get(pk=verzoek.document_id)


@pytest.fixture
def sealed(db):
    return seal_one()


@pytest.fixture(scope="module")
def pdf():
    """A sealed file that no register knows."""
    from praktijkleren.documenten.finishing import add_field
    from praktijkleren.documenten.pdf import html_to_pdf

    page = '<html lang="nl"><head><title>Proef</title></head><body><h1>Proef</h1><p>Tekst</p></body></html>'
    return pades.seal(html_to_pdf(page, finishers=[add_field])).pdf


def seal_range(pdf):
    return [int(n) for n in re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", pdf).groups()]


def flip(pdf, at):
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def flip_in_the_page(pdf):
    return flip(pdf, pdf.index(b"stream\n") + 20)


def flip_elsewhere(pdf):
    return flip(pdf, len(pdf) - 80)


def appended(change):
    """What a program adds when it saves: the old bytes stay, the new ones say otherwise."""

    def tamper(pdf):
        writer = PdfWriter(io.BytesIO(pdf), incremental=True)
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        assert out.getvalue().startswith(pdf)
        return out.getvalue()

    return tamper


def replace_page(writer):
    other = StreamObject()
    other.set_data(b"BT ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(other)


def annotate(writer):
    writer.add_annotation(0, FreeText(text="Ook een diploma", rect=(50, 550, 200, 650)))


def attach(writer):
    writer.add_attachment("praktijkverklaring.vc.json", b"{}")


def retitle(writer):
    xmp = StreamObject()
    xmp.set_data(writer.root_object["/Metadata"].get_data().replace(b"Proef", b"Diploma"))
    xmp.update(DictionaryObject({NameObject("/Type"): NameObject("/Metadata")}))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)


def fill_padding(pdf):
    after = seal_range(pdf)[2]
    assert pdf[after - 3 : after] == b"00>"
    return pdf[: after - 3] + b"11>" + pdf[after:]


def rewrite(pdf):
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf))), io.BytesIO()
    writer.write(out)
    return out.getvalue()


def strip(pdf):
    """Back to what it was before it was sealed."""
    return pdf[: pdf.index(b"%%EOF") + 6]


def forge(pdf):
    """Stripped, and sealed again under a certificate that looks like ours."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    from praktijkleren.documenten.seal.key import KeptKeySigner, _asn1

    key, certificate = Authority("Praktijkleren TEST-CA").issue("TESTZEGEL, niet echt", organisation="Praktijkleren")
    signer = PdfSigner(PdfSignatureMetadata(field_name="Zegel"), KeptKeySigner(key, _asn1(certificate), []))
    return signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(strip(pdf))), existing_fields_only=True).getvalue()


MATRIX = [
    (flip_in_the_page, Reason.GEWIJZIGD),
    (flip_elsewhere, Reason.GEWIJZIGD),
    (appended(replace_page), Reason.AANGEVULD),
    (appended(annotate), Reason.AANGEVULD),
    (appended(attach), Reason.AANGEVULD),
    (appended(retitle), Reason.AANGEVULD),
    (fill_padding, Reason.NIET_GELIJK),
    (lambda pdf: pdf + b"\n", Reason.AANGEVULD),
    (lambda pdf: pdf + b"% goedgekeurd\n", Reason.AANGEVULD),
    (rewrite, Reason.HERSCHREVEN),
    (lambda pdf: pdf[: len(pdf) * 2 // 3], Reason.AFGEKAPT),
    (lambda pdf: pdf[:-3000], Reason.AFGEKAPT),
    (strip, Reason.ZONDER_ZEGEL),
    (forge, Reason.ANDER_ZEGEL),
]
IDS = [
    "byte in page", "byte elsewhere", "page replaced", "annotation", "credential replaced", "title", "padding",
    "newline", "comment", "rewritten", "truncated", "truncated in seal", "stripped", "look-alike",
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "reason"), MATRIX, ids=IDS)
def test_each_change_is_refused_with_its_reason(sealed, tamper, reason):
    verdict = explain(tamper(sealed_file(sealed)))

    assert (verdict.reason, verdict.document, verdict.is_genuine) == (reason, None, False)


@pytest.mark.parametrize(("tamper", "reason"), MATRIX, ids=IDS)
def test_and_so_it_is_with_everything_in_the_seal(long_term, db, tamper, reason):
    original = sealed_file(seal_one(bijlage="{}"))

    assert explain(tamper(original)).reason == reason


def test_the_original_is_identical(sealed):
    verdict = explain(sealed_file(sealed))

    assert (verdict.reason, verdict.document, verdict.is_genuine) == (Reason.IDENTIEK, sealed, True)
    assert verdict.sentence == "Dit bestand is precies gelijk aan het verzegelde origineel."


def test_a_version_that_was_replaced_is_genuine_but_older(db):
    sealed = seal_one(vervangen=True)

    verdict = explain(sealed_file(sealed))

    assert (verdict.reason, verdict.document, verdict.is_genuine) == (Reason.OUDERE_VERSIE, sealed, True)


def test_the_hash_alone_finds_it(sealed):
    sha256 = hashlib.sha256(sealed_file(sealed)).hexdigest()

    assert find(sha256) == sealed
    assert find("0" * 64) is find(sha256.upper()) is find("") is None


def test_our_seal_on_what_we_do_not_have_is_not_genuine(db, pdf):
    assert explain(pdf).reason == Reason.NIET_GELIJK


@pytest.mark.parametrize("other", [b"", b"PK\x03\x04", b"<html>%PDF-1.7</html>", "Łukasz".encode()])
def test_other_files_are_no_pdf(db, other):
    assert explain(other).reason == Reason.GEEN_PDF


def test_a_large_file_is_not_looked_into(db):
    assert explain(b"%PDF-1.7\n" + b"0" * AT_MOST).reason == Reason.TE_GROOT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF", Reason.HERSCHREVEN),
        (b"%PDF-1.7\n/ByteRange [0 999999999 999999999 999999999]\n%%EOF", Reason.HERSCHREVEN),
        (b"%PDF-1.7\n/ByteRange [9 0 0 0] <>\n%%EOF", Reason.HERSCHREVEN),
        (b"%PDF-1.7\n/ByteRange [0 43 51 6] x\n<3080 00>\n%%EOF", Reason.HERSCHREVEN),
        (b"%PDF-1.7\nstream\n" + zlib.compress(b"0" * 10_000_000) + b"\nendstream\n%%EOF", Reason.ZONDER_ZEGEL),
    ],
)
def test_odd_files_get_an_answer(db, text, reason):
    assert explain(text).reason == reason


@given(at=st.integers(0, 12_000), bits=st.integers(1, 255))
@settings(max_examples=150)
def test_no_change_of_a_byte_passes_or_breaks_it(pdf, at, bits):
    """Of our own seal, which the register does not know: the reason differs, an answer always comes."""
    changed = bytearray(pdf)
    changed[at % len(pdf)] ^= bits

    assert reason_of(bytes(changed)) in set(Reason) - {Reason.IDENTIEK, Reason.OUDERE_VERSIE}


def test_each_reason_has_one_short_sentence():
    assert set(SENTENCES) == set(Reason)
    assert [sentence for sentence in SENTENCES.values() if len(sentence.split()) > 18] == []
