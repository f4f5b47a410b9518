import shutil

import pytest
from django.core.management import CommandError, call_command

from praktijkleren.accounts.loading import DATA
from praktijkleren.accounts.models import Deelname, Gemeente, Organisatie, OrganisatieSoort, Regio
from praktijkleren.audit.models import AuditEvent
from tests.factories.accounts import OrganisatieFactory


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped files to spoil."""
    return shutil.copytree(DATA, tmp_path / "data")


def test_the_shipped_files_give_the_country(db, capsys):
    call_command("load_regios")

    groningen = Regio.objects.get(code="AM01")
    assert (Regio.objects.count(), Gemeente.objects.count()) == (35, 342)
    assert str(groningen) == "Groningen & Noord-Drenthe"
    assert Gemeente.objects.get(code="0014").regio == groningen
    mbo = Organisatie.objects.filter(soort=OrganisatieSoort.MBO)
    assert mbo.count() == 57
    assert not mbo.filter(brin="").exists()
    assert not Deelname.objects.exists()
    assert "gemeenten              342" in capsys.readouterr().out


def test_loading_again_changes_nothing(db, capsys):
    call_command("load_regios")
    events = AuditEvent.objects.count()
    capsys.readouterr()

    call_command("load_regios")

    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows == [["regio's", "0", "0", "35"], ["gemeenten", "0", "0", "342"], ["mbo-instellingen", "0", "0", "57"]]
    assert AuditEvent.objects.count() == events == 1


def test_what_people_changed_is_kept_and_what_the_file_changed_is_taken_over(db, folder):
    call_command("load_regios", map=folder)
    Regio.objects.filter(code="AM01").update(weergavenaam="Het Noorden", neemt_aanmeldingen_aan=True)
    Organisatie.objects.filter(brin="00GT").update(naam="Albeda College")
    source = folder / "gemeenten.csv"
    source.write_text(source.read_text().replace("0014,Groningen,AM01", "0014,Stad Groningen,AM02"))

    call_command("load_regios", map=folder)

    regio = Regio.objects.get(code="AM01")
    assert (regio.weergavenaam, regio.neemt_aanmeldingen_aan) == ("Het Noorden", True)
    assert Organisatie.objects.get(brin="00GT").naam == "Albeda College"
    moved = Gemeente.objects.select_related("regio").get(code="0014")
    assert (moved.naam, moved.regio.code) == ("Stad Groningen", "AM02")


def test_what_is_gone_from_the_file_is_named_and_never_deleted(db, folder, capsys):
    call_command("load_regios", map=folder)
    source = folder / "gemeenten.csv"
    source.write_text("\n".join(line for line in source.read_text().splitlines() if not line.startswith("0014")))

    call_command("load_regios", map=folder)

    assert Gemeente.objects.filter(code="0014").exists()
    assert "Niet meer in het bestand (gemeenten): 0014" in capsys.readouterr().out


def test_an_mbo_that_is_known_already_is_not_made_twice(db):
    OrganisatieFactory(brin="00GT", soort=OrganisatieSoort.ANDERS)

    call_command("load_regios")

    assert Organisatie.objects.get(brin="00GT").soort == OrganisatieSoort.ANDERS


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "gemeenten.csv",
            "0014,Groningen,AM01",
            "0014,Groningen,AM99",
            "gemeenten.csv: Rij 2: regio ‘AM99’ bestaat niet",
        ),
        ("gemeenten.csv", "0034,Almere", "0014,Almere", "gemeenten.csv: Rij 3: code 0014 staat al op rij 2"),
        ("arbeidsmarktregios.csv", "AM02,Friesland", "AM02,", "arbeidsmarktregios.csv: Rij 3: naam is leeg"),
        ("mbo_instellingen.csv", "00GT,", "0GT,", "mbo_instellingen.csv: Rij 2: brin ‘0GT’ heeft geen vier tekens"),
        ("mbo_instellingen.csv", "brin,naam", "brin,titel", "de kolom ‘naam’ ontbreekt"),
    ],
)
def test_a_malformed_file_is_refused_whole_with_row_numbers(db, folder, name, old, new, words):
    source = folder / name
    text = source.read_text()
    assert old in text
    source.write_text(text.replace(old, new, 1))

    with pytest.raises(CommandError, match="Er is niets ingelezen") as refused:
        call_command("load_regios", map=folder)

    assert words in str(refused.value)
    assert not Regio.objects.exists()


def test_a_missing_file_is_named(db, folder):
    (folder / "gemeenten.csv").unlink()

    with pytest.raises(CommandError, match=r"gemeenten\.csv: dit bestand is er niet"):
        call_command("load_regios", map=folder)
