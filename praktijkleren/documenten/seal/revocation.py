"""What a CA says of a certificate (CRL, OCSP), kept while it holds: a batch of documents asks once, not each time.

In the memory of one worker. The CA signed it, and each seal checks that again.
"""

from collections.abc import Hashable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator.authority import Authority
from pyhanko_certvalidator.fetchers import CRLFetcher, FetcherBackend, Fetchers, OCSPFetcher
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.util import issuer_serial

LONGEST = timedelta(minutes=15)
"""However long the CA lets it hold: a certificate that is revoked now must not go on sealing until tomorrow."""
_kept: dict[Hashable, tuple[datetime, Any]] = {}


def forget_answers() -> None:
    """After a failure: what was kept may be why."""
    _kept.clear()


class AskOnce(FetcherBackend):
    def __init__(self) -> None:
        self._inner = AIOHttpFetcherBackend()

    def get_fetchers(self) -> Fetchers:
        inner = self._inner.get_fetchers()
        return Fetchers(KeptOCSP(inner.ocsp_fetcher), KeptCRLs(inner.crl_fetcher), inner.cert_fetcher)

    async def close(self) -> None:
        await self._inner.close()  # type: ignore[no-untyped-call]


class KeptCRLs(CRLFetcher):
    """For one seal; what is embedded in it is what was asked for it."""

    def __init__(self, inner: CRLFetcher) -> None:
        self._inner = inner
        self._found: dict[bytes, list[crl.CertificateList]] = {}

    async def fetch(self, cert: x509.Certificate, *, use_deltas: bool | None = True) -> list[crl.CertificateList]:
        serial = issuer_serial(cert)
        answers: list[crl.CertificateList] | None = _still_holds(("crl", serial))
        if answers is None:
            answers = list(await self._inner.fetch(cert, use_deltas=use_deltas))
            _keep(("crl", serial), answers, [each["tbs_cert_list"]["next_update"].native for each in answers])
        self._found[serial] = answers
        return answers

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return {each for answers in self._found.values() for each in answers}

    def fetched_crls_for_cert(self, cert: x509.Certificate) -> Iterable[crl.CertificateList]:
        return self._found[issuer_serial(cert)]


class KeptOCSP(OCSPFetcher):
    def __init__(self, inner: OCSPFetcher) -> None:
        self._inner = inner
        self._found: dict[bytes, ocsp.OCSPResponse] = {}

    async def fetch(self, cert: x509.Certificate, authority: Authority) -> ocsp.OCSPResponse:
        key = ("ocsp", issuer_serial(cert), authority.hashable)
        answer = _still_holds(key)
        if answer is None:
            answer = await self._inner.fetch(cert, authority)
            _keep(key, answer, [each["next_update"].native for each in answer.response_data["responses"]])
        self._found[issuer_serial(cert)] = answer
        return answer

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return self._found.values()

    def fetched_responses_for_cert(self, cert: x509.Certificate) -> Iterable[ocsp.OCSPResponse]:
        answer = self._found.get(issuer_serial(cert))
        return [answer] if answer else []


def _still_holds(key: Hashable) -> Any:
    until, answer = _kept.get(key, (None, None))
    return answer if until and until > datetime.now(UTC) else None


def _keep(key: Hashable, answer: Any, ends: list[datetime | None]) -> None:
    """Not where the CA says that it may know better at any moment, which is what no end means."""
    said = [end for end in ends if end]
    if said and len(said) == len(ends):
        _kept[key] = min(*said, datetime.now(UTC) + LONGEST), answer
