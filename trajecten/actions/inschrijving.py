"""Enrolment at the mbo-instelling."""

from datetime import date

from django.db import transaction

from praktijkleren.accounts.models import Organisatie, OrganisatieSoort
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from trajecten.actions.activiteit import touch
from trajecten.models import Inschrijving, Leerweg, Traject
from trajecten.refused import RefusedError


@transaction.atomic
def enrol(
    traject: Traject,
    *,
    by: Actor,
    instelling: Organisatie,
    van: date,
    tot: date | None = None,
    leerweg: str = Leerweg.DERDE,
    nummer: str = "",
) -> Inschrijving:
    """Enrol on the kwalificatie of the traject, usually in the derde leerweg (domain.md 2.1)."""
    Traject.objects.select_for_update().get(pk=traject.pk)
    if traject.kwalificatie is None:
        raise RefusedError("Kies eerst een kwalificatie: een inschrijving is altijd op een crebo.")
    if instelling.soort != OrganisatieSoort.MBO:
        raise RefusedError("Inschrijven kan alleen bij een mbo-instelling.")
    if traject.inschrijvingen.filter(kwalificatie=traject.kwalificatie).overlaps(van, tot).exists():
        raise RefusedError("Voor deze periode is er al een inschrijving. Sluit die eerst af.")
    inschrijving = Inschrijving.objects.create(
        traject=traject,
        instelling=instelling,
        kwalificatie=traject.kwalificatie,
        leerweg=leerweg,
        van=van,
        tot=tot,
        nummer=nummer,
    )
    record("inschrijving.gemaakt", inschrijving, by=by, changes={"instelling": instelling.pk, "van": van, "tot": tot})
    touch(traject)
    return inschrijving


@transaction.atomic
def end_inschrijving(inschrijving: Inschrijving, *, by: Actor, tot: date) -> Inschrijving:
    if tot < inschrijving.van:
        raise RefusedError("De laatste dag ligt voor de eerste dag van de inschrijving.")
    was, inschrijving.tot = inschrijving.tot, tot
    inschrijving.save(update_fields=["tot"])
    record("inschrijving.beeindigd", inschrijving, by=by, changes={"tot": [was, tot]})
    touch(inschrijving.traject)
    return inschrijving
