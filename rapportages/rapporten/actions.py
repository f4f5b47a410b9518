"""Asking for a report, finishing it, and having it made by itself. What a regio writes in it stands in teksten.py."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import first_step, move
from praktijkleren.post.actions import queue
from praktijkleren.werk.models import Opdracht, OpdrachtQuerySet
from praktijkleren.werk.opdrachten import start_job
from rapportages.models import Rapport, Rapportplan
from rapportages.rapporten.inhoud import title
from rapportages.states import NEXT, RapportStatus
from rapportages.tijdvak import Tijdvak

JOB = "rapportages.rapport"


class NotAllowedError(Exception):
    """In whose name it would be made may not make it (any more)."""


def may_make(gebruiker: Gebruiker, regio: Regio) -> bool:
    return regio in gebruiker.regios_with(Permission.RAPPORT_MAKE)


@transaction.atomic
def ask_report(
    regio: Regio, soort: str, tijdvak: Tijdvak, *, gebruiker: Gebruiker, by: Actor, plan: Rapportplan | None = None
) -> Rapport:
    """The report of a period, once: asking again gives the last version, and takes up what was cut off."""
    if not may_make(gebruiker, regio):
        raise NotAllowedError(str(regio))
    last = (
        Rapport.objects.filter(regio=regio, soort=soort, van=tijdvak.van, tot=tijdvak.tot).order_by("-versie").first()
    )
    rapport = last or _first_version(regio, soort, tijdvak, gebruiker=gebruiker, by=by, plan=plan)
    if not rapport.is_done:
        work_on(rapport, gebruiker=gebruiker, by=by)
    return rapport


def _first_version(
    regio: Regio, soort: str, tijdvak: Tijdvak, *, gebruiker: Gebruiker, by: Actor, plan: Rapportplan | None
) -> Rapport:
    rapport, created = Rapport.objects.get_or_create(
        regio=regio,
        soort=soort,
        van=tijdvak.van,
        tot=tijdvak.tot,
        versie=1,
        defaults={"gevraagd_door": gebruiker, "plan": plan},
    )
    if created:
        _begun(rapport, by=by)
    return rapport


@transaction.atomic
def renew(rapport: Rapport, *, gebruiker: Gebruiker, by: Actor) -> Rapport:
    """The next version, with what is known now. The version before stays as it was."""
    if not may_make(gebruiker, rapport.regio):
        raise NotAllowedError(str(rapport.regio))
    following, created = Rapport.objects.get_or_create(
        regio=rapport.regio,
        soort=rapport.soort,
        van=rapport.van,
        tot=rapport.tot,
        versie=rapport.versie + 1,
        defaults={"gevraagd_door": gebruiker},
    )
    if created:
        _begun(following, by=by)
    if not following.is_done:
        work_on(following, gebruiker=gebruiker, by=by)
    return following


def _begun(rapport: Rapport, *, by: Actor) -> None:
    first_step(rapport, rapport.status, by=by)
    record("rapport.gevraagd", rapport, by=by, changes={"soort": rapport.soort, "versie": rapport.versie})


def work_on(rapport: Rapport, *, gebruiker: Gebruiker, by: Actor) -> Opdracht:
    """The job that makes it: the one there is, or another when that was given up."""
    jobs = jobs_of(rapport.pk)
    last = jobs.order_by("-created_at", "-pk").first()
    if last and not last.is_failed:
        return last
    return start_job(
        f"{JOB}:{rapport.pk}:{jobs.count()}",
        soort=JOB,
        titel=f"{title(rapport)} maken"[:160],
        eigenaar=gebruiker,
        gegevens={
            "rapport": str(rapport.pk),
            "verder_url": rapport.get_absolute_url(),
            "verder": "Bekijk het rapport",
        },
        by=by,
    )


def jobs_of(rapport_id: UUID) -> OpdrachtQuerySet:
    return Opdracht.objects.filter(key__startswith=f"{JOB}:{rapport_id}:")


@transaction.atomic
def finish(rapport: Rapport, *, by: Actor) -> Rapport:
    """It is whole: whoever waits for it hears so."""
    rapport = _move(rapport, RapportStatus.KLAAR, by=by, klaar_op=timezone.now())
    if rapport.plan:
        for gebruiker in recipients(rapport.plan):
            _tell(rapport, gebruiker, by=by)
    return rapport


def recipients(plan: Rapportplan) -> list[Gebruiker]:
    """Who asked for it and may still read it."""
    chosen = plan.ontvangers.filter(is_active=True).order_by("pk")
    return [row for row in chosen if Rapportplan.objects.visible_to(row).filter(pk=plan.pk).exists()]


def _tell(rapport: Rapport, gebruiker: Gebruiker, *, by: Actor) -> None:
    queue(
        f"rapport:{rapport.pk}:{gebruiker.pk}",
        sjabloon="rapportages/rapport",
        aan=gebruiker.email,
        naam=gebruiker.get_short_name(),
        context={
            "titel": title(rapport),
            "regio": rapport.regio.naam,
            "pad": rapport.get_absolute_url(),
            "reply_to": rapport.regio.contact_email,
        },
        by=by,
        eigenaar=gebruiker,
        over=(Rapport._meta.label_lower, str(rapport.pk)),
    )


def _move(rapport: Rapport, to: RapportStatus, *, by: Actor, **fields: Any) -> Rapport:
    return move(rapport, to, NEXT, by=by, **fields)


@transaction.atomic
def start_plan(
    regio: Regio, soort: str, ontvangers: Iterable[Gebruiker], *, gebruiker: Gebruiker, by: Actor
) -> Rapportplan:
    """One plan per kind: starting it again changes who gets it and in whose name it is made."""
    if not may_make(gebruiker, regio):
        raise NotAllowedError(str(regio))
    plan, created = Rapportplan.objects.get_or_create(
        regio=regio,
        soort=soort,
        gestopt_op=None,
        defaults={"gemaakt_door": gebruiker, "vanaf": timezone.localdate()},
    )
    if not created:
        Rapportplan.objects.filter(pk=plan.pk).update(gemaakt_door=gebruiker)
    chosen = sorted(row.pk for row in ontvangers)
    plan.ontvangers.set(chosen)
    record("rapportplan.gestart" if created else "rapportplan.gewijzigd", plan, by=by, changes={"ontvangers": chosen})
    plan.refresh_from_db()
    return plan


@transaction.atomic
def stop_plan(plan: Rapportplan, *, by: Actor) -> bool:
    """False when a colleague was first. What was made stays."""
    if not Rapportplan.objects.running().filter(pk=plan.pk).update(gestopt_op=timezone.now()):
        return False
    record("rapportplan.gestopt", plan, by=by)
    plan.refresh_from_db()
    return True


def freeze_moment(rapport: Rapport, kennis: datetime, document_id: UUID) -> None:
    """The figures were taken and frozen: from here on only files are made from them."""
    Rapport.objects.filter(pk=rapport.pk).update(kennis=kennis, document=document_id)
    rapport.refresh_from_db()
