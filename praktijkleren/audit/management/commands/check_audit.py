from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from praktijkleren.audit.check import check


class Command(BaseCommand):
    help = "Controleert elke keten en elk zegel van de logboeken en noemt de eerste regel die niet klopt."

    def handle(self, *args: Any, **options: Any) -> None:
        report = check(timezone.now())
        if report.broken:
            raise CommandError(str(report.broken))
        self.stdout.write(
            f"alles klopt: {report.regels} regels in {report.dossiers} dossiers, "
            f"{report.inzagen} inzagen in {report.zegels} zegels"
        )
