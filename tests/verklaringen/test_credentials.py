import base64
import gzip
import hashlib
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.did import pem_for_kid
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier
from pypdf import PdfReader

from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.documenten.sealing import seal_once
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory
from tests.verklaringen import verifier
from verklaringen import checks
from verklaringen.actions.credential import issue_credential
from verklaringen.credentials import statuslist
from verklaringen.credentials.keys import KeyFileError, make_key_file, signing_key
from verklaringen.credentials.proof import add_proof, as_jwt, base58, unbase58
from verklaringen.models import Credential, Verklaringversie
from verklaringen.states import VersieStatus

JWT = "application/vc+jwt"


@pytest.fixture
def versie(db):
    kandidaat = KandidaatFactory(voornamen="Geheime", achternaam="Naam", geboorteplaats="Verweggistan")
    return made.signed(made.ready(kandidaat))


@pytest.fixture
def credential(versie):
    return issue_credential(versie.document)


@pytest.fixture
def our_did(client):
    """The did document, as anyone gets it."""
    return lambda: client.get("/.well-known/did.json").json()


def badge_reader(did_document):
    """An Open Badges verifier of others, with our key pinned."""
    method = did_document["assertionMethod"][-1]
    return OB3LdpVerifier(pubkey_pem=pem_for_kid(did_document, did_document["id"], method))


def status(client, **headers):
    return client.get(reverse("verklaringen:status_list", args=[1]), **headers)


def set_status(versie, status):
    Verklaringversie.objects.filter(pk=versie.pk).update(status=status)


@pytest.mark.parametrize("where", [(), ("credentialSubject",), ("credentialSubject", "achievement")])
def test_a_term_that_no_context_explains_is_not_signed_over(credential, where):
    document = part = json.loads(credential.tekst)
    for name in where:
        part = part[name]
    part["erbij"] = "wat niemand tekende"

    with pytest.raises(ValueError, match="geen context kent erbij"):
        add_proof(document, signing_key(), created=credential.created_at)


def test_others_can_verify_it_without_the_internet(credential, our_did):
    did_document = our_did()

    verifier.verify(credential.tekst, did_document)
    read = badge_reader(did_document).verify(credential.tekst)

    data = credential.versie.document.snapshot
    assert read.issuer.id == "did:web:localhost%3A8000"
    assert [row.target_code for row in read.achievement.alignments] == [
        row["code"] for kerntaak in data["kerntaken"] for row in kerntaak["werkprocessen"]
    ]
    assert credential.versie.document.inhoud_sha256 in read.evidence[0].narrative


def test_any_changed_word_is_noticed(credential, our_did):
    did_document, text = our_did(), credential.tekst
    bedrijf = credential.versie.document.snapshot["leerbedrijf"]["naam"]
    changed = [
        text.replace(bedrijf, bedrijf[:-1] + "x"),
        text.replace('"targetCode": "B1', '"targetCode": "B2', 1),
        re.sub(r'"validFrom": "2', '"validFrom": "1', text),
        re.sub(r'"statusListIndex": "\d+"', '"statusListIndex": "131071"', text),
        text.replace('"proofPurpose": "assertionMethod"', '"proofPurpose": "authentication"'),
    ]

    for other in changed:
        assert other != text
        with pytest.raises(InvalidSignature):
            verifier.verify(other, did_document)
        with pytest.raises(LibOpenBadgesException):
            badge_reader(did_document).verify(other)


@pytest.mark.parametrize("place", range(0, 1400, 97))
def test_one_changed_byte_makes_it_worthless(credential, our_did, place):
    text, did_document = credential.tekst, our_did()
    letters = [match.start() for match in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)]
    at = letters[place % len(letters)]
    broken = text[:at] + ("q" if text[at] != "q" else "z") + text[at + 1 :]

    with pytest.raises((LibOpenBadgesException, ValueError, KeyError)):
        badge_reader(did_document).verify(broken)


def test_the_key_of_another_does_not_fit(credential, our_did, tmp_path, settings):
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "other.pem")
    other = signing_key()
    did_document = our_did()
    did_document["verificationMethod"] = [
        {**method, "publicKeyMultibase": other.public} for method in did_document["verificationMethod"]
    ]

    with pytest.raises(InvalidSignature):
        verifier.verify(credential.tekst, did_document)


