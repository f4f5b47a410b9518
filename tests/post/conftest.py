from pathlib import Path

import pytest

from praktijkleren.post import secrets
from tests.post.smtp import MailServer

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def _own_address(settings):
    settings.SITE_URL = "https://praktijkleren.example"


@pytest.fixture(autouse=True)
def _own_secrets(monkeypatch):
    """A link of which each mail gets a fresh one, and a code that may arrive once."""
    minted = {"link": 0, "code": 0}

    def mint(soort):
        def values(_bericht):
            minted[soort] += 1
            return {"link_url": f"https://praktijkleren.example/l/{soort}{minted[soort]}/"}

        return values

    monkeypatch.setattr(secrets, "_secrets", {})
    secrets.register("link", mint("link"))
    secrets.register("code", mint("code"), once=True)


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 2
    yield server
    server.stop()
