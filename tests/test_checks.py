import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from praktijkleren.checks import DEMO_DOMAIN, demo_people, production, refuse_to_start
from tests.factories.accounts import GebruikerFactory
from tests.harness.pki import PASSWORD, Authority
from verklaringen.credentials.keys import make_key_file
from verklaringen.demo.load import DOMAIN

PRODUCTION = {
    "PRODUCTIE": True,
    "SECRET_KEY": "een-geheim-" * 6,
    "LINK_PEPPER": "een-ander-geheim-" * 4,
    "DEBUG": False,
    "ALLOWED_HOSTS": ["praktijkleren.example"],
    "SITE_URL": "https://praktijkleren.example",
    "LOAD_DEMO": False,
    "TOTP_REQUIRED": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "SEAL_PKCS12_PASSWORD": PASSWORD,
}


@pytest.fixture(scope="session")
def seal(tmp_path_factory):
    """A seal certificate as one gets it from a CA."""
    folder, authority = tmp_path_factory.mktemp("zegel"), Authority()
    return {
        "SEAL_PKCS12": str(authority.seal_file(folder)),
        "SEAL_TRUST_ANCHORS": str(authority.anchors(folder)),
    }


@pytest.fixture
def in_production(settings, seal, tmp_path):
    make_key_file(tmp_path / "credential.pem")  # verklaringen/checks.py has tests of its own

    def change(**changes):
        for name, value in {**PRODUCTION, **seal, **changes}.items():
            setattr(settings, name, value)
        return [error.msg.split()[0] for error in production()]

    return change


def test_production_starts_when_all_is_set(db, in_production):
    assert in_production() == []

    refuse_to_start()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": django_settings.INSECURE_SECRET_KEY}, "SECRET_KEY"),
        ({"LINK_PEPPER": PRODUCTION["SECRET_KEY"]}, "LINK_PEPPER"),
        ({"LINK_PEPPER": django_settings.INSECURE_SECRET_KEY}, "LINK_PEPPER"),
        ({"DEBUG": True}, "DEBUG"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["praktijkleren.example", "*"]}, "ALLOWED_HOSTS"),
        ({"SITE_URL": "http://praktijkleren.example"}, "SITE_URL"),
        ({"LOAD_DEMO": True}, "LOAD_DEMO"),
        ({"TOTP_REQUIRED": False}, "TOTP_REQUIRED"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_URL"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "EMAIL_URL"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}, "EMAIL_URL"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "EMAIL_URL"),
        ({"SEAL_PKCS12": ""}, "SEAL_PKCS12"),
        ({"SEAL_PKCS12": "/bestaat/niet.p12"}, "SEAL_PKCS12"),
        ({"SEAL_PKCS12_PASSWORD": "fout"}, "SEAL_PKCS12"),
        ({"SEAL_PKCS12": django_settings.SEAL_PKCS12, "SEAL_PKCS12_PASSWORD": ""}, "SEAL_PKCS12"),
        ({"SEAL_TRUST_ANCHORS": ""}, "SEAL_TRUST_ANCHORS"),
        ({"SEAL_TRUST_ANCHORS": "/bestaat/niet.pem"}, "SEAL_TRUST_ANCHORS"),
        ({"SEAL_TSA_URL": "https://tijd.example"}, "SEAL_TSA_TRUST_ANCHORS"),
        ({"SEAL_PKCS11_MODULE": "/bestaat/niet.so"}, "SEAL_PKCS11_MODULE"),
        ({"SEAL_PKCS11_MODULE": __file__}, "SEAL_PKCS11_TOKEN"),
    ],
)
def test_production_refuses(db, in_production, changes, named):
    assert in_production(**changes) == [named]

    with pytest.raises(SystemExit, match=named):
        refuse_to_start()


def test_production_refuses_demo_people(db, in_production):
    in_production()
    GebruikerFactory(email=f"coordinator{DOMAIN}")

    assert [error.msg for error in demo_people(databases=["default"])] != []
    with pytest.raises(SystemExit, match="demopersonen"):
        refuse_to_start()


def test_demo_people_are_known_by_their_address():
    assert DEMO_DOMAIN == DOMAIN


def test_development_may_start_with_anything(in_production):
    assert in_production(PRODUCTIE=False, DEBUG=True, LOAD_DEMO=True, ALLOWED_HOSTS=["*"]) == []


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import praktijkleren.wsgi"],
        ["-c", "import praktijkleren.asgi"],
        ["-m", "celery", "-A", "praktijkleren", "worker", "--pool", "solo"],
        ["-m", "celery", "-A", "praktijkleren", "beat"],
        ["manage.py", "check"],
    ],
)
def test_nothing_starts_with_the_defaults(command):
    surrounding = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}

    run = subprocess.run(
        [sys.executable, *command], env=surrounding, capture_output=True, text=True, timeout=60, check=False
    )

    assert run.returncode == 1, run.stderr
    assert "SECRET_KEY is niet ingevuld" in run.stderr
    assert "ALLOWED_HOSTS is leeg" in run.stderr
