"""Writing what a regio itself says in its reports."""

from typing import TypedDict, Unpack

from django.db import transaction

from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import claim
from rapportages.models import Tekstblok


class Blok(TypedDict):
    soort: str
    plek: str
    volgorde: int
    kop: str
    tekst: str


@transaction.atomic
def add_text(regio: Regio, *, by: Actor, **fields: Unpack[Blok]) -> Tekstblok:
    block = Tekstblok.objects.create(regio=regio, **fields)
    record("tekstblok.gemaakt", block, by=by, changes={"kop": block.kop})
    return block


@transaction.atomic
def edit_text(block: Tekstblok, *, by: Actor, versie: int, **fields: Unpack[Blok]) -> Tekstblok:
    """Raises StaleError when a colleague saved in between. Reports that were made keep the old words."""
    claim(block, versie)
    Tekstblok.objects.filter(pk=block.pk).update(**fields)
    block.refresh_from_db()
    record("tekstblok.gewijzigd", block, by=by, changes={"kop": block.kop})
    return block


@transaction.atomic
def remove_text(block: Tekstblok, *, by: Actor) -> None:
    record("tekstblok.verwijderd", block, by=by, changes={"kop": block.kop})
    block.delete()
