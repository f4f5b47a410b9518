"""The numbers of whole years are those of the indicators, all at once."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from rapportages.cijfers import Vraag, count_line
from rapportages.indicatoren import INDICATOREN
from rapportages.indicatoren.begrip import Tijdvak
from rapportages.models import Feit, Telfeit
from rapportages.vergelijking.tellen import Aantal, Duur, count_years
from tests.factories.rapportages import TelfeitFactory


@pytest.mark.parametrize(
    ("soort", "name", "code"),
    [
        (Feit.AANMELDING, "aanmeldingen", "I1"),
        (Feit.START, "starts", "I3"),
        (Feit.VERKLARING, "verklaringen", "I5"),
        (Feit.UITKOMST_6, "uitkomst", "I12"),
    ],
)
def test_a_year_has_the_number_of_the_indicator(here, there, year, facts, soort, name, code):
    facts(here, 6, soort=soort)
    facts(there, 3, soort=soort)
    facts(here, 2, soort=soort, jaar=year - 2)

    (_, _, last) = count_years([here.pk, there.pk], before=year + 1)[here.pk]

    whole_year = Tijdvak(date(year, 1, 1), date(year, 12, 31))
    lijn = next(line for line in INDICATOREN[code].lijnen if line.feit == soort)
    feiten = Vraag(here, whole_year).narrow(Telfeit.objects.all())
    assert getattr(last, name).aantal == count_line(lijn, feiten, whole_year).cijfer.waarde == 6


def test_a_year_in_which_nothing_happened_is_between_the_others(here, year, facts):
    facts(here, 6, jaar=year - 2)
    facts(here, 6)

    jaren = count_years([here.pk], before=year + 1)[here.pk]

    assert [(row.jaar, row.starts.aantal) for row in jaren] == [(year - 2, 6), (year - 1, 0), (year, 6)]


def test_what_is_of_this_year_or_no_longer_true_is_not_counted(here, year, facts):
    facts(here, 6)
    facts(here, 6, jaar=year + 1)
    facts(here, 6, recorded_at="2020-01-01T10:00Z", vervallen_op="2021-01-01T10:00Z")

    (jaar,) = count_years([here.pk], before=year + 1)[here.pk]

    assert jaar.starts == Aantal(6, 6)


def test_a_person_is_new_once(here, year, facts):
    persoon = uuid.uuid4()
    facts(here, 1, soort=Feit.VERKLARING, persoon=persoon, jaar=year - 1)
    for number in range(2):
        facts(here, 1, soort=Feit.VERKLARING, persoon=persoon, sleutel=f"verklaring:{number}")
    facts(here, 1, soort=Feit.VERKLARING)

    before, last = count_years([here.pk], before=year + 1)[here.pk]

    assert (before.nieuw, last.nieuw, last.verklaringen) == (1, 1, Aantal(3, 2))


def test_outcomes_are_taken_together(here, year, facts):
    for waarde in ("werkgever", "ontwikkelbedrijf", "werk", "opleiding", "uitkering", "anders", ""):
        facts(here, 1, soort=Feit.UITKOMST_6, waarde=waarde)

    (jaar,) = count_years([here.pk], before=year + 1)[here.pk]

    one, two, three = Aantal(1, 1), Aantal(2, 2), Aantal(3, 3)
    assert jaar.uitkomsten == {"werk": three, "opleiding": one, "anders": two, "onbekend": one}


def test_how_long_it_took_is_the_median_of_what_is_known(here, year):
    for dagen in (70, 84, 7, None):
        TelfeitFactory(regio=here, datum=date(year, 2, 1), dagen=dagen)

    (jaar,) = count_years([here.pk], before=year + 1)[here.pk]

    assert jaar.tot_start == Duur(Decimal(10), 3)
