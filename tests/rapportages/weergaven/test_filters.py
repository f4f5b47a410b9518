"""Each filter finds what it should and leaves out the rest, and nobody filters on what may not be known."""

from datetime import date

import pytest
import time_machine

from praktijkleren.accounts.roles import Rol
from rapportages.weergaven.filters import WeergaveFilter
from rapportages.weergaven.kolommen import ALLE, OF_FILTER
from tests.factories.accounts import GebruikerFactory, GemeenteFactory, give_membership
from tests.factories.kandidaten import KlantgroepFactory, SituatieFactory, SociaalFactory, involve
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.trajecten import InschrijvingFactory, PlaatsingFactory
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory

WITHOUT_NAME = {"naam"}


@pytest.fixture
def jobcoach(regio):
    return GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)


def test_every_filter_belongs_to_one_column():
    of_columns = [name for kolom in ALLE for name in kolom.filters]

    assert len(of_columns) == len(set(of_columns))
    assert set(WeergaveFilter.base_filters) - WITHOUT_NAME == set(OF_FILTER)


def test_status_and_route(coordinator, make_traject, names):
    make_traject("Lopend")
    make_traject("Klaar", status="afgerond", einddatum=date(2025, 9, 1), route="diploma")

    assert names(coordinator, "status=lopend") == ["Lopend"]
    assert names(coordinator, "status=open") == ["Lopend"]
    assert names(coordinator, "route=diploma") == ["Klaar"]


def test_gemeente_beroep_and_sector(coordinator, make_traject, names, regio):
    gemeente, keuken = GemeenteFactory(regio=regio), KwalificatieFactory(titel="Assistent keuken")
    make_traject("Hier", kandidaat={"gemeente": gemeente}, kwalificatie=keuken)
    make_traject("Daar", kandidaat={"gemeente": GemeenteFactory(regio=regio)})

    assert names(coordinator, f"gemeente={gemeente.pk}") == ["Hier"]
    assert names(coordinator, "beroep=keuken") == ["Hier"]
    assert names(coordinator, f"sector={keuken.sector_id}") == ["Hier"]


def test_leerbedrijf_and_instelling(coordinator, make_traject, names, regio):
    traject = make_traject("Hier")
    make_traject("Daar")
    PlaatsingFactory(traject=traject, leerbedrijf__naam="Bakkerij Zon")
    contact = GebruikerFactory(rol=Rol.MBO_CONTACT, regio=regio)
    school = contact.lidmaatschappen.get().organisatie
    InschrijvingFactory(traject=traject, instelling=school)

    assert names(coordinator, "leerbedrijf=zon") == ["Hier"]
    assert names(coordinator, f"instelling={school.pk}") == ["Hier"]


def test_who_is_betrokken(coordinator, jobcoach, make_traject, names):
    traject = make_traject("Hier")
    make_traject("Daar")
    involve(traject.kandidaat, jobcoach)

    assert names(coordinator, f"collega={jobcoach.pk}") == ["Hier"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("start_na=2025-03-01", ["Maart"]),
        ("start_voor=2025-02-28", ["Januari"]),
        ("eind_na=2025-06-30", ["Januari"]),
        ("eind_na=2025-07-01", []),
        ("eind_voor=2025-06-30", ["Januari"]),
        ("eind_voor=2025-06-29", []),
    ],
)
def test_the_first_and_the_last_day(coordinator, make_traject, names, question, found):
    make_traject("Januari", status="afgerond", startdatum=date(2025, 1, 1), einddatum=date(2025, 6, 30))
    make_traject("Maart")

    assert names(coordinator, question) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [("2025-01-01", ["Klaar"]), ("2025-06-29", ["Klaar", "Maart"]), ("2025-06-30", ["Maart"]), ("2024-12-31", [])],
)
def test_what_ran_on_a_day_as_the_figures_have_it(coordinator, make_traject, names, day, found):
    """On its last day a traject no longer runs (I4); one in preparation never did."""
    make_traject("Klaar", status="afgerond", startdatum=date(2025, 1, 1), einddatum=date(2025, 6, 30))
    make_traject("Maart")
    make_traject("Wacht", status="voorbereiding", startdatum=date(2025, 1, 1))

    assert sorted(names(coordinator, f"loopt_op={day}")) == found


