from typing import Any

from django.core.management.base import BaseCommand, CommandError

from praktijkleren.documenten.models import Document
from praktijkleren.documenten.sealing import seal_once


class Command(BaseCommand):
    help = "Verzegelt wat ondertekend is en nog geen zegel heeft, ook wat op een nieuwe poging wacht. Mag vaker."

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = 0, 0
        waiting = Document.objects.unsealed().order_by("volledig_ondertekend_op", "pk").values_list("pk", flat=True)
        for pk in list(waiting):
            try:
                done += seal_once(str(pk), waiting_too=True)
            except Exception as error:  # noqa: BLE001 - the next one may well succeed
                failed += 1
                self.stderr.write(f"{pk}: {type(error).__name__}: {error}")
        if options["verbosity"]:
            self.stdout.write(f"{done} verzegeld, {failed} mislukt.")
        if failed:
            raise CommandError("Niet alles is verzegeld. Wat misging staat hierboven en in beheer.")
