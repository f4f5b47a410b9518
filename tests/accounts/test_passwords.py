import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from praktijkleren.accounts.models import Gebruiker

ANJA = Gebruiker(naam="Anja van den Bosch", email="a.bosch@gemeente.example")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("kort", "te kort"),
        ("qwertyuiop123", "te veel mensen"),
        ("Anja van den Bosch", "je naam"),
        ("a.bosch@gemeente", "je naam"),
        ("Praktijkleren2026!", "makkelijk te raden"),
        ("Welkom-123456", "makkelijk te raden"),
    ],
)
def test_a_weak_password_is_refused_in_plain_words(password, words):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ANJA)

    assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize("password", ["drie paarse fietsen", "x" * 200, "ééntje voor de wég"])
def test_a_long_password_of_any_kind_is_fine(password):
    validate_password(password, ANJA)
