import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import GRANTS, Permission, Rol
from praktijkleren.accounts.who import SEES, permission_rows
from praktijkleren.audit.models import AuditEvent
from tests.factories.accounts import GebruikerFactory

URL = "/mijn-account/"


@pytest.fixture
def jobcoach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


def test_someone_changes_name_function_and_phone(jobcoach, sign_in):
    browser = sign_in(jobcoach)

    browser.post(URL, {"naam": "  Çiğdem   Öz ", "functie": "jobcoach", "telefoon": "06 12345678"})

    jobcoach.refresh_from_db()
    assert (jobcoach.naam, jobcoach.zoeknaam, jobcoach.telefoon) == ("Çiğdem Öz", "cigdem oz", "06 12345678")
    assert AuditEvent.objects.get(what="gebruiker.gewijzigd").changes == {"velden": ["naam", "functie", "telefoon"]}


def test_saving_the_same_changes_nothing(jobcoach, sign_in):
    sign_in(jobcoach).post(URL, {"naam": jobcoach.naam})

    assert not AuditEvent.objects.filter(what="gebruiker.gewijzigd").exists()


def test_a_wrong_phone_number_is_said_and_nothing_is_lost(jobcoach, sign_in):
    response = sign_in(jobcoach).post(URL, {"naam": "Nieuwe Naam", "telefoon": "bel maar"})

    page = response.content.decode()
    assert "met cijfers" in page
    assert 'value="Nieuwe Naam"' in page
    assert 'value="bel maar"' in page


def test_one_signs_out_everywhere(jobcoach, sign_in):
    here, there = sign_in(jobcoach), sign_in(jobcoach)

    here.post(reverse("accounts:sessions_end"))

    assert [browser.get(URL).status_code for browser in (here, there)] == [302, 302]


def test_the_page_takes_few_queries(jobcoach, sign_in, count_queries):
    assert count_queries(sign_in(jobcoach), URL) == 4  # session, user, memberships, deelnames


def test_every_right_stands_on_the_page_with_the_roles_that_have_it(jobcoach, sign_in):
    page = sign_in(jobcoach).get(reverse("accounts:who_may_what")).content.decode()

    assert [row.what for row in permission_rows()] == list(Permission)
    assert all(str(row.what[1:]) in page.replace("&#x27;", "'") for row in permission_rows())
    coordinator = [row.what for row in permission_rows() if Rol.COORDINATOR in row.rollen]
    assert set(coordinator) == GRANTS[Rol.COORDINATOR]


def test_every_role_is_named_in_what_one_sees():
    named = " ".join(who for row in SEES for who, _ in row.who)

    assert [rol.label for rol in Rol if rol.label not in named] == []


def test_every_role_has_a_row_of_rights():
    assert set(GRANTS) == set(Rol)
