"""What production refuses to start with, each in one sentence that says what to do."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.db import DatabaseError, connection

TAG = "productie"
NO_REAL_MAIL = ("console", "dummy", "filebased", "locmem")
DEMO_DOMAIN = "@demo.invalid"


def refuse_to_start() -> None:
    """For what is started without manage.py, which would have run the checks: web server, worker and clock."""
    found = run_checks(tags=[TAG], databases=["default"])
    if errors := [message for message in found if message.is_serious()]:
        raise SystemExit("\n".join(["Praktijkleren start niet:", *(f"- {error.msg}" for error in errors)]))


@register(TAG)
def production(**_kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTIE:
        return []
    return [*secrets(), *reach(), *people(), *mail(), *seal()]


@register(TAG, Tags.database)
def demo_people(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Leaves no connection behind: the web server forks after this."""
    if not settings.PRODUCTIE or not databases:
        return []
    try:
        found = apps.get_model("accounts.Gebruiker").objects.filter(email__endswith=DEMO_DOMAIN).exists()
    except DatabaseError:  # no tables yet, or no database: that has a message of its own
        found = False
    finally:
        if not connection.in_atomic_block:
            connection.close()
            getattr(connection, "close_pool", lambda: None)()
    return [
        Error("In de database staan demopersonen: begin in productie met een lege database.", id="productie.E009")
    ] * found


def secrets() -> Iterator[Error]:
    if settings.SECRET_KEY in {"", settings.INSECURE_SECRET_KEY}:
        yield Error(
            "SECRET_KEY is niet ingevuld: zet er een eigen geheim van minstens 50 tekens in.", id="productie.E001"
        )
    if settings.LINK_PEPPER in {"", settings.INSECURE_SECRET_KEY, settings.SECRET_KEY}:
        yield Error(
            "LINK_PEPPER is niet ingevuld of gelijk aan SECRET_KEY: zet er een eigen geheim in en verander het nooit.",
            id="productie.E002",
        )


def reach() -> Iterator[Error]:
    if settings.DEBUG:
        yield Error("DEBUG staat aan: haal de instelling weg, want fouten tonen anders gegevens.", id="productie.E003")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS is leeg of bevat *: noem de adressen waarop de website te bereiken is.", id="productie.E004"
        )
    if not settings.SITE_URL.startswith("https://"):
        yield Error(
            "SITE_URL begint niet met https://: vul het adres in dat in mails en op documenten moet staan.",
            id="productie.E005",
        )


def people() -> Iterator[Error]:
    if settings.LOAD_DEMO:
        yield Error(
            "LOAD_DEMO staat aan: demopersonen horen niet in productie, haal de instelling weg.", id="productie.E006"
        )
    if not settings.TOTP_REQUIRED:
        yield Error(
            "TOTP_REQUIRED staat uit: medewerkers moeten inloggen met een tweede stap, haal de instelling weg.",
            id="productie.E007",
        )


def mail() -> Iterator[Error]:
    kind = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if kind in NO_REAL_MAIL:
        yield Error(
            f"EMAIL_URL verstuurt geen mail ({kind}): vul een mailserver in, zoals smtp+tls://naam:wachtwoord@server:587.",
            id="productie.E008",
        )


def seal() -> Iterator[Error]:
    from praktijkleren.documenten.seal import sources  # this module is read before there are settings

    if problem := sources.problem():
        yield Error(problem, id="productie.E010")