def test_it_holds_no_name_birth_date_or_key_of_the_dossier(credential):
    versie, text = credential.versie, credential.tekst
    verklaring = versie.verklaring
    kandidaat, opleider = verklaring.kandidaat, versie.document.snapshot["praktijkopleider"]
    hidden = ["Geheime", "Naam", "Verweggistan", kandidaat.geboortedatum.isoformat(), opleider["naam"]]
    keys = [verklaring.pk, verklaring.dossier, versie.pk, versie.document_id, kandidaat.pk, verklaring.plaatsing_id]

    assert [secret for secret in [*hidden, *map(str, keys)] if secret in text] == []
    assert re.findall(r"(?<![\w.])\d{9}(?!\w)", text) == []


def test_whoever_knows_the_name_can_compare_it(credential):
    identity = json.loads(credential.tekst)["credentialSubject"]["identifier"][0]
    naam = credential.versie.document.snapshot["naam"]

    assert identity["identityHash"] == "sha256$" + hashlib.sha256((naam + identity["salt"]).encode()).hexdigest()
    assert len(identity["salt"]) == 32


def test_it_is_made_once(versie):
    first, second = issue_credential(versie.document), issue_credential(versie.document)

    assert first.tekst == second.tekst
    assert Credential.objects.count() == AuditEvent.objects.filter(what="credential.gemaakt").count() == 1


def test_a_taken_place_in_the_list_is_not_given_twice(db, monkeypatch):
    places = iter([7, 7, 8])
    monkeypatch.setattr("verklaringen.actions.credential.secrets.randbelow", lambda _size: next(places))

    found = [issue_credential(made.signed().document).plek for _ in range(2)]

    assert found == [7, 8]


def test_a_half_full_list_is_followed_by_another(credential, client, monkeypatch):
    monkeypatch.setattr(statuslist, "HALF", 1)

    second = issue_credential(made.signed().document)

    assert (credential.lijst, second.lijst) == (1, 2)
    assert client.get(reverse("verklaringen:status_list", args=[2])).status_code == 200
    assert client.get(reverse("verklaringen:status_list", args=[4])).status_code == 404


@pytest.mark.parametrize("became", [VersieStatus.INGETROKKEN, VersieStatus.VERVANGEN])
def test_the_bit_flips_and_the_list_verifies(credential, client, our_did, became):
    before = status(client)
    set_status(credential.versie, became)
    after = status(client)

    assert (bit(before, credential.plek), bit(after, credential.plek)) == (0, 1)
    for answer in (before, after):
        verifier.verify(answer.content.decode(), our_did())
    mixed = json.loads(before.content) | {"proof": json.loads(after.content)["proof"]}
    with pytest.raises(InvalidSignature):
        verifier.verify(json.dumps(mixed), our_did())


