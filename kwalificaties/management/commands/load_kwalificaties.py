from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kwalificaties.loading import load_structuur
from kwalificaties.sources import DATA, SourceError, read_structuur
from praktijkleren.audit.actor import Actor


class Command(BaseCommand):
    help = "Leest de kwalificatiestructuur in. Nog een keer inlezen verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--map", type=Path, default=DATA, help="map met de vijf CSV-bestanden")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            structuur = read_structuur(options["map"])
        except SourceError as error:
            raise CommandError("\n".join(["Er is niets ingelezen.", *error.lines])) from None
        report = load_structuur(structuur, by=Actor.systeem("load_kwalificaties"))
        self.stdout.write(f"{'':15}{'nieuw':>8}{'gewijzigd':>11}{'gesloten':>10}{'gelijk':>8}")
        for table, telling in report.items():
            counts = (len(telling.nieuw), len(telling.gewijzigd), len(telling.gesloten), telling.ongewijzigd)
            self.stdout.write("{:15}{:>8}{:>11}{:>10}{:>8}".format(table, *counts))
        for code in report["kerntaken"].blijft_open:
            self.stdout.write(f"Kerntaak {code} blijft open: er hangt een zelf ingevoerd werkproces onder.")
