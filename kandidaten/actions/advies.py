"""Intake and advies: written by the klantmanager or jobcoach, answered by the mbo, discussed with the person."""

from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from kandidaten.actions.betrokkenheid import involve
from kandidaten.colleagues import Betrokkene
from kandidaten.models import Advies, Intake, Kandidaat
from kandidaten.states import NEXT, AdviesStatus
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, first_step, move
from praktijkleren.post.actions import queue
from praktijkleren.ui.conflict import claim
from praktijkleren.werk.actions import finish_taak, make_taak

WEIGHED = ("diploma_afweging", "certificaat_afweging", "praktijkverklaring_afweging")
COPIED = ("intake", *WEIGHED, "route", "motivering", "richting")


class IntakeFields(TypedDict):
    datum: date
    leerbaarheid: str
    wensen: NotRequired[str]
    instrument: NotRequired[str]
    instrument_datum: NotRequired[date | None]
    instrument_conclusie: NotRequired[str]


class AdviesText(TypedDict):
    diploma_afweging: str
    certificaat_afweging: str
    praktijkverklaring_afweging: str
    route: str
    motivering: str
    richting: NotRequired[str]


@transaction.atomic
def record_intake(kandidaat: Kandidaat, *, door: Gebruiker, by: Actor, **fields: Unpack[IntakeFields]) -> Intake:
    intake = Intake.objects.create(kandidaat=kandidaat, gedaan_door=door, **fields)
    record("intake.gemaakt", intake, by=by)
    return intake


@transaction.atomic
def change_intake(intake: Intake, *, by: Actor, **fields: Unpack[IntakeFields]) -> Intake:
    changed = sorted(name for name, value in fields.items() if getattr(intake, name) != value)
    for name in changed:
        setattr(intake, name, fields[name])  # type: ignore[literal-required]  # a name out of the same dict
    intake.save(update_fields=changed)
    record("intake.gewijzigd", intake, by=by, changes={"velden": changed})
    return intake


@transaction.atomic
def write_advies(kandidaat: Kandidaat, *, door: Gebruiker, by: Actor, **text: Unpack[AdviesText]) -> Advies:
    """The first advies, as a concept. A person has one that counts: TransitionError when a colleague was first."""
    intake = kandidaat.intakes.order_by("-datum", "-created_at").first()
    return _make(kandidaat, intake=intake, geschreven_door=door, by=by, **text)


@transaction.atomic
def edit_advies(advies: Advies, *, versie: int, by: Actor, **text: Unpack[AdviesText]) -> Advies:
    """Change the text of a concept; after another proposal of the mbo it becomes a concept again.

    StaleError when someone else saved in between, TransitionError when it was sent to the mbo.
    """
    claim(advies, versie, field="bewerking")
    advies.refresh_from_db(fields=["status"])
    if advies.status == AdviesStatus.ANDER_VOORSTEL:
        _move(advies, AdviesStatus.CONCEPT, by=by)
    elif advies.status != AdviesStatus.CONCEPT:
        raise TransitionError(f"advies {advies.pk} is geen concept meer")
    for name, value in text.items():
        setattr(advies, name, value)
    advies.save(update_fields=[*text, "updated_at"])
    record("advies.gewijzigd", advies, by=by)
    return advies


@transaction.atomic
def submit_advies(advies: Advies, *, mbo: Betrokkene, by: Actor) -> Advies:
    """Ask a mbo-contact, who becomes betrokken. What the mbo said of an earlier text no longer stands."""
    said: dict[str, Any] = {"mbo_route": "", "mbo_toelichting": "", "mbo_datum": None}
    _move(advies, AdviesStatus.VOORGELEGD, by=by, mbo_gebruiker=mbo.gebruiker, **said)
    involve(advies.kandidaat, mbo, waarom="beoordeelt het advies", tell=False, by=by)
    make_taak(
        _question(advies),
        titel=f"Geef antwoord op het advies voor {advies.kandidaat.lijstnaam}",
        url=advies.get_absolute_url(),
        knop="Lees het advies",
        wie=mbo.gebruiker,
        over=("advies", str(advies.pk)),
        by=by,
    )
    if mbo.gebruiker:
        _mail(advies, mbo.gebruiker, "kandidaten/advies_question", by=by)
    return advies


