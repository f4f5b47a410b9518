from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from praktijkleren.documenten.anchor import wrong_with_anchor


class Command(BaseCommand):
    help = "Vergelijkt de auditketens met een bewaard anker en noemt elke regel die weg is of een andere werd."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path)

    def handle(self, *args: Any, bestand: Path, **options: Any) -> None:
        if found := list(wrong_with_anchor(bestand)):
            raise CommandError("\n".join(found))
        self.stdout.write("Alles van dit anker staat er nog zo.")
