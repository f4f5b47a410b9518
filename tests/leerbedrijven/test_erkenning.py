from datetime import date, timedelta

import pytest

from kwalificaties.models import Werkproces
from leerbedrijven.erkenning import check, choices_for, offered_by
from leerbedrijven.models import four_years
from tests.factories.kwalificaties import KwalificatieFactory, WerkprocesFactory
from tests.factories.leerbedrijven import ErkenningFactory, LeerbedrijfFactory

DECIDED = date(2021, 3, 1)


@pytest.fixture
def erkenning(db):
    """Decided on 1 March 2021: four years, and one werkproces that cannot be done there (domain.md 5.4, case 8)."""
    kwalificatie = KwalificatieFactory(titel="Kok", with_werkprocessen=3)
    possible = Werkproces.objects.filter(kerntaak__kwalificatie=kwalificatie).order_by("code")[:2]
    return ErkenningFactory(
        leerbedrijf__naam="De Keuken",
        kwalificatie=kwalificatie,
        van=DECIDED,
        tot=four_years(DECIDED),
        uitvoerbaar=list(possible),
    )


def judge(erkenning, van, tot, werkprocessen=None):
    chosen = Werkproces.objects.filter(erkend__uitvoerbaar=True) if werkprocessen is None else werkprocessen
    return check(erkenning.leerbedrijf, erkenning.kwalificatie, list(chosen), van, tot)


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        (date(2021, 3, 1), date(2025, 2, 28)),
        (date(2025, 1, 1), date(2028, 12, 31)),
        (date(2024, 2, 29), date(2028, 2, 28)),
        (date(2096, 2, 29), date(2100, 2, 28)),
    ],
)
def test_an_erkenning_holds_for_four_years(decided, last):
    assert four_years(decided) == last


@pytest.mark.parametrize(
    ("van", "tot", "warns"),
    [
        (date(2025, 2, 1), date(2025, 6, 1), True),
        (date(2025, 2, 1), None, True),
        (date(2025, 2, 1), date(2025, 2, 28), False),
        (date(2021, 3, 1), date(2021, 9, 1), False),
    ],
)
def test_an_erkenning_that_ends_within_the_period_warns(erkenning, van, tot, warns):
    oordeel = judge(erkenning, van, tot)

    assert (oordeel.ok, bool(oordeel.warning)) == (True, warns)
    assert oordeel.eindigt_op == (date(2025, 2, 28) if warns else None)


def test_a_renewal_in_time_does_not_warn(erkenning):
    ErkenningFactory(
        leerbedrijf=erkenning.leerbedrijf,
        kwalificatie=erkenning.kwalificatie,
        van=date(2025, 1, 1),
        tot=four_years(date(2025, 1, 1)),
    )

    assert judge(erkenning, date(2025, 2, 1), date(2025, 6, 1)).warning == ""
    assert judge(erkenning, date(2025, 2, 1), date(2029, 1, 1)).eindigt_op == date(2028, 12, 31)


def test_a_renewal_after_a_gap_warns(erkenning):
    ErkenningFactory(leerbedrijf=erkenning.leerbedrijf, kwalificatie=erkenning.kwalificatie, van=date(2025, 3, 2))

    assert judge(erkenning, date(2025, 2, 1), date(2025, 6, 1)).eindigt_op == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("van", "reason"),
    [
        (date(2025, 3, 1), "De erkenning van De Keuken voor Kok is geëindigd op vr 28 feb 2025."),
        (date(2021, 2, 28), "De erkenning van De Keuken voor Kok begint pas op ma 1 mrt 2021."),
    ],
)
def test_it_must_hold_on_the_first_day(erkenning, van, reason):
    assert judge(erkenning, van, None).refused == [reason]


def test_without_an_erkenning_it_is_refused(erkenning):
    oordeel = check(LeerbedrijfFactory(naam="Zonder"), erkenning.kwalificatie, [], DECIDED, None)

    assert (oordeel.refused, oordeel.erkenning) == (["Zonder is niet erkend voor Kok."], None)


def test_each_werkproces_must_be_uitvoerbaar(erkenning):
    impossible = Werkproces.objects.get(erkend__uitvoerbaar=False)
    elsewhere = WerkprocesFactory(code="B1-K1-W1")

    oordeel = judge(erkenning, DECIDED, DECIDED, [impossible, elsewhere])

    assert oordeel.niet_uitvoerbaar == {impossible.pk, elsewhere.pk}
    assert oordeel.refused[0] == f"De Keuken kan dit niet aanbieden: {impossible.naam}."


def test_another_wording_does_not_end_what_was_recognised(erkenning):
    old = Werkproces.objects.filter(erkend__uitvoerbaar=True).order_by("code")[0]
    Werkproces.objects.filter(pk=old.pk).update(gesloten_op=DECIDED)
    new = WerkprocesFactory(kerntaak=old.kerntaak, code=old.code, versie=2)

    assert judge(erkenning, DECIDED, DECIDED, [new]).ok
    assert {old.pk, new.pk} <= offered_by(erkenning.leerbedrijf, erkenning.kwalificatie, DECIDED)


def test_what_can_be_offered_comes_first_and_the_rest_says_why_not(erkenning):
    choices = choices_for(erkenning.leerbedrijf, erkenning.kwalificatie, DECIDED)
    later = choices_for(erkenning.leerbedrijf, erkenning.kwalificatie, DECIDED + timedelta(days=5000))

    assert [(keuze.kan, keuze.reden[:23]) for keuze in choices] == [
        (True, ""),
        (True, ""),
        (False, "Dit kan niet bij dit le"),
    ]
    assert {keuze.reden for keuze in later} == {"Dit leerbedrijf is niet erkend voor deze kwalificatie."}


def test_judging_takes_two_queries(erkenning, django_assert_num_queries):
    chosen = list(Werkproces.objects.order_by("pk"))

    with django_assert_num_queries(2):
        judge(erkenning, DECIDED, None, chosen)
