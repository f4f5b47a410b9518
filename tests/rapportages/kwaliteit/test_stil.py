"""What lies still: of each check one that is found and others that are not."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.trajecten import (
    AanwezigheidFactory,
    BeoordelingsverzoekFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
    monday,
)
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def test_a_traject_of_which_nothing_was_heard(person, found):
    silent = TrajectFactory(kandidaat=person(), silent=True)
    TrajectFactory(kandidaat=person(), lopend=True)
    TrajectFactory(kandidaat=person(), afgerond=True, laatste_activiteit=days_ago(90))

    assert found("stil") == [silent]


def test_how_long_is_for_the_regio_to_say(person, found, regio):
    TrajectFactory(kandidaat=person(), silent=True)
    type(regio).objects.filter(pk=regio.pk).update(stil_na_dagen=80)

    assert found("stil") == []


def test_a_bpv_of_which_the_hours_stop(person, found):
    traject = TrajectFactory(kandidaat=person(), lopend=True)
    stopped, fresh, ended, _never = [
        PlaatsingFactory(traject=traject, bpv=True, lopend=True, van=days_ago(100).date()) for _ in range(4)
    ]
    AanwezigheidFactory(plaatsing=stopped, week=monday(days_ago(60).date()))
    AanwezigheidFactory(plaatsing=stopped, week=monday(days_ago(7).date()), uren=0)
    AanwezigheidFactory(plaatsing=fresh, week=monday(days_ago(60).date()))
    AanwezigheidFactory(plaatsing=fresh, week=monday(days_ago(7).date()))
    AanwezigheidFactory(plaatsing=ended, week=monday(days_ago(60).date()))
    type(ended).objects.filter(pk=ended.pk).update(status="beeindigd", tot=days_ago(50).date())

    assert found("uren-stil") == [stopped]


def test_a_pok_that_waits_while_the_bpv_is_near(person, found):
    traject = TrajectFactory(kandidaat=person())
    waiting = PraktijkovereenkomstFactory(plaatsing__traject=traject, wachtend=True)
    PraktijkovereenkomstFactory(plaatsing__traject=traject, getekend=True)
    PraktijkovereenkomstFactory(plaatsing__traject=traject)

    assert found("pok-wacht") == [waiting]


def test_a_beoordeling_that_was_asked_and_not_given(person, found):
    place = PlaatsingFactory(traject=TrajectFactory(kandidaat=person(), lopend=True), bpv=True, lopend=True)
    late = BeoordelingsverzoekFactory(plaatsing=place, gevraagd_op=days_ago(9))
    BeoordelingsverzoekFactory(plaatsing=place, gevraagd_op=days_ago(2))
    BeoordelingsverzoekFactory(plaatsing=place, gevraagd_op=days_ago(9), beantwoord=True)

    assert found("beoordeling-wacht") == [late]


def test_a_verklaring_that_waits_to_be_handed_over(person, found):
    who = person()
    signed = {"kandidaat": who, "ondertekend_op": days_ago(40).date()}
    waits = PraktijkverklaringFactory(laatste_activiteit=days_ago(40), **signed)
    others = [
        PraktijkverklaringFactory(**signed),
        PraktijkverklaringFactory(laatste_activiteit=days_ago(40), uitgereikt_op=days_ago(40).date(), **signed),
    ]
    for row in (waits, *others):
        VerklaringversieFactory(verklaring=row, status="verzegeld")

    assert found("niet-uitgereikt") == [waits]
