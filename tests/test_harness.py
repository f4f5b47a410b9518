"""The harness must refuse what it says it refuses: a net with a hole catches nothing."""

import socket
import warnings

import pytest
from django.core.cache import cache
from django.template import Context, Template, engines
from django.template.base import Origin
from django.urls import reverse

from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.roles import Rol
from praktijkleren.celery import app
from tests.harness.network import NetworkError
from tests.harness.ordering import UnorderedError
from tests.harness.templates import OWN_TEMPLATES, UndefinedVariableError


def own_template(text):
    return Template(text, origin=Origin(str(OWN_TEMPLATES / "proef.html")), engine=engines["django"].engine)


def test_another_machine_cannot_be_reached():
    with pytest.raises(NetworkError), socket.socket() as sock:
        sock.connect(("192.0.2.1", 80))

    with pytest.raises(NetworkError):
        socket.getaddrinfo("voorbeeld.example", 80)


def test_an_undefined_variable_of_ours_fails():
    with pytest.raises(UndefinedVariableError, match=r"traject\.naam.*proef\.html"):
        own_template("{{ traject.naam }}").render(Context({"traject": object()}))


def test_an_undefined_variable_of_a_third_party_is_empty():
    template = Template(
        "{{ naam|default:'geen' }}", origin=Origin("/elders/proef.html"), engine=engines["django"].engine
    )

    assert template.render(Context()) == "geen"


def test_a_page_that_lists_rows_without_order_fails(world):
    with pytest.raises(UnorderedError, match="Regio is listed"):
        own_template("{% for regio in regios %}{% endfor %}").render(Context({"regios": Regio.objects.all()}))


def test_a_slice_of_rows_without_order_fails(world):
    with pytest.raises(UnorderedError, match="slice of Regio"):
        list(Regio.objects.all()[:5])


def test_rows_with_an_order_are_left_alone(world):
    assert list(Regio.objects.order_by("code")) == [world.regio, world.neighbour]


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("let op", stacklevel=1)


def test_a_task_waits_until_it_is_run(run_queued):
    seen = []

    @app.task(name="proef")
    def keep(text):
        seen.append(text)

    keep.delay("één keer")
    before = list(seen)

    done = run_queued()

    assert (before, seen, done) == ([], ["één keer"], ["proef"])


def test_tasks_do_not_wait_for_the_next_test(run_queued):
    assert run_queued() == []


@pytest.mark.postgresql
def test_whoever_signed_in_stays_so_when_redis_is_emptied(world, sign_in, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    before = client.get(reverse("werk:today")).status_code
    cache.clear()

    assert (before, client.get(reverse("werk:today")).status_code) == (200, 200)
