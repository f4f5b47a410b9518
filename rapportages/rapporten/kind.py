"""The rapport as a kind of document: its figures are frozen, and nobody signs them."""

from uuid import UUID

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.documenten.kinds import Kind, Snapshot, register
from rapportages.models import Rapport
from rapportages.rapporten.tekst import Rapporttekst

SOORT = "rapport"


def register_kind() -> None:
    register(
        Kind(
            soort=SOORT,
            titel="rapport",
            html_template="rapportages/pdf/rapport.html",
            pdf_template="rapportages/pdf/rapport.html",
            css="rapport.css",
            presenter=Rapporttekst,
            may_see=may_see,
            page_url=lambda pk: Rapport.objects.get(pk=pk).get_absolute_url(),
            sentence=lambda _snapshot, _rol: "",
            filename=filename,
        )
    )


def filename(snapshot: Snapshot) -> str:
    versie = f" versie {snapshot['versie']}" if snapshot["versie"] > 1 else ""
    return f"{snapshot['titel']} {snapshot['regio']}{versie}"


def may_see(gebruiker: Gebruiker, rapport_id: UUID) -> bool:
    return Rapport.objects.visible_to(gebruiker).filter(pk=rapport_id).exists()
