"""A question as a file: what another program reads back, what stays out of it, and what is written down about it."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent, Inzage
from praktijkleren.ui.sheets import FORMATEN
from rapportages.weergaven import uitvoer
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.trajecten import TrajectFactory
from tests.rapportages.weergaven.conftest import SEARCH

COLUMNS = "kolom=start&kolom=naam&kolom=duur"


@pytest.fixture
def download(sign_in):
    def download(gebruiker, soort, question=""):
        response = sign_in(gebruiker).get(f"{reverse('rapportages:search_download', args=[soort])}?{question}")
        assert response.status_code == 200
        return response

    return download


def read(response, soort, sheet=0):
    if soort == "csv":
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(sheet).to_python()


@pytest.mark.parametrize("soort", FORMATEN)
def test_a_file_has_the_chosen_columns_of_the_rows_that_were_found(coordinator, make_traject, download, soort):
    make_traject("Bos", status="afgerond", startdatum=date(2025, 1, 1), einddatum=date(2025, 2, 1))
    make_traject("Aalders", status="gestopt", startdatum=date(2025, 1, 8), einddatum=date(2025, 1, 8))
    make_traject("Loopt")

    response = download(coordinator, soort, f"{COLUMNS}&sorteer=-naam&eind_na=2025-01-01")

    heading, *rows = read(response, soort)
    assert heading == ["Start", "Naam", "Weken"]
    assert [(str(row[0]), row[1].partition(",")[0], int(row[2])) for row in rows] == [
        ("2025-01-01", "Bos", 4),
        ("2025-01-08", "Aalders", 0),
    ]
    assert "trajecten" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_no_name_becomes_a_formula(coordinator, make_traject, download):
    make_traject("=1+1", kandidaat={"voornamen": "@SUM(A1)"})

    book = load_workbook(io.BytesIO(download(coordinator, "xlsx", "kolom=naam").content))
    (_, (in_csv,)) = read(download(coordinator, "csv", "kolom=naam"), "csv")

    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}
    assert book.worksheets[0]["A2"].value == "=1+1, @SUM(A1)"
    assert in_csv == "'=1+1, @SUM(A1)"


def test_the_file_says_what_was_asked_and_who_made_it(coordinator, make_traject, download):
    make_traject("Bos")

    response = download(coordinator, "xlsx", "status=lopend&deel=route:praktijkverklaring")

    told = {row[0]: row[1] for row in read(response, "xlsx", sheet=1)}
    assert (told["gemaakt door"], told["Status"], told["Route"]) == (coordinator.naam, "Lopend", "Praktijkverklaring")


def test_each_takes_the_own_trajecten(regio, make_traject, download):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    involve(make_traject("Mijn").kandidaat, jobcoach)
    make_traject("Ander")

    _, *rows = read(download(jobcoach, "csv", "kolom=naam"), "csv")

    assert [row[0].partition(",")[0] for row in rows] == ["Mijn"]


def test_a_klantgroep_leaves_with_nobody_who_may_not_know_it(coordinator, make_traject, download):
    make_traject("Bos")

    heading, _row = read(download(coordinator, "csv", "kolom=naam&kolom=klantgroep"), "csv")

    assert heading == ["Naam"]


def test_who_took_what_and_who_stands_in_it_is_written_down(coordinator, make_traject, download, monkeypatch):
    monkeypatch.setattr(uitvoer, "CHUNK", 2)
    made = [make_traject(f"Persoon{number}") for number in range(3)]

    download(coordinator, "ods", "kolom=naam&leerbedrijf=&status=lopend")

    event = AuditEvent.objects.get(what="gebruiker.uitvoer")
    assert event.changes == {"soort": "ods", "trajecten": 3, "kolommen": ["naam"], "per": ""}
    assert (event.actor, event.dossier) == (f"gebruiker:{coordinator.pk}", coordinator.audit_dossier)
    seen = Inzage.objects.filter(waar="rapportages:search_download").values_list("pseudoniem", flat=True)
    assert set(seen) == {traject.kandidaat.pseudoniem for traject in made}


def test_opendocument_has_a_limit_that_is_said(coordinator, make_traject, sign_in, download, monkeypatch):
    monkeypatch.setattr(uitvoer, "MOST_IN_ODS", 1)
    for number in range(2):
        make_traject(f"Persoon{number}")

    response = sign_in(coordinator).get(
        reverse("rapportages:search_download", args=["ods"]), {"status": "lopend"}, follow=True
    )

    assert response.redirect_chain == [(f"{SEARCH}?status=lopend", 302)]
    assert uitvoer.TOO_MANY in response.content.decode()
    assert not AuditEvent.objects.filter(what="gebruiker.uitvoer").exists()
    assert len(read(download(coordinator, "csv"), "csv")) == 3
    assert len(read(download(coordinator, "ods", "per=status"), "ods")) == 2


def test_small_groups_do_not_leave_nor_what_gives_them_away(coordinator, make_traject, download):
    for route, number in (("diploma", 9), ("certificaat", 6), ("praktijkverklaring", 2)):
        for _ in range(number):
            make_traject("Iemand", route=route)

    heading, *rows = read(download(coordinator, "csv", "per=route"), "csv")

    assert heading == ["Route", "Trajecten", "Van", "Procent", "Personen", "Opmerking"]
    assert rows == [
        ["Mbo-diploma", "9", "17", "52.9", "9", ""],
        ["Mbo-certificaat", "", "17", "", "", uitvoer.SMALL],
        ["Praktijkverklaring", "", "17", "", "", uitvoer.SMALL],
    ]


def test_many_trajecten_of_few_people_are_a_small_group(coordinator, regio, download):
    for _ in range(2):
        person = KandidaatFactory(regio=regio)
        for _ in range(3):
            TrajectFactory(kandidaat=person, afgerond=True)

    _, row = read(download(coordinator, "csv", "per=route"), "csv")

    assert row == ["Praktijkverklaring", "", "", "", "", uitvoer.SMALL]


@pytest.mark.parametrize("soort", FORMATEN)
def test_a_file_without_rows_has_its_columns(coordinator, download, soort):
    assert read(download(coordinator, soort, "kolom=naam&status=gestopt"), soort)[:1] == [["Naam"]]


def test_a_kind_of_file_that_is_not_there(coordinator, sign_in):
    assert sign_in(coordinator).get(reverse("rapportages:search_download", args=["pdf"])).status_code == 404
