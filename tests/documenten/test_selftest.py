"""The daily test of the seal, and whom it tells."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from praktijkleren.documenten.schedule import try_seal
from praktijkleren.documenten.seal import pades
from praktijkleren.documenten.selftest import KEY, problems
from praktijkleren.werk.models import Taak
from tests.factories.accounts import LidmaatschapFactory


def test_a_seal_that_works_asks_for_nothing(db):
    try_seal()

    assert problems() == []
    assert not Taak.objects.exists()


def test_an_end_within_sixty_days_is_told_in_time(db, use_seal, other_authority):
    use_seal(other_authority, days=100)
    now = timezone.now()

    try_seal((now + timedelta(days=39)).isoformat())
    assert not Taak.objects.exists()
    try_seal((now + timedelta(days=41)).isoformat())

    taak = Taak.objects.get()
    assert (taak.rol, taak.key) == ("beheerder", KEY)
    assert taak.titel.startswith("Zegel: Het certificaat loopt af op ")


def test_a_certificate_that_ended_is_named(use_seal, other_authority):
    use_seal(other_authority, days=-1)

    assert "verlopen op" in problems()[0]


def test_a_time_service_that_is_away_is_named(time):
    time.away["POST"] = True
    pades.timestamper.cache_clear()

    assert "Error while contacting timestamp service" in problems()[0]


def test_a_key_that_is_gone_is_named(settings):
    settings.SEAL_PKCS12 = "/bestaat/niet.p12"

    assert problems() == ["SEAL_PKCS12 wijst naar een bestand dat niet te lezen is: /bestaat/niet.p12."]


def test_the_task_ends_when_it_works_again(db, settings):
    path, settings.SEAL_PKCS12 = settings.SEAL_PKCS12, "/bestaat/niet.p12"
    try_seal()
    assert Taak.objects.open().exists()
    settings.SEAL_PKCS12 = path

    try_seal()

    assert not Taak.objects.open().exists()


def test_a_beheerder_sees_it_and_others_do_not(db, settings):
    settings.SEAL_PKCS12 = "/bestaat/niet.p12"
    try_seal()
    beheerder, coordinator = (LidmaatschapFactory(rol=rol).gebruiker for rol in ("beheerder", "coordinator"))

    assert Taak.objects.visible_to(beheerder).count() == 1
    assert Taak.objects.visible_to(coordinator).count() == 0


def test_the_command_says_whether_it_works(db, settings, capsys):
    call_command("check_seal")
    settings.SEAL_PKCS12 = "/bestaat/niet.p12"

    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("check_seal")

    assert capsys.readouterr().out == "Het zegel werkt.\n"
