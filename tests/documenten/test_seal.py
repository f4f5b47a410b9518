"""The seal itself: what level it has, what it refuses, and that other programs agree (signing.md 3.4, 4.6 A)."""

import asyncio
import hashlib
import json
from io import BytesIO

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate
from pypdf import PdfReader

from praktijkleren.documenten.finishing import add_field
from praktijkleren.documenten.pdf import html_to_pdf
from praktijkleren.documenten.seal import pades
from praktijkleren.documenten.seal.key import forget_keys, seal_key
from praktijkleren.documenten.seal.sources import problem
from praktijkleren.documenten.sealing import make_sealed
from praktijkleren.documenten.states import Niveau
from praktijkleren.documenten.zegeltekst import seal_text
from tests.documenten.tools import openssl_verifies, pdfsig, qpdf_finds_it_whole, run
from tests.factories.documenten import HandtekeningFactory, snapshot
from tests.harness.pki import PASSWORD, Authority

PAGE = '<html lang="nl"><head><title>Proef</title></head><body><p>Proef</p></body></html>'
CREDENTIAL = json.dumps({"type": ["VerifiableCredential"], "naam": "Łukasz"})


def unsealed():
    return html_to_pdf(PAGE, finishers=[add_field])


@pytest.fixture
def document(db):
    verzoek = HandtekeningFactory().verzoek
    verzoek.document.snapshot = snapshot(bijlage=CREDENTIAL)
    return verzoek.document


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_without_a_time_service_the_seal_is_b_b_and_says_so(document):
    sealed = make_sealed(document)

    assert (sealed.niveau, sealed.tijdstempel_serienummer) == (Niveau.B_B, "")
    assert "Verzegeld door Praktijkleren (test) (PAdES B-B)." in text_of(sealed.pdf)
    assert "Er is geen tijdstempel van een ander." in text_of(sealed.pdf)


def test_with_a_time_service_it_is_b_t(document, time):
    sealed = make_sealed(document)

    assert sealed.niveau == Niveau.B_T
    assert int(sealed.tijdstempel_serienummer, 16) > 0
    assert "PAdES B-T" in text_of(sealed.pdf)
    assert "bevestigd door een onafhankelijke tijdstempeldienst" in text_of(sealed.pdf)


def test_with_a_certificate_that_can_be_checked_later_it_is_b_lt_in_one_revision(document, long_term):
    sealed = make_sealed(document)

    reader = PdfReader(BytesIO(sealed.pdf))
    assert sealed.niveau == Niveau.B_LT
    assert sealed.organisatie == "ROC Voorbeeld"
    assert sealed.pdf.count(b"%%EOF") == 2
    assert len(reader.trailer["/Root"]["/DSS"]["/CRLs"]) == 1


@pytest.mark.parametrize("away", ["POST", "GET"])
def test_nothing_weaker_comes_out_when_something_is_away(long_term, away):
    long_term.away[away] = True
    pades.timestamper.cache_clear()

    with pytest.raises(Exception, match=r"timestamp|validated"):
        pades.seal(unsealed())

    long_term.away[away] = False
    assert pades.seal(unsealed()).niveau == Niveau.B_LT


def test_a_time_service_that_goes_away_later_is_missed(time):
    pades.seal(unsealed())
    time.away["POST"] = True

    with pytest.raises(OSError, match="timestamp"):
        pades.seal(unsealed())


def test_a_timestamp_of_someone_else_is_refused(time, settings, tmp_path, other_authority):
    settings.SEAL_TSA_TRUST_ANCHORS = str(other_authority.anchors(tmp_path, "other.pem"))

    with pytest.raises(pades.SealError):
        pades.seal(unsealed())


def test_a_revoked_certificate_does_not_seal(long_term):
    long_term.authority.revoked.append(seal_key().certificate)

    with pytest.raises(Exception, match="could not be validated"):
        pades.seal(unsealed())


def test_a_certificate_that_ended_does_not_seal(use_seal, other_authority):
    use_seal(other_authority, days=-1)

    with pytest.raises(pades.SealError):
        pades.seal(unsealed())


def test_a_seal_under_another_ca_than_ours_is_refused(use_seal, other_authority, settings, tmp_path):
    use_seal(other_authority)
    settings.SEAL_TRUST_ANCHORS = str(Authority().anchors(tmp_path, "ours.pem"))

    with pytest.raises(pades.SealError):
        pades.seal(unsealed())


@pytest.mark.parametrize("use_rsa", [False, True])
def test_both_sorts_of_keys_seal(use_seal, other_authority, use_rsa):
    use_seal(other_authority, use_rsa=use_rsa)

    assert pades.seal(unsealed()).organisatie == "ROC Voorbeeld"


def test_a_thread_that_runs_an_event_loop_can_seal():
    pdf = unsealed()

    async def within():
        return pades.seal(pdf).pdf

    assert asyncio.run(within()).startswith(b"%PDF")


def test_the_key_is_opened_once(use_seal, other_authority, monkeypatch):
    use_seal(other_authority)
    first = seal_key()
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _path: 1 / 0)

    assert seal_key() is first


def test_the_name_of_the_organisation_may_be_set(settings, document):
    settings.SEAL_ORGANISATION = "Werkcentrum Groenland"

    sealed = make_sealed(document)

    assert sealed.organisatie == seal_text().organisatie == "Werkcentrum Groenland"
    assert "Verzegeld door Werkcentrum Groenland" in text_of(sealed.pdf)


