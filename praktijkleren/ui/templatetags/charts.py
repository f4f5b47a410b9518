"""`{% chart chart "Wat je ziet" %}`: a chart on a page that loads charts.css; `chart_pdf` in a document."""

import zlib

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from praktijkleren.ui.charts import Chart

register = template.Library()

NOTHING = "Er zijn nog geen cijfers."


@register.simple_tag
def chart(chart: Chart, title: str, caption: str = "", empty: str = NOTHING, level: int = 2) -> SafeString:
    """`title` is one sentence that says what one sees; `caption` names the table; `level` is that of the heading."""
    return render_to_string("components/chart.html", _context(chart, title, caption, empty, level))


@register.simple_tag
def chart_pdf(chart: Chart, title: str, caption: str = "", empty: str = NOTHING, level: int = 2) -> SafeString:
    """For a document with the stylesheet charts.css: the table is not folded, and bars stand in their table."""
    return render_to_string("components/pdf/chart.html", _context(chart, title, caption, empty, level))


def _context(chart: Chart, title: str, caption: str, empty: str, level: int) -> dict[str, object]:
    return {
        "chart": chart,
        "title": title,
        "caption": caption or f"Cijfers: {title}",
        "empty": empty,
        "level": level,
        "uid": f"chart-{zlib.crc32(f'{title}{chart}'.encode()):08x}",
    }
