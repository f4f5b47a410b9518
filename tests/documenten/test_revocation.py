"""How often a CA is asked whether a certificate was revoked: a batch asks once, and a revocation is seen in time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import ocsp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPCertStatus, OCSPResponderEncoding, OCSPResponseBuilder

from praktijkleren.documenten.finishing import add_field
from praktijkleren.documenten.pdf import html_to_pdf
from praktijkleren.documenten.seal import pades, revocation
from praktijkleren.documenten.seal.key import seal_key
from praktijkleren.documenten.states import Niveau
from tests.documenten.test_seal import PAGE
from tests.harness.pki import Authority
from tests.harness.tsa import as_asn1


@pytest.fixture(scope="module")
def unsealed():
    return html_to_pdf(PAGE, finishers=[add_field])


def test_a_batch_asks_the_ca_once(long_term, unsealed):
    first = pades.seal(unsealed)
    asked = long_term.fetched

    more = [pades.seal(unsealed) for _ in range(4)]

    assert asked > 0
    assert long_term.fetched == asked
    assert {each.niveau for each in [first, *more]} == {Niveau.B_LT}
    assert {each.pdf.count(b"/CRLs") for each in [first, *more]} == {1}


def test_each_seal_still_has_a_time_of_its_own(long_term, unsealed):
    serials = {pades.seal(unsealed).tijdstempel_serienummer for _ in range(3)}

    assert len(serials) == 3


def test_a_ca_that_goes_away_during_the_batch_stops_nothing(long_term, unsealed):
    pades.seal(unsealed)
    long_term.away["GET"] = True

    assert pades.seal(unsealed).niveau == Niveau.B_LT


def test_after_a_while_it_is_asked_again_and_a_revocation_is_seen(long_term, unsealed, monkeypatch):
    monkeypatch.setattr(revocation, "LONGEST", timedelta(0))
    pades.seal(unsealed)
    asked = long_term.fetched
    pades.seal(unsealed)
    long_term.authority.revoked.append(seal_key().certificate)

    with pytest.raises(Exception, match="could not be validated"):
        pades.seal(unsealed)

    assert long_term.fetched == 3 * asked


def test_an_answer_that_made_a_seal_fail_is_not_kept(long_term, unsealed):
    certificate = seal_key().certificate
    long_term.authority.revoked.append(certificate)
    with pytest.raises(Exception, match="could not be validated"):
        pades.seal(unsealed)

    long_term.authority.revoked.remove(certificate)

    assert pades.seal(unsealed).niveau == Niveau.B_LT


class Responder:
    """Answers for every certificate, for so long, and counts."""

    def __init__(self, lasts):
        self.lasts, self.asked = lasts, 0
        self.authority = Authority()
        self.certificate = self.authority.issue()[1]

    async def fetch(self, _cert, _authority):
        self.asked += 1
        now = datetime.now(UTC)
        response = OCSPResponseBuilder().responder_id(OCSPResponderEncoding.HASH, self.authority.certificate)
        response = response.add_response(
            self.certificate, self.authority.certificate, hashes.SHA256(), OCSPCertStatus.GOOD,
            now, now + self.lasts if self.lasts is not None else None, None, None,
        )  # fmt: skip
        return ocsp.OCSPResponse.load(response.sign(self.authority.key, hashes.SHA256()).public_bytes(Encoding.DER))


@pytest.mark.parametrize(("lasts", "asked"), [(timedelta(hours=8), 1), (timedelta(0), 3), (None, 3)])
def test_what_a_responder_says_is_kept_as_long_as_it_says_itself(lasts, asked):
    from pyhanko_certvalidator.authority import AuthorityWithCert

    responder = Responder(lasts)
    cert, issuer = (as_asn1(each) for each in (responder.certificate, responder.authority.certificate))

    for _ in range(3):
        kept = revocation.KeptOCSP(responder)
        answer = asyncio.run(kept.fetch(cert, AuthorityWithCert(issuer)))

        assert list(kept.fetched_responses()) == list(kept.fetched_responses_for_cert(cert)) == [answer]
        assert kept.fetched_responses_for_cert(issuer) == []

    assert responder.asked == asked
