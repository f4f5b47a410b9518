import pytest

from kwalificaties.sources import SourceError, read_structuur


def faults(bron):
    with pytest.raises(SourceError) as caught:
        read_structuur(bron.write())
    return caught.value.lines


def test_every_row_that_is_wrong_is_named(bron):
    bron.files["kwalificaties"][1] |= {"crebo": "99", "niveau": "7"}
    bron.files["kerntaken"].append(bron.kerntaak("B1-K1", "Nog eens"))
    bron.files["werkprocessen"].append(bron.werkproces("X-1", "Onbekend"))

    assert faults(bron) == [
        "kwalificaties.csv: Rij 3: crebo: ‘99’ is geen goede code. Een goede code ziet eruit als 25740.",
        "kwalificaties.csv: Rij 3: niveau: ‘7’ kan niet. Het mag zijn: 1, 2, 3, 4.",
        "kerntaken.csv: Rij 4: 25744 B1-K1 staat ook in rij 2.",
        "werkprocessen.csv: Rij 5: werkproces_code: ‘X-1’ is geen goede code. Een goede code ziet eruit als B1-K1-W1.",
        "werkprocessen.csv: Rij 5: 25744 X staat niet in kerntaken.csv.",
    ]


def test_a_reference_to_nothing_is_named(bron):
    bron.files["kwalificaties"][0]["dossier_crebo"] = "23999"
    bron.files["kerntaken"][0]["kwalificatie_crebo"] = "25999"

    assert faults(bron)[:2] == [
        "kwalificaties.csv: Rij 2: 23999 staat niet in kwalificatiedossiers.csv.",
        "kerntaken.csv: Rij 2: 25999 staat niet in kwalificaties.csv.",
    ]


def test_a_kwalificatie_without_dossier_is_fine(bron):
    bron.files["kwalificaties"][0]["dossier_crebo"] = ""

    assert len(read_structuur(bron.write())["kwalificaties"]) == 2


def test_a_missing_column_and_a_missing_file_are_named(bron):
    for row in bron.files["kwalificaties"]:
        del row["niveau"]
    bron.write()
    (bron.folder / "kerntaken.csv").unlink()

    with pytest.raises(SourceError) as caught:
        read_structuur(bron.folder)

    assert caught.value.lines == [
        "kwalificaties.csv: Rij 1: de kolom ‘niveau’ ontbreekt.",
        "kerntaken.csv: het bestand kerntaken.csv is niet te vinden of niet te lezen.",
    ]
