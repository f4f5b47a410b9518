"""What is shared is what is shown, whoever asks; and page and open data together give away no small number."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkleren.accounts.roles import Rol
from rapportages.bescherming import KLEIN
from rapportages.models import Deling, Feit, Telfeit
from rapportages.vergelijking import opendata
from rapportages.vergelijking.actions import NETWERK, OPEN, share
from rapportages.vergelijking.afspraken import AFSPRAKEN
from rapportages.vergelijking.publicatie import published
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.rapportages import DelingFactory, InwonertalFactory, TelfeitFactory
from tests.rapportages.history import BY
from tests.rapportages.vergelijking import attack


def shown(delingen=None):
    found = published(Deling.objects.all() if delingen is None else delingen, today=timezone.localdate())
    return {(row.regio.naam, row.jaar, row.afspraak.naam, row.onderdeel): row for row in found}


def test_only_what_is_shared_is_there(here, there, year, facts):
    for regio in (here, there):
        facts(regio, 6)
        facts(regio, 7, soort=Feit.AANMELDING)
    DelingFactory(regio=here, cijfer="aanmeldingen")

    assert {key: row.waarde for key, row in shown().items()} == {("Groenland", year, "aanmeldingen", "totaal"): 7}


def test_sharing_less_or_more_changes_no_number(here, year, facts):
    """A total that needs to stay back does so, though the number that would give it away is not shared."""
    facts(here, 3, soort=Feit.VERKLARING, jaar=year - 1)
    facts(here, 20, soort=Feit.VERKLARING)
    DelingFactory(regio=here, cijfer="verklaringen")
    alone = shown()

    share(here, dict.fromkeys(AFSPRAKEN, NETWERK), by=BY)

    together = shown()
    assert {key: together[key].waarde for key in alone} == {key: row.waarde for key, row in alone.items()}
    assert together["Groenland", year, "verklaringen_totaal", "totaal"].waarde == 23


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.LEZER, Rol.MBO_CONTACT, Rol.KLANTMANAGER])
def test_everyone_who_sees_figures_sees_the_same(here, there, year, facts, rol):
    """Also who may count one school or one gemeente only."""
    facts(there, 6)
    DelingFactory(regio=there)

    found = shown(Deling.objects.visible_to(GebruikerFactory(rol=rol, regio=here)))

    assert found["Overzee", year, "gestarte_trajecten", "totaal"].waarde == 6


def test_who_sees_no_figures_sees_none_of_another_regio(here, there, facts):
    DelingFactory(regio=there)

    assert not Deling.objects.visible_to(GebruikerFactory(rol=Rol.JOBCOACH, regio=here)).exists()


def test_per_100000_is_of_the_nearest_year_that_is_known(here, year, facts):
    facts(here, 50)
    InwonertalFactory(regio=here, jaar=year - 4, aantal=10)
    InwonertalFactory(regio=here, jaar=year + 1, aantal=80_000)
    DelingFactory(regio=here)

    (row,) = shown().values()

    assert (row.per_100000, row.inwonertal.jaar) == (Decimal("62.5"), year + 1)


def test_without_inhabitants_or_a_number_nothing_is_divided(here, there, facts):
    facts(here, 50)
    facts(there, 3)
    InwonertalFactory(regio=there)
    for regio in (here, there):
        DelingFactory(regio=regio)

    assert {row.per_100000 for row in shown().values()} == {None}


YEARS = st.lists(st.tuples(*[st.integers(0, 7)] * 3), min_size=2, max_size=3)
"""Per year new persons with a praktijkverklaring, started trajecten, and outcomes of those."""


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=YEARS, public=st.sets(st.sampled_from(sorted(AFSPRAKEN))))
def test_no_small_number_can_be_computed_back_from_page_and_open_data(db_per_example, numbers, public):
    with db_per_example():
        regio = RegioFactory()
        happened(regio, numbers)
        share(regio, {naam: OPEN if naam in public else NETWERK for naam in AFSPRAKEN}, by=BY)

        cells = {(jaar, cijfer, deel): row.waarde for (_, jaar, cijfer, deel), row in shown().items()}
        rows = [dict(zip(opendata.sheet(today=timezone.localdate()).columns, row, strict=True))
                for row in opendata.sheet(today=timezone.localdate()).rows]  # fmt: skip

    in_file = {(row["jaar"], row["cijfer"], row["onderdeel"]): row["waarde"] for row in rows}
    assert in_file.items() <= cells.items()
    assert {cijfer for _, cijfer, _ in in_file} == ({cijfer for _, cijfer, _ in cells} & public)
    for jaar, possible in resisted(cells):
        assert all(max(values) >= KLEIN and len(values) > 1 for values in possible.values()), (jaar, possible)


def happened(regio, numbers):
    first, left = timezone.localdate().year - len(numbers), 0
    for jaar, (new, started, wanted) in enumerate(numbers, start=first):
        ended = min(wanted, left + started)
        left += started - ended
        for soort, number in ((Feit.VERKLARING, new), (Feit.START, started), (Feit.UITKOMST_6, ended)):
            rows = TelfeitFactory.build_batch(
                number, regio=regio, soort=soort, datum=date(jaar, 5, 1), waarde="werkgever", dagen=70
            )
            Telfeit.objects.bulk_create(rows)


def resisted(cells):
    """Of each year the cells that are not shown, with all that they can be."""
    jaren = sorted({jaar for jaar, _, _ in cells})
    shown_of = [{(cijfer, deel): cells[j, cijfer, deel] for j, cijfer, deel in cells if j == jaar} for jaar in jaren]
    if not jaren:
        return
    found = attack.possible(shown_of, 12)
    for jaar, year, possible in zip(jaren, shown_of, found, strict=True):
        hidden = {cijfer for (cijfer, deel), value in year.items() if value is None and deel == "totaal"}
        yield jaar, {name: values for name, values in possible.items() if name in hidden}
