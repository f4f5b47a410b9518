"""The page: whose rows it shows, in which columns and groups, and what it says of an address that is not right."""

from datetime import date

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from rapportages.weergaven.kolommen import ALLE, columns_for
from tests.factories.accounts import GebruikerFactory, GemeenteFactory, RegioFactory
from tests.factories.kandidaten import BetrokkenheidFactory, KandidaatFactory, SituatieFactory, SociaalFactory, involve
from tests.factories.trajecten import InschrijvingFactory, PlaatsingFactory, TrajectFactory
from tests.rapportages.weergaven.conftest import SEARCH

FIXED = 4
"""Session, user, memberships (two)."""
GROUPS = [kolom.naam for kolom in ALLE if kolom.groepeert]


def filled(make_traject, jobcoach, number):
    """With something in every column."""
    traject = make_traject(f"Persoon{number}", einddatum=date(2025, 9, 1), status="afgerond")
    involve(traject.kandidaat, jobcoach)
    BetrokkenheidFactory(kandidaat=traject.kandidaat, rol=Rol.KLANTMANAGER)
    PlaatsingFactory(traject=traject)
    InschrijvingFactory(traject=traject)
    SociaalFactory(kandidaat=traject.kandidaat)
    SituatieFactory(kandidaat=traject.kandidaat)
    return traject


@pytest.mark.parametrize("people", [1, 3])
def test_all_columns_together_take_a_fixed_number_of_queries(regio, make_traject, sign_in, count_queries, people):
    """Choices of filters, klantgroepen, weergaven, the count, the rows, and who was shown whom."""
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    for number in range(people):
        filled(make_traject, jobcoach, number)
    everything = "&".join(f"kolom={naam}" for naam in columns_for(jobcoach))

    assert count_queries(sign_in(jobcoach), f"{SEARCH}?{everything}") == FIXED + 6


@pytest.mark.parametrize("people", [1, 3])
def test_groups_take_a_fixed_number_of_queries(coordinator, make_traject, sign_in, count_queries, people):
    for number in range(people):
        make_traject(f"Persoon{number}")

    assert count_queries(sign_in(coordinator), f"{SEARCH}?per=beroep") == FIXED + 3


def test_each_sees_the_own_trajecten(regio, coordinator, make_traject, names):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    mine, _other = make_traject("Mijn"), make_traject("Ander")
    TrajectFactory(kandidaat=KandidaatFactory(regio=RegioFactory()), lopend=True)
    involve(mine.kandidaat, jobcoach)

    assert sorted(names(coordinator)) == ["Ander", "Mijn"]
    assert names(jobcoach) == ["Mijn"]


def test_who_is_shown_is_logged(coordinator, make_traject, ask):
    traject = make_traject("Gezien")

    ask(coordinator)

    assert Inzage.objects.filter(pseudoniem=traject.kandidaat.pseudoniem, waar="rapportages:search").count() == 1


@pytest.mark.parametrize("rol", [Rol.LEZER, Rol.ADMINISTRATIE, Rol.ADVISEUR_WERKGEVERS])
def test_who_knows_figures_or_names_only_has_no_page(regio, sign_in, rol):
    assert sign_in(GebruikerFactory(rol=rol, regio=regio)).get(SEARCH).status_code == 403


def test_columns_stand_as_they_were_chosen(coordinator, make_traject, ask, regio):
    make_traject("Jansen", kandidaat={"gemeente": GemeenteFactory(regio=regio, naam="Enschede"), "roepnaam": "Sam"})

    context = ask(coordinator, "kolom=gemeente&kolom=naam&kolom=einde")

    (row,) = context["rijen"]
    assert [(cel.label, cel.tekst) for cel in row.cellen] == [
        ("Gemeente", "Enschede"),
        ("Naam", "Jansen, Sam"),
        ("Einde", ""),
    ]
    later = next(kolom.later for kolom in context["gekozen"] if kolom.label == "Gemeente")
    assert later == "?kolom=naam&kolom=gemeente&kolom=einde#kolommen"


def test_every_column_sorts_both_ways(coordinator, make_traject, names, sign_in):
    make_traject("Aalders", startdatum=date(2025, 6, 1))
    make_traject("Bos", startdatum=date(2025, 1, 1))
    client = sign_in(coordinator)

    assert names(coordinator, "sorteer=naam") == ["Aalders", "Bos"]
    assert names(coordinator, "sorteer=start") == ["Bos", "Aalders"]
    assert names(coordinator, "sorteer=-start") == ["Aalders", "Bos"]
    for naam in columns_for(coordinator):
        assert client.get(f"{SEARCH}?kolom={naam}&sorteer={naam}").status_code == 200


