from datetime import date
from time import perf_counter

import pytest

from leerbedrijven import csv_plan
from leerbedrijven.csv_rows import COLUMNS, EXAMPLE, read_bedrijven
from leerbedrijven.models import Erkenning, Leerbedrijf
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.ui.csvfile import CsvError
from tests.factories.accounts import GebruikerFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import ErkenningFactory, LeerbedrijfFactory

BY = Actor.systeem("proef")


def text(*rows):
    """Rows as dicts; what is not said is empty."""
    lines = [";".join(str(row.get(column, "")) for column in COLUMNS) for row in rows]
    return "\n".join([";".join(COLUMNS), *lines])


def row(**values):
    return {"leerbedrijf_id": "100200300", "naam": "De Korst", "plaats": "Assen", **values}


def reasons(*rows):
    with pytest.raises(CsvError) as caught:
        csv_plan.make_plan(text(*rows))
    return [str(error) for error in caught.value.errors]


def read_in(*rows):
    inlezing = csv_plan.keep("proef.csv", text(*rows), GebruikerFactory())
    csv_plan.write(inlezing, by=BY)
    list(csv_plan.note(inlezing, inlezing.telling["effect"], by=BY))
    return inlezing


@pytest.fixture
def kok(db):
    return KwalificatieFactory(crebo="25180", with_werkprocessen=3)


def test_what_is_wrong_is_named_per_row(kok):
    ErkenningFactory(leerbedrijf__leerbedrijf_id="555555555", kwalificatie=kok, van=date(2026, 1, 1))

    assert reasons(
        row(leerbedrijf_id="12", postcode="12"),
        row(naam="", crebo="25180", erkenning_van="gisteren"),
        row(naam="Anders", leerbedrijf_id="200200200"),
        row(naam="Nog anders", leerbedrijf_id="200 200 200", crebo="X"),
    ) == [
        "Rij 2: leerbedrijf_id: Een leerbedrijf-ID heeft 6 tot 12 cijfers. Je vindt het op Stagemarkt.",
        "Rij 2: postcode: Dit is geen postcode. Schrijf hem als 9712 CP.",
        "Rij 3: naam is leeg.",
        "Rij 3: erkenning_van is geen datum. Schrijf hem als 01-03-2025.",
        "Rij 5: naam is hier anders dan in rij 4.",
        "Rij 5: ‘X’ is geen goede code. Een goede code ziet eruit als 25740.",
        "Rij 5: erkenning_van is geen datum. Schrijf hem als 01-03-2025.",
    ]
    good = {"erkenning_van": "01-03-2025", "werkprocessen": "alle"}
    assert reasons(
        row(crebo="25999", **good),
        row(crebo="25180", **{**good, "werkprocessen": "B9-K9-W9"}),
        row(leerbedrijf_id="200200200", crebo="25180", **{**good, "werkprocessen": ""}),
        row(leerbedrijf_id="555555555", crebo="25180", **good),
    ) == [
        "Rij 2: crebo 25999 is geen bekende kwalificatie.",
        "Rij 3: werkproces B9-K9-W9 hoort niet bij 25180.",
        "Rij 4: werkprocessen is leeg. Schrijf de codes op, of ‘alle’.",
        "Rij 5: er is al een erkenning voor 25180 met een besluit van 01-01-2026.",
    ]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"werkprocessen": "alle"}, "er staat een erkenning, maar crebo is leeg."),
        ({"crebo": "25180", "erkenning_van": "01-03-2025", "erkenning_tot": "x"}, "erkenning_tot is geen datum"),
        (
            {"crebo": "25180", "erkenning_van": "01-03-2025", "erkenning_tot": "01-03-2024"},
            "erkenning_tot ligt vóór erkenning_van.",
        ),
    ],
)
def test_half_an_erkenning_is_refused(kok, values, reason):
    assert reason in reasons(row(**values))[0]


