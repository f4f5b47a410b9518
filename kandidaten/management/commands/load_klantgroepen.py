from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kandidaten.klantgroepen import SHIPPED, load_klantgroepen
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError


class Command(BaseCommand):
    help = "Leest de klantgroepen in. Nog een keer inlezen verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bestand", type=Path, default=SHIPPED, help="CSV-bestand met de klantgroepen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_klantgroepen(options["bestand"], by=Actor.systeem("load_klantgroepen"))
        except CsvError as error:
            raise CommandError(f"Er is niets ingelezen.\n{error}") from None
        counts = (len(report.nieuw), len(report.gewijzigd), len(report.gelijk))
        self.stdout.write("Klantgroepen: {} nieuw, {} gewijzigd, {} gelijk.".format(*counts))
