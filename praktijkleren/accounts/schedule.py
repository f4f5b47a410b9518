"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from praktijkleren.accounts.actions import hand_over_taken
from praktijkleren.accounts.models import Gebruiker, Lidmaatschap
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.werk.models import Taak


@shared_task
def hand_over_left_behind(at: str | None = None) -> int:
    """Open Taken of people whose last membership ended go to the team in which it was. Safe to run twice."""
    waiting = Taak.objects.filter(wie__isnull=False).open().values("wie")
    staying = Lidmaatschap.objects.current(timezone.localdate(moment(at))).values("gebruiker")
    moved = 0
    for gebruiker in Gebruiker.objects.filter(pk__in=waiting).exclude(pk__in=staying).order_by("pk"):
        last = gebruiker.lidmaatschappen.select_related("organisatie").order_by("-tot", "-pk").first()
        if last:
            moved += hand_over_taken(gebruiker, aan=None, team=last, by=Actor.systeem("accounts.hand_over"))
    return moved
