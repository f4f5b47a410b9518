from datetime import date, timedelta

import pytest
from django.utils import timezone

from kandidaten.actions.persoon import (
    add_vertegenwoordiger,
    change_kandidaat,
    change_vertegenwoordiger,
    make_kandidaat,
    move_to_regio,
)
from kandidaten.models import Kandidaat, VertegenwoordigerSoort
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.post.models import Bericht
from praktijkleren.ui.conflict import StaleError
from praktijkleren.werk.models import Taak
from tests.factories.kandidaten import KandidaatFactory, VertegenwoordigerFactory

BY = Actor.systeem("test")


def events(kandidaat):
    return list(AuditEvent.objects.filter(dossier=kandidaat.pseudoniem).order_by("pk").values_list("what", "changes"))


def test_make_kandidaat_leaves_a_trace_without_a_name(world):
    kandidaat = make_kandidaat(
        regio=world.regio, voornamen="Canarie", achternaam="Voorbeeld", geboortedatum=date(1990, 1, 1), by=BY
    )

    assert kandidaat.zoeknaam == "voorbeeld canarie"
    assert events(kandidaat) == [("kandidaat.gemaakt", {})]


def test_change_kandidaat_records_which_fields_and_not_what(db):
    kandidaat = KandidaatFactory()

    change_kandidaat(kandidaat, versie=1, achternaam="Nieuwenaam", email=kandidaat.email, by=BY)

    kandidaat.refresh_from_db()
    assert (kandidaat.achternaam, kandidaat.versie) == ("Nieuwenaam", 2)
    assert kandidaat.zoeknaam.startswith("nieuwenaam")
    assert events(kandidaat) == [("kandidaat.gewijzigd", {"velden": ["achternaam"]})]


def test_a_save_on_top_of_another_is_refused(db):
    kandidaat = KandidaatFactory()
    change_kandidaat(Kandidaat.objects.get(pk=kandidaat.pk), versie=1, telefoon="06 11111111", by=BY)

    with pytest.raises(StaleError):
        change_kandidaat(kandidaat, versie=1, telefoon="06 22222222", by=BY)

    kandidaat.refresh_from_db()
    assert (kandidaat.telefoon, kandidaat.versie) == ("06 11111111", 2)
    assert len(events(kandidaat)) == 1


def test_vertegenwoordigers_are_added_and_changed(db):
    kandidaat = KandidaatFactory(minderjarig=True, ouder=None)

    row = add_vertegenwoordiger(
        kandidaat, soort=VertegenwoordigerSoort.OUDER, naam="Ouder Voorbeeld", van=date(2026, 1, 1), by=BY
    )
    change_vertegenwoordiger(row, soort=row.soort, naam="Voogd Voorbeeld", van=row.van, by=BY)

    assert kandidaat.vertegenwoordigers.get().naam == "Voogd Voorbeeld"
    assert events(kandidaat) == [
        ("vertegenwoordiger.gemaakt", {"soort": "ouder"}),
        ("vertegenwoordiger.gewijzigd", {"velden": ["naam"]}),
    ]


def test_another_regio_takes_over(world):
    kandidaat = world.kandidaat
    jobcoach = world.gebruiker(Rol.JOBCOACH)

    move_to_regio(kandidaat, regio=world.neighbour, gemeente=None, reden="verhuisd", by=BY)

    assert not Kandidaat.objects.visible_to(world.gebruiker(Rol.COORDINATOR)).filter(pk=kandidaat.pk).exists()
    assert kandidaat in Kandidaat.objects.visible_to(world.gebruiker(Rol.COORDINATOR, regio="neighbour"))
    assert jobcoach.betrokkenheden.get().tot == timezone.localdate() - timedelta(days=1)
    assert events(kandidaat)[-1] == (
        "kandidaat.overgedragen",
        {"van": world.regio.code, "naar": world.neighbour.code},
    )


def test_the_person_and_the_new_regio_are_told(world):
    move_to_regio(world.kandidaat, regio=world.neighbour, gemeente=None, reden="verhuisd", by=BY)

    assert Bericht.objects.get().aan == world.kandidaat.email
    assert list(Taak.objects.visible_to(world.gebruiker(Rol.COORDINATOR, regio="neighbour"))) == [Taak.objects.get()]


def test_without_an_address_nobody_is_mailed(world):
    kandidaat = KandidaatFactory(regio=world.regio, zonder_email=True)

    move_to_regio(kandidaat, regio=world.neighbour, gemeente=None, reden="verhuisd", by=BY)

    assert not Bericht.objects.exists()


def test_a_vertegenwoordiger_belongs_to_the_chain_of_the_person(db):
    row = VertegenwoordigerFactory()

    assert row.audit_dossier == row.kandidaat.pseudoniem
