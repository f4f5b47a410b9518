"""What is mailed about a verklaring. No name but that of the addressee stands in a mail (signing.md 2.10)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.dates import in_words
from praktijkleren.documenten.holders import give_copy
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.signer import Rol
from praktijkleren.links.hashes import peppered
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.actions import queue
from verklaringen.coaches import coach_of
from verklaringen.holders import give_to_kandidaat
from verklaringen.models import Verklaringversie

OVER = Ondertekenverzoek._meta.label_lower


def invitation(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    _to_signer("verklaringen/invitation", f"verklaringen.invite:{verzoek.pk}", verzoek, versie, by=by)


def reminder(
    verzoek: Ondertekenverzoek,
    versie: Verklaringversie,
    *,
    key: str,
    by: Actor,
    hoeveelste: int = 0,
    laatste: bool = False,
) -> None:
    """The third offers help first; the last one begins with the last day."""
    key = f"verklaringen.remind:{verzoek.pk}:{key}"
    _to_signer("verklaringen/reminder", key, verzoek, versie, by=by, hoeveelste=hoeveelste, laatste=laatste)


def sign_yourself(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    """The colleague who was named cannot sign it."""
    key = f"verklaringen.yourself:{verzoek.pk}:{timezone.now():%Y%m%d%H%M%S}"
    _to_signer("verklaringen/sign_yourself", key, verzoek, versie, by=by)


def _to_signer(
    sjabloon: str,
    key: str,
    verzoek: Ondertekenverzoek,
    versie: Verklaringversie,
    *,
    by: Actor,
    hoeveelste: int = 0,
    laatste: bool = False,
) -> None:
    """A mail that carries a fresh link; links in earlier mails keep working."""
    if not (verzoek.email and verzoek.link_id):
        return
    queue(
        key,
        sjabloon=sjabloon,
        aan=verzoek.email,
        naam=verzoek.naam,
        context={
            **context_of(versie),
            "rol": verzoek.rol,
            "als": verzoek.functie,
            "hoeveelste": hoeveelste,
            "laatste": laatste,
            "voor": in_words(timezone.localdate(verzoek.verloopt_op)),
        },
        by=by,
        eigenaar=versie.gemaakt_door,
        geheim=("toegangslink", verzoek.link_id),
        over=(OVER, str(verzoek.pk)),
    )


def copy_for_signer(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    if verzoek.email:
        link = give_copy(verzoek.document, naam=verzoek.naam, email=verzoek.email, by=by)
        _copy(f"verklaringen.copy:{verzoek.pk}", "verklaringen/copy", versie, link, by=by)


def copy_for_kandidaat(versie: Verklaringversie, *, by: Actor) -> None:
    """The person gets the own verklaring, and of a minor a parent as well."""
    _own_page("given", versie, by=by)


def replaced(versie: Verklaringversie, *, by: Actor) -> None:
    """Who had the version before this one in hand hears that there is another."""
    _own_page("replaced", versie, by=by)


def revoked(versie: Verklaringversie, *, by: Actor) -> None:
    """Everyone who has it: the person, whoever signed, and whoever made it; each once."""
    told = _own_page("revoked", versie, by=by)
    if versie.gemaakt_door:
        _tell("revoked_colleague", versie, versie.gemaakt_door.naam, versie.gemaakt_door.email, by=by)
        told.add(versie.gemaakt_door.email)
    if versie.document:
        signed = versie.document.verzoeken.filter(handtekening__isnull=False)
        for verzoek in signed.exclude(email__in=["", *told]).order_by("created_at", "pk"):
            _tell("revoked_signer", versie, verzoek.naam, verzoek.email, by=by)


def _own_page(sjabloon: str, versie: Verklaringversie, *, by: Actor) -> set[str]:
    """To the person, and of a minor to a parent, with a link to the own page; answers who was told.

    Who shares a mailbox with the kandidaat is not written to apart.
    """
    kandidaat = versie.verklaring.kandidaat
    if kandidaat is None:
        return set()
    readers = [(kandidaat.email, kandidaat.naam, "")]
    if kandidaat.is_minor:
        parents = kandidaat.vertegenwoordigers.current().order_by("van", "naam")
        readers += [(parent.email, parent.naam, parent.get_soort_display()) for parent in parents]
    told: set[str] = set()
    for email, naam, als in readers:
        if email and email not in told:
            told.add(email)
            key = f"verklaringen.{sjabloon}:{versie.pk}:{peppered('email', email)[:16]}"
            link = give_to_kandidaat(versie.verklaring, naam=naam, email=email, als=als, by=by)
            _copy(key, f"verklaringen/{sjabloon}", versie, link, by=by, als=als)
    return told


def _tell(sjabloon: str, versie: Verklaringversie, naam: str, email: str, *, by: Actor) -> None:
    """Without a link that opens anything."""
    verklaring = versie.verklaring
    queue(
        f"verklaringen.{sjabloon}:{versie.pk}:{peppered('email', email)[:16]}",
        sjabloon=f"verklaringen/{sjabloon}",
        aan=email,
        naam=naam,
        context={
            **context_of(versie),
            "controle_url": f"{settings.SITE_URL}{reverse('verklaringen:check', args=[verklaring.code])}",
            "pagina_url": f"{settings.SITE_URL}{verklaring.get_absolute_url()}",
        },
        by=by,
        eigenaar=versie.gemaakt_door,
        over=("verklaringen.verklaringversie", str(versie.pk)),
    )


def _copy(key: str, sjabloon: str, versie: Verklaringversie, link: Toegangslink, *, by: Actor, als: str = "") -> None:
    """`als` is what someone is to the person whom it is about; empty for that person, and for who signed."""
    queue(
        key,
        sjabloon=sjabloon,
        aan=link.email,
        naam=link.naam,
        context={**context_of(versie), "als": als},
        by=by,
        eigenaar=versie.gemaakt_door,
        geheim=("toegangslink", link.pk),
        over=("verklaringen.verklaringversie", str(versie.pk)),
    )


def sent_for_kandidaat(versie: Verklaringversie, *, by: Actor) -> None:
    """What happens now, without a link: who signs as well, gets that in a mail of its own."""
    signs = Ondertekenverzoek.objects.filter(document=versie.document_id, rol=Rol.KANDIDAAT).exists()
    _to_kandidaat(
        "verklaringen/sent", f"verklaringen.sent:{versie.pk}", versie, by=by, rol=Rol.KANDIDAAT if signs else ""
    )


def expired_for_kandidaat(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    _to_kandidaat("verklaringen/expired", f"verklaringen.expired:{verzoek.pk}", versie, by=by, rol=verzoek.rol)


def _to_kandidaat(sjabloon: str, key: str, versie: Verklaringversie, *, by: Actor, rol: str) -> None:
    """`rol` says whose signature it is about."""
    kandidaat = versie.verklaring.kandidaat
    if kandidaat and kandidaat.email:
        queue(
            key,
            sjabloon=sjabloon,
            aan=kandidaat.email,
            naam=kandidaat.naam,
            context={**context_of(versie), "rol": rol},
            by=by,
            eigenaar=versie.gemaakt_door,
            over=("verklaringen.verklaringversie", str(versie.pk)),
        )


def declined_by_other(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    """Whoever signed before hears that it comes back as a new version."""
    if verzoek.email:
        queue(
            f"verklaringen.declined_by_other:{verzoek.pk}",
            sjabloon="verklaringen/declined_by_other",
            aan=verzoek.email,
            naam=verzoek.naam,
            context=context_of(versie),
            by=by,
            eigenaar=versie.gemaakt_door,
            over=(OVER, str(verzoek.pk)),
        )


def handed_over(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    """Whoever made it and the jobcoach hear that a colleague was asked instead; to whom stands on the page."""
    coach = coach_of(versie.verklaring)
    colleagues = {versie.gemaakt_door, coach.gebruiker if coach else None} - {None}
    for colleague in sorted(filter(None, colleagues), key=lambda each: each.pk):
        queue(
            f"verklaringen.handed_over:{verzoek.pk}:{colleague.pk}",
            sjabloon="verklaringen/handed_over",
            aan=colleague.email,
            naam=colleague.naam,
            context={"pagina_url": f"{settings.SITE_URL}{versie.verklaring.get_absolute_url()}"},
            by=by,
            over=(OVER, str(verzoek.pk)),
        )


def declined(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    """Whoever sent it hears at once, without names: the rest stands on the page."""
    if versie.gemaakt_door is None:
        return
    queue(
        f"verklaringen.declined:{verzoek.pk}",
        sjabloon="verklaringen/declined",
        aan=versie.gemaakt_door.email,
        naam=versie.gemaakt_door.naam,
        context={"pagina_url": f"{settings.SITE_URL}{versie.verklaring.get_absolute_url()}"},
        by=by,
        over=(OVER, str(verzoek.pk)),
    )


def context_of(versie: Verklaringversie) -> dict[str, Any]:
    verklaring = versie.verklaring
    return {
        "afzender": verklaring.verstrekker.naam,
        "regio": str(verklaring.regio),
        "reply_to": verklaring.regio.contact_email,
        "pagina": verklaring.get_absolute_url(),
    }
