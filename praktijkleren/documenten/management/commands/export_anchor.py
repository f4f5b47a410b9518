from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from praktijkleren.documenten.anchor import write_anchor


class Command(BaseCommand):
    help = "Schrijft van elke auditketen de laatste hash op, ondertekend met het zegel. Bewaar dat buiten deze machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("map", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{write_anchor(options['map'], at=timezone.now())} is gemaakt, met de handtekening ernaast.")
