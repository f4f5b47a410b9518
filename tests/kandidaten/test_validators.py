import pytest
from django import forms
from django.core.exceptions import ValidationError

from kandidaten.validators import is_phone, no_bsn
from praktijkleren.ui.freetext import FreeTextForm

VALID_BSN = "111222333"


@pytest.mark.parametrize(
    "text", [VALID_BSN, f"bsn {VALID_BSN}.", "111.222.333", "111 222 333", "1112.22.333", f"nr:{VALID_BSN}, bel terug"]
)
def test_a_valid_bsn_is_refused(text):
    with pytest.raises(ValidationError, match="burgerservicenummer"):
        no_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "111222334",
        "000000000",
        "0111222333",
        "1112223334",
        "+111222333",
        "06 12345678",
        "111 222.333",
        "leert in 12 weken, 24 uur",
    ],
)
def test_other_numbers_are_left_alone(text):
    no_bsn(text)


@pytest.mark.parametrize("text", ["06 12345678", "0612345678", "+31 6 12345678", "(050) 123 4567"])
def test_a_phone_number_is_taken(text):
    is_phone(text)


@pytest.mark.parametrize("text", ["bel maar", "06", "06-12345678 (thuis)", "1234567890123456"])
def test_what_is_no_phone_number_is_refused(text):
    with pytest.raises(ValidationError):
        is_phone(text)


def test_what_nobody_types_is_not_taken_for_a_bsn():
    class Form(FreeTextForm):
        gezien = forms.CharField(widget=forms.HiddenInput)
        tekst = forms.CharField()

    form = Form({"gezien": "b5248d5b-111222333", "tekst": "Over 111222333"})

    assert list(form.errors) == ["tekst"]
