"""The pages with figures: what each role may count, and whose names it leads to."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from rapportages import pagina
from rapportages.feiten import tellen
from rapportages.models import Feit
from tests.factories.accounts import (
    GebruikerFactory,
    GemeenteFactory,
    OrganisatieFactory,
    RegioFactory,
    WerkgebiedFactory,
)
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.rapportages import TelfeitFactory
from tests.factories.trajecten import InschrijvingFactory, TrajectFactory

OVERVIEW = reverse("rapportages:overview")
PERIOD = {"van": "2025-01-01", "tot": "2025-12-31"}
FIXED = 4
"""Session, user, memberships (two)."""


def indicator(code):
    return reverse("rapportages:indicator", args=[code])


def records(code, place=0):
    return reverse("rapportages:records", args=[code, place])


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)


def started(regio, number=1, **fields):
    """Real trajecten that started in March 2025, and their facts."""
    made = [
        TrajectFactory(kandidaat__regio=regio, status="lopend", startdatum=date(2025, 3, 1), **fields)
        for _ in range(number)
    ]
    tellen.recount([row.kandidaat.pseudoniem for row in made])
    return made


def text(client, url, **params):
    response = client.get(url, {**PERIOD, **params})
    assert response.status_code == 200
    return response.content.decode()


def first_number(html):
    return re.search(r'class="cijfer">\s*(?:<a[^>]*>)?([\d.–]+)', html).group(1)


@pytest.mark.parametrize("people", [1, 3])
def test_the_first_page_takes_a_fixed_number_of_queries(coordinator, sign_in, count_queries, regio, people):
    started(regio, people)

    client, page = sign_in(coordinator), f"{OVERVIEW}?{urlencode(PERIOD)}"
    assert count_queries(client, page) == 88  # the first look sums what is closed
    assert count_queries(client, page) == FIXED + 14


@pytest.mark.parametrize("people", [1, 3])
def test_an_indicator_takes_a_fixed_number_of_queries(coordinator, sign_in, count_queries, regio, people):
    started(regio, people)

    page = f"{indicator('I3')}?{urlencode({**PERIOD, 'per': 'leerbedrijf'})}"
    client = sign_in(coordinator)
    assert count_queries(client, page) == 31
    assert count_queries(client, page) == FIXED + 6


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_behind_takes_a_fixed_number_of_queries(coordinator, sign_in, count_queries, regio, people):
    started(regio, people)

    assert count_queries(sign_in(coordinator), f"{records('I3')}?{urlencode(PERIOD)}") == FIXED + 5


def test_without_figures_it_says_so(coordinator, sign_in):
    html = text(sign_in(coordinator), OVERVIEW)

    assert "werden geen praktijkverklaringen uitgereikt" in html


def test_a_period_that_cannot_be_is_explained_next_to_the_field(coordinator, sign_in):
    html = text(sign_in(coordinator), OVERVIEW, tot="2024-12-31")

    assert "Deze dag ligt voor de eerste dag. Kies een latere dag." in html
    assert 'value="2024-12-31"' in html


def test_a_kennisdatum_that_is_still_to_come_is_refused(coordinator, sign_in):
    assert "Deze dag is nog niet geweest." in text(sign_in(coordinator), OVERVIEW, kennis="2999-01-01")


def test_what_was_known_then_is_counted_again(coordinator, sign_in, regio):
    TelfeitFactory(regio=regio, recorded_at="2025-06-01T10:00Z", vervallen_op="2025-07-01T10:00Z")
    client = sign_in(coordinator)

    assert first_number(text(client, indicator("I3"), kennis="2025-06-15")) == "1"
    assert first_number(text(client, indicator("I3"))) == "0"


def test_a_filter_in_the_address_narrows_every_number(coordinator, sign_in, regio):
    here, there = KwalificatieFactory(), KwalificatieFactory()
    started(regio, 2, kwalificatie=here)
    started(regio, 1, kwalificatie=there)

    html = text(sign_in(coordinator), records("I3"), kwalificatie=here.pk)

    assert "2 geteld" in html


def test_a_filter_that_has_no_field_can_be_taken_away(coordinator, sign_in, regio):
    here = KwalificatieFactory(titel="Assistent keuken")
    started(regio, kwalificatie=here)

    html = text(sign_in(coordinator), indicator("I3"), kwalificatie=here.pk)

    assert "Kwalificatie: Assistent keuken" in html
    assert "Haal weg" in html


def test_the_list_behind_names_who_was_counted_and_logs_it(coordinator, sign_in, regio):
    (traject,) = started(regio)

    html = text(sign_in(coordinator), records("I3"))

    assert traject.kandidaat.lijstnaam in html
    assert Inzage.objects.filter(pseudoniem=traject.kandidaat.pseudoniem, waar="rapportages:records").exists()


def test_a_number_leads_to_no_one_whom_one_may_not_see(regio, sign_in):
    """The klantmanager counts the own gemeente, and reads names of the people with whom he works."""
    gemeente = GemeenteFactory(regio=regio)
    manager = GebruikerFactory(rol=Rol.KLANTMANAGER, regio=regio)
    organisatie = manager.lidmaatschappen.get().organisatie
    WerkgebiedFactory(organisatie=organisatie, gemeente=gemeente)
    mine = KandidaatFactory(regio=regio, gemeente=gemeente, betrokken=[manager])
    other = KandidaatFactory(regio=regio, gemeente=gemeente)
    elsewhere = KandidaatFactory(regio=regio, gemeente=GemeenteFactory(regio=regio))
    for person in (mine, other, elsewhere):
        TrajectFactory(kandidaat=person, status="lopend", startdatum=date(2025, 3, 1))
    tellen.recount([person.pseudoniem for person in (mine, other, elsewhere)])

    html = text(sign_in(manager), records("I3"))

    assert mine.lijstnaam in html
    assert other.lijstnaam not in html
    assert "Je ziet 1 van de 2." in html


def test_a_school_counts_its_own_students(regio, sign_in):
    contact = GebruikerFactory(rol=Rol.MBO_CONTACT, regio=regio)
    school = contact.lidmaatschappen.get().organisatie
    for instelling in (school, school, OrganisatieFactory(mbo=True)):
        (traject,) = started(regio)
        InschrijvingFactory(traject=traject, instelling=instelling)
        tellen.recount([traject.kandidaat.pseudoniem])

    html = text(sign_in(contact), indicator("I4"))

    assert "Het meest: praktijkverklaring, 2" in html


def test_who_only_reads_figures_gets_no_names(regio, sign_in):
    started(regio)
    reader = sign_in(GebruikerFactory(rol=Rol.LEZER, regio=regio))

    assert reader.get(records("I3"), PERIOD).status_code == 403
    assert "/lijst/" not in text(reader, indicator("I3"), per="gemeente")


def test_of_a_klantgroep_one_may_know_how_many_and_never_who(coordinator, sign_in, regio):
    client = sign_in(coordinator)
    for klantgroep, number in (("a", 7), ("f", 2), ("h", 6)):
        for _ in range(number):
            TelfeitFactory(regio=regio, klantgroep=klantgroep)

    html = text(client, indicator("I9"))

    assert client.get(records("I9"), {**PERIOD, "deel": "klantgroep", "waarde": "f"}).status_code == 403
    assert "Aantallen onder 5 staan hier niet" in html
    assert "deel=klantgroep" not in html


@pytest.mark.parametrize("code", ["I13", "I15"])
def test_who_had_work_is_not_told_by_a_figure(coordinator, sign_in, code):
    assert sign_in(coordinator).get(records(code), PERIOD).status_code == 403


def test_another_regio_is_not_counted(regio, sign_in):
    other = RegioFactory()
    started(other, 3)

    html = text(sign_in(GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)), indicator("I3"), regio=other.pk)

    assert "Hier valt nog niets te verdelen" in html


def test_what_is_not_recorded_has_no_number(coordinator, sign_in):
    assert "Bedragen worden in dit systeem nog niet vastgelegd." in text(sign_in(coordinator), indicator("I16"))


def test_an_indicator_that_is_not_there_is_404(coordinator, sign_in):
    client = sign_in(coordinator)

    assert client.get(indicator("I99")).status_code == 404
    assert client.get(records("I3", 7)).status_code == 404
    assert client.get(records("I3"), {"deel": "naam", "waarde": "x"}).status_code == 404


def test_every_indicator_has_its_page_with_how_it_is_counted(coordinator, sign_in, regio):
    for soort in Feit:
        TelfeitFactory(regio=regio, soort=soort, aantal=2, dagen=70)
    client = sign_in(coordinator)

    for number in range(1, 19):
        html = text(client, indicator(f"I{number}"))
        assert "Hoe is dit geteld?" in html


@pytest.mark.parametrize(("code", "expected"), [("I3", True), ("I4", False), ("I6", False), ("I14", False)])
def test_only_what_happened_in_the_period_has_a_trend(coordinator, sign_in, regio, code, expected):
    started(regio)

    assert ("Verloop in deze periode" in text(sign_in(coordinator), indicator(code))) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-02-29", [("2024-01-01", "2024-02-29"), ("2023-01-01", "2023-12-31"), ("2023-10-01", "2023-12-31")]),
        ("2026-11-22", [("2026-01-01", "2026-11-22"), ("2025-01-01", "2025-12-31"), ("2026-07-01", "2026-09-30")]),
    ],
)
def test_the_usual_periods_are_one_click_away(on, expected):
    found = dict(pagina.periods(QueryDict("gemeente=7&pagina=3"), date.fromisoformat(on)))

    shown = [QueryDict(found[name][1:]) for name in ("Dit jaar", "Vorig jaar", "Vorig kwartaal")]
    assert [(query["van"], query["tot"]) for query in shown] == expected
    assert {query["gemeente"] for query in shown} == {"7"}
    assert not any("pagina" in query for query in shown)


def test_what_is_hidden_does_not_stand_elsewhere_on_the_page(coordinator, sign_in, regio):
    """Twente (domain.md 5.4, case 3), inside: neither a trend nor other parts that add up to what is hidden."""
    gemeente = GemeenteFactory(regio=regio)
    for waarde in ("opleiding", "opleiding", "werkgever"):
        TelfeitFactory(regio=regio, soort=Feit.UITKOMST_EINDE, waarde=waarde, gemeente=gemeente)

    response = sign_in(coordinator).get(indicator("I12"), {**PERIOD, "per": "gemeente"})

    blad = response.context["blad"]
    assert blad.regels[0].is_hidden
    assert (blad.trend, blad.breakdown) == (None, None)
    assert "Te weinig om te tonen" in response.text