def bit(answer, place):
    bits = bits_of(answer)
    return bits[place // 8] >> (7 - place % 8) & 1


def bits_of(answer):
    encoded = json.loads(answer.content)["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    return gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))


def test_the_list_is_long_and_says_nothing_about_anyone_else(credential, client):
    set_status(credential.versie, VersieStatus.INGETROKKEN)

    bits = bits_of(status(client))

    assert len(bits) * 8 == 131_072
    assert int.from_bytes(bits).bit_count() == 1
    assert status(client).content == status(client).content


def test_a_reader_of_others_refuses_a_revoked_badge(credential, client, our_did):
    def fetch(_url, *_args, **_options):
        return status(client, headers={"Accept": JWT}).content

    reader = badge_reader(our_did())
    assert reader.verify(credential.tekst, check_status=True, download=fetch)
    set_status(credential.versie, VersieStatus.INGETROKKEN)

    with pytest.raises(LibOpenBadgesException, match="revocation"):
        reader.verify(credential.tekst, check_status=True, download=fetch)


def test_the_list_says_what_it_is(credential, client):
    plain, jwt = status(client), status(client, headers={"Accept": JWT})

    assert (plain["Content-Type"], jwt["Content-Type"]) == ("application/vc", JWT)
    assert plain["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in plain["Vary"]


def test_the_same_badge_is_there_as_jwt(credential, our_did):
    did_document, document = our_did(), json.loads(credential.tekst)
    pem = pem_for_kid(did_document, did_document["id"], document["proof"]["verificationMethod"])
    token = as_jwt(document, signing_key())
    head, body, signature = token.split(".")

    assert OB3Verifier(pubkey_pem=pem).verify(token).id == document["id"]
    with pytest.raises(LibOpenBadgesException):
        OB3Verifier(pubkey_pem=pem).verify(f"{head}.{body[:-4]}AAAA.{signature}")


def test_an_old_key_stays_in_the_did_document(credential, our_did, settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "new.pem")

    second, did_document = issue_credential(made.signed().document), our_did()

    assert len(did_document["verificationMethod"]) == 2
    for each in (credential, second):
        verifier.verify(each.tekst, did_document)


def test_reading_makes_no_rows(db, our_did):
    our_did()

    assert Credential.objects.count() == 0


def test_the_contexts_are_those_that_others_ship():
    from verklaringen.credentials.proof import PINNED, pinned

    assert {url: pinned(url)["@context"] for url in PINNED} == {url: verifier.context_of(url) for url in PINNED}


def test_the_command_makes_a_key_and_never_overwrites_one(tmp_path, capsys):
    path = tmp_path / "sub" / "key.pem"

    call_command("make_credential_key", path)
    kept = path.read_bytes()

    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("make_credential_key", path)
    assert path.read_bytes() == kept
    assert [each.name for each in path.parent.iterdir()] == ["key.pem"]


def test_production_needs_a_key_of_the_right_kind(settings, tmp_path):
    wrong = Path(tmp_path / "wrong.pem")
    wrong.write_text("geen sleutel")
    good = tmp_path / "good.pem"
    make_key_file(good)
    settings.PRODUCTIE = True

    def refused(path):
        settings.CREDENTIAL_KEY_FILE = str(path)
        return [error.msg.split()[0] for error in checks.credential_key()]

    assert [refused(path) for path in ("", tmp_path / "none.pem", wrong)] == [["CREDENTIAL_KEY_FILE"]] * 3
    assert refused(good) == []
    assert not (tmp_path / "none.pem").exists()


def test_an_rsa_key_is_refused(settings, tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    path, key = tmp_path / "rsa.pem", rsa.generate_private_key(65537, 2048)
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    settings.CREDENTIAL_KEY_FILE = str(path)

    with pytest.raises(KeyFileError, match="Ed25519"):
        signing_key()


def test_development_makes_its_own_key(settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "var" / "credential.pem")

    assert signing_key() == signing_key()
    assert django_settings.CREDENTIAL_ISSUER == "Praktijkleren"


def test_the_sealed_pdf_carries_it_byte_for_byte(db, our_did):
    versie = made.sealed()

    files = PdfReader(BytesIO(Zegelstuk.objects.get(document=versie.document).bestand)).attachments
    content = files["praktijkverklaring.vc.json"][0]

    assert content.decode() == versie.credential.tekst
    verifier.verify(content.decode(), our_did())
    badge_reader(our_did()).verify(content)
    assert versie.document.inhoud_sha256 in content.decode()


def test_a_seal_that_failed_first_carries_the_same_credential(db, monkeypatch):
    versie = made.signed()
    monkeypatch.setattr("praktijkleren.documenten.seal.pades.seal", lambda _pdf: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        seal_once(str(versie.document_id))
    before = Credential.objects.get().tekst
    monkeypatch.undo()

    seal_once(str(versie.document_id), waiting_too=True)

    assert Credential.objects.get().tekst == before
    assert made.again(versie).status == VersieStatus.VERZEGELD


@pytest.mark.parametrize("data", [b"\0\0\x01", b"\0" * 64, b"\xed\x01" + bytes(32), b"a"])
def test_bytes_that_begin_with_nothing_come_back_whole(data):
    assert verifier.decode("z" + base58(data)) == unbase58(base58(data)) == data
