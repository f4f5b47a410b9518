"""Making a report: once, whole, and the same for good."""

import io
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.evidence import content_is_intact
from praktijkleren.post.models import Bericht
from praktijkleren.werk import runner
from praktijkleren.werk.actions import retry_opdracht
from praktijkleren.werk.models import Opdracht, Taak
from rapportages import schedule
from rapportages.feiten.tellen import catch_up
from rapportages.models import Feit, Rapport, Rapportbestand, Rapportplan, Telfeit
from rapportages.rapporten import job
from rapportages.rapporten.actions import NotAllowedError, ask_report, renew, start_plan, stop_plan
from rapportages.rapporten.perioden import first_working_day_after, name_of, period
from rapportages.rapporten.verschil import differences
from rapportages.tijdvak import Tijdvak
from tests.documenten import verapdf
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.rapportages import RapportplanFactory, TekstblokFactory, TelfeitFactory
from trajecten.actions.traject import open_traject, start_traject

KWARTAAL = Tijdvak(date(2026, 7, 1), date(2026, 9, 30))
NOW = "2026-10-05 09:00+02:00"


@pytest.fixture
def regio(db):
    return RegioFactory(naam="Groenland")


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio, naam="Coby Ordinator")


def facts(regio, number, **fields):
    fields = {"datum": date(2026, 8, 3), "recorded_at": timezone.now() - timedelta(minutes=1), **fields}
    Telfeit.objects.bulk_create(TelfeitFactory.build_batch(number, regio=regio, **fields))


def ask(coordinator, regio, **fields):
    return ask_report(regio, "kwartaal", KWARTAAL, gebruiker=coordinator, by=Actor.gebruiker(coordinator), **fields)


def made(coordinator, regio):
    rapport = ask(coordinator, regio)
    runner.sweep()
    rapport.refresh_from_db()
    return rapport


def test_a_report_is_whole_when_it_is_done(coordinator, regio):
    facts(regio, 7)
    rapport = made(coordinator, regio)

    assert rapport.is_done
    assert content_is_intact(rapport.document)
    assert set(rapport.bestanden.order_by("soort").values_list("soort", flat=True)) == {"csv", "ods", "pdf", "xlsx"}
    assert rapport.document.snapshot["titel"] == "Kwartaalrapportage 3e kwartaal 2026"
    started = next(row for row in rapport.document.snapshot["indicatoren"] if row["code"] == "I3")
    assert started["lijnen"][0]["waarde"] == 7


def test_asking_twice_gives_one(coordinator, regio):
    first = ask(coordinator, regio)
    again = ask(coordinator, regio)
    runner.sweep()
    done = ask(coordinator, regio)

    assert first == again == done
    assert Rapport.objects.count() == Opdracht.objects.count() == 1
    assert Rapportbestand.objects.count() == 4


@pytest.mark.parametrize("step", range(len(job.STEPS)))
def test_a_worker_that_dies_at_any_step_leaves_no_half_report_and_the_next_finishes_it_once(
    coordinator, regio, monkeypatch, step
):
    facts(regio, 7)
    rapport = ask(coordinator, regio)
    name = list(job.STEPS)[step]
    real = job.STEPS[name]

    def die_after(*args):
        real(*args)
        raise KeyboardInterrupt

    monkeypatch.setitem(job.STEPS, name, die_after)
    with pytest.raises(KeyboardInterrupt):
        runner.sweep()
    assert not Rapport.objects.get().is_done

    monkeypatch.setitem(job.STEPS, name, real)
    Opdracht.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))
    runner.sweep()

    rapport.refresh_from_db()
    assert rapport.is_done
    assert Rapportbestand.objects.count() == 4
    assert Opdracht.objects.get().status == "klaar"


