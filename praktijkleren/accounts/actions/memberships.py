"""Giving and ending memberships, without ever leaving a regio or the platform without an administrator."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, LidmaatschapQuerySet, Organisatie, Regio
from praktijkleren.accounts.roles import GRANTS, Permission, Rol
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.werk.actions import make_taak
from praktijkleren.werk.models import Taak

ADMINISTRATORS = frozenset(
    rol for rol, granted in GRANTS.items() if Permission.COLLEGA_INVITE in granted and rol != Rol.BEHEERDER
)
"""Who lets colleagues in on behalf of a regio. A beheerder may do it everywhere, but is nobody's colleague."""


class LastAdministratorError(Exception):
    """Someone would be the last; the message says of what and what to do first."""


@transaction.atomic
def give_membership(
    gebruiker: Gebruiker, *, organisatie: Organisatie, rol: str, regio: Regio | None, van: date, by: Actor
) -> Lidmaatschap:
    lidmaatschap = Lidmaatschap.objects.create(
        gebruiker=gebruiker, organisatie=organisatie, rol=rol, regio=regio, van=van
    )
    changes = {"organisatie": organisatie.pk, "rol": rol, "regio": regio.pk if regio else None, "van": van}
    record("lidmaatschap.gegeven", lidmaatschap, by=by, changes=changes)
    gebruiker.forget_scopes()
    return lidmaatschap


@transaction.atomic
def change_last_day(lidmaatschap: Lidmaatschap, *, tot: date | None, by: Actor) -> Lidmaatschap:
    """End a membership after this day, or let it go on. Setting the same day twice changes nothing."""
    before = lidmaatschap.tot
    if tot is not None:
        check_administrators_stay([lidmaatschap])
    if Lidmaatschap.objects.filter(pk=lidmaatschap.pk).exclude(tot=tot).update(tot=tot):
        record("lidmaatschap.gewijzigd", lidmaatschap, by=by, changes={"tot": [before, tot]})
    lidmaatschap.refresh_from_db()
    lidmaatschap.gebruiker.forget_scopes()
    return lidmaatschap


def check_administrators_stay(leaving: Collection[Lidmaatschap]) -> None:
    """Refuse when nobody with a membership without an end would stay behind.

    The rows that decide are locked first, so that two who leave at the same moment cannot both count on the other.
    """
    current = [lid for lid in leaving if lid.holds() and lid.gebruiker.is_active]
    regio_ids = {regio_id for lid in current if lid.rol in ADMINISTRATORS for regio_id in lid.regio_ids}
    for regio in Regio.objects.select_for_update().filter(pk__in=regio_ids).order_by("pk"):
        if not _staying(leaving).filter(rol__in=ADMINISTRATORS).in_regios([regio.pk]).exists():
            raise LastAdministratorError(
                f"{regio} heeft dan niemand meer die collega's kan uitnodigen. "
                "Nodig eerst iemand anders uit als regiocoördinator."
            )
    if any(lid.rol == Rol.BEHEERDER for lid in current):
        list(Lidmaatschap.objects.select_for_update().filter(rol=Rol.BEHEERDER).order_by("pk"))
        if not _staying(leaving).filter(rol=Rol.BEHEERDER).exists():
            raise LastAdministratorError("Dit is de laatste beheerder. Nodig eerst een andere beheerder uit.")


def _staying(leaving: Collection[Lidmaatschap]) -> LidmaatschapQuerySet:
    gone = [lid.pk for lid in leaving]
    return Lidmaatschap.objects.current().filter(tot__isnull=True, gebruiker__is_active=True).exclude(pk__in=gone)


@transaction.atomic
def hand_over_taken(gebruiker: Gebruiker, *, aan: Gebruiker | None, team: Lidmaatschap, by: Actor) -> int:
    """Give the open Taken of someone who leaves to a colleague, or to the team that the membership stood for."""
    taken = list(Taak.objects.filter(wie=gebruiker.pk).open().order_by("created_at"))
    for taak in taken:
        make_taak(
            taak.key,
            titel=taak.titel,
            url=taak.url,
            knop=taak.knop,
            wie=aan,
            organisatie_id=None if aan else team.organisatie_id,
            regio_id=None if aan else team.regio_id,
            rol="" if aan else team.rol,
            voor=taak.voor,
            by=by,
        )
    if taken:
        changes = {"aantal": len(taken), "aan": aan.pk if aan else None}
        record("gebruiker.taken_overgedragen", gebruiker, by=by, changes=changes)
    return len(taken)
