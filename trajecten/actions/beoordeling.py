"""Asking a praktijkopleider what someone can do, and writing down the answer. Answers are only ever added."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from leerbedrijven.models import Praktijkopleider
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.links.actions import end_link, mail_fresh, make_link
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.actions import queue
from praktijkleren.werk.actions import finish_taak, make_taak
from trajecten.actions.activiteit import touch
from trajecten.actions.verklaring import follow_verklaring
from trajecten.beoordelingen import guides, to_judge
from trajecten.keys import JUDGED, ending_key, verzoek_key
from trajecten.models import Beoordeling, Beoordelingsverzoek, Leerdoel, Plaatsing, Stand
from trajecten.refused import RefusedError

PURPOSE = "beoordelen"
OPEN_FOR = timedelta(days=30)


class Oordeel(NamedTuple):
    kan_het: bool
    toelichting: str = ""


@transaction.atomic
def ask_beoordeling(
    plaatsing: Plaatsing, *, gebruiker: Gebruiker, praktijkopleider: Praktijkopleider, toelichting: str = ""
) -> Beoordelingsverzoek:
    """Mail the praktijkopleider of this plaatsing a link to one page. A request to a colleague before is withdrawn."""
    by = Actor.gebruiker(gebruiker)
    Plaatsing.objects.select_for_update().get(pk=plaatsing.pk)
    if praktijkopleider.pk not in {row.praktijkopleider_id for row in guides(plaatsing)}:
        raise RefusedError("Deze praktijkopleider begeleidt deze plaatsing nu niet.")
    if not to_judge(plaatsing):
        raise RefusedError("Er zijn nog geen werkprocessen om te beoordelen. Kies die eerst.")
    for waiting in Beoordelingsverzoek.objects.waiting().filter(plaatsing=plaatsing).order_by("gevraagd_op"):
        if waiting.praktijkopleider_id == praktijkopleider.pk:
            raise RefusedError("De vraag ligt al bij deze praktijkopleider. Stuur eventueel een herinnering.")
        withdraw_verzoek(waiting, by=by)
    verzoek = Beoordelingsverzoek.objects.create(
        plaatsing=plaatsing, praktijkopleider=praktijkopleider, gevraagd_door=gebruiker, gevraagd_op=timezone.now()
    )
    record("beoordeling.gevraagd", verzoek, by=by, changes={"praktijkopleider": praktijkopleider.pk})
    finish_taak(ending_key(plaatsing), by=by)
    _mail(verzoek, by=by, eigenaar=gebruiker, toelichting=toelichting)
    touch(plaatsing.traject)
    return verzoek


def _mail(verzoek: Beoordelingsverzoek, *, by: Actor, eigenaar: Gebruiker, toelichting: str) -> None:
    opleider = verzoek.praktijkopleider
    link = make_link(
        PURPOSE,
        verzoek.pk,
        email=opleider.email,
        naam=opleider.naam,
        functie=opleider.functie,
        verloopt_op=timezone.now() + OPEN_FOR,
        by=by,
    )
    queue(
        f"trajecten.verzoek:{verzoek.pk}",
        sjabloon="trajecten/ask_beoordeling",
        aan=opleider.email,
        naam=opleider.naam,
        context={
            "vraagt": eigenaar.naam,
            "leerbedrijf": verzoek.plaatsing.leerbedrijf.naam,
            "toelichting": toelichting,
            "reply_to": eigenaar.email,
            "pagina": verzoek.plaatsing.get_absolute_url(),
        },
        by=by,
        eigenaar=eigenaar,
        geheim=("toegangslink", link.pk),
        over=("trajecten.beoordelingsverzoek", str(verzoek.pk)),
    )


def remind_verzoek(verzoek: Beoordelingsverzoek, *, by: Actor) -> bool:
    """Mail a fresh address to the same mailbox; older mails keep working. False when it no longer waits."""
    link = link_of(verzoek)
    if link is None or verzoek.beantwoord_op or verzoek.ingetrokken_op:
        return False
    return mail_fresh(link, by=by)


@transaction.atomic
def withdraw_verzoek(verzoek: Beoordelingsverzoek, *, by: Actor) -> None:
    """No answer is needed any more, or another praktijkopleider was asked."""
    waiting = Beoordelingsverzoek.objects.waiting().filter(pk=verzoek.pk)
    if waiting.update(ingetrokken_op=timezone.now()):
        record("beoordeling.ingetrokken", verzoek, by=by)
        finish_taak(verzoek_key(verzoek), by=by)
        if link := link_of(verzoek):
            end_link(link, reason="teruggetrokken", by=by)


@transaction.atomic
def answer_verzoek(verzoek: Beoordelingsverzoek, *, by: Actor, oordelen: Mapping[UUID, Oordeel]) -> list[Beoordeling]:
    """The praktijkopleider answers by the link. Answering again adds what changed."""
    made = _append(
        verzoek.plaatsing, by=by, opleider=verzoek.praktijkopleider, datum=timezone.localdate(), oordelen=oordelen
    )
    first = Beoordelingsverzoek.objects.filter(pk=verzoek.pk, beantwoord_op__isnull=True)
    if first.update(beantwoord_op=timezone.now()) or made:
        finish_taak(verzoek_key(verzoek), by=by)
        make_taak(
            f"{JUDGED}:{verzoek.pk}:{timezone.now():%Y%m%d}",
            by=by,
            titel=f"{verzoek.praktijkopleider} heeft beoordeeld: {verzoek.plaatsing.traject.kandidaat.lijstnaam}"[:200],
            url=verzoek.plaatsing.get_absolute_url(),
            knop="Bekijk het oordeel",
            wie=verzoek.gevraagd_door,
            over=(JUDGED, str(verzoek.pk)),
        )
        follow_verklaring(verzoek.plaatsing.traject, by=by)
    return made


@transaction.atomic
def record_beoordeling(
    plaatsing: Plaatsing,
    *,
    by: Actor,
    praktijkopleider: Praktijkopleider,
    datum: date,
    oordelen: Mapping[UUID, Oordeel],
) -> list[Beoordeling]:
    """Write down what the praktijkopleider said at an eindgesprek; the row tells that a colleague wrote it."""
    if praktijkopleider.pk not in {row.praktijkopleider_id for row in guides(plaatsing, datum)}:
        raise RefusedError("Deze praktijkopleider begeleidde deze plaatsing niet op die dag.")
    made = _append(plaatsing, by=by, opleider=praktijkopleider, datum=datum, oordelen=oordelen)
    waiting = Beoordelingsverzoek.objects.waiting().filter(plaatsing=plaatsing, praktijkopleider=praktijkopleider)
    for verzoek in waiting.order_by("gevraagd_op"):
        withdraw_verzoek(verzoek, by=by)
    follow_verklaring(plaatsing.traject, by=by)
    return made


def _append(
    plaatsing: Plaatsing, *, by: Actor, opleider: Praktijkopleider, datum: date, oordelen: Mapping[UUID, Oordeel]
) -> list[Beoordeling]:
    """Add what differs from the judgement that counts now, so that sending a form twice adds nothing."""
    now = timezone.now()
    standing = {
        row.leerdoel_id: (row.kan_het, row.toelichting, row.praktijkopleider_id)
        for row in Beoordeling.objects.latest_only().filter(plaatsing=plaatsing)
    }
    made = [
        Beoordeling(
            leerdoel=leerdoel,
            plaatsing=plaatsing,
            praktijkopleider=opleider,
            kan_het=oordelen[leerdoel.pk].kan_het,
            toelichting=oordelen[leerdoel.pk].toelichting,
            datum=datum,
            vastgelegd_door=by.key,
            recorded_at=now,
        )
        for leerdoel in to_judge(plaatsing)
        if leerdoel.pk in oordelen and standing.get(leerdoel.pk) != (*oordelen[leerdoel.pk], opleider.pk)
    ]
    if made:
        Beoordeling.objects.bulk_create(made)
        able = [row.leerdoel_id for row in made if row.kan_het]
        Leerdoel.objects.filter(pk__in=able).update(stand=Stand.ZELFSTANDIG)
        changes = {"oordelen": {str(row.leerdoel_id): row.kan_het for row in made}, "opleider": str(opleider.pk)}
        record("beoordeling.gegeven", plaatsing, by=by, changes=changes)
        touch(plaatsing.traject, contact=None if by.link_id else datum)
    return made


def link_of(verzoek: Beoordelingsverzoek) -> Toegangslink | None:
    links = Toegangslink.objects.filter(doel=PURPOSE, onderwerp_id=verzoek.pk)
    return links.order_by("-created_at").first()
