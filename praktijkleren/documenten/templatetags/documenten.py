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


@register.filter
def met_tijdzone(moment: datetime) -> str:
    """`24 november 2026 om 10.15.03 uur (UTC+01:00)`: what evidence needs."""
    local = timezone.localtime(moment)
    offset = f"{local:%z}"
    return f"{in_words(local.date())} om {local:%H.%M.%S} uur (UTC{offset[:3]}:{offset[3:]})"


@register.filter
def hash_in_delen(value: str) -> str:
    """In groups of eight, so that it breaks well and can be read aloud."""
    return " ".join(value[start : start + 8] for start in range(0, len(value), 8))
