"""Sums of what is closed: asked once, dropped with the write that changes them, not kept when one came between."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import OperationalError, transaction
from django.utils import timezone

from kandidaten.actions.groepen import record_situatie
from praktijkleren.accounts.models import Werkgebied
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from rapportages import schedule, sommen
from rapportages.cijfers import Vraag, count_line, divide
from rapportages.feiten import tellen
from rapportages.indicatoren import INDICATOREN
from rapportages.indicatoren.velden import VELDEN
from rapportages.models import Feit, Som, Somstand, Telfeit
from rapportages.tijdvak import Tijdvak
from tests.factories.accounts import GebruikerFactory, GemeenteFactory, RegioFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.rapportages import SomFactory, TelfeitFactory
from trajecten.actions.traject import complete_traject, open_traject, start_traject

BY = Actor.systeem("test")
YEAR = Tijdvak(date(2026, 1, 1), date(2026, 11, 20))


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-20 12:00+01:00", tick=False):
        yield


@pytest.fixture
def regio(db):
    return RegioFactory()


def facts(regio, number, on, **fields):
    Telfeit.objects.bulk_create(TelfeitFactory.build_batch(number, regio=regio, datum=on, **fields))


def ask(regio, code="I3", tijdvak=YEAR, place=0, **vraag):
    found = Vraag(regio, tijdvak, **vraag).narrow(Telfeit.objects.all())
    return count_line(INDICATOREN[code].lijnen[place], found, tijdvak)


def test_what_is_closed_is_asked_once_and_today_each_time(regio, django_assert_num_queries):
    facts(regio, 7, date(2026, 3, 1))
    facts(regio, 2, date(2026, 11, 3))
    assert ask(regio).cijfer.waarde == 9

    facts(regio, 1, date(2026, 11, 20))
    with django_assert_num_queries(3):  # the sum of closed months, that of this month until yesterday, and today
        assert ask(regio).cijfer.waarde == 10

    kept = list(Som.objects.order_by("tot").values_list("tot", "uitkomst"))
    assert kept == [(date(2026, 10, 31), [[[""], 7]]), (date(2026, 11, 19), [[[""], 2]])]


def test_a_backdated_write_drops_the_sums_it_could_be_in_with_itself(regio):
    kandidaat = KandidaatFactory(regio=regio)
    before, after = Tijdvak(date(2025, 1, 1), date(2025, 2, 28)), Tijdvak(date(2025, 1, 1), date(2025, 12, 31))
    assert [ask(regio, tijdvak=tijdvak).cijfer.waarde for tijdvak in (before, after)] == [0, 0]
    elsewhere = RegioFactory()
    ask(elsewhere, tijdvak=after)

    start_traject(open_traject(kandidaat, by=BY, route="certificaat"), by=BY, startdatum=date(2025, 3, 1))
    with transaction.atomic():
        tellen.catch_up()
        assert [row.tot for row in Som.objects.filter(regio=regio)] == [before.tot]
        transaction.set_rollback(True)
    assert Som.objects.filter(regio=regio).count() == 2

    tellen.catch_up()

    assert [ask(regio, tijdvak=tijdvak).cijfer.waarde for tijdvak in (before, after)] == [0, 1]
    assert Som.objects.filter(regio=elsewhere).count() == 1


def test_a_sum_that_was_counted_while_a_fact_was_written_is_not_kept(regio, monkeypatch):
    real = sommen._count

    def slow(*args):
        counted = real(*args)
        sommen.drop_sums({regio.pk: date(2026, 3, 1)})  # someone else writes in the meantime
        return counted

    monkeypatch.setattr(sommen, "_count", slow)
    ask(regio, tijdvak=Tijdvak(date(2026, 1, 1), date(2026, 10, 31)))

    assert not Som.objects.exists()


def test_a_database_that_is_busy_keeps_nobody_waiting(regio, monkeypatch):
    def busy(*_args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(sommen, "_keep", busy)

    assert ask(regio, tijdvak=Tijdvak(date(2026, 1, 1), date(2026, 10, 31))).cijfer.waarde == 0


def test_persons_of_before_count_once(regio):
    facts(regio, 1, date(2026, 3, 1), soort=Feit.VERKLARING)
    persoon = Telfeit.objects.get().persoon
    for day in (3, 4):
        TelfeitFactory(regio=regio, soort=Feit.VERKLARING, persoon=persoon, datum=date(2026, 11, day))
    facts(regio, 2, date(2026, 11, 5), soort=Feit.VERKLARING)

    TelfeitFactory(regio=regio, soort=Feit.VERKLARING, persoon=persoon, datum=date(2026, 11, 20))

    for _ in range(2):
        found = ask(regio, "I6").cijfer
        assert (found.waarde, found.records) == (3, 6)


@pytest.mark.parametrize("veld", ["gemeente", "sector", "klantgroep"])
def test_a_person_of_an_unknown_group_counts_once_in_it(regio, veld):
    persoon = uuid4()
    for on in (date(2026, 3, 1), date(2026, 11, 3), date(2026, 11, 20)):
        TelfeitFactory(regio=regio, soort=Feit.VERKLARING, persoon=persoon, datum=on)
    found = Vraag(regio, YEAR).narrow(Telfeit.objects.all())

    delen = divide(INDICATOREN["I6"].lijnen[0], found, YEAR, VELDEN[veld])

    assert [(deel.label, deel.aantal) for deel in delen] == [("onbekend", 1)]


def test_what_stands_goes_down_with_what_ended(regio):
    kandidaat = KandidaatFactory(regio=regio)
    traject = start_traject(open_traject(kandidaat, by=BY, route="diploma"), by=BY, startdatum=date(2025, 3, 1))
    tellen.catch_up()
    assert ask(regio, "I4").cijfer.waarde == 1

    complete_traject(traject, by=BY, einddatum=date(2026, 11, 2))
    tellen.catch_up()

    assert ask(regio, "I4").cijfer.waarde == 0
    assert ask(regio, "I4", tijdvak=Tijdvak(date(2026, 1, 1), date(2026, 10, 31))).cijfer.waarde == 1


def test_what_was_known_long_ago_is_not_kept(regio):
    facts(regio, 3, date(2026, 3, 1))

    ask(regio, kennis=timezone.now())

    assert not Som.objects.exists()


def test_what_depends_on_more_than_facts_is_counted_each_time(regio):
    """The sector of a kwalificatie, and the gemeenten for which someone works, change without a fact."""
    kwalificatie = KwalificatieFactory()
    facts(regio, 6, date(2026, 3, 1), soort=Feit.VERKLARING, kwalificatie=kwalificatie)
    ask(regio, "I8")
    manager = GebruikerFactory(rol=Rol.KLANTMANAGER, regio=regio)
    organisatie = manager.lidmaatschappen.get().organisatie
    Werkgebied.objects.create(organisatie=organisatie, gemeente=GemeenteFactory(), van=date(2020, 1, 1))
    found = Vraag(regio, YEAR).facts(manager)
    count_line(INDICATOREN["I3"].lijnen[0], found, YEAR)

    assert not Som.objects.exists()


def test_each_asks_for_what_this_person_may_count(regio):
    school = GebruikerFactory(rol=Rol.MBO_CONTACT, regio=regio)
    instelling = school.lidmaatschappen.get().organisatie
    facts(regio, 6, date(2026, 3, 1), instelling=instelling)
    facts(regio, 5, date(2026, 3, 1))
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)

    for gebruiker, number in ((coordinator, 11), (school, 6), (coordinator, 11), (school, 6)):
        found = Vraag(regio, YEAR).facts(gebruiker)
        assert count_line(INDICATOREN["I3"].lijnen[0], found, YEAR).cijfer.waarde == number
    assert Som.objects.count() == 4


def test_a_situation_of_long_ago_changes_the_outcome_of_then(regio):
    kandidaat = KandidaatFactory(regio=regio)
    traject = start_traject(open_traject(kandidaat, by=BY, route="diploma"), by=BY, startdatum=date(2025, 3, 1))
    complete_traject(traject, by=BY, einddatum=date(2025, 6, 30))
    tellen.catch_up()
    assert {
        deel.sleutel: deel.aantal for deel in ask(regio, "I12", Tijdvak(date(2025, 1, 1), date(2025, 12, 31))).delen
    }[""] == 1

    record_situatie(
        kandidaat, by=BY, soort="LOON", van=date(2025, 5, 1), werkgever_soort="werkgever", uren=None, tot=None, bron=""
    )
    tellen.catch_up()

    found = {
        deel.sleutel: deel.aantal for deel in ask(regio, "I12", Tijdvak(date(2025, 1, 1), date(2025, 12, 31))).delen
    }
    assert (found[""], found["werkgever"]) == (0, 1)


def test_old_sums_are_forgotten(regio):
    old, recent = SomFactory(regio=regio), SomFactory(regio=regio)
    Som.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=15))

    schedule.forget_sums()

    assert Som.objects.get() == recent


def test_each_change_of_facts_is_counted(regio):
    kandidaat = KandidaatFactory(regio=regio)
    start_traject(open_traject(kandidaat, by=BY, route="diploma"), by=BY, startdatum=date(2025, 3, 1))

    tellen.catch_up()
    tellen.recount([kandidaat.pseudoniem])

    assert Somstand.objects.get(regio=regio).versie == 1


@pytest.mark.parametrize(
    ("van", "tot", "cumulative", "ends"),
    [
        (date(2026, 1, 1), date(2026, 11, 20), False, [date(2026, 10, 31), date(2026, 11, 19)]),
        (date(2026, 11, 1), date(2026, 11, 20), False, [date(2026, 11, 19)]),
        (date(2026, 11, 20), date(2026, 11, 20), False, []),
        (date(2026, 11, 20), date(2026, 11, 20), True, [date(2026, 10, 31), date(2026, 11, 19)]),
        (date(2025, 1, 1), date(2025, 12, 31), True, []),
        (date(2025, 1, 1), date(2026, 10, 31), False, []),
        (date(2026, 1, 1), date(2027, 1, 1), False, [date(2026, 10, 31), date(2026, 11, 19)]),
    ],
)
def test_a_period_is_cut_where_it_closes(van, tot, cumulative, ends):
    assert sommen.cuts(Tijdvak(van, tot), date(2026, 11, 20), cumulative=cumulative) == ends


def test_on_the_first_of_a_month_yesterday_is_the_end_of_last_month():
    found = sommen.cuts(Tijdvak(date(2026, 1, 1), date(2026, 12, 1)), date(2026, 12, 1), cumulative=False)

    assert found == [date(2026, 11, 30)]
