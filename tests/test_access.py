"""Who opens which page: every role, the neighbour, nobody, and the holder of a link, over the pages of all rooms."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.harness.links import open_link
from tests.pages import all_pages
from tests.world import World

PAGES = all_pages()
OPEN = {200, 302, 303, 405}
METHODS = ("GET", "HEAD", "POST")
SIGN_IN = "/inloggen/"

closed_pages = pytest.mark.parametrize("entry", [p for p in PAGES if not p.public and not p.link], ids=str)
regional_pages = pytest.mark.parametrize("entry", [p for p in PAGES if p.is_regional], ids=str)
public_pages = pytest.mark.parametrize("entry", [p for p in PAGES if p.public], ids=str)
link_pages = pytest.mark.parametrize("entry", [p for p in PAGES if p.link], ids=str)
one_page_per_purpose = pytest.mark.parametrize("entry", {p.link: p for p in PAGES if p.link}.values(), ids=str)


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client, method, url, data=None):
    with taken_back():
        return getattr(client, method.lower())(url, data).status_code


def outcome(client, entry, url, world):
    """200 for a page that opens, 403 or 404 for one that does not; a page that only takes POST is posted to."""
    status = ask(client, "GET", url)
    if status == 405:
        status = ask(client, "POST", url, entry.data(world))
    return 200 if status in OPEN else status


@closed_pages
def test_each_role_gets_what_the_matrix_says(entry, world, sign_in):
    url = entry.url(world)
    expected = {rol: 200 if rol in entry.ok else 403 if rol in entry.forbidden else 404 for rol in Rol}

    found = {rol: outcome(sign_in(world.gebruiker(rol)), entry, url, world) for rol in Rol}

    assert found == expected


@regional_pages
def test_a_busy_neighbour_finds_nothing(entry, world, sign_in):
    url = entry.url(world)
    neighbour = sign_in(world.gebruiker(Rol.COORDINATOR, regio="neighbour"))

    found = {method: ask(neighbour, method, url) for method in METHODS}

    assert set(found.values()) <= {404, 405}, found
    assert 404 in found.values()


@closed_pages
def test_without_signing_in_one_is_asked_to(entry, world):
    url = entry.url(world)

    for method in ("get", "post"):
        response = getattr(Client(), method)(url)
        assert response.status_code in {302, 405}, method
        if response.status_code == 302:
            assert response.url.startswith(reverse(settings.LOGIN_URL)), method


@public_pages
def test_a_public_page_answers_everyone(entry, world):
    assert outcome(Client(), entry, entry.url(world), world) == entry.status


@link_pages
def test_a_link_opens_its_subject_and_no_other(entry, world):
    mine, other = entry.args(world), entry.args(world)
    holder = open_link(entry.link, mine[0])

    found = {
        "mine": outcome(holder, entry, entry.url_of(mine), world),
        "other": [ask(holder, method, entry.url_of(other)) for method in METHODS],
        "nobody": [ask(Client(), method, entry.url_of(mine)) for method in METHODS],
    }

    assert found["mine"] == 200
    assert set(found["other"]) | set(found["nobody"]) <= {404, 405}, found


@one_page_per_purpose
def test_a_link_opens_no_page_of_staff(entry, world):
    holder = open_link(entry.link, entry.args(world)[0])
    closed = [other for other in PAGES if not other.public and other.name != entry.name]

    for other in closed:
        with taken_back():
            url = other.url(World())
            refused = {404, 405} if other.link else {302, 405}
            assert {ask(holder, method, url) for method in METHODS} <= refused, other
