"""Following what happens: at once, after a crash, after a correction, and when a dossier is erased."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from kandidaten.actions.groepen import record_situatie
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from rapportages import schedule
from rapportages.feiten import tellen
from rapportages.indicatoren.instroom import running
from rapportages.models import Feit, Hertelling, Telfeit, Telsleutel
from rapportages.tijdvak import Tijdvak
from tests.factories.accounts import OrganisatieFactory, RegioFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.leerbedrijven import ErkenningFactory, LeerbedrijfFactory, RelatieFactory
from tests.factories.trajecten import TrajectFactory
from tests.factories.verklaringen import (
    PraktijkverklaringFactory,
    VerklaringversieFactory,
    VerklaringWerkprocesFactory,
)
from trajecten.actions.traject import complete_traject, open_traject, reopen_traject, start_traject

BY = Actor.systeem("test")


@pytest.fixture
def kandidaat(db):
    return KandidaatFactory()


def now(*soorten):
    """What counts now, oldest first."""
    found = Telfeit.objects.known().filter(soort__in=soorten or Feit.values)
    return list(found.order_by("datum", "pk").values_list("soort", "datum"))


def started(kandidaat, on=date(2025, 3, 1)):
    with time_machine.travel("2025-03-05 12:00+01:00", tick=False):
        traject = open_traject(kandidaat, by=BY, route="certificaat")
        return start_traject(traject, by=BY, startdatum=on)


def test_it_is_counted_as_soon_as_it_is_saved(kandidaat, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        started(kandidaat)

    assert now() == [("start", date(2025, 3, 1))]
    assert not Hertelling.objects.exists()


def test_what_is_rolled_back_is_not_counted(kandidaat):
    with transaction.atomic():
        started(kandidaat)
        transaction.set_rollback(True)

    assert not Hertelling.objects.exists()


def test_the_clock_counts_what_a_crash_left(kandidaat):
    started(kandidaat)  # the worker died before it came to counting

    schedule.count()
    schedule.count()

    assert now() == [("start", date(2025, 3, 1))]


def test_one_dossier_that_cannot_be_counted_holds_up_nobody(kandidaat, monkeypatch, caplog):
    broken = KandidaatFactory()
    started(broken)
    started(kandidaat)
    real = tellen.recount
    monkeypatch.setattr(
        tellen, "recount", lambda keys, **how: 1 / 0 if broken.pseudoniem in keys else real(keys, **how)
    )

    schedule.count()

    assert now() == [("start", date(2025, 3, 1))]
    assert Hertelling.objects.filter(dossier=broken.pseudoniem).exists()
    assert "ZeroDivisionError" in caplog.text


def test_a_correction_ends_the_fact_and_keeps_it(kandidaat):
    traject = started(kandidaat)
    with time_machine.travel("2025-06-01 12:00+02:00", tick=False):
        complete_traject(traject, by=BY, einddatum=date(2025, 5, 31))
        tellen.catch_up()
    with time_machine.travel("2025-06-08 12:00+02:00", tick=False):
        traject.refresh_from_db()
        reopen_traject(traject, by=BY, reason="Toch niet klaar")
        tellen.catch_up()

    ended = Telfeit.objects.get(soort=Feit.EINDE)
    assert now() == [("start", date(2025, 3, 1))]
    assert (ended.datum, ended.recorded_at.day, ended.vervallen_op.day) == (date(2025, 5, 31), 1, 8)


def test_what_changes_no_figure_writes_nothing(kandidaat):
    started(kandidaat)
    tellen.catch_up()
    before = list(Telfeit.objects.order_by("pk").values())

    record("kandidaat.gewijzigd", kandidaat, by=BY)
    tellen.catch_up()

    assert list(Telfeit.objects.order_by("pk").values()) == before


def test_a_new_situatie_changes_the_outcome_of_a_traject_that_ended(kandidaat):
    TrajectFactory(kandidaat=kandidaat, status="afgerond", startdatum=date(2025, 1, 1), einddatum=date(2025, 5, 1))
    record_situatie(kandidaat, by=BY, soort="LOON", van=date(2025, 4, 1), werkgever_soort="leerbedrijf")
    tellen.catch_up()

    at_end = Telfeit.objects.known().get(soort=Feit.UITKOMST_EINDE)
    sustained = Telfeit.objects.known().get(soort=Feit.DUURZAAM)
    assert (at_end.waarde, sustained.waarde, sustained.datum) == ("werkgever", "ja", date(2025, 10, 30))


def test_stacking_counts_verklaringen_persons_and_werkprocessen_apart(kandidaat):
    """Domain.md 5.4, case 9: one person, three verklaringen, four different werkprocessen."""
    for codes in (["B1-K1-W1"], ["B1-K1-W1", "B1-K1-W2"], ["B1-K1-W3", "B1-K1-W4"]):
        row = PraktijkverklaringFactory(kandidaat=kandidaat, uitgereikt_op=date(2025, 6, 1))
        versie = VerklaringversieFactory(verklaring=row, status="verzegeld")
        for code in codes:
            VerklaringWerkprocesFactory(versie=versie, code=code, naam=code, kerntaak_naam="Werkt")
    record("kandidaat.gewijzigd", kandidaat, by=BY)
    tellen.catch_up()

    found = Telfeit.objects.known()
    assert found.filter(soort=Feit.VERKLARING).count() == 3
    assert found.filter(soort=Feit.VERKLARING).values("persoon").distinct().count() == 1
    assert found.filter(soort=Feit.WERKPROCES).values("waarde").distinct().count() == 4


def test_a_fact_does_not_lead_back_to_a_person_who_was_erased(kandidaat):
    traject = started(kandidaat)
    tellen.catch_up()
    pseudoniem = kandidaat.pseudoniem

    kandidaat.delete()
    tellen.forget(pseudoniem)
    tellen.forget(pseudoniem)
    tellen.recount([pseudoniem])

    fact = Telfeit.objects.known().get()
    assert fact.soort == "start"
    assert fact.onderwerp != traject.pk
    assert fact.persoon != pseudoniem
    assert not Telsleutel.objects.exists()


def test_a_traject_that_had_ended_does_not_run_again_when_its_dossier_is_erased(kandidaat):
    complete_traject(started(kandidaat), by=BY, einddatum=date(2025, 5, 31))
    tellen.catch_up()
    period = Tijdvak(date(2020, 1, 1), date(2030, 1, 1))
    assert not running(Telfeit.objects.known(), period).exists()

    tellen.forget(kandidaat.pseudoniem)

    assert not running(Telfeit.objects.known(), period).exists()
    assert Telfeit.objects.known().of(Feit.START, Feit.EINDE).count() == 2


def test_one_who_was_heard_of_does_not_hide_one_who_was_not(kandidaat):
    assert tellen.never_counted()
    started(kandidaat)
    tellen.catch_up()
    assert not tellen.never_counted()

    KandidaatFactory()
    assert tellen.never_counted()

    call_command("make_telfeiten", stdout=StringIO())
    assert not tellen.never_counted()


def test_the_first_erkenning_counts_in_each_regio_that_knows_the_leerbedrijf(db):
    company, here, there = LeerbedrijfFactory(), RegioFactory(), RegioFactory()
    for regio in (here, there):
        RelatieFactory(regio=regio, leerbedrijf=company)
    ErkenningFactory(leerbedrijf=company, van=date(2021, 3, 1), tot=date(2025, 2, 28))
    ErkenningFactory(leerbedrijf=company, van=date(2025, 3, 1), tot=date(2029, 2, 28))

    record("leerbedrijf.gewijzigd", company, by=BY)
    tellen.catch_up()

    found = Telfeit.objects.known().filter(soort=Feit.ERKENNING).order_by("pk")
    assert {row.regio_id for row in found} == {here.pk, there.pk}
    assert {row.datum for row in found} == {date(2021, 3, 1)}


def test_everything_that_was_there_before_is_counted_once(kandidaat, capsys):
    with time_machine.travel("2025-03-05 12:00+01:00", tick=False):
        traject = TrajectFactory(kandidaat=kandidaat, lopend=True)

    call_command("make_telfeiten")
    call_command("make_telfeiten", per=1)

    fact = Telfeit.objects.get(soort=Feit.START)
    assert fact.recorded_at == traject.created_at  # known since it was written, not since it was counted
    assert capsys.readouterr().out.splitlines() == ["1 telfeiten", "1 telfeiten"]


def test_an_organisatie_that_goes_up_in_another_keeps_its_figures(kandidaat):
    """The facts name the organisatie of that day; a merger renames nothing."""
    old = OrganisatieFactory(mbo=True)
    PraktijkverklaringFactory(kandidaat=kandidaat, verstrekker=old, uitgereikt_op=date(2025, 6, 1))
    old.opvolger = OrganisatieFactory(mbo=True)
    old.save()
    tellen.recount([kandidaat.pseudoniem])

    assert Telfeit.objects.known().get(soort=Feit.VERKLARING).instelling == old
