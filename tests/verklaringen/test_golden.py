"""The golden sets of signing.md 4.6 A: each sealed with a credential inside, and then held against both standards."""

from functools import cache

import pytest
from django.utils import timezone

from praktijkleren.documenten.finishing import add_field
from praktijkleren.documenten.kinds import Attachment, kind_of
from praktijkleren.documenten.pdf import _html, html_to_pdf
from praktijkleren.documenten.seal.pades import seal
from praktijkleren.documenten.zegeltekst import seal_text
from tests.documenten import verapdf
from tests.verklaringen.test_document import LONG, SHORT, SIGNATURE, pages, snapshot, titles, words
from verklaringen.snapshot import SOORT

LONGEST = titles("werkprocessen.csv")
SETS = {
    "short": (snapshot(["Verzamelt orders"]), 2),
    "three pages": (snapshot(LONGEST[-14:]), 3),
    "longest names": (snapshot(LONGEST[-8:], naam=LONG, kerntaak=titles("kerntaken.csv")[-1]), 2),
    "latin": (snapshot(LONGEST[300:303], naam="Łukasz Żółć-Šimić Nguyễn İbrahim"), 2),
    "greek": (snapshot(LONGEST[300:303], naam="Αθήνα Κωνσταντίνου"), 2),
    "cyrillic": (snapshot(LONGEST[300:303], naam="Олександра Шевченко"), 2),
    "arabic": (snapshot(LONGEST[300:303], naam="سميرة الإدريسي"), 2),
    "30 werkprocessen": (snapshot(LONGEST[200:230], naam=SHORT), 3),
}


@cache
def sealed(name):
    kind, (data, _pages) = kind_of(SOORT), SETS[name]
    credential = Attachment(
        "praktijkverklaring.vc.json", "application/vc+json", "Credential", b'{"type": []}', timezone.now()
    )
    html = _html(kind, data, [SIGNATURE], zegel=seal_text())
    return seal(html_to_pdf(html, css=kind.css, finishers=[add_field], attachments=[credential])).pdf


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
@pytest.mark.parametrize("name", SETS)
def test_each_set_is_archivable_and_accessible_once_sealed(name, flavour):
    if why := verapdf.missing():
        pytest.skip(why)

    assert verapdf.failures(sealed(name), flavour) == []


@pytest.mark.parametrize("name", SETS)
def test_each_set_is_what_it_says(name):
    data, number = SETS[name]

    found = pages(sealed(name))

    text = " ".join(words(page) for page in found)
    assert len(found) == number
    assert "Elektronisch verzegeld door Praktijkleren (test)." in text
    assert text.count("TEST. Dit document is niet echt") == number
    assert all(row["naam"].split()[0] in text for group in data["kerntaken"] for row in group["werkprocessen"])
