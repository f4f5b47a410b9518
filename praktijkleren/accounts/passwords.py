"""Rules for a password: long, not common, not one's own name. No rules about kinds of characters."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

HELP = "Minstens 12 tekens. Een paar woorden achter elkaar is veilig en makkelijk te onthouden."
CONTEXT = ("praktijkleren", "praktijkverklaring", "wachtwoord", "welkom")


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Gebruik minstens {self.min_length} tekens."

    def get_help_text(self) -> str:
        return HELP


class NotCommonValidator(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken te veel mensen. Kies een ander wachtwoord."

    def get_help_text(self) -> str:
        return ""


class NotOneselfValidator(UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("naam", "email"))

    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt te veel op je naam of e-mailadres. Kies een ander wachtwoord."

    def get_help_text(self) -> str:
        return ""


class NotOurWordsValidator:
    """The words that anyone who attacks this site tries first, with a year behind them."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        rest = "".join(letter for letter in password.casefold() if letter.isalpha())
        if rest in CONTEXT:
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden. Zet er een paar woorden bij.", "password_context"
            )

    def get_help_text(self) -> str:
        return ""
