from datetime import date

import pytest

from kandidaten.actions.advies import (
    agree_with_advies,
    change_intake,
    discuss_advies,
    edit_advies,
    propose_other,
    record_intake,
    renew_advies,
    submit_advies,
    write_advies,
)
from kandidaten.colleagues import Betrokkene
from kandidaten.models import Kandidaat
from kandidaten.states import AdviesStatus, Route
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post.models import Bericht
from praktijkleren.ui.conflict import StaleError
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import AdviesFactory, IntakeFactory, KandidaatFactory

BY = Actor.systeem("test")
TEXT = {
    "diploma_afweging": "Nu niet.",
    "certificaat_afweging": "Misschien later.",
    "praktijkverklaring_afweging": "Past goed.",
    "route": Route.PRAKTIJKVERKLARING,
    "motivering": "Leert door te doen.",
}


def mbo_contact(advies):
    gebruiker = GebruikerFactory(rol=Rol.MBO_CONTACT, regio=advies.kandidaat.regio)
    return Betrokkene(gebruiker.lidmaatschappen.get().organisatie, Rol.MBO_CONTACT, gebruiker)


def test_an_intake_is_recorded_and_corrected(world):
    door = world.gebruiker(Rol.KLANTMANAGER)

    intake = record_intake(world.kandidaat, door=door, datum=date(2026, 9, 1), leerbaarheid="Wil graag.", by=BY)
    change_intake(intake, datum=date(2026, 9, 2), leerbaarheid="Wil graag.", by=BY)

    assert [event.what for event in AuditEvent.objects.order_by("pk")] == ["intake.gemaakt", "intake.gewijzigd"]
    assert AuditEvent.objects.get(what="intake.gewijzigd").changes == {"velden": ["datum"]}


def test_an_advies_starts_as_a_concept_with_the_last_intake(world):
    intake = IntakeFactory(kandidaat=world.kandidaat)

    advies = write_advies(world.kandidaat, door=world.gebruiker(Rol.KLANTMANAGER), by=BY, **TEXT)

    assert (advies.status, advies.versie, advies.intake) == (AdviesStatus.CONCEPT, 1, intake)
    assert Stap.objects.get().naar == AdviesStatus.CONCEPT


def test_one_advies_at_a_time_counts(db):
    advies = AdviesFactory()

    with pytest.raises(TransitionError):
        write_advies(advies.kandidaat, door=advies.geschreven_door, by=BY, **TEXT)


def test_submitting_asks_the_mbo_contact_who_becomes_betrokken(db):
    advies = AdviesFactory()
    mbo = mbo_contact(advies)

    submit_advies(advies, mbo=mbo, by=BY)

    assert (advies.status, advies.mbo_gebruiker) == (AdviesStatus.VOORGELEGD, mbo.gebruiker)
    assert advies.kandidaat in Kandidaat.objects.visible_to(mbo.gebruiker)
    assert Taak.objects.get().wie == mbo.gebruiker
    assert Bericht.objects.get().aan == mbo.gebruiker.email
    assert advies.kandidaat.achternaam not in str(Bericht.objects.get().context)


def test_submitting_twice_is_refused(db):
    advies = AdviesFactory(voorgelegd=True)

    with pytest.raises(TransitionError):
        submit_advies(advies, mbo=mbo_contact(advies), by=BY)

    assert not Bericht.objects.exists()


def test_the_mbo_agrees_and_the_writer_is_told(db):
    advies = AdviesFactory()
    mbo = mbo_contact(advies)
    submit_advies(advies, mbo=mbo, by=BY)

    agree_with_advies(advies, by=Actor.gebruiker(mbo.gebruiker))

    assert (advies.status, advies.mbo_route) == (AdviesStatus.AKKOORD_MBO, Route.PRAKTIJKVERKLARING)
    assert Taak.objects.get().klaar_op is not None
    assert Bericht.objects.filter(aan=advies.geschreven_door.email).count() == 1


def test_another_proposal_goes_back_to_concept_when_edited(db):
    advies = AdviesFactory(voorgelegd=True)
    propose_other(advies, mbo_route=Route.CERTIFICAAT, mbo_toelichting="Dat kan.", by=BY)

    edit_advies(advies, versie=1, by=BY, **{**TEXT, "route": Route.CERTIFICAAT})

    assert (advies.status, advies.route, advies.mbo_route) == (
        AdviesStatus.CONCEPT,
        Route.CERTIFICAAT,
        Route.CERTIFICAAT,
    )
    assert [step.naar for step in Stap.objects.filter(soort="kandidaten.advies").order_by("pk")] == [
        "ander_voorstel",
        "concept",
    ]


def test_the_second_round_forgets_the_first_answer_and_mails_again(db):
    advies = AdviesFactory()
    mbo = mbo_contact(advies)
    submit_advies(advies, mbo=mbo, by=BY)
    propose_other(advies, mbo_route=Route.CERTIFICAAT, mbo_toelichting="Dat kan.", by=BY)
    edit_advies(advies, versie=1, by=BY, **TEXT)

    submit_advies(advies, mbo=mbo, by=BY)

    assert (advies.mbo_route, advies.mbo_toelichting, advies.mbo_datum) == ("", "", None)
    assert Bericht.objects.filter(aan=mbo.gebruiker.email).count() == 2
    assert Taak.objects.get().klaar_op is None


def test_an_advies_that_lies_with_the_mbo_is_not_edited(db):
    advies = AdviesFactory(voorgelegd=True)

    with pytest.raises(TransitionError):
        edit_advies(advies, versie=1, by=BY, **TEXT)

    advies.refresh_from_db()
    assert advies.bewerking == 1


def test_editing_on_top_of_another_edit_is_refused(db):
    advies = AdviesFactory(bewerking=3)

    with pytest.raises(StaleError):
        edit_advies(advies, versie=2, by=BY, **TEXT)


def test_the_choice_stands_beside_the_advies(db):
    advies = AdviesFactory(akkoord_mbo=True)

    discuss_advies(
        advies,
        keuze_kandidaat=Route.DIPLOMA,
        keuze_toelichting="Wil een diploma.",
        besproken_op=date(2026, 9, 3),
        by=BY,
    )

    assert (advies.route, advies.keuze_kandidaat, advies.choice_differs) == (
        Route.PRAKTIJKVERKLARING,
        Route.DIPLOMA,
        True,
    )
    assert Stap.objects.get().geldig_op == date(2026, 9, 3)


def test_what_the_mbo_did_not_see_is_not_discussed(db):
    advies = AdviesFactory()

    with pytest.raises(TransitionError):
        discuss_advies(advies, keuze_kandidaat=Route.DIPLOMA, besproken_op=date(2026, 9, 3), by=BY)


def test_a_next_version_takes_the_place_of_the_one_before(db):
    advies = AdviesFactory()
    submit_advies(advies, mbo=mbo_contact(advies), by=BY)

    made = renew_advies(advies, door=advies.geschreven_door, by=BY)

    assert (advies.status, made.status, made.versie) == (AdviesStatus.VERVANGEN, AdviesStatus.CONCEPT, 2)
    assert made.motivering == advies.motivering
    assert Taak.objects.get().klaar_op is not None


def test_a_person_without_advies_has_version_one(db):
    kandidaat = KandidaatFactory()
    writer = GebruikerFactory(rol=Rol.JOBCOACH, regio=kandidaat.regio)

    assert write_advies(kandidaat, door=writer, by=BY, **TEXT).versie == 1
