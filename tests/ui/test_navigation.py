from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from praktijkleren.ui import navigation
from praktijkleren.ui.navigation import nav_items, register

NAMES = ["health", "accessibility", "privacy", "gallery"]


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    """Our own pages stand for those of the rooms, registered in another order than they are shown."""
    monkeypatch.setattr(navigation, "_entries", {})
    for order, name in reversed(list(enumerate(NAMES))):
        register(order=order, label=name.capitalize(), url_name=f"ui:{name}", permission=f"see_{name}", icon="inbox")


def request(path="/", permissions=(), signed_in=True):
    asked = RequestFactory().get(path)
    user = SimpleNamespace(is_authenticated=True, has=lambda permission: permission in permissions, pk=1)
    asked.user = user if signed_in else AnonymousUser()
    return asked


def test_shows_in_order_what_the_role_may_open():
    items = nav_items(request(permissions={"see_privacy", "see_health"}))

    assert [(item.label, item.url) for item in items] == [("Health", "/gezond/"), ("Privacy", "/privacy/")]


def test_an_entry_may_be_for_who_has_one_of_two_permissions():
    register(order=9, label="Namen", url_name="ui:health", permission=("see_all", "see_names"))

    assert [item.label for item in nav_items(request(permissions={"see_names"}))] == ["Namen"]
    assert nav_items(request(permissions={"see_others"})) == []


def test_an_entry_without_permission_is_for_everyone_who_signed_in():
    register(order=9, label="Start", url_name="ui:accessibility")

    assert [item.label for item in nav_items(request())] == ["Start"]
    assert nav_items(request(signed_in=False)) == []


def test_the_entry_of_this_page_and_of_pages_below_it_is_the_current_one():
    permissions = {f"see_{name}" for name in NAMES}

    current = [item.label for item in nav_items(request("/ontwikkel/componenten/iets/", permissions)) if item.current]

    assert current == ["Gallery"]
    assert not any(item.current for item in nav_items(request("/elders/", permissions)))


def test_the_menu_of_ones_own_stands_apart():
    register(order=1, label="Mijn account", url_name="ui:privacy", place="account")

    assert [item.label for item in nav_items(request(), "account")] == ["Mijn account"]
    assert nav_items(request()) == []


def test_on_a_phone_the_first_four_are_in_the_bar_and_the_rest_under_meer():
    register(order=5, label="Vijfde", url_name="account_logout")
    asked = request(permissions={f"see_{name}" for name in NAMES})

    html = Template("{% load components %}{% navigation_bar %}").render(Context({"request": asked}))

    assert html.count("nav__rest") == html.count("nav__phone-only") == 1
    assert html.index("Gallery") < html.index("Vijfde") < html.index("Meer")


def test_who_did_not_sign_in_sees_no_navigation():
    context = Context({"request": request(signed_in=False)})

    assert Template("{% load components %}{% navigation_bar %}").render(context) == ""
