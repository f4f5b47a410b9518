"""What the crispy template pack "nlds" needs to know of a field: its kind, its widget with classes, its choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

NATIVE_TYPES = {
    widgets.DateInput: ("date", "%Y-%m-%d"),
    widgets.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    widgets.TimeInput: ("time", "%H:%M"),
}
NOTHING_CHOSEN = ("", "Kies uit de lijst")
GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Choice:
    input: SafeString
    id: str
    label: Any
    hint: str
    disabled: bool


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: a group of choices, one box to tick, parts under one heading, or one input."""
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    return "parts" if isinstance(widget, widgets.MultiWidget | widgets.SelectDateWidget) else "input"


@register.filter
def described_by(field: BoundField) -> str:
    """Names only what the field template writes, in the order in which it stands there."""
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    return " ".join(ids + [f"{field.auto_id}_error"] * bool(field.errors))


@register.filter
def focus_id(field: BoundField) -> str:
    """Where a link of the error summary goes: the first thing in the field that takes the focus."""
    if kind(field) == "group":
        return next((choice.id for _, choices in choice_groups(field) for choice in choices), field.auto_id)
    return str(field.id_for_label or field.auto_id)


@register.filter
def as_laid_out(form: forms.BaseForm) -> list[BoundField]:
    """The visible fields in the order in which a reader meets them, which the layout decides."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    names = [pointer.name for pointer in layout.get_field_names()] if layout else []
    places = {name: place for place, name in enumerate(names)}
    return sorted(form.visible_fields(), key=lambda field: places.get(field.name, len(places)))


@register.filter
def summary_label(field: BoundField) -> str:
    label = str(field.label)
    return label if label.endswith(("?", "!", ".", ":")) else f"{label}:"


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    prepare(field)
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{_classes(field)} {own}".strip()}
    if kind(field) != "parts" and (ids := described_by(field)):
        attrs["aria-describedby"] = ids
    return field.as_widget(attrs=attrs)


def prepare(field: BoundField) -> None:
    """A list says what to do where nothing is chosen yet.

    Dates and times use the picker of the browser, which reads one notation only, whatever the language.

    A picker and a number box show nothing when the value is not one: then it becomes plain text, so that what was typed
    stays to be seen.
    """
    widget = field.field.widget
    if isinstance(widget, widgets.Select):
        widget.choices = [NOTHING_CHOSEN if choice == BLANK_CHOICE_DASH[0] else choice for choice in widget.choices]
    if isinstance(widget, widgets.NumberInput) and isinstance(field.field, forms.IntegerField):
        widget.input_type = "text"
        widget.attrs = {**_without(widget.attrs, "min", "max", "step"), "inputmode": "numeric"}
        return
    if isinstance(field.field, forms.DecimalField):
        widget.attrs = {**widget.attrs, "inputmode": "decimal"}
    for known, (input_type, notation) in NATIVE_TYPES.items():
        if isinstance(widget, known) and widget.attrs.get("type", input_type) == input_type:
            widget.format = notation
            widget.attrs = _without(widget.attrs, "type")
            widget.input_type = "text" if _unreadable(field.value(), notation) else input_type


def _without(attrs: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if name not in names}


def _unreadable(value: Any, notation: str) -> bool:
    if not value or not isinstance(value, str):
        return False
    try:
        datetime.strptime(value, notation)  # noqa: DTZ007 - only the notation is asked for
    except ValueError:
        return True
    return False


def _classes(field: BoundField) -> str:
    widget = field.field.widget
    invalid = bool(field.errors)
    match widget:
        case widgets.CheckboxInput():
            return "choice__input"
        case widgets.Select():
            name, element = "utrecht-select", "html-select"
        case widgets.Textarea():
            name, element = "utrecht-textarea", "html-textarea"
        case widgets.FileInput():
            return "file-input"
        case _:
            name, element = "utrecht-textbox", "html-input"
    return f"{name} {name}--{element}" + f" {name}--invalid" * invalid


@register.filter
def choice_groups(field: BoundField) -> Iterator[tuple[str, list[Choice]]]:
    """The choices by heading. A widget may give an option a `hint`, or disable it: both are shown."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    attrs.pop("aria-invalid", None)  # belongs on the group; a radio button may not have it
    context = widget.get_context(field.html_name, field.value(), {**widget.attrs, **attrs})
    for heading, options, _ in context["widget"]["optgroups"]:
        yield heading or "", [_choice(option, field.form.renderer) for option in options]


def _choice(option: dict[str, Any], renderer: forms.renderers.BaseRenderer) -> Choice:
    option["attrs"]["class"] = "choice__input"
    hint = str(option.get("hint", ""))
    if hint:
        option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
    return Choice(
        input=SafeString(renderer.render("django/forms/widgets/input.html", {"widget": option})),
        id=option["attrs"]["id"],
        label=option["label"],
        hint=hint,
        disabled=bool(option["attrs"].get("disabled")),
    )
