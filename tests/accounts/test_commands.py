import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from praktijkleren.accounts.models import Gebruiker, Uitnodiging
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.post.models import Bericht
from tests.factories.accounts import PASSWORD


def test_the_first_beheerder_comes_in_from_the_command_line(db, capsys):
    call_command("invite_beheerder", "Beheer@platform.example", "Bea Beheer")
    link = capsys.readouterr().out.split()[-1]
    browser = Client()

    page = browser.post(link).url
    browser.post(page, {"naam": "Bea Beheer", "password1": PASSWORD, "password2": PASSWORD})

    beheerder = Gebruiker.objects.get()
    assert (beheerder.email, beheerder.naam) == ("beheer@platform.example", "Bea Beheer")
    assert beheerder.has_role(Rol.BEHEERDER)
    assert beheerder.has(Permission.BEHEER)
    assert browser.get("/beheer/").status_code == 200
    assert Bericht.objects.get().context["door"] == "De beheerder van Praktijkleren"


def test_asking_twice_invites_once(db):
    call_command("invite_beheerder", "beheer@platform.example", "Bea Beheer")
    call_command("invite_beheerder", "beheer@platform.example", "Bea Beheer")

    assert Uitnodiging.objects.count() == 1


def test_no_address_no_invitation(db):
    with pytest.raises(CommandError, match="geen e-mailadres"):
        call_command("invite_beheerder", "beheer", "Bea Beheer")
