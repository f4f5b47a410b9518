"""How much is unknown: the trend in exact numbers, and the same as each indicator says of a quarter."""

import random
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta

from kandidaten.states import Route
from rapportages.bescherming import protect
from rapportages.cijfers import Uitslag, divide
from rapportages.indicatoren import ALLE
from rapportages.indicatoren.begrip import Cijfer, Meet
from rapportages.indicatoren.velden import VELDEN
from rapportages.kwaliteit.onbekend import VERDELINGEN, Verdeling, quarters, unknown
from rapportages.models import Feit, Telfeit
from rapportages.tijdvak import Tijdvak
from tests.factories.accounts import GemeenteFactory, OrganisatieFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import LeerbedrijfFactory
from tests.factories.rapportages import TelfeitFactory

TODAY = date(2026, 2, 20)
LATEST = 7
"""Place of the quarter that is going on."""


def of(code, feiten=None):
    found = {row.code: quarters for row, quarters in unknown(feiten or Telfeit.objects.known(), TODAY).items()}
    return found[code]


def numbers(code):
    return [(row.onbekend, row.van) for row in of(code)]


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 2, 20), date(2024, 4, 1), date(2026, 1, 1)),
        (date(2024, 3, 31), date(2022, 4, 1), date(2024, 1, 1)),
        (date(2024, 12, 31), date(2023, 1, 1), date(2024, 10, 1)),
    ],
)
def test_eight_quarters_with_the_one_that_goes_on(on, first, last):
    found = quarters(on)

    assert (len(found), found[0], found[-1]) == (8, first, last)


def test_the_trend_of_one_division(regio):
    gemeente = GemeenteFactory(regio=regio)
    for day, known in (
        (date(2024, 3, 31), False),
        (date(2024, 4, 1), False),
        (date(2025, 12, 31), False),
        (date(2025, 12, 31), True),
        (date(2025, 10, 1), True),
        (date(2026, 2, 20), False),
        (date(2026, 2, 21), False),
    ):
        TelfeitFactory(regio=regio, datum=day, gemeente=gemeente if known else None)

    found = of("start-gemeente")

    assert numbers("start-gemeente") == [(1, 1), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (1, 3), (1, 1)]
    assert [(row.label, row.tekst, row.procent) for row in found[5:]] == [
        ("2025 K3", "niets geteld", None),
        ("2025 K4", "1 van 3", Decimal("33.3")),
        ("2026 K1", "1 van 1", 100),
    ]


def test_what_runs_is_counted_at_the_end_of_each_quarter(regio):
    """Also when it began long before."""
    started = TelfeitFactory(regio=regio, datum=date(2020, 5, 1), gemeente=None)
    TelfeitFactory(regio=regio, datum=date(2025, 1, 1), gemeente=GemeenteFactory(regio=regio))
    TelfeitFactory(
        regio=regio, soort=Feit.EINDE, datum=date(2025, 9, 30), persoon=started.persoon, onderwerp=started.onderwerp
    )

    assert numbers("loopt-gemeente") == [(1, 1), (1, 1), (1, 1), (1, 2), (1, 2), (0, 1), (0, 1), (0, 1)]


def test_what_we_no_longer_hold_true_is_not_counted(regio):
    TelfeitFactory(regio=regio, datum=TODAY, vervallen_op="2999-01-01T10:00Z")

    assert numbers("start-gemeente")[LATEST] == (0, 0)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"": 6, "a": 8}, (6, 14)),
        ({"a": 8, "b": 9}, (0, 17)),
        ({"": 4, "a": 8, "b": 9}, (None, 21)),
        ({"": 6, "a": 2, "b": 9}, (None, 17)),
        ({"": 9, "a": 2, "b": 6}, (9, 17)),
        ({"": 2}, (None, None)),
    ],
)
def test_of_a_klantgroep_nothing_small_can_be_computed(regio, groups, shown):
    for klantgroep, number in groups.items():
        TelfeitFactory.create_batch(number, regio=regio, datum=TODAY, klantgroep=klantgroep)

    assert numbers("start-klantgroep")[LATEST] == shown


