import pytest
from django.core.management import CommandError, call_command

from kandidaten.klantgroepen import SHIPPED, load_klantgroepen
from kandidaten.models import Klantgroep
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from tests.factories.kandidaten import KlantgroepFactory

BY = Actor.systeem("test")


def test_the_shipped_list_is_loaded_once(db):
    first = load_klantgroepen(by=BY)
    second = load_klantgroepen(by=BY)

    assert (len(first.nieuw), len(second.nieuw), len(second.gelijk)) == (19, 0, 19)
    assert [event.what for event in AuditEvent.objects.order_by("pk")] == ["klantgroep.ingelezen"]


def test_subgroups_hang_under_their_group_and_sensitive_ones_are_marked(db):
    load_klantgroepen(by=BY)

    assert Klantgroep.objects.get(code="f3").hoofdgroep == Klantgroep.objects.get(code="f")
    assert set(Klantgroep.objects.filter(gevoelig=True).values_list("code", flat=True)) == {"c", "f", "f1", "f2", "f3"}


def test_reading_with_effort_tells_nothing_of_origin(db):
    """F4 stands beside the groups of migration; by itself it names neither health nor origin."""
    load_klantgroepen(by=BY)

    assert not Klantgroep.objects.get(code="f4").gevoelig


def test_a_changed_name_is_taken_over_and_own_groups_stay(db):
    own = KlantgroepFactory()
    load_klantgroepen(by=BY)
    Klantgroep.objects.filter(code="a").update(naam="Oud")

    report = load_klantgroepen(by=BY)

    assert report.gewijzigd == ["a"]
    assert Klantgroep.objects.filter(pk=own.pk).exists()


def test_the_command_says_what_it_did(db, capsys):
    call_command("load_klantgroepen")

    assert capsys.readouterr().out == "Klantgroepen: 19 nieuw, 0 gewijzigd, 0 gelijk.\n"


def test_a_broken_file_is_refused_whole(db, tmp_path):
    broken = tmp_path / "kapot.csv"
    broken.write_text(SHIPPED.read_text() + "x1,zz,Naam,,,\n,,Zonder code,,,\n")

    with pytest.raises(CommandError, match=r"Rij 21: de hoofdgroep ‘zz’(.|\n)*Rij 22: code en naam"):
        call_command("load_klantgroepen", bestand=broken)

    assert not Klantgroep.objects.exists()
