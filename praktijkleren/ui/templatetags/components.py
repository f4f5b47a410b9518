"""The components that pages are made of. Each has one template in templates/components; the gallery shows them all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from django import template
from django.contrib.messages import constants
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from praktijkleren.ui import dates, huisstijl, navigation, terms
from praktijkleren.ui.keyset import SORT_KEY, KeysetPage, query_string
from praktijkleren.ui.tones import TONE_ICONS, tone_of

register = template.Library()

Tone = Literal["info", "warning", "error", "success", "neutral"]
MESSAGE_TONES = {constants.SUCCESS: "success", constants.WARNING: "warning", constants.ERROR: "error"}


@cache
def _svg(name: str) -> SafeString:
    return mark_safe(render_to_string(f"components/icons/{name}.svg").strip())  # noqa: S308 - our own files


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative line drawing; the words beside it carry the meaning."""
    return _svg(name)


@register.simple_block_tag
def page_header(
    content: str,
    title: str,
    subtitle: str = "",
    status: str = "",
    status_label: str = "",
    back_url: str = "",
    back_label: str = "",
) -> SafeString:
    return render_to_string("components/page_header.html", locals())


@register.simple_block_tag
def card(content: str, title: str = "", fold: bool = False, open: bool = False, tone: str = "") -> SafeString:
    """A titled part of a page; `fold` hides its content behind the title, `open` starts it unfolded."""
    return render_to_string("components/card.html", locals())


@register.simple_block_tag
def alert(content: str, tone: Tone = "info", title: str = "") -> SafeString:
    return render_to_string("components/alert.html", {**locals(), "icon_name": TONE_ICONS[tone]})


@register.simple_block_tag
def data_table(content: str, caption: str, hide_caption: bool = False) -> SafeString:
    """A table that becomes a stack of cards on a phone: give each td the `data-label` of its column."""
    return render_to_string("components/data_table.html", locals())


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "inbox") -> SafeString:
    return render_to_string("components/empty_state.html", {"content": content, "title": title, "icon_name": icon})


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return render_to_string("components/facts.html", locals())


@register.simple_tag
def fact(label: str, value: Any) -> SafeString:
    return render_to_string("components/fact.html", {"label": label, "value": shown(value)})


@register.simple_tag
def status_badge(value: str, label: str, tone: str = "") -> SafeString:
    """A state in words, an icon and a colour. Written without a template because lists show fifty of them."""
    tone = tone or tone_of(value)
    return format_html('<span class="status status--{}">{}{}</span>', tone, _svg(TONE_ICONS[tone]), capfirst(label))


@register.simple_tag
def button_link(url: str, label: str, kind: str = "primary", icon: str = "", about: str = "") -> SafeString:
    """A link that looks like a button; `about` is read aloud after the label, where a page has many alike."""
    return render_to_string(
        "components/button_link.html", {"url": url, "label": label, "kind": kind, "icon_name": icon, "about": about}
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: template.Context,
    url: str,
    label: str,
    kind: str = "secondary",
    confirm_field: str = "",
    icon: str = "",
    confirm_label: str = "Ja, ik weet het zeker",
    **hidden: Any,
) -> SafeString:
    """A form of one button. With `confirm_field` it asks first, by a box of that name; the rest are hidden fields."""
    return render_to_string(
        "components/post_button.html",
        {
            "url": url,
            "label": label,
            "kind": kind,
            "icon_name": icon,
            "confirm_field": confirm_field,
            "confirm_label": confirm_label,
            "hidden": hidden,
        },
        request=context["request"],
    )


@register.simple_tag
def steps(items: Iterable[Any], current: Any) -> SafeString:
    """Where one is in a long form. Items are labels, (key, label[, address[, done]]); `current` is a key or number.

    Without `done` every step before this one counts as done; with it, one that was passed by shows as skipped.
    """
    parts = [(item, item, "", None) if isinstance(item, str) else (*item, "", None)[:4] for item in items]
    keys = [key for key, *_ in parts]
    here = keys.index(current) + 1 if current in keys else int(current)
    rows = [
        _step(number, label, url, number < here if done is None else done, here)
        for number, (_, label, url, done) in enumerate(parts, start=1)
    ]
    return render_to_string("components/steps.html", {"rows": rows})


