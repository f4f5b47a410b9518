"""The look of one regio: its name, its logo and one accent colour.

The colour reaches the page through a stylesheet whose address holds it (`/huisstijl/0b5d51.css`), so that nothing is
written inline and browsers keep it. Which regio a request belongs to is known above: a room there registers the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
READABLE = 5.5
"""Contrast with white that an accent must reach: more than the 4.5 of WCAG, because tints of it lie under text too."""

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Huisstijl:
    naam: str = "Praktijkleren"
    kleur: str = "#0b5d51"
    logo_url: str = ""
    home_url: str = "/"

    @property
    def kleurcode(self) -> str:
        return self.kleur.removeprefix("#").lower()


DEFAULT = Huisstijl()
_providers: list[Callable[[HttpRequest], Huisstijl | None]] = []


def register(provider: Callable[[HttpRequest], Huisstijl | None]) -> None:
    """Let a room say how a request looks; the first answer that is not None counts."""
    if provider not in _providers:
        _providers.append(provider)


def huisstijl(request: HttpRequest | None) -> Huisstijl:
    if request is None:
        return DEFAULT
    return next((style for provider in _providers if (style := provider(request))), DEFAULT)


def stylesheet(kleurcode: str) -> str:
    """The tokens of one accent. A colour that is too light for white text is darkened until it can be read."""
    accent = readable(_from_hex(kleurcode))
    tokens = {
        "accent": accent,
        "accent-dark": mix(accent, BLACK, 0.25),
        "accent-darker": mix(accent, BLACK, 0.45),
        "accent-tint": mix(accent, WHITE, 0.92),
        "accent-tint-strong": mix(accent, WHITE, 0.82),
        "accent-line": mix(accent, WHITE, 0.6),
    }
    lines = "".join(f"--{name}:{_to_hex(colour)};" for name, colour in tokens.items())
    return f".praktijkleren{{{lines}}}\n"


def readable(colour: Colour) -> Colour:
    while contrast_with_white(colour) < READABLE:
        colour = mix(colour, BLACK, 0.06)
    return colour


def contrast_with_white(colour: Colour) -> float:
    """WCAG 2 contrast ratio."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_hex(code: str) -> Colour:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def _to_hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
