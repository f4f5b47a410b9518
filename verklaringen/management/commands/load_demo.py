import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from verklaringen.demo.load import demo_exists, load_demo
from verklaringen.demo.organisaties import PASSWORD, sign_ins


class Command(BaseCommand):
    help = "Laadt de demoregio met verzonnen mensen. Nooit in productie."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--op", type=date.fromisoformat, help="de dag waarop de demo 'vandaag' is (jjjj-mm-dd)")
        parser.add_argument("--accounts", type=Path, metavar="FILE", help="schrijf alle demo-accounts als JSON")

    def handle(self, *args: Any, op: date | None, accounts: Path | None, **options: Any) -> None:
        if settings.PRODUCTIE or not settings.LOAD_DEMO:
            raise CommandError("De demoregio kan niet in productie. Zet OMGEVING=ontwikkeling en LOAD_DEMO=1.")
        if demo_exists():
            self.stdout.write("De demoregio staat er al. Er is niets veranderd.")
        else:
            counts = load_demo(op or timezone.localdate())
            call_command("seal_signed", verbosity=0)
            self.stdout.write(", ".join(f"{number} {what}" for what, number in counts.items()))
        if accounts:
            accounts.parent.mkdir(parents=True, exist_ok=True)
            accounts.write_text(json.dumps(sign_ins(), ensure_ascii=False, indent=2), encoding="utf-8")
            self.stdout.write(f"Accounts staan in {accounts}. Wachtwoord van allemaal: {PASSWORD}")
