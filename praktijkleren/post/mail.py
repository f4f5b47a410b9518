"""From a Bericht to a mail: one text, and an HTML twin that is made from it and says the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string

from praktijkleren.post import secrets
from praktijkleren.post.models import Bericht

SUBJECT = "Onderwerp:"
DEFAULT_LABEL = "Open de pagina"


@dataclass(frozen=True)
class Rendered:
    onderwerp: str
    tekst: str
    html: str


@dataclass(frozen=True)
class Block:
    """A paragraph, a list (its lines), or a button with the bare address below it."""

    regels: tuple[str, ...] = ()
    is_list: bool = False
    url: str = ""
    label: str = ""


def build(bericht: Bericht) -> EmailMultiAlternatives:
    """Mint what is secret, fill in the template, and address it. May raise GoneError."""
    rendered = render(bericht, secrets.mint(bericht))
    reply_to = bericht.context.get("reply_to")
    mail = EmailMultiAlternatives(
        subject=rendered.onderwerp,
        body=rendered.tekst,
        to=[bericht.aan],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": bericht.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(rendered.html, "text/html")
    return mail


def render(bericht: Bericht, geheim: Mapping[str, str]) -> Rendered:
    values = {"naam": bericht.naam, "aan": bericht.aan, "site_url": settings.SITE_URL, **bericht.context, **geheim}
    template = Engine.get_default().get_template(bericht.template_name)
    first, _, rest = template.render(Context(one_line(values), autoescape=False)).lstrip().partition("\n")
    if not first.startswith(SUBJECT):
        raise ValueError(f"{bericht.template_name} begint niet met een onderwerp")
    onderwerp, tekst = first.removeprefix(SUBJECT).strip(), tidy(rest)
    html = render_to_string("post/mail.html", {"onderwerp": onderwerp, "blocks": list(blocks(tekst))})
    return Rendered(onderwerp, tekst, html)


def one_line(value: Any) -> Any:
    """Every text that comes from outside on one line, so that none can write a line, a button or a subject of its own.

    Several paragraphs are a list of texts.
    """
    match value:
        case str():
            return " ".join(value.split())
        case Mapping():
            return {key: one_line(part) for key, part in value.items()}
        case list() | tuple():
            return [one_line(part) for part in value]
        case _:
            return value


def tidy(text: str) -> str:
    """Without the empty lines that template tags leave behind."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def blocks(text: str) -> Iterator[Block]:
    for part in text.strip().split("\n\n"):
        yield from _blocks_of(part.splitlines())


def _blocks_of(lines: list[str]) -> Iterator[Block]:
    """One part between empty lines. A line "Lees en onderteken:" right above an address is the label of its button."""
    waiting: list[str] = []
    for line in lines:
        if not is_own_url(line):
            waiting.append(line)
            continue
        label = waiting.pop().rstrip(":") if waiting and waiting[-1].endswith(":") else DEFAULT_LABEL
        yield from _plain(waiting)
        yield Block(url=line, label=label)
        waiting = []
    yield from _plain(waiting)


def _plain(lines: list[str]) -> Iterator[Block]:
    items = [line.startswith("- ") for line in lines]
    start = items.index(True) if True in items else len(lines)
    if start:
        yield Block(tuple(lines[:start]))
    if start < len(lines):
        yield Block(tuple(line.removeprefix("- ") for line in lines[start:]), is_list=True)


def is_own_url(line: str) -> bool:
    """Only an address of ours becomes a button."""
    return line.startswith(f"{settings.SITE_URL}/") and " " not in line
