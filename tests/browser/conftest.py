"""Debian's Chromium, driven by Playwright, against a live server with the policies of production."""

import os
import shutil

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from praktijkleren.accounts.models import Gebruiker

# Playwright runs an event loop in this thread, which Django would otherwise take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium, live_server, sign_in):
    """A page of its own: `open_browser(gebruiker, phone=True)`, or with the client of someone who came by a link.

    What the browser complains about, such as a refused inline script, is kept in `page.complaints`.
    """
    contexts = []

    def start(who=None, *, phone=False):
        viewport = PHONE if phone else DESK
        context = chromium.new_context(
            base_url=live_server.url, viewport=viewport, locale="nl-NL", timezone_id="Europe/Amsterdam"
        )
        contexts.append(context)
        if who is not None:
            client = sign_in(who) if isinstance(who, Gebruiker) else who
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield start
    for context in contexts:
        context.close()
