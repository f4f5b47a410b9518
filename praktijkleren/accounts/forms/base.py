from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit


def form_helper(button: str) -> FormHelper:
    """`button` says what will happen."""
    helper = FormHelper()
    helper.add_input(Submit("submit", button))
    return helper


def without_double_spaces(value: Any) -> str:
    return " ".join(str(value).split())
