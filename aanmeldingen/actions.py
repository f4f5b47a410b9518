"""What comes in at the front door, and what becomes of it."""

from textwrap import shorten
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from aanmeldingen.models import Aanmelding, Ingang
from aanmeldingen.states import NEXT, AanmeldingStatus
from kandidaten.actions.betrokkenheid import involve
from kandidaten.actions.groepen import record_situatie
from kandidaten.actions.persoon import add_vertegenwoordiger, fill_in_birthplace, make_kandidaat
from kandidaten.colleagues import Betrokkene
from kandidaten.models import Kandidaat, Situatie, SituatieSoort, VertegenwoordigerSoort, WerkgeverSoort
from leerbedrijven.actions import change_relatie, offer_leerplaats
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, first_step, move
from praktijkleren.post.actions import queue
from praktijkleren.werk.actions import finish_taak, make_taak

if TYPE_CHECKING:
    from datetime import date

    from leerbedrijven.models import Leerbedrijf
    from praktijkleren.accounts.models import Gebruiker, Regio

IN_MAIL = 60
"""Letters of a name in a mail; nobody needs more to know that they are meant."""

SOURCE = 120
"""Letters of where a Situatie was heard."""


@transaction.atomic
def receive(*, regio: "Regio", ingang: str, formulier_id: UUID, by: Actor, **fields: Any) -> Aanmelding:
    """Keep what was typed and confirm it by mail where there is an address. The same form twice gives the first."""
    aanmelding, created = Aanmelding.objects.get_or_create(
        formulier_id=formulier_id,
        defaults={"regio": regio, "ingang": ingang, "ontvangen_op": timezone.now(), **fields},
    )
    if not created:
        return aanmelding
    first_step(aanmelding, aanmelding.status, by=by)
    record("aanmelding.ontvangen", aanmelding, by=by, changes={"ingang": ingang})
    if aanmelding.aanmelder_email:
        _mail(aanmelding, "confirmation", by=by)
    return aanmelding


def take_up(aanmelding: Aanmelding, *, gebruiker: "Gebruiker", by: Actor) -> Aanmelding:
    return _move(aanmelding, AanmeldingStatus.IN_BEHANDELING, by=by, behandeld_door=gebruiker)


@transaction.atomic
def take_over(aanmelding: Aanmelding, *, gebruiker: "Gebruiker", by: Actor) -> Aanmelding:
    """Go on with what a colleague took up; the status stays."""
    Aanmelding.objects.filter(pk=aanmelding.pk).update(behandeld_door=gebruiker)
    aanmelding.refresh_from_db(fields=["behandeld_door"])
    record("aanmelding.overgenomen", aanmelding, by=by)
    return aanmelding


@transaction.atomic
def accept(
    aanmelding: Aanmelding,
    *,
    kandidaat: Kandidaat | None,
    begeleider: Betrokkene | None,
    leerbedrijf: "Leerbedrijf | None",
    geboorteplaats: str = "",
    geboorteland: str = "",
    by: Actor,
) -> Aanmelding:
    """Make what was offered. `kandidaat` is the known person whom this is; without one a new person is made.

    A place at a company that is not in the register becomes a Taak: only a recognised company is a leerbedrijf. Once
    it is one, `place` makes the leerplaats.
    """
    _move(aanmelding, AanmeldingStatus.GEACCEPTEERD, by=by, afgerond_op=timezone.now())
    if aanmelding.met_persoon:
        born = {"geboorteplaats": geboorteplaats, "geboorteland": geboorteland}
        _accept_person(aanmelding, kandidaat, begeleider, born, by=by)
    if aanmelding.met_plaats and leerbedrijf:
        _make_leerplaats(aanmelding, leerbedrijf, by=by)
    elif aanmelding.met_plaats:
        _ask_for_erkenning(aanmelding, by=by)
    if aanmelding.aanmelder_email:
        _mail(aanmelding, "accepted", by=by)
    return aanmelding


