"""The pages: what each colleague has to mend, the way there, and who is kept out."""

import re

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from rapportages.feiten.tellen import recount
from tests.factories.accounts import GebruikerFactory, RegioFactory, give_membership
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.trajecten import TrajectFactory

QUALITY = reverse("rapportages:quality")
FIXED = 4
"""Session, user, memberships (two)."""


def listed(code):
    return reverse("rapportages:quality_list", args=[code])


def text(client, url, **params):
    response = client.get(url, params)
    assert response.status_code == 200
    return response.content.decode()


def caption(html):
    return re.search(r"<caption>([^<]*)", html).group(1)


def silent(regio, number=1, **fields):
    return [TrajectFactory(kandidaat=KandidaatFactory(regio=regio, **fields), silent=True) for _ in range(number)]


def begun(regio, number=1):
    """Without a klantgroep or gemeente, and counted."""
    made = [TrajectFactory(kandidaat__regio=regio, lopend=True) for _ in range(number)]
    recount([row.kandidaat.pseudoniem for row in made])
    return made


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(regio, coach, coordinator, sign_in, count_queries, people):
    silent(regio, people, betrokken=[coach])

    assert count_queries(sign_in(coordinator), QUALITY) == FIXED + 6


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(regio, coach, coordinator, sign_in, count_queries, people):
    silent(regio, people, betrokken=[coach])

    assert count_queries(sign_in(coordinator), listed("stil")) == FIXED + 7


def test_when_nothing_is_wrong_it_says_so(coach, sign_in):
    html = text(sign_in(coach), QUALITY)

    assert "Alles klopt" in html
    assert "Wie wat kan herstellen" not in html


def test_each_colleague_has_a_number_and_the_most_comes_first(regio, coach, coordinator, sign_in):
    other = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, naam="Olga Ander")
    silent(regio, 1, betrokken=[other])
    silent(regio, 2, betrokken=[coach])

    html = text(sign_in(coordinator), QUALITY)

    owners = html[html.index("Wie wat kan herstellen") :]
    assert owners.index("Coby Coach") < owners.index("Olga Ander")
    assert listed("stil") in html


def test_a_colleague_in_the_address_narrows_the_numbers_and_the_lists(regio, coach, coordinator, sign_in):
    (mine,) = silent(regio, 1, betrokken=[coach])
    (alone,) = silent(regio, 1)
    client, wie = sign_in(coordinator), f"g{coach.pk}"

    assert f"{listed('stil')}?wie={wie}" in text(client, QUALITY, wie=wie)
    html = text(client, listed("stil"), wie=wie)

    assert caption(html) == "1 gevonden"
    assert mine.kandidaat.lijstnaam in html
    assert alone.kandidaat.lijstnaam not in html


@pytest.mark.parametrize(("param", "value"), [("aard", "tegenstrijdig"), ("controle", "uren")])
def test_a_kind_or_a_check_in_the_address_narrows_the_numbers(regio, coordinator, sign_in, param, value):
    silent(regio)

    assert "Alles klopt" in text(sign_in(coordinator), QUALITY, **{param: value})


def test_an_address_that_makes_no_sense_shows_everything(regio, coordinator, sign_in):
    silent(regio)

    html = text(sign_in(coordinator), QUALITY, wie="g0", aard="raar", controle="x", regio="y")

    assert "Stil traject" in html


def test_who_oversees_more_than_one_regio_chooses(regio, coordinator, sign_in):
    second = RegioFactory(naam="Tweede")
    give_membership(coordinator, rol=Rol.COORDINATOR, regio=second)
    (here,), (there,) = silent(regio), silent(second)

    html = text(sign_in(coordinator), listed("stil"), regio=second.pk)

    assert there.kandidaat.lijstnaam in html
    assert here.kandidaat.lijstnaam not in html


def test_who_may_mend_it_comes_where_it_is_mended(regio, coach, coordinator, sign_in):
    (traject,) = silent(regio, 1, betrokken=[coach])

    assert reverse("trajecten:log", args=[traject.pk]) in text(sign_in(coach), listed("stil"))
    html = text(sign_in(coordinator), listed("stil"))

    assert reverse("trajecten:log", args=[traject.pk]) not in html
    assert reverse("trajecten:detail", args=[traject.pk]) in html


def test_every_link_to_mend_something_opens_for_who_gets_it(regio, coach, sign_in):
    (traject,) = silent(regio, 1, betrokken=[coach])
    client = sign_in(coach)
    recount([traject.kandidaat.pseudoniem])

    for code in ("stil", "gemeente", "klantgroep", "inschrijving"):
        html = text(client, listed(code))
        url = re.search(r'data-label="Herstellen"><a href="([^"]+)"', html).group(1)
        assert client.get(url).status_code == 200, code


def test_whose_names_are_shown_is_logged(regio, coordinator, sign_in):
    (traject,) = silent(regio)

    text(sign_in(coordinator), listed("stil"))

    logged = Inzage.objects.filter(waar="rapportages:quality_list")
    assert [row.pseudoniem for row in logged.order_by("pk")] == [traject.kandidaat.pseudoniem]


def test_of_a_klantgroep_the_coordinator_knows_how_many_and_never_who(regio, coordinator, sign_in):
    begun(regio, 6)
    client = sign_in(coordinator)

    html = text(client, QUALITY, controle="klantgroep")

    assert re.search(r'data-label="Aantal" class="number">6<', html)
    assert "Om wie het gaat, ziet alleen wie met deze mensen werkt." in html
    assert listed("klantgroep") not in html
    assert "Wie wat kan herstellen" not in html
    assert client.get(listed("klantgroep")).status_code == 403


def test_a_small_number_about_a_sensitive_field_is_not_shown(regio, coordinator, sign_in):
    begun(regio, 2)

    html = text(sign_in(coordinator), QUALITY, controle="klantgroep")

    assert "minder dan 5" in html


def test_how_many_is_not_told_per_colleague(regio, coordinator, sign_in):
    begun(regio, 6)

    assert "Alles klopt" in text(sign_in(coordinator), QUALITY, controle="klantgroep", wie="geen")


def test_who_works_with_someone_reads_of_whom_a_klantgroep_is_missing(regio, coach, sign_in):
    mine, other = begun(regio)[0], begun(regio)[0]
    involve(mine.kandidaat, coach)

    html = text(sign_in(coach), listed("klantgroep"))

    assert mine.kandidaat.lijstnaam in html
    assert other.kandidaat.lijstnaam not in html


def test_a_check_that_is_not_there_is_404(coordinator, sign_in):
    assert sign_in(coordinator).get(listed("niets")).status_code == 404


def test_who_has_no_figures_begins_at_what_there_is_to_mend(coach, sign_in):
    response = sign_in(coach).get(reverse("rapportages:overview"))

    assert (response.status_code, response.url) == (302, QUALITY)


def test_the_first_page_leads_to_it_for_who_may_mend(coordinator, regio, sign_in):
    reader = GebruikerFactory(rol=Rol.LEZER, regio=regio)

    assert QUALITY in text(sign_in(coordinator), reverse("rapportages:overview"))
    assert QUALITY not in text(sign_in(reader), reverse("rapportages:overview"))