def some_facts(regio, dice):
    """Facts of every kind in three years, each field known or not."""
    groups, outcomes = ["", "a", "b", "c"], ["", "werk", "uitkering", "opleiding"]
    rows = {
        "gemeente": [None, *GemeenteFactory.create_batch(2, regio=regio)],
        "kwalificatie": [None, *KwalificatieFactory.create_batch(2)],
        "instelling": [None, *OrganisatieFactory.create_batch(2, mbo=True)],
        "leerbedrijf": [None, *LeerbedrijfFactory.create_batch(2)],
        "bron": ["", "uwv"],
        "klantgroep": groups,
        "route": Route.values,
    }
    for number in range(400):
        soort = dice.choice([row for row in Feit if row != Feit.EINDE])
        fields = {name: dice.choice(values) for name, values in rows.items()} | {"regio": regio}
        day = TODAY - timedelta(days=dice.randint(-40, 1100))
        who = {"persoon": uuid.uuid4(), "onderwerp": uuid.uuid4()}
        waarde = dice.choice(["", "ja", "nee"] if soort == Feit.DUURZAAM else outcomes)
        made = [Telfeit(soort=soort, datum=day, sleutel=f"x:{number}", waarde=waarde, **who, **fields)]
        if soort == Feit.START and dice.random() < 0.6:
            ended = day + timedelta(days=dice.randint(0, 300))
            how = {"met_verklaring": dice.random() < 0.5, "waarde": "afgerond"}
            made.append(Telfeit(soort=Feit.EINDE, datum=ended, sleutel=f"y:{number}", **who, **how, **fields))
        for row in made:
            row.recorded_at = "2026-01-01T00:00Z"
            row.save()


def as_the_page_says(lijn, veld, period):
    delen = tuple(divide(lijn, Telfeit.objects.known(), period, veld))
    whole = delen[0].noemer
    uitslag = Uitslag(lijn, Cijfer(whole, whole), delen)
    uitslag = protect(uitslag) if veld.gevoelig else uitslag
    return uitslag.delen[-1].aantal, uitslag.cijfer.waarde


@pytest.mark.parametrize("seed", [1, 2])
def test_each_division_says_the_same_as_the_page_of_its_indicator(regio, seed):
    some_facts(regio, random.Random(seed))
    found = unknown(Telfeit.objects.known(), TODAY)
    compared = set()

    for indicator in ALLE:
        for place, lijn in enumerate(indicator.lijnen):
            asked = {"klantgroep", "gemeente"} & set(indicator.uitsplitsingen) if place == 0 else set()
            for naam in {lijn.delen, *asked} - {""} if lijn.meet == Meet.AANTAL else ():
                row = Verdeling(str(lijn.feit), VELDEN[naam], lijn.stand)
                compared.add(row)
                for kwartaal in found[row]:
                    last = min(TODAY, kwartaal.begin + relativedelta(months=3) - timedelta(days=1))
                    page = as_the_page_says(lijn, VELDEN[naam], Tijdvak(kwartaal.begin, last))
                    assert (kwartaal.onbekend, kwartaal.van) == page, (row.code, kwartaal)

    assert compared == set(VERDELINGEN)


def test_it_takes_as_many_queries_for_all_indicators(regio, django_assert_num_queries):
    some_facts(regio, random.Random(3))

    with django_assert_num_queries(3):
        unknown(Telfeit.objects.known(), TODAY)


def test_every_division_has_an_address_and_indicators_of_its_own():
    assert len({row.code for row in VERDELINGEN}) == len(VERDELINGEN)
    assert all(row.indicatoren and row.naam for row in VERDELINGEN)
    assert next(row for row in VERDELINGEN if row.code == "start-klantgroep").indicatoren == ["I3", "I9"]
