"""The praktijkverklaring as a kind of document."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.documenten.kinds import Kind, register
from verklaringen import tekst
from verklaringen.actions import versie as acts
from verklaringen.actions import verzoek as verzoeken
from verklaringen.actions.credential import attachments
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.snapshot import SOORT


def register_kind() -> None:
    register(
        Kind(
            soort=SOORT,
            titel="praktijkverklaring",
            html_template="verklaringen/_snapshot.html",
            pdf_template="verklaringen/pdf/praktijkverklaring.html",
            css="praktijkverklaring.css",
            presenter=tekst.Verklaringtekst,
            may_see=may_see,
            page_url=lambda pk: reverse("verklaringen:detail", args=[_versie(pk).verklaring_id]),
            sentence=tekst.sentence,
            items=tekst.items,
            note=lambda pk: _versie(pk).toelichting,
            notes=notes,
            sender=lambda snapshot: str(snapshot["verstrekker"]["naam"]),
            filename=filename,
            personen=lambda pk: [_versie(pk).verklaring.dossier],
            audit_dossier=lambda pk: _versie(pk).verklaring.dossier,
            term=term,
            invite=acts.invite,
            check_signer=verzoeken.check_signer,
            on_closed=verzoeken.closed,
            on_colleague_named=verzoeken.colleague_named,
            on_colleague_forgotten=verzoeken.colleague_forgotten,
            on_handed_over=verzoeken.handed_over,
            on_away=verzoeken.away,
            on_undeliverable=verzoeken.undeliverable,
            on_signed=acts.signed,
            on_declined=acts.declined,
            on_expired=acts.expired,
            on_renewed=acts.renewed,
            attachments=attachments,
            on_seal_started=acts.seal_started,
            on_sealed=acts.sealed,
            on_seal_failed=acts.seal_failed,
            is_replaced=acts.is_replaced,
            warning=acts.warning,
        )
    )


def may_see(gebruiker: Gebruiker, versie_id: UUID) -> bool:
    return Praktijkverklaring.objects.visible_to(gebruiker).filter(versies=versie_id).exists()


def notes(versie_ids: Sequence[UUID]) -> dict[UUID, str]:
    written = Verklaringversie.objects.filter(pk__in=versie_ids).exclude(toelichting="").order_by("pk")
    return dict(written.values_list("pk", "toelichting"))


def filename(snapshot: Mapping[str, Any]) -> str:
    return f"Praktijkverklaring {snapshot['naam']}"


def term(versie_id: UUID) -> timedelta:
    return acts.term_of(_versie(versie_id).verklaring)


def _versie(pk: UUID) -> Verklaringversie:
    return Verklaringversie.objects.select_related("verklaring__regio").get(pk=pk)
