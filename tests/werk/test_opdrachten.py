"""Long work, from the action that starts it to the page that tells what happened."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.werk import runner
from praktijkleren.werk.models import Opdracht, OpdrachtRegel
from praktijkleren.werk.opdrachten import Uitkomst, register_job, start_job
from praktijkleren.werk.schedule import sweep
from praktijkleren.werk.tasks import run
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.werk import OpdrachtFactory, OpdrachtRegelFactory

BY = Actor.systeem("test")
NAMEN = ["Noord", "Zuid", "West", "half"]


def name_regios(opdracht):
    """A job with a visible trace in the database: one regio per row."""
    for naam in opdracht.gegevens["namen"][opdracht.gedaan :]:
        if naam == "fout":
            raise RuntimeError("boem")
        RegioFactory(naam=naam)
        yield Uitkomst(wat=naam, gelukt=naam != "bestond al", uitleg="stond er al" if naam == "bestond al" else "")


@pytest.fixture(autouse=True)
def _job():
    register_job("namen", name_regios, total=lambda opdracht: len(opdracht.gegevens["namen"]))


def start(*namen, key="namen:1", **gegevens):
    return start_job(
        key,
        soort="namen",
        titel="Regio's maken",
        eigenaar=GebruikerFactory(rol=Rol.JOBCOACH),
        gegevens={"namen": namen, **gegevens},
        by=BY,
    )


def regios():
    return sorted(Regio.objects.order_by("pk").filter(naam__in=NAMEN).values_list("naam", flat=True))


def finished(opdracht):
    run(str(opdracht.pk))
    opdracht.refresh_from_db()
    return opdracht


def events(opdracht):
    return list(AuditEvent.objects.filter(dossier=opdracht.pk).order_by("volgnummer").values_list("what", flat=True))


def test_a_job_does_its_rows_and_says_what_happened_to_each(db):
    opdracht = finished(start("Noord", "bestond al", "Zuid"))

    assert (opdracht.status, opdracht.gedaan, opdracht.totaal, opdracht.fout) == ("klaar", 3, 3, "")
    assert opdracht.klaar_op is not None
    assert list(opdracht.regels.order_by("nummer").values_list("nummer", "wat", "gelukt", "uitleg")) == [
        (1, "Noord", True, ""),
        (2, "bestond al", False, "stond er al"),
        (3, "Zuid", True, ""),
    ]
    assert events(opdracht) == ["opdracht.gestart", "opdracht.bezig", "opdracht.klaar"]


def test_starting_the_same_job_twice_starts_it_once(db, run_queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = start("Noord"), start("Zuid")

    assert first == second
    assert run_queued() == ["praktijkleren.werk.tasks.run"]
    assert regios() == ["Noord"]


def test_running_twice_does_it_once(db):
    opdracht = finished(start("Noord"))

    run(str(opdracht.pk))

    assert regios() == ["Noord"]


def test_a_job_that_another_worker_has_is_left_alone(db):
    opdracht = OpdrachtFactory(soort="namen", running=True, gegevens={"namen": ["Noord"]})

    run(str(opdracht.pk))
    sweep()

    assert regios() == []


def test_a_job_whose_worker_is_gone_goes_on_after_what_was_done(db):
    opdracht = OpdrachtFactory(soort="namen", abandoned=True, gegevens={"namen": ["Noord", "Zuid"]}, gedaan=1)

    sweep()

    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.gedaan, regios()) == ("klaar", 2, ["Zuid"])


def test_a_job_that_nobody_was_woken_for_is_found(db):
    start("Noord")

    sweep(at="2027-01-01")

    assert regios() == ["Noord"]


def test_a_long_job_makes_room_and_goes_on(db, monkeypatch, run_queued):
    monkeypatch.setattr(runner, "BUDGET", 0.0)
    opdracht = start("Noord", "Zuid", "West")
    monkeypatch.setattr(runner, "monotonic", iter(range(1000)).__next__)
    monkeypatch.setattr(runner, "BUDGET", 1.5)

    run(str(opdracht.pk))
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.gedaan, opdracht.bezig_tot) == ("bezig", 1, None)
    assert run_queued()[0] == "praktijkleren.werk.tasks.run"

    opdracht.refresh_from_db()
    assert (opdracht.status, regios()) == ("klaar", ["Noord", "West", "Zuid"])
    assert events(opdracht) == ["opdracht.gestart", "opdracht.bezig", "opdracht.klaar"]


def test_a_row_that_ends_in_an_error_leaves_no_trace_and_is_tried_again(db):
    opdracht = finished(start("Noord", "fout", "Zuid"))

    assert (opdracht.status, opdracht.gedaan) == ("bezig", 1)
    assert opdracht.bezig_tot > timezone.now()
    assert regios() == ["Noord"]

    register_job("namen", lambda opdracht: iter([Uitkomst("anders")] * (3 - opdracht.gedaan)))
    Opdracht.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))
    sweep()

    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.gedaan) == ("klaar", 3)


def exhaust(opdracht):
    for _ in range(runner.MAX_TRIES):
        Opdracht.objects.filter(bezig_tot__isnull=False).update(bezig_tot=timezone.now() - timedelta(seconds=1))
        run(str(opdracht.pk))
    opdracht.refresh_from_db()
    return opdracht


def test_after_some_tries_a_job_stops_and_says_at_which_row(db):
    opdracht = exhaust(start("Noord", "fout"))

    assert (opdracht.status, opdracht.fout, opdracht.gedaan) == ("mislukt", "Rij 2 lukte niet (RuntimeError)", 1)


def test_a_job_that_ends_its_worker_every_time_is_given_up(db):
    opdracht = OpdrachtFactory(soort="namen", abandoned=True, pogingen=runner.MAX_TRIES, gegevens={"namen": ["Noord"]})

    sweep()

    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.fout, regios()) == ("mislukt", "Het werk is steeds afgebroken", [])


def test_the_owner_lets_a_failed_job_go_on(db, sign_in, run_queued):
    opdracht = exhaust(start("Noord", "fout"))
    register_job("namen", lambda opdracht: iter([Uitkomst("anders")] * (2 - opdracht.gedaan)))
    client = sign_in(opdracht.eigenaar)

    page = client.post(reverse("werk:opdracht_retry", args=[opdracht.pk]), follow=True).content.decode()
    again = client.post(reverse("werk:opdracht_retry", args=[opdracht.pk]), follow=True).content.decode()

    assert "We gaan verder waar het bleef steken." in page
    assert "Deze opdracht is al verder gegaan." in again
    assert finished(opdracht).status == "klaar"


def test_a_worker_that_lost_its_lease_takes_its_row_back(db):
    def slow(opdracht):
        RegioFactory(naam="half")
        Opdracht.objects.filter(pk=opdracht.pk).update(bezig_tot=timezone.now() + timedelta(hours=1))
        yield Uitkomst("half")

    register_job("traag", slow)
    opdracht = start_job(
        "traag:1", soort="traag", titel="x", eigenaar=GebruikerFactory(rol=Rol.JOBCOACH), gegevens={}, by=BY
    )

    run(str(opdracht.pk))

    assert regios() == []
    assert not OpdrachtRegel.objects.exists()


def test_a_job_that_no_room_knows_any_more_stops(db):
    opdracht = exhaust(OpdrachtFactory(soort="verdwenen"))

    assert (opdracht.status, opdracht.fout) == ("mislukt", "Rij 1 lukte niet (KeyError)")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_rows(rows, db, sign_in, count_queries):
    opdracht = OpdrachtFactory(done=True)
    OpdrachtRegelFactory.create_batch(rows, opdracht=opdracht)

    assert count_queries(sign_in(opdracht.eigenaar), opdracht.get_absolute_url()) == 8


def page_of(opdracht, sign_in, **headers):
    return sign_in(opdracht.eigenaar).get(opdracht.get_absolute_url(), headers=headers).content.decode()


def test_the_page_of_a_running_job_asks_for_itself_and_works_without_script(db, sign_in):
    html = page_of(OpdrachtFactory(running=True, totaal=10, gedaan=4), sign_in)

    assert "4 van 10 gedaan" in html
    assert 'hx-trigger="every 2s"' in html
    assert "Ververs deze pagina" in html


def test_the_answer_to_the_page_itself_is_only_its_middle(db, sign_in):
    html = page_of(OpdrachtFactory(running=True), sign_in, **{"HX-Request": "true"})

    assert html.strip().startswith('<div class="stack" id="opdracht"')
    assert "<html" not in html


def test_the_page_of_a_finished_job_stops_asking_and_shows_what_failed_first(db, sign_in):
    opdracht = OpdrachtFactory(
        done=True, totaal=2, gedaan=2, gegevens={"verder_url": "/kandidaten/", "verder": "Naar de lijst"}
    )
    OpdrachtRegelFactory(opdracht=opdracht, nummer=1, wat="Noord")
    OpdrachtRegelFactory(opdracht=opdracht, nummer=2, wat="Zuid", gelukt=False, uitleg="Bestaat al.")

    html = page_of(opdracht, sign_in)

    assert "hx-trigger" not in html
    assert "2 van 2 gedaan, 1 niet gelukt" in html
    assert html.index("Zuid") < html.index("Noord")
    assert "Naar de lijst" in html


def test_the_database_keeps_one_row_per_number(db):
    regel = OpdrachtRegelFactory()

    with pytest.raises(DatabaseError):
        OpdrachtRegelFactory(opdracht=regel.opdracht, nummer=regel.nummer)