@pytest.mark.parametrize("per", GROUPS)
def test_a_group_counts_the_rows_that_it_opens(regio, make_traject, ask, per):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    for number in range(3):
        filled(make_traject, jobcoach, number)
    for traject in (make_traject("Kaal", kwalificatie=None), make_traject("Samen")):
        involve(traject.kandidaat, jobcoach)

    groepen = ask(jobcoach, f"per={per}&start_na=2025-01-01")["groepen"]

    assert sum(regel.aantal for regel in groepen.regels) == 5
    for regel in groepen.regels:
        opened = ask(jobcoach, regel.url[1:])
        assert opened["page"].count == regel.aantal
        assert opened["vraag"].gevraagd[-1].waarde == regel.label


def test_a_share_has_its_numerator_and_denominator(coordinator, make_traject, ask):
    for number in range(3):
        make_traject(f"Persoon{number}", route="diploma" if number else "certificaat")

    regels = list(ask(coordinator, "per=route")["groepen"].regels)

    assert [(regel.label, regel.deel) for regel in regels] == [
        ("Mbo-diploma", "66,7 % (2 van 3)"),
        ("Mbo-certificaat", "33,3 % (1 van 3)"),
    ]


def test_a_group_says_which_of_several_counts(coordinator, make_traject, sign_in):
    make_traject("Iemand")
    client = sign_in(coordinator)

    assert "telt de nieuwste plaatsing" in client.get(f"{SEARCH}?per=leerbedrijf").content.decode()
    assert "telt" not in client.get(f"{SEARCH}?per=route").content.decode()


def test_a_group_within_a_group(coordinator, make_traject, ask, names):
    make_traject("Een", route="diploma")
    make_traject("Twee", route="diploma", status="onderbroken")
    make_traject("Drie")

    (regel, _) = ask(coordinator, "per=status&deel=route:diploma")["groepen"].regels

    assert names(coordinator, regel.url[1:]) == ["Een"]


def test_a_day_that_is_none_is_said_next_to_the_field_and_the_rest_stays(coordinator, make_traject, sign_in, names):
    make_traject("Lopend")
    make_traject("Klaar", status="afgerond", einddatum=date(2025, 9, 1))
    question = "start_na=31-31-2025&status=lopend&kolom=naam"

    html = sign_in(coordinator).get(f"{SEARCH}?{question}").content.decode()

    assert 'class="filter-bar__error" id="id_start_na_error"' in html
    assert names(coordinator, question) == ["Lopend"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kolom=bsn&kolom=naam", ["kolom “bsn”"]),
        ("per=naam", ["groepen per “Naam”"]),
        ("deel=niveau:hoog", ["groep van “Niveau”"]),
        ("deel=niveau:99999999999999999999", ["groep van “Niveau”"]),
        ("deel=leerbedrijf:x%00", ["groep van “Leerbedrijf”"]),
        ("deel=route:praktijkverklaring&deel=route:diploma", ["groep van “Route”"]),
        ("deel=zomaar", ["groep van “zomaar”"]),
        ("naam=jansen", ["filter “Naam”"]),
        ("sorteer=gemeente", ["sorteren op “Gemeente”"]),
        ("stil=&pagina=9&weergave=x", []),
    ],
)
def test_what_is_unknown_in_the_address_is_left_out_and_said(coordinator, make_traject, ask, asked, said):
    make_traject("Blijft")

    context = ask(coordinator, asked)

    assert context["vraag"].weggelaten == said
    assert len(context["rijen"]) == 1


def test_a_link_keeps_the_whole_question(coordinator, ask):
    question = "start_na=2025-01-01&status=lopend&deel=route%3Adiploma&kolom=naam&kolom=status&per=route&sorteer=naam"

    assert ask(coordinator, question)["vraag"].query() == f"?{question}"


def test_nothing_found_and_one_way_on(coordinator, sign_in):
    html = sign_in(coordinator).get(f"{SEARCH}?status=gestopt").content.decode()

    assert "Geen traject gevonden" in html
    assert "Neem mee als bestand" not in html


def test_the_lists_lead_to_it_for_who_has_it(regio, coordinator, sign_in):
    lezer, office = GebruikerFactory(rol=Rol.LEZER, regio=regio), GebruikerFactory(rol=Rol.ADMINISTRATIE, regio=regio)

    def leads(gebruiker, page):
        return SEARCH in sign_in(gebruiker).get(reverse(page)).content.decode()

    assert leads(coordinator, "rapportages:overview")
    assert leads(coordinator, "trajecten:list")
    assert not leads(lezer, "rapportages:overview")
    assert not leads(office, "trajecten:list")
