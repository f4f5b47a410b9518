import re
from html import unescape

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from praktijkleren.documenten.pdf import html_to_pdf
from praktijkleren.ui import charts
from praktijkleren.ui.charts import Point, Series
from praktijkleren.ui.gallery_charts import chart_examples
from tests.documenten import verapdf

SCRIPT = "<script>alert(1)</script>"
TAGS = ["{% chart chart title %}", "{% chart_pdf chart title %}"]
HARMFUL = [Point(SCRIPT, 8, url='/"><script>', note=SCRIPT), Point("b", None)]
EACH = [
    charts.bars(HARMFUL),
    charts.funnel(HARMFUL),
    charts.columns([Series(SCRIPT, HARMFUL), Series("b", HARMFUL)]),
    charts.line([Series(SCRIPT, HARMFUL), Series("b", HARMFUL)]),
]


def render(chart, title="Twaalf op een rij", tag=TAGS[0]):
    return Template("{% load charts %}" + tag).render(Context({"chart": chart, "title": title}))


def table_of(html):
    rows = re.findall(r"<tr>(.*?)</tr>", html.partition("<table")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("chart", EACH)
def test_whatever_a_chart_shows_is_escaped(chart, tag):
    html = render(chart, SCRIPT, tag)

    assert "&lt;script&gt;" in html
    assert "<script" not in html


@pytest.mark.parametrize("chart", EACH)
def test_a_chart_holds_nothing_inline(chart):
    html = render(chart)

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)


@pytest.mark.parametrize("example", chart_examples(), ids=lambda example: example.title)
def test_a_chart_names_no_width_as_the_dutch_write_it(example):
    html = render(example.chart)

    places = re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|cy|width|height)="([^"]*)"', html)
    assert [place for place in places if not re.fullmatch(r"\.?\d+(\.\d+)?%?", place)] == []


def test_the_title_is_a_heading_and_names_the_drawing():
    html = render(charts.columns([Series("", [Point("2025", 12)])]))

    assert '<h2 class="chart__title">Twaalf op een rij</h2>' in html
    ids = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', html).groups()
    assert f'<title id="{ids[0]}">Grafiek: Twaalf op een rij</title>' in html
    assert f'<desc id="{ids[1]}">2025. Hoogste waarde 12 (2025), laatste waarde 12.</desc>' in html


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("example", chart_examples()[:-1], ids=lambda example: example.title)
def test_the_table_is_the_one_of_the_chart(example, tag):
    table = example.chart.table

    head, *rows = table_of(render(example.chart, tag=tag))

    assert head == [table.what, *(cell.heading for cell in table.headings)]
    assert rows == [[row.label, *(cell.text for cell in row.cells)] for row in table.rows]


def test_numbers_lead_on_where_there_is_an_address():
    html = render(charts.bars([Point("Werk", 8, url="/lijst/?uitkomst=werk&jaar=2025"), Point("Geen", 6)]))

    assert html.count('href="/lijst/?uitkomst=werk&amp;jaar=2025"') == 2
    assert "Werk</span></a>" in html
    assert html.count("<a ") == 2


@pytest.mark.parametrize("tag", TAGS)
def test_an_empty_chart_is_a_sentence(tag):
    html = render(charts.bars([]), tag=tag)

    assert "Er zijn nog geen cijfers." in html
    assert "<table" not in html
    assert "<svg" not in html


def test_two_charts_on_a_page_have_patterns_of_their_own():
    ids = [re.findall(r'\sid="([^"]+)"', render(chart)) for chart in EACH]

    assert all(ids)
    assert len({name for names in ids for name in names}) == sum(map(len, ids))


@given(st.text(max_size=40))
def test_any_text_can_be_a_label(label):
    html = render(charts.bars([Point(label, 8)]), label)

    assert "<script" not in html


@pytest.fixture(scope="module")
def pdf():
    body = "".join(render(example.chart, example.title, TAGS[1]) for example in chart_examples())
    link = '<link rel="stylesheet" href="charts.css">'
    return html_to_pdf(
        f'<html lang="nl"><head><title>Grafieken</title>{link}</head><body><h1>Grafieken</h1>{body}</body></html>'
    )


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_charts_in_a_document_are_archivable_and_accessible(pdf, flavour):
    if why := verapdf.missing():
        pytest.skip(why)

    assert verapdf.failures(pdf, flavour) == []


def test_each_drawing_in_a_document_has_an_alternative_text(pdf):
    from io import BytesIO

    from pypdf import PdfReader

    found = figures(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])

    plots = [example for example in chart_examples() if example.chart.form == "plot"]
    assert [figure["/Alt"] for figure in found] == [f"Grafiek: {example.title}" for example in plots]


def figures(element):
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if isinstance(part := child.get_object(), dict):
            yield from [part] if part.get("/S") == "/Figure" else figures(part)
