"""The harness: network use, warnings, undefined variables and a lack of order fail instead of passing unnoticed."""

import os

from tests.harness import pki

os.environ.update(pki.make_seal())
os.environ.update(
    {"OMGEVING": "test", "DEBUG": "0", "TOTP_REQUIRED": "0", "DJANGO_SETTINGS_MODULE": "praktijkleren.settings"}
)

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as hypothesis_settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"  # so that a literal query count holds with Redis too
django.setup()

from tests.harness import cache, database, network, ordering, queue, report, sequences, templates

hypothesis_settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis_settings.load_profile("suite")


def pytest_addoption(parser):
    parser.addoption("--reverse", action="store_true", help="run back to front, rows without order included")


def pytest_configure(config):
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    network.block()
    cache.use_empty_database()
    queue.use_memory()
    sequences.begin_high()
    database.flush_past_the_triggers()
    templates.find_templates_of_tests()
    templates.fail_on_undefined_variables()
    ordering.fail_on_unordered_querysets(reverse=not config.getoption("reverse"))


def pytest_unconfigure():
    cache.give_back()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Browser tests are marked by their folder; what belongs to the other database is not collected at all."""
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in set(elsewhere)]
    if config.getoption("reverse"):
        items.reverse()


def pytest_itemcollected(item):
    if "browser" in item.path.parts:
        item.add_marker("browser")


def pytest_terminal_summary(terminalreporter):
    report.write(terminalreporter)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    database.use_file_for_sqlite(connection.settings_dict, tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        database.guard()


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    """Files and mails of a test stay with that test."""
    settings.MEDIA_ROOT = tmp_path / "bestanden"
    settings.CREDENTIAL_KEY_FILE = str(tmp_path / "credential.pem")


@pytest.fixture(autouse=True)
def _empty_queue():
    yield
    queue.forget()


@pytest.fixture
def guarded(db):
    """With the triggers that a migrated database has; the test database is made without migrations."""
    database.guard()


@pytest.fixture
def tamper(db):
    """Change what stands fast behind the back of the application, as who has the password of the database could."""
    database.unguard()
    yield
    database.guard()


@pytest.fixture
def run_queued():
    """Run the tasks that wait, in order; answers their names."""
    return queue.run_queued


@pytest.fixture
def world(db):
    """Two regio's with people in every role, and one kandidaat in the first."""
    from tests.world import World

    return World()


@pytest.fixture
def sign_in():
    """A client of its own for this gebruiker."""

    def sign_in(gebruiker):
        client = Client()
        client.force_login(gebruiker)
        return client

    return sign_in


@pytest.fixture
def count_queries():
    """How many queries one request takes: `assert count_queries(client, url) == 7`."""

    def count(client, url):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200, response
        return len(captured)

    return count
