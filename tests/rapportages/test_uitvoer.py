"""The figures in a file: what stands in it, and what never does."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from praktijkleren.accounts.roles import Rol
from rapportages.models import Feit, Telfeit
from tests.factories.accounts import GebruikerFactory, GemeenteFactory, RegioFactory
from tests.factories.rapportages import TelfeitFactory

PERIOD = {"van": "2025-01-01", "tot": "2025-12-31"}


@pytest.fixture
def regio(db):
    return RegioFactory(naam="Groenland")


@pytest.fixture
def client(regio, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.COORDINATOR, regio=regio))


def fetch(client, soort="ods", **params):
    response = client.get(reverse("rapportages:download", args=[soort]), {**PERIOD, **params})
    assert response.status_code == 200
    return response


def figures(client, **params):
    book = CalamineWorkbook.from_filelike(io.BytesIO(fetch(client, **params).content))
    heading, *rows = book.get_sheet_by_name("Cijfers").to_python()
    return [dict(zip(heading, row, strict=True)) for row in rows]


def facts(regio, number, **fields):
    Telfeit.objects.bulk_create(TelfeitFactory.build_batch(number, regio=regio, **fields))


@pytest.mark.parametrize("soort", ["xlsx", "ods", "csv"])
def test_a_file_of_each_kind_is_named_after_what_is_in_it(client, soort):
    response = fetch(client, soort)

    name = f"cijfers Groenland 2025-01-01 tot en met 2025-12-31.{soort}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content


def test_every_line_of_every_indicator_is_in_it(client, regio):
    facts(regio, 7)

    rows = figures(client)

    assert {row["code"] for row in rows} == {f"I{number}" for number in range(1, 19)}
    started = next(row for row in rows if row["code"] == "I3" and not row["onderdeel"])
    assert (started["aantal"], started["records"]) == (7, 7)


def test_each_part_has_its_numerator_and_denominator(client, regio):
    facts(regio, 6, route="certificaat")
    facts(regio, 18, route="diploma")

    row = next(row for row in figures(client) if row["onderdeel"] == "Route: mbo-certificaat" and row["code"] == "I3")

    assert (row["aantal"], row["van"], row["procent"]) == (6, 24, 25)


def test_nothing_about_fewer_than_five_leaves(client, regio):
    """Twente (domain.md 5.4, case 3): two, one and one; neither the parts nor their total."""
    for waarde, number in {"opleiding": 2, "werkgever": 1, "": 1}.items():
        facts(regio, number, soort=Feit.UITKOMST_EINDE, waarde=waarde)

    rows = [row for row in figures(client) if row["cijfer"] == "uitkomst bij het einde"]

    assert {row["aantal"] for row in rows} == {""}
    assert {row["opmerking"] for row in rows} == {"niet getoond: minder dan 5 personen, of daaruit te berekenen"}


def test_it_says_of_what_it_is_made(client, regio):
    gemeente = GemeenteFactory(regio=regio, naam="Nergenshuizen")

    content = fetch(client, gemeente=gemeente.pk, kennis="2025-06-01").content

    about = dict(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Over dit bestand").to_python())
    assert about["regio"] == "Groenland"
    assert about["alleen gemeente"] == "Nergenshuizen"
    assert about["zoals bekend op"] == date(2025, 6, 1)


def test_a_kind_that_is_not_there_is_404(client):
    assert client.get(reverse("rapportages:download", args=["exe"])).status_code == 404
