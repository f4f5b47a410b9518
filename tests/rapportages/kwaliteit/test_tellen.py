"""How many, for whom, and who may know of whom."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from rapportages.feiten.tellen import recount
from rapportages.kwaliteit.tellen import checks_for, count
from tests.factories.accounts import GebruikerFactory, RegioFactory, give_membership
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.trajecten import TrajectFactory

SENSITIVE = {"klantgroep", "uitkomst-einde", "uitkomst-6", "uitkomst-12", "duurzaam"}
HOURS = {"uren", "uren-stil", "uren-buiten-bpv"}


def counted(gebruiker, regio=None):
    found = Counter()
    for row in count(gebruiker, timezone.localdate(), regio, checks_for(gebruiker)):
        found[row.controle.code] += row.aantal
    return found


def lists(gebruiker):
    return {row.code for row in checks_for(gebruiker) if row.may_list(gebruiker)}


@pytest.mark.parametrize("rol", [Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.KLANTMANAGER])
def test_who_sees_klantgroep_and_income_sees_of_whom_they_miss(regio, rol):
    assert lists(GebruikerFactory(rol=rol, regio=regio)) >= SENSITIVE


@pytest.mark.parametrize("rol", [Rol.MBO_CONTACT, Rol.COORDINATOR])
def test_of_whom_a_sensitive_field_is_missing_is_not_for_everyone(regio, rol):
    assert not lists(GebruikerFactory(rol=rol, regio=regio)) & SENSITIVE


def test_only_who_oversees_the_regio_may_know_how_many(coordinator, regio):
    school = GebruikerFactory(rol=Rol.MBO_CONTACT, regio=regio)

    assert {row.code for row in checks_for(coordinator)} >= SENSITIVE
    assert not {row.code for row in checks_for(school)} & SENSITIVE


def test_who_does_not_see_hours_learns_nothing_of_them(regio, coach, coordinator):
    assert not lists(GebruikerFactory(rol=Rol.KLANTMANAGER, regio=regio)) & HOURS
    assert lists(coach) >= HOURS
    assert lists(coordinator) >= HOURS


@pytest.mark.parametrize(
    "rol", [Rol.LEZER, Rol.ADVISEUR_WERKGEVERS, Rol.ADMINISTRATIE, Rol.BEDRIJFSCONTACT, Rol.BEHEERDER]
)
def test_who_sees_no_people_in_full_has_no_checks(regio, rol):
    assert checks_for(GebruikerFactory(rol=rol, regio=regio)) == []


def test_one_counts_the_people_whom_one_may_see(regio, coach, coordinator):
    mine, other = KandidaatFactory(regio=regio, betrokken=[coach]), KandidaatFactory(regio=regio)
    elsewhere = KandidaatFactory()
    for row in (mine, other, elsewhere):
        TrajectFactory(kandidaat=row, silent=True)

    assert counted(coach)["stil"] == 1
    assert counted(coordinator)["stil"] == 2


def test_a_second_role_opens_no_more_than_the_people_of_that_role(regio, coordinator):
    """A coordinator who is klantmanager as well learns of whom a klantgroep is missing there, and only there."""
    give_membership(coordinator, rol=Rol.KLANTMANAGER, regio=regio)
    mine, other = KandidaatFactory(regio=regio), KandidaatFactory(regio=regio)
    involve(mine, coordinator)
    for row in (mine, other):
        TrajectFactory(kandidaat=row, lopend=True)
    recount([mine.pseudoniem, other.pseudoniem])

    assert counted(coordinator)["klantgroep"] == 1


def test_one_may_look_at_one_regio(coordinator, regio):
    second = RegioFactory()
    give_membership(coordinator, rol=Rol.COORDINATOR, regio=second)
    for here, number in ((regio, 1), (second, 2)):
        for _ in range(number):
            TrajectFactory(kandidaat__regio=here, silent=True)

    assert counted(coordinator)["stil"] == 3
    assert counted(coordinator, second)["stil"] == 2


def test_all_checks_together_are_one_query_besides_the_days_of_silence(coordinator, regio):
    TrajectFactory(kandidaat__regio=regio, silent=True)
    checks = checks_for(coordinator)

    with CaptureQueriesContext(connection) as captured:
        count(coordinator, timezone.localdate(), None, checks)

    assert len(captured) == 5
