"""How a colleague comes in: invited by mail, with a link that sets name and password."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.actions.memberships import give_membership
from praktijkleren.accounts.models import Gebruiker, Organisatie, Regio, Uitnodiging
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.links.actions import end_link, extend_link, make_link
from praktijkleren.links.models import Toegangslink
from praktijkleren.links.purposes import Purpose
from praktijkleren.post.actions import queue
from praktijkleren.ui.dates import datum

PURPOSE = "uitnodiging"
VALID = timedelta(days=14)
RENEWABLE = timedelta(days=60)
"""So long someone may ask for a fresh link without the colleague who invited."""


class InvitationClosedError(Exception):
    """Taken up before, withdrawn, expired, or meant for an account that was closed."""


@transaction.atomic
def invite(*, naam: str, email: str, organisatie: Organisatie, rol: str, regio: Regio | None, by: Actor) -> Uitnodiging:
    """Ask someone in by mail. Inviting the same person for the same membership again sends the first once more."""
    same = {"email": email.lower(), "organisatie": organisatie, "rol": rol, "regio": regio}
    before = Uitnodiging.objects.open().filter(**same).order_by("created_at").first()
    if before:
        return resend_invitation(before, by=by)
    uitnodiging = Uitnodiging.objects.create(
        **same, naam=naam, uitgenodigd_door_id=by.gebruiker_id, verloopt_op=timezone.now() + VALID
    )
    changes = {"organisatie": organisatie.pk, "rol": rol, "regio": regio.pk if regio else None}
    record("uitnodiging.verstuurd", uitnodiging, by=by, changes=changes)
    _mail(uitnodiging, by=by)
    return uitnodiging


@transaction.atomic
def resend_invitation(uitnodiging: Uitnodiging, *, by: Actor) -> Uitnodiging:
    """Mail it again, valid from now; older mails keep working."""
    if not _extend(uitnodiging, by=by):
        raise InvitationClosedError
    _mail(uitnodiging, by=by)
    return uitnodiging


@transaction.atomic
def withdraw_invitation(uitnodiging: Uitnodiging, *, by: Actor) -> Uitnodiging:
    """The link says from now on that it was withdrawn. Withdrawing twice is once."""
    if Uitnodiging.objects.open().filter(pk=uitnodiging.pk).update(ingetrokken_op=timezone.now()):
        record("uitnodiging.ingetrokken", uitnodiging, by=by)
        _end_links(uitnodiging, "teruggetrokken", by=by)
    uitnodiging.refresh_from_db()
    return uitnodiging


@transaction.atomic
def accept_invitation(uitnodiging: Uitnodiging, *, naam: str = "", password: str = "", by: Actor) -> Gebruiker:
    """Make the account, unless there is one at this address, and start the membership today.

    Whoever has an account keeps its name and password: an invitation is no way to set those of someone else.
    """
    now = timezone.now()
    open_now = Uitnodiging.objects.open().filter(pk=uitnodiging.pk, verloopt_op__gt=now)
    gebruiker: Gebruiker | None = Gebruiker.objects.filter(email=uitnodiging.email.lower()).first()
    if (gebruiker and not gebruiker.is_active) or not open_now.update(aangenomen_op=now):
        raise InvitationClosedError
    if gebruiker is None:
        gebruiker = Gebruiker(email=uitnodiging.email, naam=naam)
        gebruiker.set_password(password)
        gebruiker.save()
        record("gebruiker.gemaakt", gebruiker, by=by)
    give_membership(
        gebruiker,
        organisatie=uitnodiging.organisatie,
        rol=uitnodiging.rol,
        regio=uitnodiging.regio,
        van=timezone.localdate(),
        by=by,
    )
    _end_links(uitnodiging, "aangenomen", by=by)
    uitnodiging.refresh_from_db()
    return gebruiker


def purpose() -> Purpose:
    """What the link of an invitation opens; registered when the app starts."""
    return Purpose(
        PURPOSE,
        title="Je bent uitgenodigd als collega in Praktijkleren",
        url=lambda pk: reverse("accounts:invitation", args=[pk]),
        code=False,
        sender=_sender,
        renew=_renew,
        ended={
            "aangenomen": "Deze uitnodiging is al aangenomen. Je kunt inloggen met je e-mailadres en wachtwoord.",
            "teruggetrokken": "Deze uitnodiging is ingetrokken. Vraag je collega om een nieuwe.",
        },
    )


def _sender(pk: UUID) -> str:
    uitnodiging = Uitnodiging.objects.select_related("organisatie").filter(pk=pk).first()
    return uitnodiging.organisatie.naam if uitnodiging else ""


def _renew(link: Toegangslink, by: Actor) -> None:
    recent = Uitnodiging.objects.open().filter(pk=link.onderwerp_id, created_at__gt=timezone.now() - RENEWABLE)
    if uitnodiging := recent.order_by("created_at").first():
        resend_invitation(uitnodiging, by=by)


def _extend(uitnodiging: Uitnodiging, *, by: Actor) -> bool:
    until: datetime = timezone.now() + VALID
    if not Uitnodiging.objects.open().filter(pk=uitnodiging.pk).update(verloopt_op=until):
        return False
    uitnodiging.refresh_from_db()
    for link in _links(uitnodiging):
        extend_link(link, verloopt_op=until, by=by)
    record("uitnodiging.verlengd", uitnodiging, by=by)
    return True


def _mail(uitnodiging: Uitnodiging, *, by: Actor) -> None:
    """One mail per minute at most, however often someone clicks."""
    link = _open_link(uitnodiging, by=by)
    door = uitnodiging.uitgenodigd_door
    queue(
        f"accounts.uitnodiging:{uitnodiging.pk}:{int(timezone.now().timestamp() // 60)}",
        sjabloon="accounts/invitation",
        aan=uitnodiging.email,
        naam=uitnodiging.naam,
        context={
            "door": door.naam if door else "De beheerder van Praktijkleren",
            "organisatie": uitnodiging.organisatie.naam,
            "rol": uitnodiging.get_rol_display(),
            "tot": datum(uitnodiging.verloopt_op),
        },
        by=by,
        eigenaar=door,
        geheim=("toegangslink", link.pk),
        over=("accounts.uitnodiging", str(uitnodiging.pk)),
    )


def _open_link(uitnodiging: Uitnodiging, *, by: Actor) -> Toegangslink:
    for link in _links(uitnodiging):
        if link.is_open:
            return link
    return make_link(
        PURPOSE,
        uitnodiging.pk,
        email=uitnodiging.email,
        naam=uitnodiging.naam,
        verloopt_op=uitnodiging.verloopt_op,
        by=by,
    )


def _end_links(uitnodiging: Uitnodiging, reason: str, *, by: Actor) -> None:
    for link in _links(uitnodiging):
        end_link(link, reason=reason, by=by)


def _links(uitnodiging: Uitnodiging) -> list[Toegangslink]:
    return list(Toegangslink.objects.filter(doel=PURPOSE, onderwerp_id=uitnodiging.pk).order_by("created_at"))
