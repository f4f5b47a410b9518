"""Making and sending many praktijkverklaringen: a job with a row per person, and one mail per signer when it is done.

Each row asks everything anew, for a colleague may have been first. What was sent before stays as it is, so the same
people may be chosen again.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.opdrachten import Uitkomst, start_job
from trajecten.models import Plaatsing
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.samen import last_version
from verklaringen.models import Verklaringversie
from verklaringen.permissions import may_draft
from verklaringen.states import SENT
from verklaringen.zending import let_mails_go

SOORT = "verklaringen.maken"
NOT_SEEN = "Je mag deze verklaring niet (meer) maken."
SENT_BEFORE = "Was al verstuurd."
TOO_LATE = "Iemand was je voor: de verklaring is intussen veranderd. Bekijk hoe het er nu voor staat."


def start(chosen: Sequence[tuple[Plaatsing, str]], *, sleutel: UUID, gebruiker: Gebruiker, verder_url: str) -> Opdracht:
    """`chosen` are plaatsingen, each with the key of the praktijkopleider who signs. The same form twice is one job."""
    number = len(chosen)
    return start_job(
        f"{SOORT}:{gebruiker.pk}:{sleutel}",
        soort=SOORT,
        titel=f"{number} {'praktijkverklaring' if number == 1 else 'praktijkverklaringen'} maken en versturen",
        eigenaar=gebruiker,
        gegevens={
            "rows": [[str(plaatsing.pk), ondertekenaar] for plaatsing, ondertekenaar in chosen],
            "verder_url": verder_url,
            "verder": "Terug naar de lijst",
        },
        by=Actor.gebruiker(gebruiker),
    )


def total(opdracht: Opdracht) -> int:
    return len(opdracht.gegevens["rows"])


def rows(opdracht: Opdracht) -> Iterator[Uitkomst]:
    for plaatsing, ondertekenaar in opdracht.gegevens["rows"][opdracht.gedaan :]:
        yield _row(opdracht, plaatsing, ondertekenaar)
    let_mails_go(opdracht.pk)


def _row(opdracht: Opdracht, plaatsing_id: str, ondertekenaar: str) -> Uitkomst:
    gebruiker = opdracht.eigenaar
    visible = Plaatsing.objects.visible_to(gebruiker).select_related("traject__kandidaat", "leerbedrijf")
    plaatsing = visible.filter(pk=plaatsing_id).first()
    if plaatsing is None or not may_draft(gebruiker, plaatsing):
        return Uitkomst("Een praktijkverklaring", gelukt=False, uitleg=NOT_SEEN)
    kandidaat, by = plaatsing.traject.kandidaat, Actor.gebruiker(gebruiker)
    log_inzage(by, [kandidaat.pseudoniem], waar=SOORT)
    try:
        versie = actions.make_and_send(plaatsing, ondertekenaar=ondertekenaar, zending=opdracht.pk, by=by)
    except (RefusedError, MissingGlyphError) as refused:
        reason, url = " ".join(map(str, refused.args)), plaatsing.get_absolute_url()
        return Uitkomst(kandidaat.lijstnaam, gelukt=False, uitleg=reason, url=url)
    except TransitionError:
        return _somebody_was_first(plaatsing, kandidaat.lijstnaam)
    return _sent(versie, kandidaat.lijstnaam, zending=opdracht.pk)


def _somebody_was_first(plaatsing: Plaatsing, naam: str) -> Uitkomst:
    versie = last_version(plaatsing)
    if versie and versie.status in SENT:
        return _sent(versie, naam)
    return Uitkomst(naam, gelukt=False, uitleg=TOO_LATE, url=plaatsing.get_absolute_url())


def _sent(versie: Verklaringversie, naam: str, *, zending: UUID | None = None) -> Uitkomst:
    """By this job, or before it."""
    uitleg, url = SENT_BEFORE, versie.verklaring.get_absolute_url()
    if zending and versie.zending == zending and versie.document:
        asked = versie.document.verzoeken.order_by("volgorde", "created_at").first()
        uitleg = f"Verstuurd naar {asked.naam}." if asked else ""
    return Uitkomst(naam, uitleg=uitleg, url=url)
