"""The demo regio: five years of history, and open work in every state placed relative to today."""

from datetime import date

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from kandidaten.models import Kandidaat, Klantgroep
from kwalificaties.models import Werkproces
from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from verklaringen.demo.bedrijven import make_bedrijven
from verklaringen.demo.history import WITH_FILE, handed_over_days, make_history
from verklaringen.demo.klas import make_klas
from verklaringen.demo.names import Names
from verklaringen.demo.open_work import make_open_work
from verklaringen.demo.organisaties import activate_second_factor, demo_password, make_beheerders, make_regio
from verklaringen.models import Praktijkverklaring

SEED = "praktijkleren-demo"
DOMAIN = "@demo.invalid"


def demo_exists() -> bool:
    return bool(Gebruiker.objects.filter(email__endswith=DOMAIN).exists())


@transaction.atomic
def load_demo(today: date) -> dict[str, int]:
    """Make the demo regio AM01 and its neighbour AM02, the same for a given day. Returns how many of what."""
    load_reference_data()
    names, password = Names(SEED), demo_password()
    beheerders = make_beheerders(names, password)
    groningen = make_regio("AM01", "Groningen", names, password)
    friesland = make_regio("AM02", "Friesland", names, password)
    bedrijven = make_bedrijven(groningen, names, count=28, today=today, first_id=100_000_001)
    buren = make_bedrijven(friesland, names, count=6, today=today, first_id=100_000_901)
    days = handed_over_days(today)
    make_history(groningen, bedrijven, days=days, with_file=WITH_FILE, seed=SEED)
    make_history(friesland, buren, days=days[-60:-40], with_file=0, seed=f"{SEED} AM02")
    make_open_work(groningen, bedrijven, names, today=today)
    make_open_work(friesland, buren, names, today=today, one_of_each=True)
    make_klas(groningen, bedrijven, names, today=today)
    if settings.TOTP_REQUIRED:
        mensen = [wie for demo in (groningen, friesland) for team in demo.mensen.values() for wie in team]
        activate_second_factor([*beheerders, *mensen])
    counts = {
        "kandidaten": Kandidaat.objects.count(),
        "praktijkverklaringen": Praktijkverklaring.objects.count(),
        "accounts": Gebruiker.objects.filter(email__endswith=DOMAIN).count(),
    }
    record("demo.geladen", groningen.regio, by=Actor.systeem("load_demo"), changes=counts)
    return counts


def load_reference_data() -> None:
    for model, command in (
        (Regio, "load_regios"), (Werkproces, "load_kwalificaties"), (Klantgroep, "load_klantgroepen"),
    ):  # fmt: skip
        if not model._default_manager.exists():
            call_command(command)
