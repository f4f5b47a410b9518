"""What sealing needs goes away: the signature stays, nobody is mailed, a page says so; it is done when it is back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.documenten import sealing
from praktijkleren.documenten.models import Document, Zegelstuk
from praktijkleren.documenten.schedule import sweep
from praktijkleren.documenten.seal import pades
from praktijkleren.documenten.seal.key import forget_keys
from praktijkleren.documenten.states import Niveau
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.faults.storm import copies
from tests.harness.tsa import time_service
from verklaringen.states import VersieStatus

LATER = timedelta(hours=2)
FULL = """
CREATE FUNCTION vol() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER vol BEFORE INSERT ON documenten_zegelstuk FOR EACH STATEMENT EXECUTE FUNCTION vol()
"""


@pytest.fixture
def time_of_others(settings, tmp_path):
    with time_service() as service:
        settings.SEAL_TSA_URL = f"{service.address}/tsa"
        settings.SEAL_TSA_TRUST_ANCHORS = str(service.authority.anchors(tmp_path, "tsa.pem"))
        yield service
    pades.timestamper.cache_clear()


@pytest.fixture
def disk():
    """A disk that is full or not."""

    def full(is_full):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")  # pages that another test left would still take a row
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] if is_full else 2**30}")
            else:
                cursor.execute(FULL if is_full else "DROP FUNCTION IF EXISTS vol CASCADE")

    yield full
    full(False)


def sweep_later():
    with time_machine.travel(timezone.now() + LATER):
        sweep()


def waits(versie):
    """Signed and nothing more: no file, no mail, and nothing that says it is sealed."""
    versie = made.again(versie)
    return (
        versie.status == VersieStatus.VERZEGELEN
        and versie.document.is_signed
        and not versie.document.is_sealed
        and not Zegelstuk.objects.exists()
        and not copies().exists()
    )


def is_sealed_once(versie):
    return made.again(versie).status == VersieStatus.VERZEGELD and Zegelstuk.objects.count() == copies().count() == 1


def test_a_time_service_that_is_away_makes_it_wait_and_never_weaker(world, sign_in, time_of_others):
    time_of_others.away["POST"] = True
    versie = made.signed(made.ready(world.kandidaat))
    for _ in range(3):
        with pytest.raises(OSError, match="timestamp"):
            sealing.seal_once(str(versie.document_id), waiting_too=True)

    page = sign_in(world.gebruiker(Rol.MBO_CONTACT)).get(reverse("verklaringen:detail", args=[versie.verklaring_id]))
    assert waits(versie)
    assert "wordt vanzelf opnieuw geprobeerd" in page.content.decode()
    assert Taak.objects.visible_to(world.gebruiker(Rol.COORDINATOR)).open().count() == 1

    time_of_others.away["POST"] = False
    sweep_later()
    assert is_sealed_once(versie)
    assert Zegelstuk.objects.get().niveau == Niveau.B_T
    assert not Taak.objects.visible_to(world.gebruiker(Rol.COORDINATOR)).open().exists()


def test_a_full_disk_makes_it_wait(transactional_db, disk):
    versie = made.signed()
    disk(True)
    with pytest.raises(DatabaseError):
        sealing.seal_once(str(versie.document_id))

    assert waits(versie)
    disk(False)
    sweep_later()
    assert is_sealed_once(versie)


def test_a_key_that_is_gone_makes_it_wait(db, settings):
    path, settings.SEAL_PKCS12 = settings.SEAL_PKCS12, "/bestaat/niet.p12"
    forget_keys()
    versie = made.signed()
    with pytest.raises(OSError, match=r"niet\.p12"):
        sealing.seal_once(str(versie.document_id))

    assert waits(versie)
    assert "FileNotFoundError" in Document.objects.get(pk=versie.document_id).zegel_fout
    settings.SEAL_PKCS12 = path
    sweep_later()
    assert is_sealed_once(versie)


def test_an_empty_file_never_comes_out(db, monkeypatch):
    versie = made.signed()
    monkeypatch.setattr(sealing, "read_back", lambda _stuk: b"")
    with pytest.raises(sealing.NotKeptError):
        sealing.seal_once(str(versie.document_id))

    assert waits(versie)
