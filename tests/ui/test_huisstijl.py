import re

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from praktijkleren.ui import huisstijl
from praktijkleren.ui.huisstijl import Huisstijl, contrast_with_white, stylesheet

WHITE = (255, 255, 255)


def colours(css):
    return {name: tuple(bytes.fromhex(code)) for name, code in re.findall(r"--([\w-]+):#(\w{6});", css)}


@pytest.mark.parametrize("code", ["0b5d51", "e87722", "ffffff", "ffd500", "00ff00", "000000"])
def test_every_accent_can_be_read(code):
    found = colours(stylesheet(code))

    assert contrast_with_white(found["accent"]) >= 5.5
    assert contrast_with_white(found["accent"]) / contrast_with_white(found["accent-tint"]) >= 4.5


def test_a_dark_accent_stays_as_it_is():
    assert colours(stylesheet("0b5d51"))["accent"] == (0x0B, 0x5D, 0x51)


def test_the_stylesheet_is_kept_by_browsers(client):
    response = client.get(reverse("ui:accent_css", args=["0b5d51"]))

    assert (response.status_code, response["Content-Type"]) == (200, "text/css")
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("code", ["0B5D51", "0b5d5", "zzzzzz", "0b5d51;}"])
def test_the_address_holds_nothing_but_a_colour(code):
    with pytest.raises(NoReverseMatch):
        reverse("ui:accent_css", args=[code])


def test_the_first_room_that_knows_decides_how_a_request_looks(monkeypatch):
    own = Huisstijl(naam="Twente", kleur="#7A1F3D")
    monkeypatch.setattr(huisstijl, "_providers", [lambda _request: None, lambda _request: own])
    request = RequestFactory().get("/")

    assert huisstijl.huisstijl(request) == own
    assert own.kleurcode == "7a1f3d"


def test_without_a_request_or_an_answer_there_is_a_default(monkeypatch):
    monkeypatch.setattr(huisstijl, "_providers", [lambda _request: None])

    assert huisstijl.huisstijl(None) == huisstijl.DEFAULT
    assert huisstijl.huisstijl(RequestFactory().get("/")) == huisstijl.DEFAULT
