"""Open data: what is in the file, that others can read it, and what is never in it."""

import csv
import io
import json
import warnings

import pyoxigraph
import pytest
import rdflib
from django.conf import settings
from django.test import Client
from django.urls import reverse
from rdflib.namespace import DCAT, DCTERMS, FOAF

from rapportages.models import Feit
from rapportages.vergelijking import public
from rapportages.vergelijking.afspraken import AFSPRAKEN
from rapportages.vergelijking.opendata import KOLOMMEN, LICENTIE
from tests.factories.accounts import RegioFactory
from tests.factories.rapportages import DelingFactory, InwonertalFactory

FILES = ("open_data", "open_csv", "open_metadata", "open_catalog")


def fetch(name):
    response = Client().get(reverse(f"rapportages:{name}"))
    assert response.status_code == 200
    return response


def rows():
    text = fetch("open_csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_only_what_is_chosen_for_everyone_is_in_it(here, there, facts, year):
    for regio in (here, there):
        facts(regio, 50)
        facts(regio, 30, soort=Feit.AANMELDING)
    DelingFactory(regio=here, openbaar=True)
    DelingFactory(regio=here, cijfer="aanmeldingen")
    DelingFactory(regio=there)
    InwonertalFactory(regio=here, aantal=250_000)

    (row,) = rows()

    assert row == {
        "jaar": str(year), "regio_code": here.code, "regio": "Groenland", "indicator": "I3",
        "cijfer": "gestarte_trajecten", "onderdeel": "totaal", "waarde": "50", "eenheid": "trajecten", "geheel": "",
        "per_100000_inwoners": "20.0", "inwoners": "250000", "inwoners_jaar": "2025", "getoond": "ja",
    }  # fmt: skip


def test_a_small_number_is_an_empty_cell_that_says_so(here, facts):
    facts(here, 4)
    DelingFactory(regio=here, openbaar=True)

    (row,) = rows()

    assert (row["waarde"], row["per_100000_inwoners"], row["getoond"]) == ("", "", "nee")


def test_a_part_comes_with_its_whole(here, facts):
    facts(here, 60)
    for waarde, number in {"werkgever": 20, "opleiding": 10, "anders": 5, "": 5}.items():
        facts(here, number, soort=Feit.UITKOMST_6, waarde=waarde)
    DelingFactory(regio=here, cijfer="uitkomst_6_maanden", openbaar=True)

    found = {row["onderdeel"]: (row["waarde"], row["geheel"]) for row in rows()}

    assert found == {"totaal": ("40", ""), "werk": ("20", "40"), "opleiding": ("10", "40"), "anders": ("5", "40"),
                     "onbekend": ("5", "40")}  # fmt: skip


def test_a_name_is_no_formula(db, facts):
    regio = RegioFactory(naam='=HYPERLINK("https://x.example")')
    facts(regio, 6)
    DelingFactory(regio=regio, openbaar=True)

    (row,) = rows()

    assert row["regio"].startswith("'=")


def test_the_dictionary_names_the_columns_of_the_file(db):
    header = fetch("open_csv").content.decode("utf-8-sig").splitlines()[0].split(",")
    described = [column["name"] for column in fetch("open_metadata").json()["tableSchema"]["columns"]]
    page = fetch("open_data").content.decode()

    assert header == described == [kolom.naam for kolom in KOLOMMEN]
    assert all(f"<code>{name}</code>" in page for name in [*header, *AFSPRAKEN])


def test_names_of_columns_and_figures_never_change():
    """Programs of others rely on them: what is added comes behind, what is here stays."""
    assert [kolom.naam for kolom in KOLOMMEN] == [
        "jaar", "regio_code", "regio", "indicator", "cijfer", "onderdeel", "waarde", "eenheid", "geheel",
        "per_100000_inwoners", "inwoners", "inwoners_jaar", "getoond",
    ]  # fmt: skip
    assert list(AFSPRAKEN) == [
        "aanmeldingen", "gestarte_trajecten", "verklaringen", "verklaringen_totaal", "personen", "personen_totaal",
        "uitkomst_6_maanden", "weken_tot_start", "weken_tot_verklaring",
    ]  # fmt: skip


@pytest.fixture
def catalogue(here):
    DelingFactory(regio=here, openbaar=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecated itself
        return rdflib.Graph().parse(data=fetch("open_catalog").content, format="json-ld")


COMMON = {DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.issued, DCTERMS.modified}
REQUIRED = {
    DCAT.Catalog: {*COMMON, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset},
    DCAT.Dataset: {
        *COMMON, DCTERMS.identifier, DCTERMS.publisher, DCTERMS.creator, DCTERMS.language, DCTERMS.accessRights,
        DCTERMS.accrualPeriodicity, DCAT.contactPoint, DCAT.theme, DCAT.keyword, DCAT.landingPage, DCAT.distribution,
    },
    DCAT.Distribution: {
        *COMMON, DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCTERMS["format"], DCTERMS.conformsTo, FOAF.page,
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", REQUIRED, ids=lambda kind: kind.fragment)
def test_the_description_has_what_a_catalogue_asks_for(catalogue, kind):
    (node,) = catalogue.subjects(rdflib.RDF.type, kind)

    assert REQUIRED[kind] - set(catalogue.predicates(node)) == set()
    assert catalogue.value(node, DCTERMS.license) == rdflib.URIRef(LICENTIE)
    assert not [value for value in catalogue.objects(node) if not str(value).strip()]


def test_the_description_leads_to_the_file(catalogue):
    (url,) = catalogue.objects(None, DCAT.downloadURL)

    response = Client().get(str(url).removeprefix(settings.SITE_URL))

    assert response["Content-Type"].startswith("text/csv")
    assert "csv-metadata.json" in response["Link"]


def test_another_reader_makes_the_same_of_the_description(catalogue):
    text = fetch("open_catalog").content

    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))

    assert len(quads) == len(catalogue)


def test_no_context_is_fetched_to_read_the_description(db):
    context = json.loads(fetch("open_catalog").content)["@context"]

    assert isinstance(context, dict)


@pytest.mark.parametrize("name", FILES)
def test_any_site_may_read_it_and_no_copy_outlives_it(db, name):
    response = fetch(name)

    assert (response["Access-Control-Allow-Origin"], response["Cache-Control"]) == ("*", "no-cache")


@pytest.mark.parametrize("name", FILES)
def test_who_asks_too_often_waits(db, monkeypatch, name):
    monkeypatch.setattr(public, "PER_ADDRESS", 1)
    fetch(name)

    assert Client().get(reverse(f"rapportages:{name}")).status_code == 429


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_takes_a_fixed_number_of_queries(db, facts, count_queries, number):
    for regio in RegioFactory.create_batch(number):
        facts(regio, 6)
        DelingFactory(regio=regio, openbaar=True)

    assert count_queries(Client(), reverse("rapportages:open_csv")) == 8


def test_without_a_regio_that_shares_the_page_says_so(db):
    assert "Nog geen regio deelt cijfers als open data." in fetch("open_data").content.decode()
    assert rows() == []
