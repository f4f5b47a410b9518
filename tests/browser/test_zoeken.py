"""Asking for trajecten oneself, with every fold open: nothing that axe finds, and columns that move by their links."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from praktijkleren.accounts.roles import Rol
from tests.browser.test_axe import look
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.rapportages import WeergaveFactory
from tests.factories.trajecten import TrajectFactory

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = reverse("rapportages:search")
OPEN_ALL = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"


@pytest.fixture
def coordinator():
    regio = RegioFactory()
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    for status in ("lopend", "onderbroken"):
        TrajectFactory(kandidaat=KandidaatFactory(regio=regio), status=status)
    WeergaveFactory(eigenaar=coordinator)
    return coordinator


@pytest.mark.parametrize(
    "question", ["loopt_op=ooit&kolom=naam&kolom=status&kolom=x", "per=status&route=praktijkverklaring"]
)
def test_axe_finds_nothing_behind_the_folds(coordinator, open_browser, question):
    page = open_browser(coordinator)
    page.goto(f"{SEARCH}?{question}")
    page.evaluate(OPEN_ALL)

    found = look(page, question)

    assert not found, "\n".join(found)


def test_a_column_moves_by_its_link_and_the_choice_stays_in_sight(coordinator, open_browser):
    page = open_browser(coordinator, phone=True)
    page.goto(f"{SEARCH}?kolom=naam&kolom=status")
    page.get_by_text("Kolommen kiezen (2)").click()

    chosen = page.locator(".kolommen__naam")

    page.locator(".kolommen__gekozen").get_by_role("link", name="Later").click()
    expect(chosen).to_have_text(["Status", "Naam"])
    page.get_by_role("link", name="Gemeente", exact=True).click()

    expect(chosen).to_have_text(["Status", "Naam", "Gemeente"])
    assert page.locator(".kolommen__gekozen").is_visible()