@transaction.atomic
def place(aanmelding: Aanmelding, *, leerbedrijf: "Leerbedrijf", by: Actor) -> Aanmelding:
    """Make the leerplaats of an accepted aanmelding, now that its company stands in the register."""
    _make_leerplaats(aanmelding, leerbedrijf, by=by)
    finish_taak(_erkenning_key(aanmelding), by=by)
    return aanmelding


def refuse(aanmelding: Aanmelding, *, reden: str, mail: bool, by: Actor) -> Aanmelding:
    return _close(aanmelding, AanmeldingStatus.AFGEWEZEN, "refused", reden=reden, mail=mail, by=by)


def refer(aanmelding: Aanmelding, *, naar: str, reden: str, mail: bool, by: Actor) -> Aanmelding:
    return _close(
        aanmelding, AanmeldingStatus.DOORVERWEZEN, "referred", reden=reden, mail=mail, by=by, doorverwezen_naar=naar
    )


def withdraw(aanmelding: Aanmelding, *, reden: str, by: Actor) -> Aanmelding:
    """The person or the company does not want it any more; nobody is mailed about their own choice."""
    return _close(aanmelding, AanmeldingStatus.INGETROKKEN, "", reden=reden, mail=False, by=by)


@transaction.atomic
def _close(
    aanmelding: Aanmelding, to: str, sjabloon: str, *, reden: str, mail: bool, by: Actor, **fields: Any
) -> Aanmelding:
    _move(aanmelding, to, by=by, reason=reden, besluit_reden=reden, afgerond_op=timezone.now(), **fields)
    if mail and sjabloon and aanmelding.aanmelder_email:
        _mail(aanmelding, sjabloon, by=by)
    return aanmelding


def _accept_person(
    aanmelding: Aanmelding, known: Kandidaat | None, begeleider: Betrokkene | None, born: dict[str, str], *, by: Actor
) -> None:
    if known:
        fill_in_birthplace(known, by=by, **born)
    kandidaat = known or _make_person(aanmelding, born, by=by)
    Aanmelding.objects.filter(pk=aanmelding.pk).update(kandidaat=kandidaat)
    aanmelding.kandidaat = kandidaat
    record(
        "aanmelding.kandidaat",
        kandidaat,
        by=by,
        changes={"aanmelding": str(aanmelding.pk), "bekend": known is not None},
    )
    if aanmelding.persoon_is_werknemer:
        _record_work(aanmelding, kandidaat, by=by)
    if begeleider:
        involve(kandidaat, begeleider, waarom="aanmelding aangenomen", by=by)


def _record_work(aanmelding: Aanmelding, kandidaat: Kandidaat, *, by: Actor) -> None:
    """What the employer said. Since when is not asked: it held on the day of the aanmelding.

    Where we know of work already, that stays as it is.
    """
    van = timezone.localdate(aanmelding.ontvangen_op)
    working = Situatie.objects.known().current(van).filter(kandidaat=kandidaat, soort__in=SituatieSoort.work())
    if not working.exists():
        record_situatie(
            kandidaat,
            soort=SituatieSoort.LOON,
            werkgever_soort=WerkgeverSoort.EXTERN,
            van=van,
            bron=shorten(f"de aanmelding van {aanmelding.bedrijf_naam}", SOURCE, placeholder="…"),
            by=by,
        )


def _make_person(aanmelding: Aanmelding, born: dict[str, str], *, by: Actor) -> Kandidaat:
    kandidaat = make_kandidaat(
        regio=aanmelding.regio,
        voornamen=aanmelding.persoon_voornamen,
        tussenvoegsel=aanmelding.persoon_tussenvoegsel,
        achternaam=aanmelding.persoon_achternaam,
        geboortedatum=cast("date", aanmelding.persoon_geboortedatum),
        gemeente=aanmelding.persoon_gemeente,
        email=aanmelding.persoon_email,
        telefoon=aanmelding.persoon_telefoon,
        geboorteplaats=born["geboorteplaats"],
        geboorteland=born["geboorteland"],
        by=by,
    )
    if aanmelding.vertegenwoordiger_naam:
        add_vertegenwoordiger(
            kandidaat,
            soort=VertegenwoordigerSoort.OUDER,
            naam=aanmelding.vertegenwoordiger_naam,
            email=aanmelding.vertegenwoordiger_email,
            van=timezone.localdate(),
            by=by,
        )
    return kandidaat


