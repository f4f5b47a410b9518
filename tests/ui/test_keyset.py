from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from praktijkleren.accounts.models import Organisatie
from praktijkleren.ui.keyset import KeysetPage
from tests.factories.accounts import OrganisatieFactory

ORDER = ("-created_at", "-pk")
SORTS = {"naam": ("naam",)}
MOMENT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)


def ask(address=""):
    return SimpleNamespace(GET=QueryDict(address.removeprefix("?")))


def page(address="", **options):
    return KeysetPage(Organisatie.objects.all(), ask(address), **{"order": ORDER, "size": 3, "sorts": SORTS, **options})


def follow(first, url_name):
    """All pages from here on, as lists of names."""
    seen, now = [], first
    while True:
        seen.append([row.naam for row in now])
        if not (url := getattr(now, url_name)):
            return seen, now
        now = page(url)


@pytest.fixture
def organisaties(db):
    """Eight rows of which five share their moment."""
    for number in range(8):
        row = OrganisatieFactory(naam=f"Organisatie {number}")
        Organisatie.objects.filter(pk=row.pk).update(created_at=MOMENT - timedelta(hours=max(0, number - 4)))


def test_pages_forward_hold_every_row_once(organisaties):
    expected = [row.naam for row in Organisatie.objects.order_by(*ORDER)]

    pages, last = follow(page(), "next_url")

    assert [len(names) for names in pages] == [3, 3, 2]
    assert [name for names in pages for name in names] == expected
    assert (last.next_cursor, last.count, last.by_number) == (None, 8, False)


def test_pages_back_are_the_pages_that_came_forward(organisaties):
    forward, last = follow(page(), "next_url")

    back, first = follow(last, "previous_url")

    assert back == forward[::-1]
    assert first.previous is None


def test_a_new_row_on_top_does_not_shift_the_next_page(organisaties):
    before = page()
    expected = [row.naam for row in page(before.next_url)]

    OrganisatieFactory(naam="Nieuw")

    assert [row.naam for row in page(before.next_url)] == expected


def test_a_page_whose_rows_went_away_becomes_the_first_page(organisaties):
    second = page(page().next_url)
    Organisatie.objects.exclude(pk__in=[row.pk for row in second]).delete()

    last = page(second.next_url)
    back = page(second.previous_url)

    assert [row.pk for row in last] == [row.pk for row in back] == [row.pk for row in second]
    assert (back.previous, back.next_cursor) == (None, None)


def test_one_page_costs_a_count_and_the_rows(organisaties, django_assert_num_queries):
    address = page().next_url

    with django_assert_num_queries(2):
        page(address)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "bnVsbA",
        "WzFd",
        "W251bGwsbnVsbF0",
        "WyJnaXN0ZXJlbiIsMV0",
        "WyIyMDI2LTExLTIyVDA5OjMwOjE1IiwxXQ",
        "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzEyOjAwIiwxXQ",
        "é",
    ],
)
def test_a_cursor_that_we_did_not_write_gives_the_first_page(organisaties, cursor):
    assert [row.pk for row in page(f"?na={cursor}")] == [row.pk for row in page()]


def test_a_chosen_sort_pages_by_number_and_keeps_the_filters(organisaties):
    second = page("?status=lopend&sorteer=naam&pagina=2&na=oud")

    assert [row.naam for row in second] == ["Organisatie 3", "Organisatie 4", "Organisatie 5"]
    assert (second.number, second.pages) == (2, 3)
    assert second.next_url == "?status=lopend&sorteer=naam&pagina=3"
    assert second.previous_url == "?status=lopend&sorteer=naam&pagina=1"
    assert second.first_url == "?status=lopend&sorteer=naam"


def test_a_sort_turns_round_with_a_minus_and_ignores_what_it_does_not_know(organisaties):
    assert page("?sorteer=-naam").rows[0].naam == "Organisatie 7"
    assert [row.pk for row in page("?sorteer=wachtwoord")] == [row.pk for row in page()]


@pytest.mark.parametrize(("asked", "number"), [("0", 1), ("99", 3), ("-1", 1), ("twee", 1), ("9" * 30, 1), ("٢", 2)])
def test_a_number_outside_the_list_stays_inside(organisaties, asked, number):
    assert page(f"?sorteer=naam&pagina={asked}").number == number


def test_an_order_by_name_pages_by_number_so_that_no_name_stands_in_an_address(organisaties):
    first = page(order=("naam", "pk"))

    assert (first.by_number, first.next_url) == (True, "?pagina=2")


def test_rows_may_be_dicts(organisaties):
    rows = Organisatie.objects.values("pk", "naam", "created_at")

    first = KeysetPage(rows, ask(), order=ORDER, size=3)
    second = KeysetPage(rows, ask(first.next_url), order=ORDER, size=3)

    assert [row["naam"] for row in second] == [row.naam for row in page(first.next_url)]


def test_an_empty_list_has_one_page_and_no_links(db):
    empty = page()

    assert (len(empty), empty.count, empty.pages, empty.next_url, empty.previous_url) == (0, 0, 1, "", "")
