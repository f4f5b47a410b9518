"""Charts at three widths and in print: large enough to read, nothing on top of something else."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = """figure => [...figure.querySelectorAll('svg text')].filter(text => text.checkVisibility()).map(text => {
    const box = text.getBoundingClientRect();
    return {words: text.firstChild.data, size: parseFloat(getComputedStyle(text).fontSize),
            left: box.left, right: box.right, top: box.top + 3, bottom: box.bottom - 3};
})"""


@pytest.fixture
def page(open_browser, settings):
    settings.ONTWIKKELING = True
    page = open_browser()
    page.goto(reverse("ui:gallery"))
    return page


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_text_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 800})

    found = [figure.evaluate(TEXTS) for figure in page.locator("figure.chart").all()]

    assert sum(map(len, found)) >= 40
    assert [text for texts in found for text in texts if text["size"] < 12] == []
    assert [(a["words"], b["words"]) for texts in found for a, b in overlaps(texts)] == []
    assert [text for texts in found for text in texts if text["left"] < 0 or text["right"] > width] == []


def overlaps(texts):
    pairs = [(a, b) for number, a in enumerate(texts) for b in texts[number + 1 :]]
    return [
        (a, b)
        for a, b in pairs
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


def test_print_shows_the_table_without_a_click(page):
    table = page.locator("figure.chart table").first

    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    assert not page.locator("figure.chart summary").first.is_visible()
