"""What script/benchmark stands on, small: it fills a database, and no page takes more queries when there is more."""

import pytest
from django.test import override_settings

from praktijkleren.accounts.roles import Rol
from praktijkleren.documenten.seal.pades import wanted_level
from praktijkleren.documenten.states import Niveau
from rapportages.models import Feit, Telfeit
from script.bench.figures import fill_facts, measure_report
from script.bench.fill import fill
from script.bench.measure import Goal, Sample, Variant, in_turn, ratio
from script.bench.pages import Visit
from script.bench.pdf import new_document, render_and_seal
from script.bench.queries import count_queries
from script.bench.seals import time_service
from tests.factories.accounts import GemeenteFactory, RegioFactory
from tests.factories.kandidaten import KlantgroepFactory
from tests.factories.kwalificaties import KwalificatieFactory
from trajecten.models import Traject


@pytest.fixture
def filled(db):
    """Two regio's and one kwalificatie instead of those of the whole country, which take longer to load."""
    for code in ("AM01", "AM02"):
        GemeenteFactory(regio=RegioFactory(code=code))
    KwalificatieFactory(with_werkprocessen=8)
    KlantgroepFactory()
    return fill(80, share=0.75)


def test_no_page_takes_more_queries_when_there_is_more(filled):
    visit = Visit(filled.team)
    pages = visit.counted() | visit.timed()
    for page in pages.values():
        visit.client(page.who).get(page.path)

    before = {name: count_queries(visit.client(page.who), page.path).total for name, page in pages.items()}
    fill(80, share=0.75)
    after = {name: count_queries(visit.client(page.who), page.path).total for name, page in pages.items()}

    assert {name: (before[name], number) for name, number in after.items() if number != before[name]} == {}
    assert Traject.objects.count() == 160


def test_pages_keep_the_number_of_queries_that_we_promised(filled):
    visit = Visit(filled.team)

    counted = {
        name: (page.queries, count_queries(visit.client(page.who), page.path).own)
        for name, page in visit.timed().items()
        if page.queries
    }

    assert {name: own for name, (goal, own) in counted.items() if own > goal.figure} == {}


def test_every_yardstick_answers_with_the_rows_of_its_page(filled, settings):
    settings.ROOT_URLCONF = "script.bench.yardsticks"
    visit = Visit(filled.team)

    for page in visit.timed().values():
        for who, path in ((page.who, page.raw), (Rol.BEHEERDER, page.admin)):
            assert not path or visit.client(who).get(path).content.count(b"<tr") > 5, path


def test_a_seal_of_the_highest_level_is_measured_with_a_time_service_of_its_own(db):
    with time_service() as changes, override_settings(**changes):
        level, pdf = wanted_level(), render_and_seal(new_document())

    assert level == Niveau.B_LT
    assert pdf.count(b"/CRLs") == 1


def test_a_ratio_is_taken_round_by_round():
    samples = {"page": [Sample(2, 1), Sample(4, 1), Sample(30, 1)], "raw": [Sample(1, 1), Sample(2, 1), Sample(10, 1)]}

    found = ratio(samples, "page", "raw", goal=Goal(2.5))

    assert found == {"wall": 2, "cpu": 1, "spreiding": 0.5, "doel": "≤ 2.5", "gehaald": True}


def test_variants_run_in_turn_and_the_first_rounds_do_not_count(monkeypatch):
    monkeypatch.setattr("gc.collect", int)  # the heap of the whole suite takes a second each time
    calls = []
    variants = {name: Variant(calls.append, lambda name=name: name) for name in "ab"}

    samples = in_turn(variants, rounds=9)

    assert "".join(calls).startswith("abab")
    assert [len(found) for found in samples.values()] == [9, 9]


def test_figures_are_filled_and_measured_without_dossiers(db):
    gebruiker = fill_facts(40)

    counted = Telfeit.objects.visible_to(gebruiker)
    assert counted.of(Feit.START).count() == 40
    assert counted.of(Feit.VERKLARING).values("persoon").distinct().count() == 24
    report = measure_report(gebruiker, rounds=2)
    assert report["telfeiten"] == 352
    assert report["piek_MiB"]["na"] > 0
