from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from praktijkleren.documenten.selftest import tell_beheer


class Command(BaseCommand):
    help = (
        "Beproeft het zegel: laadt de sleutel, vraagt een tijdstempel, verzegelt een proefdocument en leest het terug."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if found := tell_beheer(timezone.now()):
            raise CommandError("\n".join(found))
        self.stdout.write("Het zegel werkt.")
