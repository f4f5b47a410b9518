"""What is asked of whom when a verklaring does not go on by itself."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.sealing import TELL_AFTER
from praktijkleren.documenten.signer import Rol as Signing
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.werk.actions import TaakFields, finish_taak, make_taak
from verklaringen.coaches import coach_of
from verklaringen.models import Intrekking, Praktijkverklaring, Verklaringversie
from verklaringen.states import VersieStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

SOON = timedelta(days=2)
CALL: dict[str, str] = {
    Signing.MBO_CONTACT: "het mbo-contact",
    Signing.KANDIDAAT: "de kandidaat",
    Signing.VERTEGENWOORDIGER: "de vertegenwoordiger",
}
CALL_KEY, ESCALATION_KEY = "verklaringen.bel", "verklaringen.escaleer"
APPROVAL_KEY, ADDRESS_KEY = "verklaringen.goedkeuren", "verklaringen.adres"
HAND_OVER_WITHIN = timedelta(days=21)


def ask_after_decline(versie: Verklaringversie, verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    wrong_person = verzoek.weigering_reden == WeigerReden.NIET_DE_JUISTE
    what = "gaat naar de verkeerde persoon" if wrong_person else "is teruggestuurd"
    knop = "Kies wie ondertekent" if wrong_person else "Lees de opmerkingen"
    _ask(versie, f"De praktijkverklaring van {versie.verklaring.naam} {what}", knop, by=by)


def ask_after_expiry(versie: Verklaringversie, verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    title = f"De praktijkverklaring van {versie.verklaring.naam} is niet op tijd ondertekend"
    _ask(versie, title, "Bel en stuur opnieuw", by=by)


def finish(versie: Verklaringversie, *, by: Actor) -> None:
    finish_taak(_key(versie), by=by)


def ask_to_hand_over(versie: Verklaringversie, *, by: Actor) -> None:
    """The jobcoach, or else whoever made it: a festive moment counts (domain.md 1.7)."""
    verklaring = versie.verklaring
    if verklaring.uitgereikt_op:
        return
    fields = _fields(versie, f"Reik de praktijkverklaring van {verklaring.naam} uit", "Leg de uitreiking vast")
    fields["voor"] = timezone.localdate() + HAND_OVER_WITHIN
    _give_to_coach(fields, versie)
    make_taak(f"verklaringen.uitreiken:{verklaring.pk}", by=by, **fields)


def tell_of_seal(verklaring: Praktijkverklaring, *, by: Actor) -> None:
    """One Taak per regio, however many wait: what is wrong is wrong for all of them, and beheer is told as well."""
    make_taak(
        _seal_key(verklaring),
        by=by,
        titel="Praktijkverklaringen wachten op het zegel. Beheer is gewaarschuwd",
        url=f"{reverse('verklaringen:list')}?status={VersieStatus.VERZEGELEN}",
        knop="Bekijk welke",
        regio_id=verklaring.regio_id,
        rol=Rol.COORDINATOR,
    )


def finish_seal(verklaring: Praktijkverklaring, *, by: Actor) -> None:
    """The last one that failed is sealed."""
    waiting = Verklaringversie.objects.filter(verklaring__regio=verklaring.regio_id, status=VersieStatus.VERZEGELEN)
    if not waiting.filter(document__zegel_fouten__gte=TELL_AFTER).exists():
        finish_taak(_seal_key(verklaring), by=by)


def _seal_key(verklaring: Praktijkverklaring) -> str:
    return f"verklaringen.zegel:{verklaring.regio_id}"


def finish_hand_over(verklaring: Praktijkverklaring, *, by: Actor) -> None:
    finish_taak(f"verklaringen.uitreiken:{verklaring.pk}", by=by)


def ask_to_call(versie: Verklaringversie, verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    """Mail alone did not help: the jobcoach, or else whoever made it, takes the phone."""
    whom = CALL.get(verzoek.rol, "het leerbedrijf")
    title = f"Bel {whom}: de praktijkverklaring van {versie.verklaring.naam} wacht"
    fields = _fields(versie, title, "Bekijk wie wacht")
    _give_to_coach(fields, versie)
    make_taak(f"{CALL_KEY}:{verzoek.pk}", by=by, **fields)


def escalate(versie: Verklaringversie, verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    title = f"De praktijkverklaring van {versie.verklaring.naam} wacht al lang op een handtekening"
    fields = _fields(versie, title, "Bekijk wie wacht")
    _give_to_coordinators(fields, versie)
    make_taak(f"{ESCALATION_KEY}:{verzoek.pk}", by=by, **fields)


def ask_to_approve(versie: Verklaringversie, verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    title = f"Kijk of een ander de praktijkverklaring van {versie.verklaring.naam} mag ondertekenen"
    fields = _fields(versie, title, "Bekijk het voorstel")
    fields["url"] = reverse("verklaringen:colleague", args=[verzoek.pk])
    _give_to_maker(fields, versie)
    make_taak(f"{APPROVAL_KEY}:{verzoek.pk}", by=by, **fields)


def ask_for_address(versie: Verklaringversie, verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    """Mail does not arrive: nothing more is sent until the address is right."""
    title = f"Mail aan {verzoek.naam} komt niet aan: de praktijkverklaring van {versie.verklaring.naam}"
    fields = _fields(versie, title, "Verbeter het e-mailadres")
    fields["url"], fields["voor"] = reverse("verklaringen:correct_address", args=[verzoek.pk]), timezone.localdate()
    _give_to_maker(fields, versie)
    make_taak(f"{ADDRESS_KEY}:{verzoek.pk}", by=by, **fields)


def finish_approval(verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    finish_taak(f"{APPROVAL_KEY}:{verzoek.pk}", by=by)


def finish_calling(verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    """Until the signer is there again; then the clock asks anew."""
    for key in (CALL_KEY, ESCALATION_KEY):
        finish_taak(f"{key}:{verzoek.pk}", by=by)


def finish_of(verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    """Nothing is asked of this signer any more."""
    for key in (CALL_KEY, ESCALATION_KEY, APPROVAL_KEY, ADDRESS_KEY):
        finish_taak(f"{key}:{verzoek.pk}", by=by)


def ask_to_give_new_version(versie: Verklaringversie, *, by: Actor) -> None:
    """Of who has no e-mail; the others get a mail."""
    verklaring = versie.verklaring
    if verklaring.kandidaat and verklaring.kandidaat.email:
        return
    _tell(versie, "nieuw", f"Geef {verklaring.naam} de nieuwe versie van de praktijkverklaring", by=by)


def tell_of_revoking(versie: Verklaringversie, *, by: Actor) -> None:
    """A mail alone is too little for news like this."""
    _tell(versie, "ingetrokken", f"Vertel {versie.verklaring.naam} waarom de verklaring is ingetrokken", by=by)


def ask_to_confirm(intrekking: Intrekking, *, by: Actor) -> None:
    """The coördinatoren of the regio, or, when one of them proposed it, the side of the mbo-instelling."""
    versie = intrekking.versie
    fields = _fields(versie, f"Intrekken? Praktijkverklaring van {versie.verklaring.naam}", "Lees en beslis")
    fields["url"] = reverse("verklaringen:decide_revoke", args=[intrekking.pk])
    if intrekking.voorgesteld_door.has_role(Rol.COORDINATOR):
        _give_to_maker(fields, versie)
    else:
        _give_to_coordinators(fields, versie)
    make_taak(_revoke_key(intrekking), by=by, **fields)


def finish_confirming(intrekking: Intrekking, *, by: Actor) -> None:
    finish_taak(_revoke_key(intrekking), by=by)


def _revoke_key(intrekking: Intrekking) -> str:
    return f"verklaringen.intrekken:{intrekking.pk}"


def _tell(versie: Verklaringversie, what: str, titel: str, *, by: Actor) -> None:
    """The jobcoach, or else whoever made it."""
    fields = _fields(versie, titel, "Bekijk")
    _give_to_coach(fields, versie)
    make_taak(f"verklaringen.{what}:{versie.pk}", by=by, **fields)


def _ask(versie: Verklaringversie, titel: str, knop: str, *, by: Actor) -> None:
    fields = _fields(versie, titel, knop)
    _give_to_maker(fields, versie)
    make_taak(_key(versie), by=by, **fields)


def _fields(versie: Verklaringversie, titel: str, knop: str) -> TaakFields:
    return {
        "titel": titel[:200],
        "url": versie.verklaring.get_absolute_url(),
        "knop": knop,
        "voor": timezone.localdate() + SOON,
        "over": ("verklaringen.praktijkverklaring", str(versie.verklaring_id)),
    }


def _give_to_coach(fields: TaakFields, versie: Verklaringversie) -> None:
    if coach := coach_of(versie.verklaring):
        _give_to(fields, coach.gebruiker, coach.organisatie_id, versie.verklaring.regio_id, coach.rol)
    else:
        _give_to_maker(fields, versie)


def _give_to_maker(fields: TaakFields, versie: Verklaringversie) -> None:
    """Who sent it, as long as that colleague is there; else the mbo-contacten of the instelling."""
    verklaring, maker = versie.verklaring, versie.gemaakt_door
    wie = maker if maker and maker.is_active else None
    _give_to(fields, wie, verklaring.verstrekker_id, verklaring.regio_id, Rol.MBO_CONTACT)


def _give_to_coordinators(fields: TaakFields, versie: Verklaringversie) -> None:
    _give_to(fields, None, None, versie.verklaring.regio_id, Rol.COORDINATOR)


def _give_to(fields: TaakFields, wie: "Gebruiker | None", organisatie_id: int | None, regio_id: int, rol: str) -> None:
    """One colleague, or without one the team."""
    if wie:
        fields["wie"] = wie
    else:
        fields["organisatie_id"], fields["regio_id"], fields["rol"] = organisatie_id, regio_id, rol


def _key(versie: Verklaringversie) -> str:
    return f"verklaringen.versie:{versie.pk}"
