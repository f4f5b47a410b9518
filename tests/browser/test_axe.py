"""Every page of the access matrix, on a phone and at a desk, as it opens and with the errors of an empty form."""

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE
from tests.harness.links import open_link
from tests.pages import all_pages
from tests.world import World

FORM = "main form[method=post]:has(input:not([type=hidden]), select, textarea)"
NO_PAGE = {"ui:health", "ui:accent_css"}
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def visitor(entry, args, world):
    """The first role that may open it, the holder of the link, or nobody."""
    if entry.link:
        return open_link(entry.link, args[0])
    return world.gebruiker(next(rol for rol in Rol if rol in entry.ok)) if entry.ok else None


def submit_empty(page):
    """Without the browser's own checks, so that our messages show."""
    with page.expect_navigation():
        page.locator(FORM).last.evaluate(
            """form => {
                form.noValidate = true;
                for (const field of form.querySelectorAll('input:not([type=hidden]):not([type=submit]), textarea')) {
                    if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
                    else field.value = '';
                }
                form.requestSubmit(form.querySelector('[type=submit]'));
            }"""
        )


@pytest.mark.parametrize("entry", [page for page in all_pages() if page.name not in NO_PAGE], ids=str)
def test_axe_finds_nothing(entry, live_server, open_browser):
    world = World()
    args = entry.args(world)
    page = open_browser(visitor(entry, args, world))

    found = inspect(page, entry.url_of(args), status=entry.status)

    assert not found, "\n".join(found)


def test_axe_finds_nothing_among_the_components(live_server, open_browser, settings):
    settings.ONTWIKKELING = True

    page = open_browser()
    page.goto(reverse("ui:gallery"))

    found = look(page, "components")

    assert not found, "\n".join(found)


def inspect(page, url, *, status=200):
    answer = page.context.request.get(url)
    if answer.status == 405 or not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    if answer.status != status:
        return [f"answers {answer.status}, not {status}"]
    page.goto(url)
    if status != 200:
        page.complaints.clear()  # Chromium reports the page itself
    found = look(page, "as it opens")
    if page.locator(FORM).count():
        submit_empty(page)
        found += look(page, "after an empty form")
    return found


def look(page, when):
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        where = f"{when}, {size['width']} px"
        found += [f"{where}: {text}" for text in violations(page)]
        if page.evaluate(WIDER_THAN_SCREEN):
            found.append(f"{where}: wider than the screen")
    found += [f"{when}: {text}" for text in page.complaints]
    page.complaints.clear()
    return found
