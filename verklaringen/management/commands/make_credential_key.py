from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from verklaringen.credentials.keys import make_key_file


class Command(BaseCommand):
    help = "Maakt de sleutel waarmee credentials worden ondertekend. Een sleutel die er al is blijft staan."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path)

    def handle(self, *args: Any, bestand: Path, **options: Any) -> None:
        if not make_key_file(bestand):
            raise CommandError(f"{bestand} bestaat al en is niet veranderd.")
        self.stdout.write(f"{bestand} is gemaakt. Bewaar een kopie op een veilige plek.")
