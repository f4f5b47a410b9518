"""The only fonts a document may use, so that it is byte-identical on every machine (stack.md 3).

Importing this module tells fontconfig where they are; it must come before WeasyPrint.
"""

import os
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

FAMILIES = (
    ("NotoSans_400Regular.ttf", "NotoSansArabic_400Regular.ttf"),
    ("NotoSans_700Bold.ttf", "NotoSansArabic_700Bold.ttf"),
)
INVISIBLE = frozenset("\n\r\t")
FONTS_CONF = Path(__file__).with_name("fonts.conf")

os.environ["FONTCONFIG_FILE"] = str(FONTS_CONF)


class MissingGlyphError(ValueError):
    """A text holds a character that none of our fonts can draw."""

    def __init__(self, character: str, text: str) -> None:
        self.character, self.text = character, text
        super().__init__(
            f"Het teken “{character}” (U+{ord(character):04X}) in “{text}” kan niet op het document komen te staan. "
            "Schrijf het in Latijnse, Griekse, Cyrillische of Arabische letters, zoals in het paspoort."
        )


@cache
def drawable() -> frozenset[int]:
    """The characters that both the regular and the bold weight can draw."""
    from fontTools.ttLib import TTFont

    weights = []
    for names in FAMILIES:
        found: set[int] = set()
        for name in names:
            with TTFont(Path(settings.FONTS_DIR) / name, lazy=True) as font:
                found.update(font.getBestCmap())
        weights.append(found)
    return frozenset(set.intersection(*weights))


def check_glyphs(snapshot: Any) -> None:
    """Refuse a snapshot with a character that would come out as an empty box."""
    for text in _strings(snapshot):
        for character in text:
            if ord(character) not in drawable() and character not in INVISIBLE:
                raise MissingGlyphError(character, text)


def composed(value: Any) -> Any:
    """Letters with their accents as one character (NFC): the fonts have those, and the same name is the same bytes."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {key: composed(inner) for key, inner in value.items()}
        case list() | tuple():
            return [composed(inner) for inner in value]
    return value


def with_marks(value: Any) -> Any:
    """The same with a question mark for each character that cannot be drawn: for names that nobody can correct now."""
    match value:
        case str():
            value = composed(value)
            return "".join(each if ord(each) in drawable() or each in INVISIBLE else "?" for each in value)
        case dict():
            return {key: with_marks(inner) for key, inner in value.items()}
        case list() | tuple():
            return [with_marks(inner) for inner in value]
    return value


def check_printable(value: str) -> None:
    """For a form: what is typed here comes to stand on a document."""
    try:
        check_glyphs(composed(value))
    except MissingGlyphError as error:
        raise ValidationError(str(error)) from error


def is_printable(value: str) -> bool:
    try:
        check_glyphs(composed(value))
    except MissingGlyphError:
        return False
    return True


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield from _strings(key)
                yield from _strings(inner)
        case list() | tuple():
            for inner in value:
                yield from _strings(inner)
