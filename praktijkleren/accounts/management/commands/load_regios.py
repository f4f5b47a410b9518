from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from praktijkleren.accounts.loading import DATA, SourceError, load_regios, read_files
from praktijkleren.audit.actor import Actor


class Command(BaseCommand):
    help = "Leest de arbeidsmarktregio's, gemeenten en mbo-instellingen in. Nog een keer inlezen verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--map", type=Path, default=DATA, help="map met de drie CSV-bestanden")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_files(options["map"])
        except SourceError as error:
            raise CommandError("\n".join(["Er is niets ingelezen.", *error.lines])) from None
        report = load_regios(rows, by=Actor.systeem("load_regios"))
        self.stdout.write(f"{'':18}{'nieuw':>8}{'gewijzigd':>11}{'gelijk':>8}")
        for table, telling in report.items():
            counts = (len(telling.added), len(telling.changed), telling.unchanged)
            self.stdout.write("{:18}{:>8}{:>11}{:>8}".format(table, *counts))
            if telling.gone:
                self.stdout.write(f"Niet meer in het bestand ({table}): {', '.join(telling.gone)}")
