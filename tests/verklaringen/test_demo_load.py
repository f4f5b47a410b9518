"""The figures of domain.md 5.3 R1 come out of the demo regio."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q

from aanmeldingen.models import Aanmelding
from aanmeldingen.states import AanmeldingStatus
from kandidaten.models import Advies, Kandidaat
from kandidaten.states import AdviesStatus
from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Regio
from praktijkleren.accounts.roles import Rol
from trajecten.models import Praktijkovereenkomst, Traject
from trajecten.states import PokStatus, TrajectStatus
from verklaringen.actions.versie import NO_BIRTHPLACE
from verklaringen.demo.load import load_demo
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.ready import NOTHING_MASTERED, rows_of
from verklaringen.register import check_all
from verklaringen.states import VersieStatus

TODAY = date(2026, 11, 22)
LATER = {VersieStatus.VERVANGEN, VersieStatus.INGETROKKEN}
"""Reached only when someone replaces or withdraws it."""


@pytest.fixture(scope="module")
def groningen(django_db_setup, django_db_blocker):
    """Loaded once and taken back: everything below reads it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(TODAY)
        yield Regio.objects.get(code="AM01")
        transaction.set_rollback(True)


def handed_over(regio, on):
    return Praktijkverklaring.objects.filter(regio=regio, uitgereikt_op__lte=on).count()


@pytest.mark.parametrize(
    ("on", "count"),
    [(date(2020, 12, 31), 0), (date(2021, 12, 31), 20), (date(2022, 4, 13), 99), (date(2022, 4, 14), 100)],
)
def test_the_first_hundred(groningen, on, count):
    assert handed_over(groningen, on) == count


def test_more_than_250_in_the_summer_of_2023(groningen):
    assert handed_over(groningen, date(2023, 7, 31)) > 250


def test_the_500th_is_handed_over_on_6_october_2025(groningen):
    assert (handed_over(groningen, date(2025, 10, 5)), handed_over(groningen, date(2025, 10, 6))) == (497, 500)


def test_about_120_trajecten_ran_in_the_summer_of_2023(groningen):
    on = date(2023, 7, 1)
    running = Traject.objects.filter(regio=groningen, startdatum__lte=on).filter(
        Q(einddatum__isnull=True) | Q(einddatum__gt=on)
    )

    assert 115 <= running.count() <= 125


def test_only_the_newest_have_a_file(groningen):
    with_file = Praktijkverklaring.objects.filter(regio=groningen, uitgereikt_op__isnull=False, elders=False)

    assert with_file.count() == 25
    assert not Praktijkverklaring.objects.filter(elders=True, versies__document__isnull=False).exists()


def test_there_are_two_people_per_role_per_organisatie(groningen):
    teams = {}
    for lid in Lidmaatschap.objects.exclude(rol=Rol.BEHEERDER):
        teams[lid.organisatie_id, lid.rol] = teams.get((lid.organisatie_id, lid.rol), 0) + 1

    assert set(teams.values()) == {2}
    assert set(Lidmaatschap.objects.values_list("rol", flat=True)) == set(Rol)


def test_every_status_is_there(groningen):
    assert set(Aanmelding.objects.values_list("status", flat=True)) == set(AanmeldingStatus)
    assert set(Traject.objects.values_list("status", flat=True)) == set(TrajectStatus)
    assert set(Advies.objects.values_list("status", flat=True)) == set(AdviesStatus)
    assert set(Praktijkovereenkomst.objects.values_list("status", flat=True)) == set(PokStatus)
    assert set(VersieStatus) - LATER == set(Verklaringversie.objects.values_list("status", flat=True))


def test_the_special_people_are_there(groningen):
    open_trajecten = Traject.objects.filter(regio=groningen, elders=False)

    assert open_trajecten.filter(kandidaat__gemeente__isnull=True).exists()
    assert Kandidaat.objects.filter(vertegenwoordigers__isnull=False).exists()
    assert Kandidaat.objects.filter(regio=groningen, email="", trajecten__isnull=True).exists()
    assert open_trajecten.exclude(plaatsingen__werkgever="").filter(plaatsingen__isnull=False).exists()


def test_a_groep_is_ready_for_verklaringen_but_for_three(groningen):
    trajecten = Traject.objects.filter(groep__regio=groningen).select_related("kandidaat", "regio", "kwalificatie")
    school = Lidmaatschap.objects.filter(rol=Rol.MBO_CONTACT).order_by("pk").first()

    rows = rows_of(list(trajecten.order_by("pk")), school.gebruiker, back="/")

    assert len([row for row in rows if row.is_ready]) == 6
    assert len({row.first_signer.email for row in rows}) == 3
    assert {row.missing.reason for row in rows if row.missing} == {NO_BIRTHPLACE, NOTHING_MASTERED}
    assert len([row for row in rows if row.is_done]) == 1


def test_reading_every_verklaring_back_finds_no_fault(groningen):
    assert check_all().wrong == []


def test_nobody_real_is_in_it(groningen):
    assert not Gebruiker.objects.exclude(email__endswith="@demo.invalid").exists()


@pytest.mark.django_db
def test_the_demo_is_refused_in_production(settings):
    settings.PRODUCTIE = True

    with pytest.raises(CommandError, match="kan niet in productie"):
        call_command("load_demo")
