from decimal import Decimal

from django import template

from praktijkleren.ui.charts import amount

register = template.Library()


@register.filter
def getal(value: Decimal | int | None) -> str:
    """`1.234` or `12,5`; a dash where there is nothing of which to tell, or where it is not shown."""
    return "–" if value is None else amount(value)
