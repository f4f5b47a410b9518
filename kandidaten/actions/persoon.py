"""The person and the representatives."""

from datetime import date
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kandidaten.actions.betrokkenheid import end_all
from kandidaten.models import Kandidaat, Vertegenwoordiger
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.post.actions import queue
from praktijkleren.ui.conflict import claim
from praktijkleren.werk.actions import make_taak

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gemeente, Regio


class PersonFields(TypedDict):
    voornamen: str
    achternaam: str
    geboortedatum: date
    roepnaam: NotRequired[str]
    tussenvoegsel: NotRequired[str]
    geboorteplaats: NotRequired[str]
    geboorteland: NotRequired[str]
    gemeente: NotRequired["Gemeente | None"]
    email: NotRequired[str]
    telefoon: NotRequired[str]


class VertegenwoordigerFields(TypedDict):
    soort: str
    naam: str
    email: NotRequired[str]
    telefoon: NotRequired[str]
    van: date
    tot: NotRequired[date | None]


@transaction.atomic
def make_kandidaat(*, regio: "Regio", by: Actor, **fields: Unpack[PersonFields]) -> Kandidaat:
    kandidaat = Kandidaat.objects.create(regio=regio, **fields)
    record("kandidaat.gemaakt", kandidaat, by=by)
    return kandidaat


@transaction.atomic
def change_kandidaat(kandidaat: Kandidaat, *, versie: int, by: Actor, **fields: Unpack[PersonFields]) -> Kandidaat:
    """Save on top of the version that the form showed; StaleError when someone else saved in between."""
    claim(kandidaat, versie)
    changed = sorted(name for name, value in fields.items() if getattr(kandidaat, name) != value)
    for name in changed:
        setattr(kandidaat, name, fields[name])  # type: ignore[literal-required]  # a name out of the same dict
    kandidaat.save(update_fields=[*changed, "versie"])
    record("kandidaat.gewijzigd", kandidaat, by=by, changes={"velden": changed})
    return kandidaat


@transaction.atomic
def fill_in_birthplace(kandidaat: Kandidaat, *, geboorteplaats: str, geboorteland: str, by: Actor) -> bool:
    """Only where none is known: what stands is never overwritten by someone who merely adds what is missing."""
    fields = {"geboorteplaats": geboorteplaats, "geboorteland": geboorteland}
    unknown = Kandidaat.objects.filter(pk=kandidaat.pk, geboorteplaats="", geboorteland="")
    if not any(fields.values()) or not unknown.update(**fields, versie=F("versie") + 1, updated_at=timezone.now()):
        return False
    kandidaat.refresh_from_db(fields=[*fields, "versie", "updated_at"])
    record("kandidaat.gewijzigd", kandidaat, by=by, changes={"velden": sorted(fields)})
    return True


@transaction.atomic
def add_vertegenwoordiger(
    kandidaat: Kandidaat, *, by: Actor, **fields: Unpack[VertegenwoordigerFields]
) -> Vertegenwoordiger:
    row = Vertegenwoordiger.objects.create(kandidaat=kandidaat, **fields)
    record("vertegenwoordiger.gemaakt", row, by=by, changes={"soort": row.soort})
    return row


@transaction.atomic
def change_vertegenwoordiger(
    row: Vertegenwoordiger, *, by: Actor, **fields: Unpack[VertegenwoordigerFields]
) -> Vertegenwoordiger:
    """Correct a row, or give it a last day."""
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, fields[name])  # type: ignore[literal-required]  # a name out of the same dict
    row.save(update_fields=changed)
    record("vertegenwoordiger.gewijzigd", row, by=by, changes={"velden": changed})
    return row


@transaction.atomic
def move_to_regio(
    kandidaat: Kandidaat, *, regio: "Regio", gemeente: "Gemeente | None", reden: str, by: Actor
) -> Kandidaat:
    """Another regio takes over: whoever is betrokken here no longer is, the person is told, and so is the new regio.

    Trajecten that ran here stay here, for they count where they ran.
    """
    old = kandidaat.regio
    end_all(kandidaat, reden=f"overgedragen aan {regio}: {reden}", by=by)
    Kandidaat.objects.filter(pk=kandidaat.pk).update(regio=regio, gemeente=gemeente, versie=F("versie") + 1)
    kandidaat.refresh_from_db(fields=["regio", "gemeente", "versie"])
    event = record("kandidaat.overgedragen", kandidaat, by=by, changes={"van": old.code, "naar": regio.code})
    key = f"kandidaat.overgedragen:{event.pk}"
    make_taak(
        key,
        titel=f"{kandidaat.lijstnaam} komt over uit {old}",
        url=kandidaat.get_absolute_url(),
        knop="Kies wie begeleidt",
        regio_id=regio.pk,
        rol=Rol.COORDINATOR,
        voor=timezone.localdate(),
        over=("kandidaat", str(kandidaat.pk)),
        by=by,
    )
    _tell_person(kandidaat, old, key=key, by=by)
    return kandidaat


def _tell_person(kandidaat: Kandidaat, old: "Regio", *, key: str, by: Actor) -> None:
    if kandidaat.email:
        queue(
            key,
            sjabloon="kandidaten/moved",
            aan=kandidaat.email,
            naam=kandidaat.naam,
            context={"oud": str(old), "nieuw": str(kandidaat.regio), "contact": kandidaat.regio.contact_email},
            over=("kandidaat", str(kandidaat.pk)),
            by=by,
        )
