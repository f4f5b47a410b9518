import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from praktijkleren.documenten.finishing import RenderError
from praktijkleren.documenten.pdf import html_to_pdf, render_concept, render_document
from praktijkleren.documenten.zegeltekst import seal_text
from tests.documenten import verapdf
from tests.factories.documenten import DocumentFactory, HandtekeningFactory, snapshot

PAGE = '<html lang="nl"><head><title>Proef</title></head><body><p>{}</p></body></html>'
NAMES = ["Łukasz Żółć-Šimić", "Nguyễn Thị Ánh Đào", "İbrahim Çağlayan", "سميرة الإدريسي", "Αθήνα Κωνσταντίνου", "Київ"]


@pytest.fixture
def needs_verapdf():
    if why := verapdf.missing():
        pytest.skip(why)


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
@pytest.mark.parametrize("naam", NAMES)
def test_a_document_is_archivable_and_accessible(db, needs_verapdf, flavour, naam):
    document = DocumentFactory(snapshot=snapshot(naam=naam))

    pdf = render_document(document, seal_text())

    assert verapdf.failures(pdf, flavour) == []


def test_verapdf_sees_what_is_wrong(needs_verapdf):
    from weasyprint import HTML

    assert verapdf.failures(HTML(string=PAGE.format("x")).write_pdf(), "ua1") != []


def test_a_signed_document_names_who_signed(db):
    document = HandtekeningFactory(naam="Petra Opleider").verzoek.document

    text = text_of(render_document(document, seal_text()))

    assert "Ondertekend door Petra Opleider, chef werkplaats." in text
    assert "Concept" not in text


def test_a_concept_says_so_and_names_no_signature(db):
    document = HandtekeningFactory().verzoek.document

    text = text_of(render_concept(document))

    assert "Concept" in text
    assert "Ondertekend door" not in text


def test_twice_the_same_bytes(db):
    document = DocumentFactory()

    assert render_document(document, seal_text()) == render_document(document, seal_text())


def test_the_same_bytes_in_another_process():
    here = hashlib.sha256(html_to_pdf(PAGE.format("Łukasz, سميرة"))).hexdigest()

    elsewhere = in_another_process(
        f"html_to_pdf({PAGE.format('Łukasz, سميرة')!r})", "print(hashlib.sha256(pdf).hexdigest())"
    )

    assert elsewhere == here


def test_no_other_font_than_ours_is_seen():
    seen = subprocess.run(
        ["fc-list", ":", "file"],
        env={"FONTCONFIG_FILE": str(settings.BASE_DIR / "praktijkleren/documenten/fonts.conf"), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    files = {Path(line.rstrip(": ")).resolve() for line in seen.splitlines()}
    assert files == set(Path(settings.FONTS_DIR).glob("*.ttf"))


def test_the_fonts_are_inside_the_document():
    html = PAGE.format("gewoon <b>vet</b> سميرة <code>vast</code> <i>schuin</i>")

    fonts = {name.partition("+")[2] for name in fonts_of(html_to_pdf(html))}

    assert fonts
    assert all(name.startswith("Noto-Sans") for name in fonts), fonts


@pytest.mark.parametrize("character", ["漢", "ⵙ", "😀", "☑"])
def test_a_missing_glyph_is_refused(character):
    with pytest.raises(RenderError, match="notdef"):
        html_to_pdf(PAGE.format(character))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "file:///srv/../etc/passwd", "../fonts/../../manage.py"],
)
def test_nothing_from_elsewhere_gets_in(url):
    with pytest.raises(RenderError, match="niet ophalen"):
        html_to_pdf(PAGE.format(f'<img alt="" src="{url}">'))


def text_of(pdf: bytes) -> str:
    from io import BytesIO

    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def fonts_of(pdf: bytes) -> set[str]:
    from io import BytesIO

    from pypdf import PdfReader

    page = PdfReader(BytesIO(pdf)).pages[0]
    return {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}


def in_another_process(make: str, tell: str) -> str:
    code = f"""
import django, hashlib, os
os.environ.update(DJANGO_SETTINGS_MODULE="praktijkleren.settings", OMGEVING="test")
django.setup()
from praktijkleren.documenten.pdf import html_to_pdf
pdf = {make}
{tell}
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