@transaction.atomic
def agree_with_advies(advies: Advies, *, mbo_toelichting: str = "", by: Actor) -> Advies:
    said = {"mbo_route": advies.route, "mbo_toelichting": mbo_toelichting}
    return _answer(advies, AdviesStatus.AKKOORD_MBO, by=by, **said)


@transaction.atomic
def propose_other(advies: Advies, *, mbo_route: str, mbo_toelichting: str, by: Actor) -> Advies:
    """The mbo sees another way; the writer decides what to do with that."""
    return _answer(advies, AdviesStatus.ANDER_VOORSTEL, by=by, mbo_route=mbo_route, mbo_toelichting=mbo_toelichting)


class Choice(TypedDict):
    keuze_kandidaat: str
    keuze_toelichting: NotRequired[str]
    besproken_op: date


@transaction.atomic
def discuss_advies(advies: Advies, *, versie: int | None = None, by: Actor, **chosen: Unpack[Choice]) -> Advies:
    """Record what the person chose. The advies does not bind: the choice stands beside it and may differ.

    StaleError when a colleague recorded a choice since the form showed `versie`. Who saw that choice may correct it.
    """
    claim(advies, advies.bewerking if versie is None else versie, field="bewerking")
    advies.refresh_from_db(fields=["status"])
    if advies.status != AdviesStatus.BESPROKEN:
        return _move(advies, AdviesStatus.BESPROKEN, by=by, on=chosen["besproken_op"], **chosen)
    for name, value in chosen.items():
        setattr(advies, name, value)
    advies.save(update_fields=[*chosen, "updated_at"])
    record("advies.keuze_verbeterd", advies, by=by, changes={"velden": sorted(chosen)})
    return advies


@transaction.atomic
def renew_advies(advies: Advies, *, door: Gebruiker, by: Actor) -> Advies:
    """Begin a next version with the same text; also the way back from an advies that went to the mbo too early."""
    _move(advies, AdviesStatus.VERVANGEN, by=by)
    finish_taak(_question(advies), by=by)
    return _make(advies.kandidaat, geschreven_door=door, by=by, **{name: getattr(advies, name) for name in COPIED})


def _make(kandidaat: Kandidaat, *, by: Actor, **fields: Any) -> Advies:
    last = kandidaat.adviezen.aggregate(last=Max("versie"))["last"] or 0
    try:
        with transaction.atomic():
            advies = Advies.objects.create(kandidaat=kandidaat, versie=last + 1, **fields)
    except IntegrityError as error:
        raise TransitionError("er is al een advies") from error
    first_step(advies, advies.status, by=by)
    record("advies.gemaakt", advies, by=by, changes={"versie": advies.versie})
    return advies


def _answer(advies: Advies, to: AdviesStatus, *, by: Actor, **said: Any) -> Advies:
    _move(advies, to, by=by, mbo_gebruiker=by.gebruiker_id, mbo_datum=timezone.localdate(), **said)
    finish_taak(_question(advies), by=by)
    _mail(advies, advies.geschreven_door, "kandidaten/advies_answer", by=by)
    return advies


def _move(advies: Advies, to: AdviesStatus, *, by: Actor, on: date | None = None, **fields: Any) -> Advies:
    return move(advies, to, NEXT, by=by, on=on, **fields)


def _question(advies: Advies) -> str:
    """Key of the Taak that asks the mbo for an answer."""
    return f"advies.voorgelegd:{advies.pk}"


def _mail(advies: Advies, aan: Gebruiker, sjabloon: str, *, by: Actor) -> None:
    """A mail per round: after another proposal the same advies may be sent again. No names of persons in it."""
    queue(
        f"{sjabloon}:{advies.pk}:{advies.bewerking}",
        sjabloon=sjabloon,
        aan=aan.email,
        naam=aan.naam,
        context={"door": by.naam, "pad": advies.get_absolute_url(), "antwoord": advies.get_status_display()},
        eigenaar=advies.geschreven_door,
        over=("advies", str(advies.pk)),
        by=by,
    )
