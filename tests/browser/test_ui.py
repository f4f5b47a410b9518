"""What the scripts add to a page, tried on the gallery; and that the page does without them."""

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.browser.axe import violations
from tests.factories.trajecten import TrajectFactory

pytestmark = pytest.mark.django_db(transaction=True)
VOORNAAM = "#id_leeg-voornaam"
SEND = "text=Stuur de aanmelding >> nth=0"


@pytest.fixture
def gallery(settings):
    settings.ONTWIKKELING = True
    return reverse("ui:gallery")


def drafts(page):
    return page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('concept:')).length")


def answer(page, address, **response):
    """What the server would say to the next request for this address."""
    page.route(f"**{address}", lambda route: route.fulfill(**response), times=1)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_every_component_is_accessible_and_keeps_to_the_policy(open_browser, world, gallery, phone):
    page = open_browser(world.gebruiker(Rol.COORDINATOR), phone=phone)
    page.goto(gallery)

    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")

    assert violations(page) == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(open_browser, gallery):
    page = open_browser()
    page.goto(gallery)

    assert page.evaluate("document.activeElement.className") == "error-summary"

    page.click(".error-summary a >> text=Voornaam")

    assert page.evaluate("document.activeElement.id") == "id_fout-voornaam"


def test_typed_text_comes_back_until_one_begins_again(open_browser, gallery):
    page = open_browser()
    page.goto(gallery)
    page.fill(VOORNAAM, "Ayşe")

    page.goto(reverse("ui:privacy"))
    page.goto(gallery)

    assert page.input_value(VOORNAAM) == "Ayşe"
    page.click("text=Begin opnieuw")
    assert page.input_value(VOORNAAM) == ""
    assert page.locator(".draft-notice").count() == 0


def test_typed_text_is_kept_when_the_server_failed(open_browser, gallery):
    page = open_browser()
    page.goto(gallery)
    page.fill(VOORNAAM, "Ayşe")
    answer(page, gallery, status=500, path="templates/500.html", content_type="text/html")

    page.click(SEND)
    page.wait_for_selector("text=Er ging iets mis bij ons")
    page.goto(gallery)

    assert page.input_value(VOORNAAM) == "Ayşe"


def test_typed_text_is_gone_when_the_form_was_accepted(open_browser, gallery):
    page = open_browser()
    page.goto(gallery)
    page.fill(VOORNAAM, "Ayşe")
    answer(page, gallery, status=302, headers={"location": reverse("ui:privacy")})

    page.click(SEND)
    page.wait_for_url(f"**{reverse('ui:privacy')}")
    assert drafts(page) == 0
    page.goto(gallery)

    assert page.input_value(VOORNAAM) == ""


def test_typed_text_is_never_shown_to_someone_else(open_browser, live_server, world, gallery, sign_in, settings):
    page = open_browser(world.gebruiker(Rol.JOBCOACH))
    page.goto(gallery)
    page.fill(VOORNAAM, "Ayşe")

    other = sign_in(world.gebruiker(Rol.KLANTMANAGER)).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": other, "url": live_server.url}])
    page.goto(gallery)

    assert (page.input_value(VOORNAAM), drafts(page)) == ("", 0)


def test_a_second_click_sends_nothing(open_browser, gallery):
    page = open_browser()
    page.goto(gallery)
    sent = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.route(f"**{gallery}", lambda route: route.fulfill(status=204))

    page.dblclick(SEND)

    page.wait_for_selector("text=Bezig…")
    assert sent == ["POST"]


def test_a_page_works_without_scripts(chromium, live_server, gallery):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(live_server.url + gallery)

    page.click(".filter-bar summary")
    page.click("text=Kaart die vouwt")

    assert page.is_visible("#id_naam")
    assert page.is_visible("text=Pas te zien na een klik.")
    context.close()


TOPS = "[...new Set([...document.querySelectorAll('.way .steps__mark')].map(mark => mark.getBoundingClientRect().top))]"


@pytest.mark.parametrize("width", [960, 1280])
def test_the_nine_steps_of_a_traject_stand_on_one_line(open_browser, world, width):
    traject = TrajectFactory(kandidaat=world.kandidaat, lopend=True)
    page = open_browser(world.gebruiker(Rol.COORDINATOR))
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(traject.get_absolute_url())

    assert page.locator(".way .steps__mark").count() == 9
    assert len(page.evaluate(TOPS)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
