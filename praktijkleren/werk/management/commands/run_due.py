from datetime import datetime
from typing import Any

from celery.schedules import crontab
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from praktijkleren.audit.clock import moment
from praktijkleren.ui.dates import datum

MAIL = "praktijkleren.post.schedule.sweep"


class Command(BaseCommand):
    help = "Doet nu wat de klok tot en met een moment zou hebben gedaan. Wat meer keren gemist is, gebeurt één keer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", default="", help="ISO 8601, zoals 2026-12-01T09:30; een datum alleen is 12.00 uur")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            at = moment(options["at"])
        except ValueError as error:
            raise CommandError(f"Dit is geen moment: {options['at']}. Schrijf het als 2026-12-01T09:30.") from error
        if at > timezone.now() and settings.PRODUCTIE:
            raise CommandError("In productie kun je de klok niet vooruitzetten: er zou echte post uitgaan.")
        for name in in_order():
            import_string(name)(at=at.isoformat())
            self.stdout.write(name)
        self.stdout.write(f"Gedaan wat de klok tot en met {when(at)} zou doen.")


def in_order() -> list[str]:
    """The seldom before the often, and the mail at the very end: then it takes along what the others promised."""
    entries = settings.CELERY_BEAT_SCHEDULE.values()
    return [entry["task"] for entry in sorted(entries, key=lambda entry: (entry["task"] == MAIL, -_seconds(entry)))]


def _seconds(entry: dict[str, Any]) -> float:
    schedule = entry["schedule"]
    if not isinstance(schedule, crontab):
        return float(schedule)
    return 7 * 86400.0 / (len(schedule.day_of_week) * len(schedule.hour) * len(schedule.minute))


def when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{datum(local)} {local:%H:%M}"