def _step(number: int, label: str, url: str, done: bool, here: int) -> dict[str, Any]:
    current = number == here
    skipped = number < here and not done
    return {"label": label, "url": url, "number": number, "done": done and not current, "current": current} | {
        "skipped": skipped
    }


@register.simple_tag
def term(word: str) -> SafeString:
    return render_to_string("components/term.html", {"word": word, "sentence": terms.explain(word)})


@register.simple_tag
def keyset_pager(page: KeysetPage) -> SafeString:
    return render_to_string("components/keyset_pager.html", {"page": page})


@register.simple_tag(takes_context=True)
def sort_header(context: template.Context, label: str, key: str) -> SafeString:
    """A column heading that sorts; a second click turns the order round."""
    params: QueryDict = context["request"].GET
    now = params.get(SORT_KEY, "")
    url = query_string(params, **{SORT_KEY: f"-{key}" if now == key else key})
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return render_to_string("components/sort_header.html", {"label": label, "url": url, "direction": direction})


@register.simple_tag(takes_context=True)
def filter_bar(context: template.Context, filter: Any) -> SafeString:
    """The fields of a django-filter FilterSet in one line; on a phone behind one button that counts what is on."""
    params: QueryDict = context["request"].GET
    active = [name for name in filter.form.fields if any(value.strip() for value in params.getlist(name))]
    names = {*filter.form.fields, *("na", "voor", "pagina")}
    kept = [(key, value) for key, values in params.lists() if key not in names for value in values]
    return render_to_string("components/filter_bar.html", {"form": filter.form, "active": len(active), "kept": kept})


@register.simple_tag(takes_context=True, name="huisstijl")
def huisstijl_tag(context: template.Context) -> huisstijl.Huisstijl:
    """A view of one regio may put its own `huisstijl` in the context; else the request decides."""
    own = context.get("huisstijl")
    return own if isinstance(own, huisstijl.Huisstijl) else huisstijl.huisstijl(context.get("request"))


@register.simple_tag(takes_context=True)
def navigation_bar(context: template.Context) -> SafeString:
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return SafeString()
    items = navigation.nav_items(request)
    bar, rest = items[: navigation.BAR_SIZE], items[navigation.BAR_SIZE :]
    own = navigation.nav_items(request, "account")
    return render_to_string("components/navigation.html", {"bar": bar, "rest": rest, "own": own}, request=request)


@register.filter
def datum(value: date | datetime | None) -> str:
    """`di 24 nov 2026`, in the time of Amsterdam."""
    return dates.datum(value) if value else ""


@register.filter
def geboren_op(value: date | None) -> str:
    """`5 mrt 1999`: a birth date."""
    return dates.geboren_op(value) if value else ""


@register.filter
def over(value: date | datetime | None) -> str:
    """`over 3 dagen`, `gisteren`: how far a day is from today."""
    return dates.over(value, today=timezone.localdate()) if value else ""


@register.filter
def bedrag(value: Decimal | float | None) -> str:
    """`€ 2.700,00`."""
    if value is None:
        return ""
    digits = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"€ {digits}"


@register.filter
def message_tone(level: int) -> str:
    return MESSAGE_TONES.get(level, "info")


@register.filter
def tone_icon(tone: str) -> SafeString:
    return _svg(TONE_ICONS[tone])


def shown(value: Any) -> Any:
    """How a fact reads: dates as dates, yes and no as words, nothing as nothing."""
    match value:
        case bool():
            return "Ja" if value else "Nee"
        case date():
            return dates.datum(value)
        case str() | Mapping():
            return value
        case Sequence():
            return ", ".join(str(part) for part in value)
        case _:
            return value
