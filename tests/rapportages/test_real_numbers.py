"""Figures that were published (domain.md 5.3 and 5.4) come out of the same rules."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from praktijkleren.accounts.models import Regio
from rapportages.cijfers import Vraag, count
from rapportages.indicatoren import INDICATOREN
from rapportages.models import Feit, Telfeit
from rapportages.tijdvak import Tijdvak
from tests.factories.accounts import RegioFactory
from tests.factories.rapportages import TelfeitFactory
from verklaringen.demo.load import load_demo

TODAY = date(2026, 11, 22)


def counted(regio, code, van, tot):
    tijdvak = Tijdvak(van, tot)
    return count(INDICATOREN[code], Vraag(regio, tijdvak).narrow(Telfeit.objects.all()), tijdvak)


def facts(regio, number, **fields):
    Telfeit.objects.bulk_create(TelfeitFactory.build_batch(number, regio=regio, **fields))


@pytest.fixture
def regio(db):
    return RegioFactory()


def test_the_years_of_boris(regio):
    """Case 1: 46 + 1.218 + 1.535 + 940 = 3.739 praktijkverklaringen."""
    years = {2015: 46, 2016: 1218, 2017: 1535, 2018: 940}
    for year, number in years.items():
        facts(regio, number, soort=Feit.VERKLARING, datum=date(year, 2, 28))

    told = {year: counted(regio, "I5", date(year, 1, 1), date(year, 12, 31)) for year in years}

    assert {year: of_year[0].cijfer.waarde for year, of_year in told.items()} == years
    assert [of_year[1].cijfer.waarde for of_year in told.values()] == [46, 1264, 2799, 3739]


def test_the_outcomes_of_sbcm_leave_35_percent_unknown(regio):
    """Case 2: 22 % at an employer, 37 % at an ontwikkelbedrijf, 6 % goes on learning; the rest is not left out."""
    for waarde, number in {"werkgever": 22, "ontwikkelbedrijf": 37, "opleiding": 6, "": 35}.items():
        facts(regio, number, soort=Feit.UITKOMST_EINDE, waarde=waarde)

    delen = counted(regio, "I12", date(2025, 1, 1), date(2025, 12, 31))[0].delen

    assert {deel.label: deel.procent for deel in delen if deel.aantal} == {
        "werk bij een werkgever": Decimal("22.0"),
        "werk bij een sociaal ontwikkelbedrijf": Decimal("37.0"),
        "vervolgopleiding": Decimal("6.0"),
        "onbekend": Decimal("35.0"),
    }
    assert delen[-1].label == "onbekend"


def test_rows_of_a_table_add_up_to_its_total(regio):
    """Case 5: 1.999 + 2.433 + 375 + 34 + 42 = 4.883."""
    for bron, number in {"uwv": 1999, "gemeente": 2433, "school": 375, "rmc": 34, "": 42}.items():
        facts(regio, number, soort=Feit.AANMELDING, bron=bron)

    uitslag = counted(regio, "I1", date(2025, 1, 1), date(2025, 12, 31))[0]

    assert uitslag.cijfer.waarde == 4883 == sum(deel.aantal for deel in uitslag.delen)


def test_the_demo_regio_counts_what_groningen_published(db):
    """Case 4: 20 in 2021, the 100th in April 2022, more than 250 in 2023 with about 120 running, the 500th in 2025.

    One test, for loading the demo takes longer than all of it.
    """
    load_demo(TODAY)
    call_command("make_telfeiten", verbosity=0)
    groningen = Regio.objects.get(code="AM01")

    def ever(on):
        return counted(groningen, "I5", date(2020, 1, 1), on)[1].cijfer.waarde

    days = [date(2021, 12, 31), date(2022, 4, 14), date(2025, 10, 5), date(2025, 10, 6)]
    assert [ever(on) for on in days] == [20, 100, 497, 500]
    assert ever(date(2023, 7, 31)) > 250
    assert 110 <= counted(groningen, "I4", date(2023, 1, 1), date(2023, 7, 31))[0].cijfer.waarde <= 130
    series = [ever(date(year, month, 1)) for year in range(2021, 2027) for month in range(1, 13, 3)]
    assert series == sorted(series)
    before = Telfeit.objects.count()
    call_command("make_telfeiten", per=100, verbosity=0)
    assert Telfeit.objects.count() == before  # what was counted once is not counted otherwise a second time