def _make_leerplaats(aanmelding: Aanmelding, leerbedrijf: "Leerbedrijf", *, by: Actor) -> None:
    """With all that the employer typed about it; TransitionError when there is one already."""
    leerplaats = offer_leerplaats(
        leerbedrijf,
        regio=aanmelding.regio,
        titel=f"Leerplaats bij {leerbedrijf.naam}"[:160],
        omschrijving=aanmelding.plaats_omschrijving,
        aantal=aanmelding.plaats_aantal or 1,
        by=by,
    )
    waiting = Aanmelding.objects.filter(pk=aanmelding.pk, status=AanmeldingStatus.GEACCEPTEERD, leerplaats=None)
    if not waiting.update(leerplaats=leerplaats):
        raise TransitionError(f"aanmelding {aanmelding.pk} has its leerplaats")
    aanmelding.leerplaats = leerplaats
    record("aanmelding.leerplaats", aanmelding, by=by, changes={"leerplaats": str(leerplaats.pk)})
    relatie = leerplaats.relatie
    if aanmelding.ingang == Ingang.WERKGEVER and not (relatie.contactpersoon or relatie.email or relatie.telefoon):
        change_relatie(
            relatie,
            contactpersoon=aanmelding.aanmelder_naam,
            email=aanmelding.aanmelder_email,
            telefoon=aanmelding.aanmelder_telefoon,
            by=by,
        )


def _ask_for_erkenning(aanmelding: Aanmelding, *, by: Actor) -> None:
    make_taak(
        _erkenning_key(aanmelding),
        titel=f"Help {aanmelding.bedrijf_naam} aan een erkenning en maak de leerplaats"[:200],
        url=reverse("aanmeldingen:place", args=[aanmelding.pk]),
        knop="Bekijk wat er nodig is",
        regio_id=aanmelding.regio_id,
        rol=Rol.COORDINATOR,
        over=("aanmelding", str(aanmelding.pk)),
        by=by,
    )


def _erkenning_key(aanmelding: Aanmelding) -> str:
    return f"aanmelding.erkenning:{aanmelding.pk}"


def _move(aanmelding: Aanmelding, to: str, *, by: Actor, reason: str = "", **fields: Any) -> Aanmelding:
    return move(aanmelding, to, NEXT, by=by, reason=reason, **fields)


def _mail(aanmelding: Aanmelding, sjabloon: str, *, by: Actor) -> None:
    """To whoever sent the form. Names nobody but the addressee, and shortly: anyone may type a name (ux.md, Words)."""
    naam = shorten(aanmelding.aanmelder_naam, IN_MAIL, placeholder="…")
    queue(
        f"aanmelding.{sjabloon}:{aanmelding.pk}",
        sjabloon=f"aanmeldingen/{sjabloon}",
        aan=aanmelding.aanmelder_email,
        naam=naam,
        context={
            "naam": naam,
            "regio": str(aanmelding.regio),
            "nummer": aanmelding.nummer,
            "zelf": aanmelding.ingang == Ingang.KANDIDAAT,
            "je": aanmelding.ingang != Ingang.WERKGEVER,
            "met_persoon": aanmelding.met_persoon,
            "reden": aanmelding.besluit_reden,
            "naar": aanmelding.doorverwezen_naar,
            "reply_to": aanmelding.regio.contact_email,
        },
        eigenaar=aanmelding.behandeld_door,
        over=("aanmelding", str(aanmelding.pk)),
        by=by,
    )
