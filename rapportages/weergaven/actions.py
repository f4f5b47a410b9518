"""Keeping a question, and taking its answer along. What is typed stays out of the chain, which is kept for good."""

from django.db import IntegrityError, transaction

from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from rapportages.models import Weergave
from rapportages.weergaven.vraag import Vraag


class NameTakenError(Exception):
    """This person has another weergave with that name."""


@transaction.atomic
def save_weergave(
    eigenaar: Gebruiker, *, naam: str, vraag: str, gedeeld_met: Regio | None, by: Actor, replace: bool = False
) -> Weergave:
    """Keep a question under a name; with `replace` instead of what has that name."""
    found = Weergave.objects.filter(eigenaar=eigenaar, naam__iexact=naam).order_by("pk").first()
    if found and not replace:
        raise NameTakenError(naam)
    weergave = found or Weergave(eigenaar=eigenaar)
    weergave.naam, weergave.vraag, weergave.gedeeld_met = naam, vraag, gedeeld_met
    _save(weergave)
    record("weergave.vervangen" if found else "weergave.bewaard", weergave, by=by, changes=_shared(weergave))
    return weergave


@transaction.atomic
def change_weergave(weergave: Weergave, *, naam: str, gedeeld_met: Regio | None, by: Actor) -> Weergave:
    """Give it another name, or let others use it or no longer; the question stays."""
    weergave.naam, weergave.gedeeld_met = naam, gedeeld_met
    _save(weergave)
    record("weergave.gewijzigd", weergave, by=by, changes=_shared(weergave))
    return weergave


@transaction.atomic
def delete_weergave(weergave: Weergave, *, by: Actor) -> None:
    """The question itself can still be asked, and kept again."""
    record("weergave.verwijderd", weergave, by=by)
    weergave.delete()


def log_export(vraag: Vraag, *, soort: str, by: Actor) -> None:
    """In the chain of who takes it: which columns, and of how many; whose they are stands in the inzagelog."""
    record(
        "gebruiker.uitvoer",
        vraag.gebruiker,
        by=by,
        changes={
            "soort": soort,
            "trajecten": vraag.found.count(),
            "kolommen": [] if vraag.per else [kolom.naam for kolom in vraag.kolommen],
            "per": vraag.per.naam if vraag.per else "",
        },
    )


def _save(weergave: Weergave) -> None:
    try:
        with transaction.atomic():
            weergave.save()
    except IntegrityError as error:
        raise NameTakenError(weergave.naam) from error


def _shared(weergave: Weergave) -> dict[str, int | None]:
    return {"gedeeld_met": weergave.gedeeld_met_id}