def test_what_was_given_up_is_taken_up_where_it_was(coordinator, regio, monkeypatch):
    rapport = ask(coordinator, regio)
    real = job.STEPS["Excel gemaakt"]
    monkeypatch.setitem(job.STEPS, "Excel gemaakt", lambda *_args: 1 / 0)
    for _ in range(runner.MAX_TRIES):
        runner.sweep()
        Opdracht.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))
    given_up = Opdracht.objects.get()
    assert given_up.is_failed

    monkeypatch.setitem(job.STEPS, "Excel gemaakt", real)
    colleague = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    assert ask(colleague, regio) == rapport
    runner.sweep()

    rapport.refresh_from_db()
    assert rapport.is_done
    retry_opdracht(given_up, by=Actor.gebruiker(coordinator))
    runner.sweep()
    assert Rapportbestand.objects.count() == 4


def test_the_figures_are_of_one_moment_and_a_correction_leaves_them(coordinator, regio):
    facts(regio, 7)
    rapport = made(coordinator, regio)
    before = bytes(rapport.bestanden.get(soort="csv").inhoud)

    facts(regio, 2, recorded_at=timezone.now())

    found = Rapport.objects.with_news().get()
    assert found.iets_veranderd
    changes = {(row.indicator, row.lijn, row.deel): row for row in differences(found, coordinator)}
    started = changes["I3 Gestarte trajecten", "gestarte trajecten", ""]
    assert (started.was_tekst, started.nu_tekst, started.verschil_tekst) == ("7", "9", "+2")
    assert bytes(rapport.bestanden.get(soort="csv").inhoud) == before


def test_what_became_known_later_about_a_later_day_changes_nothing(coordinator, regio):
    rapport = made(coordinator, regio)

    facts(regio, 3, datum=date(2026, 10, 1), recorded_at=timezone.now())

    assert not Rapport.objects.with_news().get(pk=rapport.pk).iets_veranderd


def test_everything_that_waits_to_be_counted_is_in_it(coordinator, regio, monkeypatch):
    for _ in range(5):
        traject = open_traject(KandidaatFactory(regio=regio), by=Actor.systeem("test"), route="diploma")
        start_traject(traject, by=Actor.systeem("test"), startdatum=date(2026, 8, 3))
    monkeypatch.setattr(job, "catch_up", partial(catch_up, limit=2))

    rapport = made(coordinator, regio)

    started = next(row for row in rapport.document.snapshot["indicatoren"] if row["code"] == "I3")
    assert started["lijnen"][0]["waarde"] == 5


def test_a_next_version_holds_what_is_known_now(coordinator, regio):
    facts(regio, 7)
    old = made(coordinator, regio)
    facts(regio, 2, recorded_at=timezone.now())

    new = renew(old, gebruiker=coordinator, by=Actor.gebruiker(coordinator))
    assert renew(old, gebruiker=coordinator, by=Actor.gebruiker(coordinator)) == new
    runner.sweep()
    new.refresh_from_db()

    assert (old.versie, new.versie) == (1, 2)
    assert not Rapport.objects.with_news().get(pk=new.pk).iets_veranderd
    assert ask(coordinator, regio) == new


def test_what_is_small_is_in_no_file(coordinator, regio):
    facts(regio, 3, route="diploma")
    facts(regio, 11, route="praktijkverklaring")
    facts(regio, 12, route="certificaat")
    rapport = made(coordinator, regio)

    book = CalamineWorkbook.from_filelike(io.BytesIO(bytes(rapport.bestanden.get(soort="ods").inhoud)))
    rows = [row for row in book.get_sheet_by_name("Cijfers").to_python() if row[0] == "I3"]
    numbers = {row[3]: row[4] for row in rows}
    assert numbers["Route: mbo-diploma"] == numbers["Route: praktijkverklaring"] == ""
    assert numbers["Route: mbo-certificaat"] == 12
    assert numbers[""] == 26


