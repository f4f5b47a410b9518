import pytest

from praktijkleren.documenten.seal.key import forget_keys
from praktijkleren.documenten.seal.revocation import forget_answers
from tests.documenten import verapdf
from tests.factories.documenten import HEARD
from tests.harness.pki import PASSWORD, Authority
from tests.harness.tsa import time_service


@pytest.fixture(autouse=True)
def _nothing_heard():
    HEARD.clear()


@pytest.fixture(autouse=True)
def _own_keys():
    yield
    forget_keys()
    forget_answers()


@pytest.fixture
def needs_verapdf():
    if why := verapdf.missing():
        pytest.skip(why)


@pytest.fixture
def use_seal(settings, tmp_path):
    """Seal with a certificate of this authority."""

    def use(authority, **kind):
        forget_keys()
        settings.SEAL_PKCS12, settings.SEAL_PKCS12_PASSWORD = str(authority.seal_file(tmp_path, **kind)), PASSWORD
        settings.SEAL_TRUST_ANCHORS = str(authority.anchors(tmp_path))

    return use


@pytest.fixture
def time(settings, tmp_path):
    """A timestamp service that the settings name."""
    with time_service() as service:
        settings.SEAL_TSA_URL = f"{service.address}/tsa"
        settings.SEAL_TSA_TRUST_ANCHORS = str(service.authority.anchors(tmp_path, "tsa.pem"))
        yield service


@pytest.fixture
def long_term(time, use_seal):
    """Seals of B-LT: a timestamp, and a certificate of which one may ask whether it was revoked."""
    use_seal(time.authority)
    return time


@pytest.fixture
def other_authority():
    return Authority("Andere CA")
