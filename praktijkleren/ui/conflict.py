"""A save on top of someone else's save is refused, with both texts shown field by field and nothing typed lost.

A form derives from `VersionedForm`, the action calls `claim`, and on `StaleError` the view calls `show_conflict` and
renders the form again under `{% include "components/conflict.html" %}`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models import F
from django.http import QueryDict

from praktijkleren.ui.dates import datum, geboren_op

EMPTY = "(leeg)"


class StaleError(Exception):
    """Someone else saved since this form was opened."""


class BirthDateField(forms.DateField):
    """On which day of the week someone was born tells nobody anything."""


class VersionedForm(forms.Form):
    versie = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Difference:
    label: str
    stands: str
    """What someone else saved."""
    typed: str


def claim(obj: models.Model, versie: int, *, field: str = "versie") -> None:
    """Count this save, or StaleError when the form showed an older version. Call it first, inside the transaction."""
    same = type(obj)._default_manager.filter(pk=obj.pk, **{field: versie})
    if not same.update(**{field: F(field) + 1}):
        raise StaleError(f"{obj._meta.label_lower} {obj.pk}: {versie}")
    setattr(obj, field, versie + 1)


def show_conflict(form: forms.Form, stands: Mapping[str, Any], versie: int) -> list[Difference]:
    """Compare what was typed with what stands now. Saving the form again is then knowingly on top of that version.

    No differences means that the same form was sent twice.
    """
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("versie")] = str(versie)
    form.data = data
    pairs = [
        Difference(str(form[name].label), shown(form.fields[name], value), shown(form.fields[name], form[name].data))
        for name, value in stands.items()
    ]
    return [pair for pair in pairs if pair.stands != pair.typed]


def shown(field: forms.Field, value: Any) -> str:
    """A value as people read it, whether it comes from the database or from what was posted."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(row) for row in _rows(field, value))) or EMPTY
    if isinstance(field, forms.MultipleChoiceField):
        labels = _labels(field.choices)
        return "\n".join(sorted(labels.get(str(one), str(one)) for one in value or [])) or EMPTY
    if not isinstance(value, models.Model):
        value = field.to_python(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        value = _labels(field.choices).get(str(value), value)
    match value:
        case None | "":
            return EMPTY
        case bool():
            return "ja" if value else "nee"
        case date():
            return geboren_op(value) if isinstance(field, BirthDateField) else datum(value)
        case _:
            return str(value)


def _rows(field: "forms.ModelMultipleChoiceField[Any]", value: Any) -> Iterable[Any]:
    rows = list(value or [])
    return rows if all(isinstance(row, models.Model) for row in rows) else field.to_python(rows)


def _labels(choices: Any) -> dict[str, str]:
    """The choices as one dict, with groups opened up."""
    labels: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            labels |= _labels(label)
        else:
            labels[str(value)] = str(label)
    return labels
