"""Hours are typed as everyone here writes them."""

from decimal import Decimal

import pytest

from trajecten.forms.voortgang import HoursForm


@pytest.mark.parametrize("typed", ["12,5", "12.5", " 12,5 "])
def test_hours_with_a_comma_are_understood(typed):
    form = HoursForm({"week": "2026-11-16", "uren": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["uren"] == Decimal("12.5")


def test_hours_are_shown_with_a_comma():
    form = HoursForm()
    form.initial["uren"] = Decimal("12.5")

    assert 'type="text"' in str(form["uren"])
    assert 'value="12,5"' in str(form["uren"])
