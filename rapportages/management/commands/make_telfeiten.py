"""Makes the facts of everything that is stored: once, where a region already worked before it could report."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from aanmeldingen.models import Aanmelding
from kandidaten.models import Kandidaat
from leerbedrijven.models import Erkenning
from rapportages.feiten.tellen import recount
from rapportages.models import Telfeit


class Command(BaseCommand):
    help = "Maakt de telfeiten van alles wat al is opgeslagen. Mag vaker: wat er al staat, blijft zo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--per", type=int, default=500, help="zoveel dossiers per keer")

    def handle(self, *args: Any, **options: Any) -> None:
        loose = Aanmelding.objects.filter(kandidaat__isnull=True)
        everything = (
            Kandidaat.objects.order_by("pseudoniem").values_list("pseudoniem", flat=True),
            loose.order_by("pk").values_list("pk", flat=True),
            Erkenning.objects.order_by("leerbedrijf").values_list("leerbedrijf_id", flat=True).distinct(),
        )
        for keys in everything:
            for batch in _batches(list(keys), options["per"]):
                recount(batch, first=True)
        self.stdout.write(f"{Telfeit.objects.known().count()} telfeiten")


def _batches(keys: list[UUID], per: int) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), per):
        yield keys[start : start + per]
