"""Somebody with a browser: opens pages, follows links and presses buttons by the words on them."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.test import Client
from django.urls import reverse

from praktijkleren.accounts.models import Gebruiker
from tests.factories.accounts import PASSWORD
from tests.flows.page import Page

LOG_IN = "Log in"


class Visitor:
    """Without gebruiker: someone from outside. CSRF is checked, as in a browser."""

    def __init__(self, gebruiker: Gebruiker | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.gebruiker = gebruiker
        self.page = Page("", "/")

    def open(self, url: str) -> Page:
        """A page by its address, also one that was mailed. Whose session has ended signs in first."""
        return self._arrive(self.client.get(url.removeprefix(settings.SITE_URL), follow=True))

    def today(self) -> Page:
        return self.open(reverse("werk:today"))

    def follow(self, text: str) -> Page:
        return self.open(self._address_of(text))

    def _address_of(self, text: str) -> str:
        links = self.page.links
        found = [href for words, href in links.items() if words == text] or [
            href for words, href in links.items() if words.startswith(text)
        ]
        assert found, f"No link {text!r} on {self.page.url}, but {list(links)}"
        return urljoin(self.page.url, found[0])

    def download(self, text: str) -> bytes:
        """The file behind a link, while the page stays open."""
        response = self.client.get(self._address_of(text))
        assert response.status_code == 200, f"{text!r} answers {response.status_code}"
        return b"".join(response) if response.streaming else bytes(response.content)

    def press(self, button: str, answers: dict[str, Any] | None = None) -> Page:
        """Fill in what is asked and send it; a page that refuses it fails the story."""
        page = self.send(button, answers or {})
        assert not page.refusal, f"{page.url} refuses: {page.refusal}"
        return page

    def send(self, button: str, answers: dict[str, Any]) -> Page:
        form = self.page.form_with(button)
        form.fill(answers)
        url = urljoin(self.page.url, form.action) if form.action else self.page.url
        method = self.client.post if form.method == "post" else self.client.get
        return self._arrive(method(url, form.data(button), follow=True))

    def sees(self, *texts: str) -> None:
        missing = [text for text in texts if text not in self.page.text]
        assert not missing, f"{missing} not on {self.page.url}: {self.page.text}"

    def sees_not(self, *texts: str) -> None:
        found = [text for text in texts if text in self.page.text]
        assert not found, f"{found} on {self.page.url}: {self.page.text}"

    def status_of(self, url: str) -> int:
        """Of an address, without going there."""
        return int(self.client.get(url).status_code)

    def _arrive(self, response: Any) -> Page:
        url = response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]
        if not response.redirect_chain and response.request.get("QUERY_STRING"):
            url += f"?{response.request['QUERY_STRING']}"
        assert response.status_code == 200, f"{url} answers {response.status_code}"
        self.page = Page(response.content.decode(), url)
        if self.gebruiker and url.startswith(reverse(settings.LOGIN_URL)):
            return self.press(LOG_IN, {"E-mailadres": self.gebruiker.email, "Wachtwoord": PASSWORD})
        return self.page