def test_one_crebo_twice_is_refused(kok):
    one = row(crebo="25180", erkenning_van="01-03-2025", werkprocessen="alle")

    assert reasons(one, one) == ["Rij 3: crebo 25180 staat bij dit leerbedrijf twee keer in het bestand."]


def test_a_file_is_read_in_whole(kok):
    KwalificatieFactory(crebo="25744", with_werkprocessen=2)
    erkenning = {"erkenning_van": "2025-03-01"}

    inlezing = read_in(
        row(crebo="25180", werkprocessen="B1-K1-W1, B1-K1-W3", **erkenning),
        row(crebo="25744", werkprocessen="alle", erkenning_tot="31-12-2026", **erkenning),
        row(leerbedrijf_id="200200200", naam="Zonder"),
    )

    found = Erkenning.objects.get(kwalificatie=kok)
    assert found.tot == date(2029, 2, 28)
    assert sorted(found.werkprocessen.filter(uitvoerbaar=True).values_list("werkproces__code", flat=True)) == [
        "B1-K1-W1",
        "B1-K1-W3",
    ]
    assert Leerbedrijf.objects.search("korst assen").get().erkenningen.count() == 2
    assert (inlezing.telling["nieuw"], inlezing.telling["nieuwe_erkenningen"]) == (2, 2)
    assert [event.what for event in AuditEvent.objects.order_by("pk")] == [
        "leerbedrijven.ingelezen",
        "leerbedrijf.ingelezen",
        "leerbedrijf.ingelezen",
    ]


def test_what_is_known_is_updated_and_an_empty_cell_says_nothing(kok):
    known = LeerbedrijfFactory(leerbedrijf_id="100200300", naam="Oud", straat="Kade 1", plaats="Assen")
    old = ErkenningFactory(leerbedrijf=known, kwalificatie=kok, van=date(2022, 1, 1), tot=date(2025, 12, 31))
    new = row(crebo="25180", erkenning_van="01-03-2025", werkprocessen="alle")

    read_in(new)
    again = csv_plan.make_plan(text(new)).summary()

    known.refresh_from_db()
    old.refresh_from_db()
    assert (known.naam, known.straat, known.versie, known.zoeknaam[:8]) == ("De Korst", "Kade 1", 2, "de korst")
    assert old.tot == date(2025, 2, 28)
    assert (again["gelijk"], again["nieuwe_erkenningen"], again["gewijzigde_erkenningen"]) == (1, 0, 0)


def test_other_werkprocessen_change_the_erkenning_that_is_there(kok):
    one = row(crebo="25180", erkenning_van="01-03-2025", werkprocessen="alle")
    read_in(one)

    inlezing = read_in({**one, "werkprocessen": "B1-K1-W2"})

    assert inlezing.telling["effect"] == {"100200300": "gewijzigd"}
    assert Erkenning.objects.get().werkprocessen.filter(uitvoerbaar=True).count() == 1


def test_the_example_reads_as_it_says(db):
    lines = "\n".join(";".join(cells) for cells in EXAMPLE)

    assert [len(bedrijf.erkenningen) for bedrijf in read_bedrijven(lines)] == [2, 0]


def test_more_rows_than_one_transaction_can_bear_are_refused(db):
    many = text(*[row(leerbedrijf_id=str(300000000 + number)) for number in range(5001)])

    with pytest.raises(CsvError, match="Het mogen er 5000 zijn"):
        csv_plan.make_plan(many)


def test_thousands_of_rows_are_planned_at_once(kok, django_assert_max_num_queries):
    many = text(
        *[
            row(leerbedrijf_id=str(300000000 + number), crebo="25180", erkenning_van="01-03-2025", werkprocessen="alle")
            for number in range(3000)
        ]
    )
    start = perf_counter()

    with django_assert_max_num_queries(30):
        plan = csv_plan.make_plan(many)

    assert len(plan.new) == 3000
    assert perf_counter() - start < 5
