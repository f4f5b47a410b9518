from typing import Any

from django.core.management.base import BaseCommand, CommandError

from verklaringen.register import check_all


class Command(BaseCommand):
    help = (
        "Controleert van elke praktijkverklaring de inhoud, het bestand en de keten, en noemt de eerste die niet klopt."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_all()
        if found.wrong:
            raise CommandError(found.wrong)
        self.stdout.write(
            f"alles klopt: {found.versies} versies van praktijkverklaringen, "
            f"{found.regels} regels in {found.dossiers} ketens"
        )
