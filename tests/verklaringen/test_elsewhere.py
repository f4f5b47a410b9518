"""What other pages show of verklaringen: Vandaag, the person, the traject."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.trajecten import TrajectFactory
from trajecten.actions import Oordeel, answer_verzoek, ask_beoordeling
from trajecten.beoordelingen import to_judge
from verklaringen import sections, today
from verklaringen.actions import drop_concept


@pytest.fixture
def mbo(world):
    return world.gebruiker(Rol.MBO_CONTACT)


def test_vandaag_shows_what_waits_oldest_first_and_counts_the_rest(world, mbo, django_assert_num_queries):
    for _ in range(7):
        kandidaat = KandidaatFactory(regio=world.regio)
        involve(kandidaat, mbo)
        made.sent(made.ready(kandidaat))
    assert mbo.scopes

    with django_assert_num_queries(1):
        panel = today.unsigned_panel(mbo)

    assert (len(panel.regels), panel.totaal, len(panel.personen)) == (5, 7, 5)
    assert panel.alles_url.endswith("?status=ter_ondertekening")


def test_after_twelve_days_it_is_urgent(world, mbo):
    with time_machine.travel(timezone.now() - timedelta(days=13)):
        made.sent(made.ready(world.kandidaat))

    assert today.unsigned_panel(mbo).regels[0].urgent


@pytest.mark.parametrize("rol", [Rol.LEZER, Rol.ADMINISTRATIE, Rol.BEHEERDER])
def test_vandaag_of_others_is_silent(world, rol):
    made.sent(made.ready(world.kandidaat))

    assert today.unsigned_panel(world.gebruiker(rol)) is None
    assert today.concept_panel(world.gebruiker(rol)) is None


def test_a_concept_waits_for_whoever_may_send_it(world, mbo):
    made.concept(made.ready(world.kandidaat))

    assert [regel.knop for regel in today.concept_panel(mbo).regels] == ["Verstuur"]
    assert today.concept_panel(world.gebruiker(Rol.JOBCOACH)) is None


def test_a_neighbour_sees_nothing_on_vandaag(world):
    made.sent(made.ready(world.kandidaat))

    assert not today.unsigned_panel(world.gebruiker(Rol.COORDINATOR, regio="neighbour")).regels


def test_the_page_of_a_person_and_of_a_traject_show_it(world, mbo):
    verklaring = made.sent(made.ready(world.kandidaat)).verklaring

    shown = [sections.of_kandidaat(mbo, world.kandidaat), sections.of_traject(mbo, verklaring.traject)]

    assert [[row.pk for row, _ in section.context["rows"]] for section in shown] == [[verklaring.pk]] * 2
    assert sections.of_traject(mbo, TrajectFactory(kandidaat=world.kandidaat)) is None


@pytest.mark.parametrize(
    ("state", "label", "view"),
    [
        ("ready", "Maak de praktijkverklaring", "verklaringen:draft"),
        ("concept", "Stuur de praktijkverklaring", "verklaringen:send"),
        ("sent", "Wacht op de handtekening van de praktijkopleider", "verklaringen:detail"),
        ("declined", "Maak een nieuwe versie van de verklaring", "verklaringen:detail"),
        ("expired", "Stuur de praktijkverklaring opnieuw", "verklaringen:detail"),
        ("signed", "Wacht op het zegel", "verklaringen:detail"),
        ("sealed", "Reik de praktijkverklaring uit", "verklaringen:hand_over"),
    ],
)
def test_the_next_step_of_a_traject(world, mbo, state, label, view):
    plaatsing = made.ready(world.kandidaat)
    if state != "ready":
        getattr(made, state)(plaatsing)

    step = sections.next_step(mbo, plaatsing.traject)

    assert (step.label, step.view) == (label, view)
    assert step.url


def test_after_handing_over_the_traject_goes_on_by_itself(world, mbo):
    versie = made.handed_over(made.ready(world.kandidaat))

    assert sections.next_step(mbo, versie.verklaring.traject) is None


def test_without_mastered_werkprocessen_there_is_no_step_yet(world, mbo):
    assert sections.next_step(mbo, made.ready(world.kandidaat, werkprocessen=0).traject) is None


def test_after_the_dossier_is_gone_the_instelling_still_sees_what_it_issued(world, mbo):
    verklaring = made.signed(made.ready(world.kandidaat)).verklaring
    own = mbo.lidmaatschappen.get().organisatie
    type(verklaring).objects.filter(pk=verklaring.pk).update(
        kandidaat=None, traject=None, plaatsing=None, verstrekker=own
    )

    visible = type(verklaring).objects.visible_to
    assert list(visible(mbo)) == [verklaring]
    assert list(visible(world.gebruiker(Rol.JOBCOACH))) == []


def open_tasks(*reasons):
    return {taak.over_soort for taak in Taak.objects.filter(klaar_op__isnull=True, over_soort__in=reasons)}


def test_making_it_finishes_what_the_judgement_asked_and_throwing_it_away_asks_again(world, mbo):
    plaatsing = made.ready(world.kandidaat)
    opleider, by = plaatsing.begeleidingen.get().praktijkopleider, Actor.gebruiker(mbo)
    verzoek = ask_beoordeling(plaatsing, gebruiker=world.gebruiker(Rol.JOBCOACH), praktijkopleider=opleider)
    answer_verzoek(verzoek, by=by, oordelen={row.pk: Oordeel(True, "Goed gedaan.") for row in to_judge(plaatsing)})
    judged, to_make = "trajecten.beoordeeld", "trajecten.verklaring"
    assert open_tasks(judged, to_make) == {judged, to_make}

    versie = made.concept(plaatsing, by=by)
    assert open_tasks(judged, to_make) == set()

    drop_concept(versie, by=by)
    assert open_tasks(judged, to_make) == {to_make}

    made.signed(plaatsing)
    assert open_tasks(judged, to_make) == set()
