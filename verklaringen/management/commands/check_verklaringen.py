from typing import Any

from django.core.management.base import BaseCommand, CommandError

from verklaringen.register import check_all


class Command(BaseCommand):
    help = (
        "Controleert van elke praktijkverklaring de inhoud, het bestand, de credential en de keten. "
        "Noemt wat niet klopt."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_all()
        if found.wrong:
            raise CommandError("\n".join(map(str, found.wrong)))
        self.stdout.write(
            f"alles klopt: {found.versies} versies van praktijkverklaringen, {found.credentials} credentials, "
            f"{found.regels} regels in {found.dossiers} ketens"
        )
