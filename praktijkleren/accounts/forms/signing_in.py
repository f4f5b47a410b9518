"""The forms of allauth, with our words, layout and limits. Settings name them in ACCOUNT_FORMS and MFA_FORMS."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.account.forms import ResetPasswordForm as BaseResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm as BaseCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseCodeAgainForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm as BaseRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.totp.forms import DeactivateTOTPForm as BaseDeactivateTOTPForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from praktijkleren.accounts import limits
from praktijkleren.accounts.passwords import HELP
from praktijkleren.ui.views import too_many_requests

EMAIL_ERRORS = {
    "required": "Vul je e-mailadres in.",
    "invalid": "Vul een heel e-mailadres in, zoals naam@organisatie.nl.",
}


class PlainMixin:
    """Labels and errors in our words, no placeholders, and a button that says what it does."""

    button = ""
    words: dict[str, tuple[str, str]] = {}
    """Per field its label, and what is said when it stays empty."""
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, required) in self.words.items():
            field = self.fields[name]
            field.label, field.error_messages["required"] = label, required
            field.help_text = HELP if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", self.button))


def count_try(what: str, account: str) -> None:
    """Count one try at guessing; over the limit everything ends with the page that asks to wait."""
    try:
        limits.attempt(context.request, what, account)
    except limits.TooManyTriesError:
        raise ImmediateHttpResponse(too_many_requests(context.request, wait=limits.WAIT)) from None


class LoginForm(PlainMixin, BaseLoginForm):
    button = "Log in"
    words = {
        "login": ("E-mailadres", EMAIL_ERRORS["required"]),
        "password": ("Wachtwoord", "Vul je wachtwoord in."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["invalid"] = EMAIL_ERRORS["invalid"]


class ReauthenticateForm(PlainMixin, BaseReauthenticateForm):
    button = "Ga verder"
    words = {"password": ("Wachtwoord", "Vul je wachtwoord in.")}


class ChangePasswordForm(PlainMixin, BaseChangePasswordForm):
    button = "Wijzig wachtwoord"
    words = {
        "oldpassword": ("Wachtwoord dat je nu hebt", "Vul het wachtwoord in dat je nu hebt."),
        "password1": ("Nieuw wachtwoord", "Vul een nieuw wachtwoord in."),
        "password2": ("Nieuw wachtwoord, nog een keer", "Vul het nieuwe wachtwoord nog een keer in."),
    }

    def clean_oldpassword(self) -> str:
        count_try("wachtwoord", str(self.user.pk))
        password: str = super().clean_oldpassword()
        limits.forgive(context.request, "wachtwoord", str(self.user.pk))
        return password


class ResetPasswordForm(PlainMixin, BaseResetPasswordForm):
    button = "Stuur mij een link"
    words = {"email": ("E-mailadres", EMAIL_ERRORS["required"])}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = EMAIL_ERRORS["invalid"]

    def clean_email(self) -> str:
        count_try("vergeten", self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class ResetPasswordKeyForm(PlainMixin, BaseResetPasswordKeyForm):
    button = "Stel wachtwoord in"
    words = {
        "password1": ("Nieuw wachtwoord", "Vul een nieuw wachtwoord in."),
        "password2": ("Nieuw wachtwoord, nog een keer", "Vul het nieuwe wachtwoord nog een keer in."),
    }


CODE_WORDS = {"code": ("Code uit de app", "Vul de code uit de app in.")}
CODE_ATTRS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class CodeMixin(PlainMixin):
    """Each guess at a code is counted before it is looked at."""

    user: Any
    words = CODE_WORDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRS)

    def clean_code(self) -> str:
        count_try("code", str(self.user.pk))
        code: str = super().clean_code()  # type: ignore[misc]  # of the form that this is mixed into
        limits.forgive(context.request, "code", str(self.user.pk))
        return code


class CodeForm(CodeMixin, BaseCodeForm):
    button = "Log in"
    words = {"code": ("Code uit de app, of een herstelcode", "Vul de code uit de app in.")}


class CodeAgainForm(CodeMixin, BaseCodeAgainForm):
    button = "Ga verder"
    words = {"code": ("Code uit de app, of een herstelcode", "Vul de code uit de app in.")}


class ActivateTOTPForm(CodeMixin, BaseActivateTOTPForm):
    button = "Zet de tweede stap aan"


class DeactivateTOTPForm(PlainMixin, BaseDeactivateTOTPForm):
    button = "Zet de tweede stap uit"


class RecoveryCodesForm(PlainMixin, BaseRecoveryCodesForm):
    button = "Maak nieuwe herstelcodes"
