"""Making the reports that a regio wants by itself: on the first working day after each month or quarter."""

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.werk.actions import finish_taak, make_taak
from rapportages.models import Rapport, Rapportplan
from rapportages.rapporten.actions import NotAllowedError, ask_report
from rapportages.rapporten.perioden import ended, first_working_day_after
from rapportages.tijdvak import Tijdvak

logger = logging.getLogger(__name__)
BY = Actor.systeem("rapportages.make_reports")
BACK = 12
"""Periods that are made up for when the clock stood still; what is older nobody waits for any more."""


def make_due(now: datetime) -> None:
    today = timezone.localdate(now)
    for plan in Rapportplan.objects.running().select_related("regio", "gemaakt_door").order_by("created_at", "pk"):
        for tijdvak in ended(plan.soort, today, BACK):
            if tijdvak.tot >= plan.vanaf and today >= first_working_day_after(tijdvak):
                _make(plan, tijdvak)


def _make(plan: Rapportplan, tijdvak: Tijdvak) -> None:
    """One plan that cannot be carried out must not hold up the others."""
    made = Rapport.objects.filter(regio=plan.regio, soort=plan.soort, van=tijdvak.van, tot=tijdvak.tot)
    if made.filter(klaar_op__isnull=False).exists():
        return
    try:
        with transaction.atomic():
            ask_report(plan.regio, plan.soort, tijdvak, gebruiker=plan.gemaakt_door, by=BY, plan=plan)
            finish_taak(_key(plan), by=BY)
    except NotAllowedError:
        make_taak(
            _key(plan),
            by=BY,
            titel="Een rapport dat vanzelf komt, kan niet meer worden gemaakt",
            url=f"{reverse('rapportages:plan')}?regio={plan.regio_id}",
            knop="Neem het over",
            regio_id=plan.regio_id,
            rol=Rol.COORDINATOR,
        )
    except Exception:
        logger.exception("Rapportplan %s", plan.pk)


def _key(plan: Rapportplan) -> str:
    return f"rapportages.plan:{plan.pk}"
