from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from praktijkleren.documenten.dates import in_words, moment_in_words
from praktijkleren.ui.templatetags import components

register = template.Library()

STEPS = [("lezen", "Lezen"), ("ondertekenen", "Ondertekenen")]


@register.simple_tag
def signing_steps(current: str) -> SafeString:
    """Where the signer is."""
    return components.steps(STEPS, current)


@register.filter
def dag(moment: datetime) -> str:
    """`24 november 2026`, as the day was in the Netherlands."""
    return in_words(timezone.localdate(moment))


@register.filter(name="moment")
def moment_filter(moment: datetime) -> str:
    """`24 november 2026 om 10.15 uur`."""
    return moment_in_words(moment)
