"""A small kwalificatiestructuur in a folder of its own, that a test may change."""

import csv
from datetime import date

import pytest

from kwalificaties.loading import load_structuur
from kwalificaties.sources import read_structuur
from praktijkleren.audit.actor import Actor

ORIGIN = {"bron": "proef", "geverifieerd": "ja"}


class Bron:
    """The five files; `load` reads them in."""

    def __init__(self, folder):
        self.folder = folder
        self.files = {
            "sectorkamers": [{"code": "06", "naam": "Voedsel"}],
            "kwalificatiedossiers": [
                {"crebo": "23301", "titel": "Entree", "sectorkamer_code": "06", "opvolger_dossier_crebo": ""}
            ],
            "kwalificaties": [
                {
                    "crebo": crebo,
                    "titel": titel,
                    "niveau": "1",
                    "leerwegen": "BBL;OVO",
                    "actueel": "ja",
                    "dossier_crebo": "23301",
                    "sectorkamer_code": "06",
                }
                for crebo, titel in (("25744", "Assistent horeca"), ("25032", "Glazenwasser"))
            ],
            "kerntaken": [self.kerntaak("B1-K1", "Werkt mee"), self.kerntaak("P1-K1", "Bedient gasten")],
            "werkprocessen": [
                self.werkproces("B1-K1-W1", "Bereidt zich voor"),
                self.werkproces("B1-K1-W2", "Ruimt op"),
                self.werkproces("P1-K1-W1", "Dekt tafels"),
            ],
        }

    @staticmethod
    def kerntaak(code, titel):
        return {"kwalificatie_crebo": "25744", "kerntaak_code": code, "titel": titel, "cohort": "2025"}

    @staticmethod
    def werkproces(code, titel):
        return {
            "kwalificatie_crebo": "25744",
            "kerntaak_code": code.rpartition("-")[0],
            "werkproces_code": code,
            "titel": titel,
            "cohort": "2025",
        }

    def write(self):
        for name, rows in self.files.items():
            with (self.folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, [*rows[0], *ORIGIN])
                writer.writeheader()
                writer.writerows({**ORIGIN, **row} for row in rows)
        return self.folder

    def load(self, on=date(2026, 1, 1)):
        return load_structuur(read_structuur(self.write()), by=Actor.systeem("proef"), on=on)


@pytest.fixture
def bron(tmp_path):
    return Bron(tmp_path)
