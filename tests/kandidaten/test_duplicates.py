from datetime import date

import pytest

from kandidaten.duplicates import Who, possible_duplicates
from kandidaten.models import Kandidaat
from tests.factories.kandidaten import KandidaatFactory

BORN = date(1990, 3, 7)
KNOWN = {"voornamen": "Samira Noor", "tussenvoegsel": "de", "achternaam": "Vriesland", "geboortedatum": BORN}


def find(**changes):
    who = Who(**{**KNOWN, **changes})
    return [match.exact for match in possible_duplicates(who, Kandidaat.objects.all())]


@pytest.fixture(autouse=True)
def _known(db):
    KandidaatFactory(**KNOWN)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, [True]),
        ({"voornamen": "SAMIRA NÓÓR"}, [True]),
        ({"achternaam": "Vrieslant"}, [False]),
        ({"achternaam": "Anders", "tussenvoegsel": ""}, [False]),
        ({"voornamen": "S.", "achternaam": "Voorbeeld"}, [False]),
        ({"voornamen": "Peter", "achternaam": "Anders"}, []),
        ({"geboortedatum": date(1990, 7, 3)}, [False]),
        ({"geboortedatum": date(1991, 3, 7)}, [False]),
        ({"geboortedatum": date(1990, 3, 20)}, [False]),
        ({"geboortedatum": date(1975, 11, 20)}, []),
        ({"geboortedatum": None}, []),
    ],
)
def test_who_may_be_the_same(changes, found):
    assert find(**changes) == found


def test_exact_matches_come_first(db):
    KandidaatFactory(**{**KNOWN, "achternaam": "Vrieslant"})

    assert find() == [True, False]


def test_a_person_is_no_duplicate_of_itself():
    kandidaat = Kandidaat.objects.get()

    assert possible_duplicates(Who.of(kandidaat), Kandidaat.objects.all(), exclude=kandidaat.pk) == []