@pytest.mark.parametrize(("in_production", "marks"), [(True, 0), (False, 1)])
def test_only_outside_production_it_is_marked_as_a_test(settings, document, in_production, marks):
    settings.PRODUCTIE = in_production

    assert text_of(make_sealed(document).pdf).count("TEST") == marks


def test_the_seal_certifies_and_allows_no_change(document):
    root = PdfReader(BytesIO(make_sealed(document).pdf)).trailer["/Root"]

    seal = root["/Perms"]["/DocMDP"]
    field = root["/AcroForm"]["/Fields"][0].get_object()
    assert (field["/T"], field["/TU"], field["/F"], list(field["/Rect"])) == (
        "Zegel",
        "Elektronisch zegel",
        132,
        [0] * 4,
    )
    assert seal["/SubFilter"] == "/ETSI.CAdES.detached"
    assert seal["/Reference"][0]["/TransformParams"]["/P"] == 1


def test_the_field_is_tagged_as_a_form(document):
    root = PdfReader(BytesIO(make_sealed(document).pdf)).trailer["/Root"]

    field = root["/AcroForm"]["/Fields"][0].get_object()
    numbers = list(root["/StructTreeRoot"]["/ParentTree"]["/Nums"])
    form = numbers[numbers.index(field["/StructParent"]) + 1].get_object()
    assert (form["/S"], form["/Alt"]) == ("/Form", "Elektronisch zegel")
    assert form["/K"][0]["/Obj"].get_object() == field


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_sealed_with_everything_it_is_archivable_and_accessible(document, long_term, needs_verapdf, flavour):
    from tests.documenten import verapdf

    assert verapdf.failures(make_sealed(document).pdf, flavour) == []


@pytest.fixture
def folder(tmp_path, document, long_term):
    (tmp_path / "doc.pdf").write_bytes(make_sealed(document).pdf)
    return tmp_path


def test_pdfsig_trusts_it_with_our_ca_alone(folder):
    said = pdfsig(folder)

    for line in (
        "Signature Field Name: Zegel",
        "Signature Type: ETSI.CAdES.detached",
        "Total document signed",
        "Signature Validation: Signature is Valid.",
        "Certificate Validation: Certificate is Trusted.",
    ):
        assert line in said
    assert said.count("Signature #") == 1


def test_qpdf_finds_the_file_whole(folder):
    assert qpdf_finds_it_whole(folder)


@pytest.mark.parametrize("flipped", [False, True])
def test_openssl_verifies_the_signature_until_a_byte_changes(folder, flipped):
    pdf = bytearray((folder / "doc.pdf").read_bytes())
    pdf[100] ^= flipped
    (folder / "doc.pdf").write_bytes(pdf)

    assert openssl_verifies(folder) is not flipped


def test_pdfdetach_takes_the_attachment_out_as_it_went_in(folder):
    run("pdfdetach", "-saveall", "doc.pdf", cwd=folder)

    assert (folder / "proef.json").read_text() == CREDENTIAL


def test_the_attachment_is_data_of_the_document(document):
    root = PdfReader(BytesIO(make_sealed(document).pdf)).trailer["/Root"]

    file = root["/AF"][0].get_object()
    embedded = file["/EF"]["/F"]
    assert (file["/AFRelationship"], file["/UF"], file["/Desc"]) == (
        "/Data",
        "proef.json",
        "De proef voor een computer",
    )
    assert embedded["/Subtype"] == "/application/json"
    assert hashlib.sha256(embedded.get_data()).hexdigest() == hashlib.sha256(CREDENTIAL.encode()).hexdigest()


def test_the_file_carries_its_title_language_and_both_identifiers(document):
    reader = PdfReader(BytesIO(make_sealed(document).pdf))

    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert reader.metadata.title == "Proef van Łukasz van der Çelik-Ñandú"
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert xmp.count("<rdf:RDF") == 1
    for identifier in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance"):
        assert identifier in xmp


PKCS11 = "/usr/lib/softhsm/libsofthsm2.so"


@pytest.fixture
def token(tmp_path, settings, monkeypatch, other_authority):
    """A software HSM with the key and the certificate of a seal, known by their label alone."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    pins = ["--so-pin", "1234", "--pin", PASSWORD]
    forget_keys()
    run("softhsm2-util", "--init-token", "--free", "--label", "zegel", *pins, cwd=tmp_path)
    key, certificate = other_authority.issue(use_rsa=True)
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    run(*f"softhsm2-util --import key.pem --token zegel --label sleutel --id 01 --pin {PASSWORD}".split(), cwd=tmp_path)
    with pkcs11.lib(PKCS11).get_token(token_label="zegel").open(rw=True, user_pin=PASSWORD) as session:
        for label, each in (("sleutel", certificate), ("ca", other_authority.certificate)):
            attributes = decode_x509_certificate(each.public_bytes(Encoding.DER))
            session.create_object({Attribute.TOKEN: True, Attribute.LABEL: label, **attributes})
    settings.SEAL_PKCS11_MODULE, settings.SEAL_PKCS11_PIN = PKCS11, PASSWORD
    settings.SEAL_PKCS11_TOKEN, settings.SEAL_PKCS11_KEY = "zegel", "sleutel"
    settings.SEAL_TRUST_ANCHORS = str(other_authority.anchors(tmp_path))
    return certificate


def test_a_key_on_a_token_seals(token):
    sealed = [pades.seal(unsealed()) for _ in range(2)]

    assert {each.certificaat_serienummer for each in sealed} == {format(token.serial_number, "x")}
    assert problem() == ""
