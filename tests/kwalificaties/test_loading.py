from datetime import date

import pytest
from django.core.management import CommandError, call_command

from kwalificaties.models import EerdereTitel, Herkomst, Inlezing, Kerntaak, Kwalificatie, Werkproces
from praktijkleren.audit.models import AuditEvent
from tests.factories.kwalificaties import KerntaakFactory, WerkprocesFactory

LATER = date(2026, 8, 1)


def werkproces(code, **kwargs):
    return Werkproces.objects.get(kerntaak__kwalificatie__crebo="25744", code=code, **kwargs)


def test_the_shipped_files_are_loaded_once(db, capsys):
    call_command("load_kwalificaties")
    first = capsys.readouterr().out
    call_command("load_kwalificaties")
    second = capsys.readouterr().out

    assert Kwalificatie.objects.count() == 851
    assert Kwalificatie.objects.choosable().count() == 165
    assert Werkproces.objects.count() == 1899
    assert first.splitlines()[-1].split() == ["werkprocessen", "1899", "0", "0", "0"]
    assert second.splitlines()[-1].split() == ["werkprocessen", "0", "0", "0", "1899"]
    assert [event.what for event in AuditEvent.objects.all()] == ["kwalificaties.ingelezen"]


def test_loading_takes_few_queries(bron, django_assert_max_num_queries, db):
    with django_assert_max_num_queries(30):
        bron.load()
    with django_assert_max_num_queries(14):
        bron.load()


def test_another_name_opens_another_versie(bron, db):
    bron.load()
    bron.files["werkprocessen"][0]["titel"] = "Bereidt werk voor"

    report = bron.load(LATER)

    old, new = werkproces("B1-K1-W1", versie=1), werkproces("B1-K1-W1", versie=2)
    assert (old.naam, old.gesloten_op) == ("Bereidt zich voor", LATER)
    assert (new.naam, new.vanaf, new.gesloten_op) == ("Bereidt werk voor", LATER, None)
    assert report["werkprocessen"].gewijzigd == ["B1-K1-W1"]
    assert report["werkprocessen"].ongewijzigd == 2
    event = AuditEvent.objects.get(what="kwalificatie.werkprocessen_gewijzigd")
    assert event.changes == {"codes": ["B1-K1-W1"]}


def test_werkprocessen_go_along_to_the_new_versie_of_their_kerntaak(bron, db):
    bron.load()
    same = werkproces("B1-K1-W2")
    bron.files["kerntaken"][0]["titel"] = "Werkt mee in het bedrijf"

    report = bron.load(LATER)

    same.refresh_from_db()
    assert (same.kerntaak.versie, same.kerntaak.titel) == (2, "Werkt mee in het bedrijf")
    assert report["kerntaken"].gewijzigd == ["B1-K1"]
    assert not report["werkprocessen"].changes


def test_a_code_that_disappears_is_closed(bron, db):
    bron.load()
    del bron.files["werkprocessen"][2], bron.files["kerntaken"][1], bron.files["kwalificaties"][1]

    report = bron.load(LATER)

    assert werkproces("P1-K1-W1").gesloten_op == LATER
    assert Kerntaak.objects.get(code="P1-K1").gesloten_op == LATER
    assert Kwalificatie.objects.get(crebo="25032").gesloten_op == LATER
    assert report["kwalificaties"].gesloten == ["25032"]


def test_a_code_that_comes_back_is_open_again(bron, db):
    bron.load()
    gone = bron.files["werkprocessen"].pop(2), bron.files["kwalificaties"].pop(1)
    bron.load(LATER)
    bron.files["werkprocessen"].append(gone[0])
    bron.files["kwalificaties"].append(gone[1])

    bron.load(LATER)

    assert Werkproces.objects.open().get(code="P1-K1-W1").versie == 2
    assert Kwalificatie.objects.get(crebo="25032").gesloten_op is None


def test_the_earlier_title_of_a_kwalificatie_is_kept(bron, db):
    bron.load()
    bron.files["kwalificaties"][0]["titel"] = "Assistent gastvrijheid"

    bron.load(LATER)

    kwalificatie = Kwalificatie.objects.get(crebo="25744")
    earlier = EerdereTitel.objects.get(kwalificatie=kwalificatie)
    assert (kwalificatie.titel, earlier.titel, earlier.tot) == ("Assistent gastvrijheid", "Assistent horeca", LATER)
    assert Kwalificatie.objects.search("gastvrijheid voedsel").get() == kwalificatie


def test_what_someone_typed_in_is_left_alone(bron, db):
    bron.load()
    own = WerkprocesFactory(kerntaak=Kerntaak.objects.get(code="P1-K1"), code="P1-K1-W9", own=True)
    elsewhere = KerntaakFactory(kwalificatie=Kwalificatie.objects.get(crebo="25032"), own=True)
    del bron.files["werkprocessen"][2], bron.files["kerntaken"][1]

    report = bron.load(LATER)

    assert set(Werkproces.objects.open().filter(herkomst=Herkomst.ZELF)) == {own}
    assert Kerntaak.objects.get(pk=elsewhere.pk).gesloten_op is None
    assert report["kerntaken"].blijft_open == ["P1-K1"]


def test_the_kwalificatiestructuur_takes_over_a_code_that_someone_typed_in(bron, db):
    bron.load()
    own = WerkprocesFactory(kerntaak=Kerntaak.objects.get(code="P1-K1"), code="P1-K1-W2", own=True)
    bron.files["werkprocessen"].append(bron.werkproces("P1-K1-W2", "Serveert"))

    bron.load(LATER)

    own.refresh_from_db()
    assert own.gesloten_op == LATER
    assert Werkproces.objects.open().get(code="P1-K1-W2").herkomst == Herkomst.GELADEN


def test_a_malformed_file_changes_nothing(bron, db):
    bron.files["werkprocessen"][1]["titel"] = ""
    bron.write()

    with pytest.raises(CommandError, match=r"niets ingelezen.*\nwerkprocessen.csv: Rij 3: titel is leeg."):
        call_command("load_kwalificaties", map=bron.folder)

    assert not Kwalificatie.objects.exists()
    assert not Inlezing.objects.exists()
