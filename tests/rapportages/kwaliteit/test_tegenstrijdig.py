"""What contradicts itself: of each check one that is found and others that are not."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.trajecten import AanwezigheidFactory, PlaatsingFactory, ResultaatFactory, TrajectFactory, monday
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_a_plaatsing_that_runs_after_its_last_day(person, found):
    traject = TrajectFactory(kandidaat=person(), lopend=True)
    late = PlaatsingFactory(traject=traject, bpv=True, lopend=True, tot=ago(1))
    PlaatsingFactory(traject=traject, bpv=True, lopend=True, tot=ago(0))
    PlaatsingFactory(traject=traject, bpv=True, lopend=True, tot=None)
    PlaatsingFactory(traject=traject, bpv=True, beeindigd=True)

    assert found("bpv-voorbij") == [late]


def test_a_traject_that_runs_after_its_verklaring_was_handed_over(person, found):
    done, going_on, signed, nazorg = [TrajectFactory(kandidaat=person(), lopend=True) for _ in range(4)]
    for traject in (done, going_on, signed, nazorg):
        place = PlaatsingFactory(traject=traject, bpv=True, beeindigd=True)
        PraktijkverklaringFactory(
            kandidaat=traject.kandidaat, traject=traject, plaatsing=place, ondertekend_op=ago(4), uitgereikt_op=ago(3)
        )
    type(signed).objects.get(pk=signed.pk).praktijkverklaringen.update(uitgereikt_op=None)
    PlaatsingFactory(traject=going_on, bpv=True, lopend=True)
    PlaatsingFactory(traject=nazorg, soort="nazorg", lopend=True)

    assert set(found("klaar-en-lopend")) == {done, nazorg}


def test_a_traject_that_was_completed_and_yielded_nothing(person, found):
    nothing, result, given, waiting, stopped = [TrajectFactory(kandidaat=person(), afgerond=True) for _ in range(5)]
    ResultaatFactory(traject=result)
    PraktijkverklaringFactory(kandidaat=given.kandidaat, traject=given, uitgereikt_op=ago(3), elders=True)
    sent = PraktijkverklaringFactory(kandidaat=waiting.kandidaat, traject=waiting)
    VerklaringversieFactory(verklaring=sent, status="ter_ondertekening")
    TrajectFactory(kandidaat=stopped.kandidaat, gestopt=True)
    ResultaatFactory(traject=stopped, vervallen_op=ago(1))

    assert set(found("afgerond-zonder-resultaat")) == {nothing, stopped}


def test_hours_before_or_after_the_bpv(person, found):
    traject = TrajectFactory(kandidaat=person(), lopend=True)
    begins, ends = ago(100), ago(50)

    def bpv(week, **fields):
        place = PlaatsingFactory(traject=traject, bpv=True, **{"beeindigd": True, "van": begins, "tot": ends, **fields})
        AanwezigheidFactory(plaatsing=place, week=week)
        return place

    after = bpv(monday(ends) + timedelta(weeks=1))
    before = bpv(monday(begins) - timedelta(weeks=1))
    bpv(monday(begins))
    bpv(monday(ends))
    running = {"beeindigd": False, "lopend": True}
    bpv(monday(ends) + timedelta(weeks=1), **running)
    AanwezigheidFactory(plaatsing=bpv(monday(ends)), week=monday(ends) + timedelta(weeks=2), uren=0)

    assert set(found("uren-buiten-bpv")) == {after, before}


def test_a_verklaring_from_before_its_traject(person, found):
    traject = TrajectFactory(kandidaat=person(), lopend=True)
    fields = {"kandidaat": traject.kandidaat, "traject": traject}
    before = PraktijkverklaringFactory(uitgereikt_op=ago(61), **fields)
    PraktijkverklaringFactory(uitgereikt_op=ago(60), **fields)
    PraktijkverklaringFactory(**fields)

    assert found("uitgereikt-voor-start") == [before]
