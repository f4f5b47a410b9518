"""How hard a text is to read. For the pages and mails of a praktijkopleider or a kandidaat (the issue: B1).

Mean sentence at most 12 words, longest at most 20, Flesch-Douma at least 60, no word that only an office uses.
The terms of the field stay, so they count as the two syllables of a word that everyone knows; so do names and numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

MEAN, LONGEST, FLESCH = 12, 20, 60
TERMS = (
    "praktijkverklaring", "praktijkopleider", "praktijkovereenkomst", "werkproces", "werkprocessen", "leerbedrijf",
    "mbo-instelling", "ondertekenen", "ondertekent", "ondertekend", "ondertekening", "herinnering", "e-mailadres",
    "handtekening", "verklaring", "opmerkingen", "telefoon", "organisatie", "kandidaat", "leidinggevende", "pdf",
)  # fmt: skip
FORBIDDEN = (
    "succesvol", "middels", "teneinde", "derhalve", "dienen te", "dient te", "dient u", "gaarne", "onderhavige",
    "betreffende", "desbetreffende", "verzoeken wij u", "indien", "tevens", "reeds", "conform", "alsmede", "inzake",
    "aangaande", "omtrent", "welke u", "voornoemd", "geenszins", "hieromtrent", "alvorens", "zulks", "dusdanig",
    "authenticatie", "token", "klik hier", "valideren", "digitaal ondertekenen", "gebruiker",
)  # fmt: skip
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "label", "legend", "button", "a", "summary", "th", "option", "div"}
SKIPPED = {"script", "style", "svg", "dd", "small", "head", "footer", "nav", "code", "td"}
NO_SENTENCE = ("Geachte", "Beste", "Met vriendelijke")
VOWELS = re.compile(r"aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyáàäéèëíìïóòöúùü]")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class _Blocks(HTMLParser):
    """The text of the main part of a page, block by block. Data of a document stands in dd, td and code."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.skipping = 0
        self.inside = 0

    def handle_starttag(self, tag, attrs):
        self.inside += tag == "main"
        self.skipping += tag in SKIPPED
        if tag in BLOCKS or tag == "br":
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.inside -= tag == "main"
        self.skipping -= tag in SKIPPED
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        if self.inside and self.skipping <= 0:
            self.blocks[-1] += data


@dataclass(frozen=True)
class Report:
    """What is too hard, in words; empty when all is well."""

    sentences: list[str]

    @property
    def mean(self) -> float:
        return sum(map(words, self.sentences)) / max(1, len(self.sentences))

    @property
    def flesch_douma(self) -> float:
        count = sum(map(words, self.sentences))
        per_word = sum(syllables(word) for each in self.sentences for word in WORD.findall(each)) / max(1, count)
        return 206.84 - 0.93 * self.mean - 77 * per_word

    def problems(self) -> Iterator[str]:
        for sentence in self.sentences:
            if words(sentence) > LONGEST:
                yield f"{words(sentence)} woorden: {sentence}"
            for word in FORBIDDEN:
                if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
                    yield f"“{word}”: {sentence}"
        if self.mean > MEAN:
            yield f"gemiddeld {self.mean:.1f} woorden per zin"
        if self.flesch_douma < FLESCH:
            hard = sorted({word for each in self.sentences for word in WORD.findall(each)}, key=syllables)[-8:]
            yield f"Flesch-Douma {self.flesch_douma:.0f}; lange woorden: {', '.join(hard)}"


def words(sentence: str) -> int:
    return len(WORD.findall(sentence))


def syllables(word: str) -> int:
    if word.casefold() in TERMS:
        return 2
    return max(1, len(VOWELS.findall(word.casefold())))


def of_page(html: str, *, without: tuple[str, ...] = ()) -> Report:
    parser = _Blocks()
    parser.feed(html)
    return of_blocks(parser.blocks, without=without)


def of_mail(text: str, *, without: tuple[str, ...] = ()) -> Report:
    """Without addresses of pages; a greeting and a signature are no sentences."""
    lines = [re.sub(r"https?://\S+", "", line) for line in text.splitlines()]
    return of_blocks(
        [line for line in lines if not line.startswith(("Geachte", "Beste", "Met vriendelijke"))], without=without
    )


def of_blocks(blocks: list[str], *, without: tuple[str, ...]) -> Report:
    """`without`: names that stand in the data, each read as one word."""
    found: list[str] = []
    for block in blocks:
        text = " ".join(block.split())
        for name in sorted(filter(None, without), key=len, reverse=True):
            text = text.replace(name, "Sam")
        found += [part for part in re.split(r"(?<=[.!?:])\s+", text) if words(part)]
    return Report(found)
