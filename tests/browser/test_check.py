"""Dropping a PDF on the check page: with a script only its hash leaves the browser, without one the file is sent."""

import hashlib

import pytest
from django.urls import reverse

from praktijkleren.documenten.files import sealed_file
from tests.factories import verklaringen as made


@pytest.fixture
def pdf(db, tmp_path):
    versie = made.sealed()
    path = tmp_path / "verklaring.pdf"
    path.write_bytes(sealed_file(versie.document))
    return path, reverse("verklaringen:check", args=[versie.verklaring.code])


def choose(page, path):
    page.locator("input[type=file]").set_input_files(path)
    with page.expect_navigation():
        page.get_by_role("button", name="Controleer de PDF").click()
    return page.locator("h1").inner_text()


def test_only_the_hash_leaves_the_browser(open_browser, pdf):
    path, url = pdf
    page, sent = open_browser(phone=True), []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    page.goto(url)

    assert choose(page, path) == "Deze PDF is echt"

    assert hashlib.sha256(path.read_bytes()).hexdigest() in sent[0]
    assert "%PDF" not in sent[0]
    assert page.complaints == []


def test_a_changed_file_is_noticed_and_a_text_is_no_pdf(open_browser, pdf, tmp_path):
    path, url = pdf
    changed, text = tmp_path / "changed.pdf", tmp_path / "text.pdf"
    changed.write_bytes(path.read_bytes() + b"\n")
    text.write_text("gewoon tekst")
    page = open_browser(phone=True)

    page.goto(url)
    assert choose(page, changed) == "Deze PDF is veranderd of niet van ons"
    page.goto(url)
    choose(page, text)
    assert "Dit is geen PDF" in page.locator(".field__error").inner_text()


def test_it_works_with_the_keyboard_alone(open_browser, pdf):
    path, url = pdf
    page = open_browser()
    page.goto(url)
    page.locator("input[type=file]").set_input_files(path)
    page.locator("input[type=file]").focus()

    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("h1").inner_text() == "Deze PDF is echt"


def test_without_script_the_file_itself_is_looked_at(chromium, live_server, pdf):
    path, url = pdf
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(url)

    assert "gooien we het meteen weg" in page.locator("form").first.inner_text()
    assert choose(page, path) == "Deze PDF is echt"
    context.close()