def test_many_facts_about_few_persons_are_in_no_file(coordinator, regio):
    """Domain.md 5.2 counts persons: thirty weeks of three people tell about three people."""
    few = [uuid4() for _ in range(3)]
    for persoon in few:
        facts(regio, 10, soort=Feit.WEEK, persoon=persoon, klantgroep="A")
        facts(regio, 3, soort=Feit.VERKLARING, persoon=persoon, klantgroep="A")
    facts(regio, 8, soort=Feit.WEEK, klantgroep="B")
    facts(regio, 9, soort=Feit.WEEK, klantgroep="C")
    content = made(coordinator, regio).document.snapshot

    lines = {(row["code"], line["naam"]): line for row in content["indicatoren"] for line in row["lijnen"]}
    weken = lines["I18", "weken in de praktijk, per klantgroep"]
    assert {deel["label"]: deel["aantal"] for deel in weken["delen"]} == {"A": None, "B": None, "C": 9, "onbekend": 0}
    assert weken["waarde"] == 47
    assert lines["I5", "uitgereikt in de periode"]["waarde"] is None
    table = content["klantgroepen"]
    column = table["kolommen"].index("weken in de praktijk")
    assert [row["cellen"][column] for row in table["rijen"]] == [None, None, 9, 0]


def test_no_cell_of_a_sheet_is_a_formula(coordinator, regio):
    TekstblokFactory(regio=regio, kop="=1+1", tekst="=1+1")
    facts(regio, 7, bron="=cmd|'x'!A1")
    rapport = made(coordinator, regio)

    book = load_workbook(io.BytesIO(bytes(rapport.bestanden.get(soort="xlsx").inhoud)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_pdf_is_archivable_accessible_and_carries_its_figures(coordinator, regio):
    TekstblokFactory(regio=regio, kop="Waarom wij dit doen", tekst="Iedereen verdient een vak.\n\nEcht.")
    facts(regio, 7, route="diploma")
    facts(regio, 6, soort=Feit.UITKOMST_6, waarde="werkgever", klantgroep="A")
    rapport = made(coordinator, regio)

    content = bytes(rapport.bestanden.get(soort="pdf").inhoud)
    if why := verapdf.missing():
        pytest.skip(why)
    assert verapdf.failures(content, "3a") == verapdf.failures(content, "ua1") == []
    reader = PdfReader(io.BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Kwartaalrapportage 3e kwartaal 2026" in text
    assert "Iedereen verdient een vak." in text
    assert list(reader.attachments) == ["cijfers.csv"]


def test_a_name_with_a_sign_that_cannot_be_drawn_does_not_stop_a_report(coordinator, regio):
    facts(regio, 7, bron="x😀")

    assert made(coordinator, regio).is_done


def test_the_words_of_the_regio_are_those_of_then(coordinator, regio):
    block = TekstblokFactory(regio=regio, tekst="Toen.")
    TekstblokFactory(regio=regio, soort="eind", kop="Tot slot")
    TekstblokFactory(kop="Van een ander")
    rapport = made(coordinator, regio)

    type(block).objects.filter(pk=block.pk).update(tekst="Nu.")

    assert rapport.document.snapshot["teksten"] == [{"plek": "voor", "kop": block.kop, "tekst": "Toen."}]


@pytest.mark.parametrize("rol", [Rol.LEZER, Rol.JOBCOACH, Rol.KLANTMANAGER])
def test_who_may_not_make_one_cannot(regio, rol):
    with pytest.raises(NotAllowedError):
        ask(GebruikerFactory(rol=rol, regio=regio), regio)

    assert not Rapport.objects.exists()


def test_nobody_makes_one_of_another_regio(coordinator):
    with pytest.raises(NotAllowedError):
        ask(coordinator, RegioFactory())


def test_the_database_refuses_a_report_that_is_done_without_figures(coordinator, regio):
    rapport = ask(coordinator, regio)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rapport.objects.filter(pk=rapport.pk).update(status="klaar")


# What comes by itself.


@time_machine.travel(NOW, tick=False)
def test_a_plan_makes_one_report_and_mails_who_wants_it_a_link(coordinator, regio):
    reader = GebruikerFactory(rol=Rol.LEZER, regio=regio)
    gone = GebruikerFactory(rol=Rol.LEZER, regio=RegioFactory())
    plan = RapportplanFactory(regio=regio, gemaakt_door=coordinator, vanaf=date(2026, 9, 1))
    plan.ontvangers.set([reader, gone])

    schedule.make_reports()
    schedule.make_reports()
    runner.sweep()
    schedule.make_reports()

    rapport = Rapport.objects.get()
    assert (rapport.van, rapport.tot, rapport.is_done) == (KWARTAAL.van, KWARTAAL.tot, True)
    mail = Bericht.objects.get(sjabloon="rapportages/rapport")
    assert mail.aan == reader.email
    assert mail.context["pad"] == rapport.get_absolute_url()


@time_machine.travel("2026-10-02 23:00+02:00", tick=False)
def test_it_comes_on_the_first_working_day_and_not_before(coordinator, regio):
    RapportplanFactory(regio=regio, soort="maand", gemaakt_door=coordinator, vanaf=date(2026, 9, 1))
    assert first_working_day_after(Tijdvak(date(2027, 3, 1), date(2027, 3, 31))) == date(2027, 4, 1)
    assert first_working_day_after(Tijdvak(date(2026, 12, 1), date(2026, 12, 31))) == date(2027, 1, 4)

    schedule.make_reports("2026-09-30T23:59:00+02:00")
    assert not Rapport.objects.exists()

    schedule.make_reports("2026-10-01T00:35:00+02:00")
    assert Rapport.objects.get().tot == date(2026, 9, 30)


@time_machine.travel("2027-02-15 09:00+01:00", tick=False)
def test_what_the_clock_missed_is_made_up_for_and_what_was_before_the_plan_is_not(coordinator, regio):
    RapportplanFactory(regio=regio, soort="kwartaal", gemaakt_door=coordinator, vanaf=date(2026, 8, 1))

    schedule.make_reports()

    assert list(Rapport.objects.order_by("tot").values_list("tot", flat=True)) == [
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]


@time_machine.travel(NOW, tick=False)
def test_a_plan_of_who_left_asks_a_colleague_to_take_it_over(coordinator, regio):
    plan = RapportplanFactory(regio=regio, gemaakt_door=coordinator)
    type(coordinator).objects.filter(pk=coordinator.pk).update(is_active=False)

    schedule.make_reports()
    assert not Rapport.objects.exists()
    taak = Taak.objects.open().get(regio=regio)
    assert (taak.rol, taak.url) == (Rol.COORDINATOR, f"/rapportages/rapporten/vanzelf/?regio={regio.pk}")

    colleague = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    assert start_plan(regio, "kwartaal", [], gebruiker=colleague, by=Actor.gebruiker(colleague)) == plan
    schedule.make_reports()
    assert Rapport.objects.exists()
    assert not Taak.objects.open().exists()


def test_a_plan_that_was_stopped_makes_nothing_and_can_begin_again(coordinator, regio):
    by = Actor.gebruiker(coordinator)
    plan = start_plan(regio, "maand", [coordinator], gebruiker=coordinator, by=by)
    assert stop_plan(plan, by=by)
    assert not stop_plan(plan, by=by)

    schedule.make_reports()

    assert not Rapport.objects.exists()
    assert start_plan(regio, "maand", [], gebruiker=coordinator, by=by) != plan
    assert Rapportplan.objects.running().count() == 1


@pytest.mark.parametrize(
    ("soort", "on", "van", "tot", "name"),
    [
        ("maand", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), "februari 2028"),
        ("kwartaal", date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), "4e kwartaal 2026"),
        ("kwartaal", date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), "1e kwartaal 2026"),
        ("jaar", date(2026, 5, 5), date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_a_period_is_whole(soort, on, van, tot, name):
    assert period(soort, on) == Tijdvak(van, tot)
    assert name_of(soort, Tijdvak(van, tot)) == name
