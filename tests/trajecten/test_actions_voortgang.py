"""The log, its hours and standings, undoing; and what praktijkopleiders say."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.models import Bericht
from praktijkleren.ui.conflict import StaleError
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.leerbedrijven import PraktijkopleiderFactory
from tests.factories.trajecten import (
    AanwezigheidFactory,
    BeoordelingFactory,
    LogregelFactory,
    TrajectFactory,
    monday,
    running_bpv,
)
from trajecten.actions import (
    Oordeel,
    RefusedError,
    answer_verzoek,
    ask_beoordeling,
    edit_logregel,
    log_visit,
    record_beoordeling,
    record_hours,
    undo_logregel,
)
from trajecten.beoordelingen import mastered, mastered_leerdoelen, to_judge
from trajecten.models import Aanwezigheid, Beoordeling, Logregel

TODAY = timezone.localdate


@pytest.fixture
def coach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


def visit(traject, coach, **kwargs):
    fields = {"datum": TODAY(), "soort": "bezoek", "tekst": "Het gaat goed."}
    return log_visit(traject, by=Actor.gebruiker(coach), **{"sleutel": uuid4()} | fields | kwargs)


def test_log_visit_writes_the_sentence_the_standings_and_the_hours(coach):
    plaatsing = running_bpv()
    traject, leerdoel = plaatsing.traject, plaatsing.traject.leerdoelen.order_by("pk").first()

    logregel = visit(traject, coach, standen={leerdoel.pk: "oefent"}, uren=Decimal(20))

    leerdoel.refresh_from_db()
    traject.refresh_from_db()
    hours = Aanwezigheid.objects.get()
    assert (logregel.plaatsing, logregel.standen) == (plaatsing, {str(leerdoel.pk): "oefent"})
    assert (leerdoel.stand, traject.laatste_contact) == ("oefent", TODAY())
    assert (hours.plaatsing, hours.week, hours.uren) == (plaatsing, monday(TODAY()), Decimal(20))
    assert AuditEvent.objects.filter(what="logregel.gemaakt").count() == 1


def test_log_visit_twice_with_the_same_form_writes_it_once(coach):
    traject, sleutel = TrajectFactory(lopend=True), uuid4()

    first = visit(traject, coach, sleutel=sleutel)
    second = visit(traject, coach, sleutel=sleutel)

    assert (first, Logregel.objects.count()) == (second, 1)


def test_a_note_is_no_contact_and_hours_need_a_plaatsing(coach):
    traject = TrajectFactory(lopend=True)

    visit(traject, coach, soort="notitie")

    traject.refresh_from_db()
    assert traject.laatste_contact is None
    with pytest.raises(RefusedError, match="geen plaatsing"):
        visit(traject, coach, uren=Decimal(8))


def test_an_older_visit_does_not_move_the_last_contact_back(coach):
    traject = TrajectFactory(lopend=True, laatste_contact=TODAY())

    visit(traject, coach, datum=TODAY() - timedelta(days=10))

    traject.refresh_from_db()
    assert traject.laatste_contact == TODAY()


def test_edit_on_top_of_another_save_is_refused(coach):
    logregel = LogregelFactory(door=coach)
    by = Actor.gebruiker(coach)
    edit_logregel(logregel, by=by, versie=1, datum=TODAY(), soort="gesprek", tekst="Eerste.")

    with pytest.raises(StaleError):
        edit_logregel(logregel, by=by, versie=1, datum=TODAY(), soort="gesprek", tekst="Tweede.")

    logregel.refresh_from_db()
    assert (logregel.tekst, logregel.versie) == ("Eerste.", 2)


def test_undo_puts_back_what_the_line_set(coach):
    plaatsing = running_bpv()
    AanwezigheidFactory(plaatsing=plaatsing, uren=Decimal(10))
    leerdoel = plaatsing.traject.leerdoelen.order_by("pk").first()
    logregel = visit(plaatsing.traject, coach, standen={leerdoel.pk: "oefent"}, uren=Decimal(24))

    undo_logregel(Logregel.objects.get(pk=logregel.pk), by=Actor.gebruiker(coach))

    leerdoel.refresh_from_db()
    plaatsing.traject.refresh_from_db()
    assert (leerdoel.stand, Aanwezigheid.objects.get().uren) == ("nog_niet", Decimal(10))
    assert (plaatsing.traject.laatste_contact, Logregel.objects.count()) == (None, 0)
    assert AuditEvent.objects.filter(what="logregel.ongedaan").count() == 1


def test_undo_leaves_alone_what_someone_set_since(coach):
    plaatsing = running_bpv()
    leerdoel = plaatsing.traject.leerdoelen.order_by("pk").first()
    first = visit(plaatsing.traject, coach, standen={leerdoel.pk: "oefent"}, uren=Decimal(24))
    visit(plaatsing.traject, coach, standen={leerdoel.pk: "met_hulp"})

    undo_logregel(Logregel.objects.get(pk=first.pk), by=Actor.gebruiker(coach))

    leerdoel.refresh_from_db()
    assert (leerdoel.stand, Aanwezigheid.objects.count()) == ("met_hulp", 0)


def test_undo_is_possible_for_a_while_only(coach):
    logregel = LogregelFactory(door=coach)

    with time_machine.travel(timezone.now() + timedelta(hours=2)), pytest.raises(RefusedError, match="te oud"):
        undo_logregel(logregel, by=Actor.gebruiker(coach))


def test_record_hours_corrects_the_same_week(coach):
    plaatsing = running_bpv()

    for uren in (20, 24):
        record_hours(plaatsing, by=Actor.gebruiker(coach), week=TODAY(), uren=Decimal(uren))

    assert [(row.week, row.uren) for row in plaatsing.aanwezigheid.all()] == [(monday(TODAY()), Decimal(24))]


def ask(plaatsing, coach):
    return ask_beoordeling(plaatsing, gebruiker=coach, praktijkopleider=plaatsing.begeleidingen.get().praktijkopleider)


def judge(plaatsing, *kan_het):
    return {row.pk: Oordeel(kan) for row, kan in zip(to_judge(plaatsing), kan_het, strict=False)}


def test_ask_beoordeling_mails_a_link_to_the_praktijkopleider(coach):
    plaatsing = running_bpv()

    verzoek = ask(plaatsing, coach)

    link, bericht = Toegangslink.objects.get(), Bericht.objects.get()
    assert (link.doel, link.onderwerp_id, link.email) == ("beoordelen", verzoek.pk, verzoek.praktijkopleider.email)
    assert (bericht.aan, bericht.geheim_id, bericht.eigenaar) == (link.email, link.pk, coach)
    assert plaatsing.traject.kandidaat.achternaam not in str(bericht.context)


def test_ask_beoordeling_twice_is_refused(coach):
    plaatsing = running_bpv()
    ask(plaatsing, coach)

    with pytest.raises(RefusedError, match="ligt al bij"):
        ask(plaatsing, coach)


def test_only_who_guides_the_plaatsing_is_asked(coach):
    plaatsing = running_bpv()

    with pytest.raises(RefusedError, match="begeleidt deze plaatsing nu niet"):
        ask_beoordeling(plaatsing, gebruiker=coach, praktijkopleider=PraktijkopleiderFactory())


def test_the_answer_is_added_once_and_the_asker_hears_of_it(coach):
    plaatsing = running_bpv()
    verzoek = ask(plaatsing, coach)
    by = Actor.link(Toegangslink.objects.get())

    answer_verzoek(verzoek, by=by, oordelen=judge(plaatsing, True, True, False))
    answer_verzoek(verzoek, by=by, oordelen=judge(plaatsing, True, True, False))

    verzoek.refresh_from_db()
    assert verzoek.beantwoord_op
    assert list(Beoordeling.objects.values_list("vastgelegd_door", flat=True)) == [by.key] * 3
    assert len(mastered(plaatsing)) == 2
    assert Taak.objects.get(over_soort="trajecten.beoordeeld").wie == coach


def test_a_later_answer_is_added_and_counts(coach):
    plaatsing = running_bpv()
    verzoek = ask(plaatsing, coach)
    by = Actor.link(Toegangslink.objects.get())
    answer_verzoek(verzoek, by=by, oordelen=judge(plaatsing, True, True, True))

    answer_verzoek(verzoek, by=by, oordelen=judge(plaatsing, False, True, True))

    assert Beoordeling.objects.count() == 4
    assert len(mastered(plaatsing)) == 2
    assert len(mastered_leerdoelen(plaatsing.traject)) == 2


def test_what_is_said_at_an_eindgesprek_is_marked_with_who_wrote_it_down(coach):
    plaatsing = running_bpv()
    verzoek = ask(plaatsing, coach)

    made = record_beoordeling(
        plaatsing,
        by=Actor.gebruiker(coach),
        praktijkopleider=verzoek.praktijkopleider,
        datum=TODAY(),
        oordelen=judge(plaatsing, True),
    )

    verzoek.refresh_from_db()
    assert [row.vastgelegd_door for row in made] == [f"gebruiker:{coach.pk}"]
    assert verzoek.ingetrokken_op
    assert Toegangslink.objects.get().end_reason == "teruggetrokken"


def test_a_praktijkopleider_who_did_not_guide_on_that_day_cannot_have_judged(coach):
    plaatsing = running_bpv()

    with pytest.raises(RefusedError, match="niet op die dag"):
        record_beoordeling(
            plaatsing,
            by=Actor.gebruiker(coach),
            praktijkopleider=plaatsing.begeleidingen.get().praktijkopleider,
            datum=plaatsing.van - timedelta(days=1),
            oordelen=judge(plaatsing, True),
        )


def test_mastered_keeps_to_one_plaatsing(db):
    plaatsing = running_bpv()
    leerdoel = plaatsing.traject.leerdoelen.order_by("pk").first()
    BeoordelingFactory(leerdoel=leerdoel, plaatsing__traject=plaatsing.traject)

    assert mastered(plaatsing) == []
