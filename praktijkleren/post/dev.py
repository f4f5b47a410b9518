"""The mails that the file backend of development wrote down. Reads them, and removes none."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.utils import timezone

SEPARATOR = b"\n" + b"-" * 79 + b"\n"
"""What Django's file backend writes after each mail."""

HEADERS = {"From": "Van", "To": "Aan", "Reply-To": "Antwoord aan", "Date": "Datum", "Message-ID": "Kenmerk"}


@dataclass(frozen=True)
class DevMail:
    stem: str
    place: int
    message: EmailMessage

    @property
    def name(self) -> str:
        return f"{self.stem}-{self.place}"

    @property
    def aan(self) -> str:
        return str(self.message["To"] or "")

    @property
    def onderwerp(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(label, str(self.message[name])) for name, label in HEADERS.items() if self.message[name]]

    @cached_property
    def sent_at(self) -> datetime:
        moment = parsedate_to_datetime(str(self.message["Date"]))
        return timezone.localtime(moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC))

    @cached_property
    def tekst(self) -> str:
        return self._part("plain")

    @cached_property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""


def mails(query: str = "") -> list[DevMail]:
    """All mails whose address or subject holds the words, newest first."""
    words = query.casefold()
    found = [mail for mail in _all() if words in f"{mail.aan} {mail.onderwerp}".casefold()]
    return sorted(found, key=lambda mail: (mail.sent_at, mail.stem, mail.place), reverse=True)


def find(name: str) -> DevMail:
    """One mail by `<file>-<place in the file>`; no name reaches outside the folder."""
    for mail in _all():
        if mail.name == name:
            return mail
    raise Http404


def _all() -> Iterator[DevMail]:
    for path in _files():
        yield from _read(path)


def _files() -> list[Path]:
    return sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))


def _read(path: Path) -> Iterator[DevMail]:
    parts = path.read_bytes().split(SEPARATOR)[:-1]  # a mail that is being written has no separator yet
    for place, part in enumerate(parts):
        yield DevMail(path.stem, place, email.message_from_bytes(part, policy=default))
