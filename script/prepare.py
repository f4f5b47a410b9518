"""Bring the database up to date and load once what a first look needs. Safe to run again."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praktijkleren.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command

from kandidaten.models import Klantgroep
from kwalificaties.models import Werkproces
from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.checks import DEMO_DOMAIN
from praktijkleren.documenten.seal.own_ca import make_own_ca
from rapportages.feiten.tellen import never_counted
from rapportages.vergelijking.demo import share_everything

ACCOUNTS = ROOT / "var" / "demo-accounts.json"
LOADED_ONCE = {
    "load_regios": (Regio, "arbeidsmarktregio's"),
    "load_kwalificaties": (Werkproces, "kwalificatiestructuur"),
    "load_klantgroepen": (Klantgroep, "klantgroepen"),
}


def main() -> None:
    if not settings.PRODUCTIE:
        make_own_ca(settings.VAR_DIR)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    for command, (model, what) in LOADED_ONCE.items():
        if not model.objects.exists():
            print(f"Laden: {what} …")
            call_command(command)
    is_new = settings.LOAD_DEMO and not has_demo()
    if is_new:
        print("Laden: demoregio …")
    if settings.LOAD_DEMO and not (has_demo() and ACCOUNTS.exists()):
        call_command("load_demo", accounts=ACCOUNTS)
    if never_counted():
        call_command("make_telfeiten")
    if is_new:
        share_everything(Regio.objects.filter(neemt_aanmeldingen_aan=True).order_by("code"))


def has_demo() -> bool:
    return bool(Gebruiker.objects.filter(email__endswith=DEMO_DOMAIN).exists())


if __name__ == "__main__":
    main()
