"""What leaves, read by someone who knows the rules: no number about fewer than five can be computed from the rest."""

from collections import defaultdict
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapportages import uitvoer
from rapportages.bescherming import KLEIN
from rapportages.cijfers import Vraag
from rapportages.indicatoren import ALLE
from rapportages.indicatoren.klantgroep import PER_KLANTGROEP
from rapportages.models import Feit, Rapport, Telfeit
from rapportages.rapporten.inhoud import contents
from rapportages.tijdvak import Tijdvak
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.kandidaten import KlantgroepFactory
from tests.factories.rapportages import TelfeitFactory

YEAR = Tijdvak(date(2025, 1, 1), date(2025, 12, 31))
COUNTS = {"aantal", "personen", "werkprocessen"}
WAARDEN = {
    Feit.AANMELDING: ("persoon", "plaats"),
    Feit.ADVIES: ("praktijkverklaring", "diploma", ""),
    Feit.EINDE: ("afgerond", "gestopt"),
    Feit.UITKOMST_6: ("werkgever", "opleiding", ""),
}
batches = st.lists(
    st.tuples(
        st.sampled_from([Feit.AANMELDING, Feit.ADVIES, Feit.START, Feit.EINDE, Feit.VERKLARING, Feit.UITKOMST_6]),
        st.sampled_from([1, 2, 3, 4, 5, 6, 9, 30]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.sampled_from([date(2024, 6, 1), date(2025, 6, 1)]),
    ),
    min_size=3,
    max_size=14,
)


def fill(regio, groups, found):
    for soort, number, which, groep, day in found:
        values = WAARDEN.get(soort, ("",))
        fields = {"waarde": values[which % len(values)], "klantgroep": groups[groep].code, "datum": day}
        route = ("praktijkverklaring", "certificaat", "diploma")[groep]
        made = TelfeitFactory.build_batch(number, regio=regio, soort=soort, route=route, **fields)
        Telfeit.objects.bulk_create(made)


def may_be_large(total, parts):
    """Of what is hidden each may still be five or more, for who knows the total and that none of it is nothing."""
    places = [part for part in parts if part is None]
    if not places or total is None:
        return True
    left = total - sum(part for part in parts if part is not None)
    return left - (len(places) - 1) >= KLEIN


def attack(numbers, wholes):
    """`numbers`: (indicator, line) → (total, parts). `wholes`: which two lines are part of each other."""
    for key, (total, parts) in numbers.items():
        assert not [n for n in (total, *parts) if n is not None and 0 < n < KLEIN], key
        assert may_be_large(total, parts), key
    for one, other in wholes:
        first, second = numbers[one][0], numbers[other][0]
        assert None in {first, second} or not 0 < abs(first - second) < KLEIN, (one, other)


def wholes():
    for indicator in ALLE:
        for lijn in indicator.lijnen:
            if lijn.naast is not None:
                yield (indicator.code, lijn.naam), (indicator.code, indicator.lijnen[lijn.naast].naam)


def of_report(content):
    return {
        (row["code"], line["naam"]): (line["waarde"], [part["aantal"] for part in line["delen"]])
        for row in content["indicatoren"]
        for line in row["lijnen"]
        if line["meet"] in COUNTS
    }


def of_file(vraag):
    figures = defaultdict(lambda: [None, []])
    lines = {(row.code, lijn.naam): lijn for row in ALLE for lijn in row.lijnen}
    for code, _naam, line, part, number, *_rest in uitvoer.sheets(vraag, vraag.narrow(Telfeit.objects.all()))[0].rows:
        if line and str(lines[code, line].meet) in COUNTS:
            if part:
                figures[code, line][1].append(number)
            else:
                figures[code, line][0] = number
    return figures


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(found=batches)
def test_nothing_about_fewer_than_five_can_be_computed_from_a_file_or_a_report(db_per_example, found):
    with db_per_example():
        regio = RegioFactory()
        groups = [KlantgroepFactory() for _ in range(3)]
        fill(regio, groups, found)
        gebruiker = GebruikerFactory(regio=regio)
        rapport = Rapport(regio=regio, soort="jaar", van=YEAR.van, tot=YEAR.tot)
        content = contents(rapport, gebruiker, Telfeit.objects.latest("recorded_at").recorded_at)

        attack(of_report(content), wholes())
        attack(of_file(Vraag(regio, YEAR)), wholes())

        table = content["klantgroepen"]
        columns = list(zip(*(row["cellen"] for row in table["rijen"]), strict=True))
        for column in columns:
            assert not [n for n in column if n is not None and 0 < n < KLEIN]
        for place, lijn in enumerate(PER_KLANTGROEP):
            if lijn.naast is not None:
                for part, whole in zip(columns[place], columns[lijn.naast], strict=True):
                    assert None in {part, whole} or not 0 < whole - part < KLEIN


def test_the_way_back_from_a_line_to_the_one_beside_it_is_closed(db):
    regio = RegioFactory()
    groups = [KlantgroepFactory() for _ in range(3)]
    fill(regio, groups, [(Feit.VERKLARING, 22, 0, 0, date(2025, 6, 1)), (Feit.VERKLARING, 3, 0, 0, date(2024, 6, 1))])

    figures = of_file(Vraag(regio, YEAR))

    assert figures["I5", "uitgereikt in de periode"][0] == 22
    assert figures["I5", "uitgereikt in totaal"][0] is None


def test_five_parts_of_one_each_are_not_even_named(db):
    """The total stands in the line without parts; how many parts there are would tell what each of them is."""
    regio = RegioFactory()
    for code in "ABCDE":
        facts = TelfeitFactory.build_batch(1, regio=regio, soort=Feit.VERKLARING, klantgroep=code, datum=YEAR.van)
        Telfeit.objects.bulk_create(facts)

    figures = of_file(Vraag(regio, YEAR))

    assert figures["I5", "uitgereikt in de periode"][0] == 5
    assert figures["I9", "uitgereikte praktijkverklaringen, per klantgroep"] == [None, []]
