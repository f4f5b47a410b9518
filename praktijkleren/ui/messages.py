"""Django's own messages say what is wrong; ours say what to do. Set once, so that no form has to repeat them."""

from django import forms
from django.core import validators

CHOOSE = {"required": "Maak een keuze.", "invalid_choice": "Maak een keuze uit de lijst."}

MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Vul dit in."},
    forms.ChoiceField: CHOOSE,
    forms.MultipleChoiceField: CHOOSE,
    forms.ModelChoiceField: CHOOSE,
    forms.ModelMultipleChoiceField: CHOOSE,
    forms.BooleanField: {"required": "Zet hier een vinkje om verder te gaan."},
    forms.DateField: {"invalid": "Vul een datum in, bijvoorbeeld 24-11-2026."},
    forms.TimeField: {"invalid": "Vul een tijd in, bijvoorbeeld 13:30."},
    forms.IntegerField: {"invalid": "Vul een heel getal in, bijvoorbeeld 12."},
    forms.FloatField: {"invalid": "Vul een getal in, bijvoorbeeld 12,5."},
    forms.DecimalField: {"invalid": "Vul een getal in, bijvoorbeeld 12,5."},
    forms.FileField: {"required": "Kies een bestand.", "empty": "Dit bestand is leeg. Kies een ander bestand."},
}
LIMITS: dict[type[validators.BaseValidator], str] = {
    validators.MaxValueValidator: "Vul hoogstens %(limit_value)s in.",
    validators.MinValueValidator: "Vul minstens %(limit_value)s in.",
}
EMAIL = "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."


def use_own_messages() -> None:
    for field, messages in MESSAGES.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **messages}
    for validator, message in LIMITS.items():
        validator.message = message
    validators.validate_email.message = EMAIL