@time_machine.travel("2025-03-29T10:00Z")
@pytest.mark.parametrize(("weeks", "found"), [("1", ["Klaar", "Loopt"]), ("3", ["Klaar", "Loopt"]), ("4", ["Klaar"])])
def test_how_long_it_lasts(coordinator, make_traject, names, weeks, found):
    """Loopt lasts exactly four weeks today, which is not longer than four."""
    make_traject("Loopt")
    make_traject("Klaar", status="afgerond", startdatum=date(2025, 1, 1), einddatum=date(2025, 1, 30))

    assert sorted(names(coordinator, f"langer_dan={weeks}")) == found


def test_with_and_without_a_praktijkverklaring_that_counts(coordinator, make_traject, names):
    given, revoked, waiting = make_traject("Heeft"), make_traject("Ingetrokken"), make_traject("Wacht")
    for traject in (given, revoked):
        verklaring = PraktijkverklaringFactory(
            kandidaat=traject.kandidaat, traject=traject, plaatsing=None, uitgereikt_op=date(2025, 5, 1)
        )
        if traject == revoked:
            VerklaringversieFactory(verklaring=verklaring, status="ingetrokken")
    PraktijkverklaringFactory(kandidaat=waiting.kandidaat, traject=waiting, plaatsing=None)

    assert names(coordinator, "verklaring=met") == ["Heeft"]
    assert sorted(names(coordinator, "verklaring=zonder")) == ["Ingetrokken", "Wacht"]


def test_klantgroep_and_uitkering_for_who_may_know_them(jobcoach, make_traject, names):
    mine, other = make_traject("Mijn"), make_traject("Ander")
    main = KlantgroepFactory(code="f", naam="Hoofdgroep")
    sub = KlantgroepFactory(code="f1", hoofdgroep=main)
    for traject in (mine, other):
        involve(traject.kandidaat, jobcoach)
    SociaalFactory(kandidaat=mine.kandidaat, primaire_klantgroep=sub)
    SituatieFactory(kandidaat=mine.kandidaat, soort="PW")

    assert names(jobcoach, "klantgroep=f") == ["Mijn"]
    assert names(jobcoach, "situatie=PW") == ["Mijn"]
    assert names(jobcoach, "situatie=WW") == []


@pytest.mark.parametrize(
    "asked", ["klantgroep=f", "situatie=PW", "per=klantgroep", "deel=klantgroep:f", "kolom=situatie"]
)
@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.MBO_CONTACT])
def test_who_may_not_know_a_klantgroep_cannot_ask_for_it(regio, make_traject, ask, asked, rol):
    """Not by a filter, a group, the rows of a group or a column: all rows stay, and the page says what it left out."""
    gebruiker = GebruikerFactory(rol=rol, regio=regio)
    has, has_not = make_traject("Wel"), make_traject("Niet")
    SociaalFactory(kandidaat=has.kandidaat, primaire_klantgroep=KlantgroepFactory(code="f", naam="Geheim"))
    SituatieFactory(kandidaat=has.kandidaat, soort="PW")
    for traject in (has, has_not) if rol == Rol.MBO_CONTACT else ():
        involve(traject.kandidaat, gebruiker)

    context = ask(gebruiker, asked)

    assert len(context["rijen"]) == 2
    assert len(context["vraag"].weggelaten) == 1
    assert not {"Klantgroep", "Uitkering of werk"} & {cel.label for rij in context["rijen"] for cel in rij.cellen}
    assert "klantgroep" not in {kolom.naam for kolom in context["te_groeperen"]}


def test_with_two_roles_one_knows_it_of_the_own_people_only(regio, make_traject, ask, names):
    both = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    give_membership(both, rol=Rol.KLANTMANAGER, regio=regio)
    mine, other = make_traject("Mijn"), make_traject("Ander")
    klantgroep = KlantgroepFactory(code="f", naam="Geheim")
    for traject in (mine, other):
        SociaalFactory(kandidaat=traject.kandidaat, primaire_klantgroep=klantgroep)
    involve(mine.kandidaat, both)

    shown = {rij.cellen[0].tekst[:4]: rij.cellen[1].tekst for rij in ask(both, "kolom=naam&kolom=klantgroep")["rijen"]}

    assert shown == {"Mijn": "Geheim", "Ande": ""}
    assert names(both, "klantgroep=f") == ["Mijn"]
