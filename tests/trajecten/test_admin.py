"""What a beheerder sees of a traject, and the words of its events."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from tests.factories.accounts import GebruikerFactory
from tests.factories.trajecten import TrajectFactory, running_bpv
from tests.trajecten.conftest import words
from trajecten import actions
from trajecten.labels import LABELS

TODAY = timezone.localdate


@pytest.fixture
def beheerder(db, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.BEHEERDER))


def test_a_beheerder_sees_name_and_status_and_is_logged(beheerder):
    traject = TrajectFactory(gestopt=True, stopreden="Kanarie: ziek")

    found = words(beheerder.get(reverse("admin:trajecten_traject_changelist"), {"q": traject.kandidaat.achternaam}))
    page = words(beheerder.get(reverse("admin:trajecten_traject_change", args=[traject.pk])))

    assert traject.kandidaat.lijstnaam in found
    assert "Kanarie" not in page
    assert AuditEvent.objects.exists()


def test_a_beheerder_changes_nothing(beheerder):
    traject = TrajectFactory(lopend=True)

    response = beheerder.post(reverse("admin:trajecten_traject_change", args=[traject.pk]), {"status": "gestopt"})

    traject.refresh_from_db()
    assert (response.status_code, traject.status) == (403, "lopend")


def test_every_event_of_this_room_has_words(db):
    coach = GebruikerFactory(rol=Rol.JOBCOACH)
    by, plaatsing = Actor.gebruiker(coach), running_bpv()
    traject, opleider = plaatsing.traject, plaatsing.begeleidingen.get().praktijkopleider
    visit = {"datum": TODAY(), "soort": "bezoek", "tekst": "Gezien.", "uren": Decimal(8)}

    logregel = actions.log_visit(traject, by=by, sleutel=uuid4(), **visit)
    actions.edit_logregel(logregel, by=by, versie=1, datum=TODAY(), soort="bezoek", tekst="Anders.")
    actions.undo_logregel(logregel, by=by)
    actions.record_quality(plaatsing, by=by, op=TODAY())
    actions.ask_beoordeling(plaatsing, gebruiker=coach, praktijkopleider=opleider)
    actions.interrupt_traject(traject, by=by, on=TODAY() - timedelta(days=1), reason="ziek")
    actions.resume_traject(traject, by=by, on=TODAY())
    actions.complete_traject(traject, by=by, einddatum=TODAY(), resultaat="diploma")
    actions.reopen_traject(traject, by=by, reason="te vroeg")

    own = {event.what for event in AuditEvent.objects.all() if event.soort.startswith("trajecten.")}
    assert len(own) > 10
    assert own <= set(LABELS)
