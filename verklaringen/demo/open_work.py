"""Open work in every state, placed relative to today and made by the same actions as in daily use."""

from collections.abc import Callable
from datetime import date

from verklaringen.demo.bedrijven import DemoBedrijf
from verklaringen.demo.door import Door
from verklaringen.demo.names import Names
from verklaringen.demo.organisaties import DemoRegio
from verklaringen.demo.people import People
from verklaringen.demo.placed import Placed
from verklaringen.demo.signed import Signed

STATES: tuple[tuple[str, int], ...] = (
    ("nieuw", 3), ("zelf_aangemeld", 1), ("plaats_aangeboden", 1), ("werkende_aangemeld", 1), ("in_behandeling", 2),
    ("afgewezen", 1), ("doorverwezen", 1), ("ingetrokken", 1), ("zonder_advies", 2), ("zonder_email", 1),
    ("advies_concept", 1), ("advies_voorgelegd", 2), ("advies_ander_voorstel", 1), ("advies_akkoord", 1),
    ("advies_vervangen", 1), ("advies_besproken", 1), ("voorbereiding", 2), ("gepland", 2), ("proefplaatsing", 2),
    ("ingeschreven", 1), ("pok_concept", 1), ("pok_ter_ondertekening", 2), ("pok_vervangen", 1),
    ("klaar_om_te_starten", 2), ("werkende", 2), ("minderjarig", 1), ("uitzendkracht", 1), ("lopend", 12),
    ("stil", 3), ("onderbroken", 2), ("gestopt", 2), ("overstap", 1), ("beoordeling_gevraagd", 2), ("beoordeeld", 2),
    ("verklaring_concept", 2), ("verklaring_ter_ondertekening", 3), ("verklaring_geopend", 1),
    ("verklaring_te_laat", 1), ("verklaring_teruggestuurd", 1), ("verklaring_teruggetrokken", 1),
    ("verklaring_verlopen", 1), ("verklaring_ondertekend", 1),
)  # fmt: skip
"""What is shown, and how many of it in the demo regio; the neighbour gets one of each."""


def make_open_work(
    demo: DemoRegio, bedrijven: list[DemoBedrijf], names: Names, *, today: date, one_of_each: bool = False
) -> None:
    door = Door(demo, bedrijven, names, today)
    people = People(door)
    placed = Placed(people)
    signed = Signed(placed)
    for state, count in STATES:
        make = find(state, door, people, placed, signed)
        for _ in range(1 if one_of_each else count):
            make()


def find(state: str, *makers: object) -> Callable[[], object]:
    for maker in makers:
        if hasattr(maker, state):
            make: Callable[[], object] = getattr(maker, state)
            return make
    raise LookupError(state)
