"""How the forms of these rooms look and what they share."""

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date

    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


def form_helper(label: str, *, concept: str = "") -> FormHelper:
    """One submit button that says what will happen; with `concept` the browser keeps what is typed."""
    helper = FormHelper()
    if concept:
        helper.attrs = {"data-concept": concept}
    helper.add_input(Submit("opslaan", label))
    return helper


def initial_of(obj: models.Model | None, names: Any) -> dict[str, Any]:
    """What a form shows of a row, without giving it the row: validating may not change it."""
    return {name: getattr(obj, name) for name in names} if obj else {}


def field(form: forms.BaseForm, name: str) -> Any:
    """A field whose kind the form knows and the type checker does not."""
    return form.fields[name]


class PeriodeForm(forms.Form):
    """From `van` up to and including `tot`."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        van, tot = cleaned.get("van"), cleaned.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag. Controleer de datums.")
        return cleaned


def no_future(value: "date") -> "date":
    if value > timezone.localdate():
        raise ValidationError("Deze datum ligt in de toekomst. Vul een datum van vandaag of eerder in.")
    return value
