import pytest

from kwalificaties import own_rows
from kwalificaties.models import Kerntaak, Werkproces
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.ui.csvfile import CsvError
from tests.factories.accounts import GebruikerFactory
from tests.factories.kwalificaties import KerntaakFactory, KwalificatieFactory, WerkprocesFactory

BY = Actor.systeem("proef")
HEADING = ";".join(own_rows.COLUMNS)


def text(*rows):
    return "\n".join([HEADING, *rows])


def reasons(*rows):
    with pytest.raises(CsvError) as caught:
        own_rows.read_own_rows(text(*rows))
    return [str(error) for error in caught.value.errors]


@pytest.fixture
def kwalificatie(db):
    return KwalificatieFactory(crebo="25031")


def read_in(*rows):
    return own_rows.read_in(own_rows.keep("proef.csv", text(*rows), GebruikerFactory()), by=BY)


def test_what_is_wrong_is_named_per_row(kwalificatie):
    KerntaakFactory(kwalificatie=kwalificatie, code="P1-K1", titel="Officieel")

    assert reasons(
        "25031;B1-K1;Maakt schoon;B1-K1-W1;Wast ramen;SBB;01-08-2026",
        "25031;B1-K1;Anders;B1-K1-W1;Wast ramen;;morgen",
        "99999;B1-K1;Maakt schoon;B2-K1-W1;Wast ramen;SBB;2026-08-01",
        "25031;P1-K1;Eigen naam;P1-K1-W1;Dweilt;SBB;01-08-2026",
    ) == [
        "Rij 3: bron is leeg.",
        "Rij 3: datum: ‘morgen’ is geen datum. Schrijf hem als 01-08-2026.",
        "Rij 3: werkproces B1-K1-W1 van 25031 staat ook in rij 2.",
        "Rij 3: kerntaak B1-K1 heet eerder in dit bestand ‘Maakt schoon’.",
        "Rij 4: werkproces B2-K1-W1 hoort niet bij kerntaak B1-K1.",
        "Rij 4: crebo 99999 is geen bekende kwalificatie.",
        "Rij 5: kerntaak P1-K1 heet in de kwalificatiestructuur ‘Officieel’.",
    ]


def test_a_file_without_rows_is_refused(db):
    assert reasons() == ["Er staan geen werkprocessen in dit bestand."]


def test_what_was_typed_in_before_gets_another_versie(kwalificatie):
    read_in("25031;B1-K1;Maakt schoon;B1-K1-W1;Wast ramen;SBB;01-08-2026")
    read_in(
        "25031;B1-K1;Maakt schoon;B1-K1-W1;Wast alle ramen;SBB;01-08-2026",
        "25031;B1-K1;Maakt schoon;B1-K1-W2;Dweilt;SBB;01-08-2026",
    )

    assert sorted(Werkproces.objects.values_list("naam", "versie")) == [
        ("Dweilt", 1),
        ("Wast alle ramen", 2),
        ("Wast ramen", 1),
    ]
    assert Kerntaak.objects.count() == 1
    codes = [
        event.changes["codes"] for event in AuditEvent.objects.filter(dossier=kwalificatie.audit_dossier).order_by("pk")
    ]
    assert codes == [["B1-K1", "B1-K1-W1"], ["B1-K1-W1", "B1-K1-W2"]]


def test_a_werkproces_may_hang_under_a_shipped_kerntaak(kwalificatie):
    kerntaak = KerntaakFactory(kwalificatie=kwalificatie, code="B1-K1", titel="Maakt schoon")
    WerkprocesFactory(kerntaak=kerntaak, code="B1-K1-W1", naam="Wast ramen", bron="geladen")

    read_in(
        "25031;B1-K1;Maakt schoon;B1-K1-W1;Wast ramen;SBB;01-08-2026",
        "25031;B1-K1;Maakt schoon;B1-K1-W2;Dweilt;SBB;01-08-2026",
    )

    assert list(kerntaak.werkprocessen.order_by("code").values_list("naam", "bron")) == [
        ("Wast ramen", "geladen"),
        ("Dweilt", "SBB"),
    ]
