"""From the mail to the signature on a phone of 390 px, with the keyboard alone, with and without script."""

from urllib.parse import urlsplit

import pytest
from django.core import mail

from praktijkleren.documenten.models import Handtekening
from tests.browser.conftest import PHONE
from tests.factories import verklaringen as made
from tests.flows.story import CODE, LINK, code_in, link_in

MOST = 80
"""Presses of Tab within which everything on a page is reached."""


class Keyboard:
    """Someone who has no mouse: goes from field to field, and notices where the focus cannot be seen."""

    def __init__(self, page):
        self.page = page

    def go_to(self, wanted):
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("node => node === document.activeElement"):
                return self._sees_the_focus()
        raise AssertionError(f"{wanted} is not reached")

    def type(self, label, text):
        self.go_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def press(self, name):
        self.go_to(self.page.get_by_role("button", name=name, exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._fits()

    def choose(self, option):
        self.go_to(option)
        self.page.keyboard.press("Space")
        assert option.is_checked()

    def _sees_the_focus(self):
        outline = self.page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' || style.boxShadow !== 'none' }"
        )
        assert outline, "the focus cannot be seen"

    def _fits(self):
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.fixture
def open_phone(chromium, live_server):
    contexts = []

    def start(*, script):
        context = chromium.new_context(
            base_url=live_server.url, viewport=PHONE, java_script_enabled=script, locale="nl-NL"
        )
        contexts.append(context)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()


def newest(run_queued, pattern):
    """The last mail with a link, or with a code."""
    run_queued()
    return next(message for message in reversed(mail.outbox) if pattern.search(message.body))


@pytest.mark.parametrize("script", [True, False])
def test_signing_takes_no_mouse_and_no_script(open_phone, run_queued, script):
    made.sent()
    page = open_phone(script=script)
    keyboard = Keyboard(page)

    page.goto(urlsplit(link_in(newest(run_queued, LINK))).path)
    keyboard.press("Verder")
    keyboard.type("Code uit de mail", code_in(newest(run_queued, CODE)))
    keyboard.press("Ga verder")
    for answer in page.get_by_role("radio", name="Klopt", exact=True).all():
        keyboard.choose(answer)
    keyboard.press("Naar ondertekenen")
    keyboard.type("Uw naam", "Petra Bakker")
    keyboard.type("Uw functie", "leermeester")
    keyboard.choose(page.get_by_role("checkbox").first)
    keyboard.press("Ondertekenen")

    assert page.locator("h1").inner_text() == "Dank u wel, u hebt ondertekend"
    assert Handtekening.objects.get().naam == "Petra Bakker"
