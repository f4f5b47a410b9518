import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.factories.kwalificaties import (
    EerdereTitelFactory,
    KerntaakFactory,
    KwalificatieFactory,
    SectorFactory,
    WerkprocesFactory,
)

LIST = reverse("kwalificaties:list")


@pytest.fixture
def kok(db):
    kok = KwalificatieFactory(titel="Kok", crebo="25180", niveau=2, sector=SectorFactory(naam="Voedsel", code="06"))
    kerntaak = KerntaakFactory(kwalificatie=kok, code="B1-K1", titel="Bereidt gerechten")
    WerkprocesFactory(kerntaak=kerntaak, code="B1-K1-W1", naam="Snijdt groenten à la minute")
    WerkprocesFactory(kerntaak=kerntaak, code="B1-K1-W2", naam="Maakt de keuken schoon")
    return kok


@pytest.fixture
def lezer(world, sign_in):
    return sign_in(world.gebruiker(Rol.LEZER))


def titles(response):
    return [result.kwalificatie.titel for result in response.context["results"]]


@pytest.mark.parametrize("text", ["snijdt", "A LA minute", "25180", "b1-k1-w1", "voedsel groenten", "kok"])
def test_a_werkproces_is_found_by_words_crebo_code_or_sector(kok, lezer, text):
    KwalificatieFactory(titel="Bakker", with_werkprocessen=1)

    response = lezer.get(LIST, {"q": text})

    assert "Kok" in titles(response)
    if text != "b1-k1-w1":
        assert titles(response) == ["Kok"]


def test_only_the_werkprocessen_that_answer_are_shown(kok, lezer):
    (result,) = lezer.get(LIST, {"q": "keuken kok"}).context["results"]

    assert [row.naam for row in result.gevonden] == ["Maakt de keuken schoon"]
    assert len(result.werkprocessen) == 2


def test_what_can_be_chosen_comes_first_and_then_what_is_called_so(kok, lezer):
    KwalificatieFactory(titel="Assistent", sector=kok.sector)
    KwalificatieFactory(titel="Voedselspecialist")
    WerkprocesFactory(naam="Bewaart voedsel", kerntaak__kwalificatie=KwalificatieFactory(titel="Bakker"))

    assert titles(lezer.get(LIST, {"q": "voedsel"})) == ["Bakker", "Kok", "Voedselspecialist", "Assistent"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"niveau": "2"}, ["Kok"]),
        ({"niveau": "3"}, ["Glazenwasser"]),
        ({"sector": "06"}, ["Kok"]),
        ({"met": "ja"}, ["Kok"]),
        ({"q": "   "}, ["Kok", "Glazenwasser"]),
        ({"q": "´"}, ["Kok", "Glazenwasser"]),
        ({"q": "niets zoals dit"}, []),
        ({"niveau": "veel", "sector": "99"}, ["Kok", "Glazenwasser"]),
    ],
)
def test_filters(kok, lezer, query, found):
    KwalificatieFactory(titel="Glazenwasser", niveau=3)
    KwalificatieFactory(titel="Weg", closed=True)

    assert titles(lezer.get(LIST, query)) == found


def test_searching_keeps_the_filters(kok, lezer):
    text = lezer.get(LIST, {"q": "kok", "niveau": "2", "pagina": "1"}).content.decode()

    assert text.count('type="hidden" name="niveau" value="2"') == 1
    assert text.count('type="hidden" name="q" value="kok"') == 1
    assert "pagina" not in text


def test_a_kwalificatie_without_werkprocessen_says_so(lezer, db):
    kwalificatie = KwalificatieFactory()

    for page in (LIST, reverse("kwalificaties:detail", args=[kwalificatie.crebo])):
        assert "kan niet gekozen worden" in lezer.get(page).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(number, lezer, count_queries):
    for _ in range(number):
        KwalificatieFactory(with_werkprocessen=number)

    assert count_queries(lezer, LIST) == 8
    assert count_queries(lezer, f"{LIST}?q=werkproces&met=ja") == 8


@pytest.mark.parametrize("number", [1, 3])
def test_the_detail_takes_the_same_queries_at_any_length(number, lezer, count_queries):
    kwalificatie = KwalificatieFactory(with_werkprocessen=number)
    KerntaakFactory.create_batch(number, kwalificatie=kwalificatie)

    assert count_queries(lezer, kwalificatie.get_absolute_url()) == 8


def test_the_detail_tells_what_was_typed_in_and_what_held_before(kok, lezer):
    EerdereTitelFactory(kwalificatie=kok, titel="Keukenmedewerker")
    kerntaak = KerntaakFactory(kwalificatie=kok, own=True, code="B1-K2", titel="Wast af", bron="SBB 2026")
    WerkprocesFactory(kerntaak=kerntaak, own=True, naam="Droogt glazen", bron="SBB 2026")
    WerkprocesFactory(kerntaak=kerntaak, closed=True, naam="Poetst koper")

    text = lezer.get(kok.get_absolute_url()).content.decode()

    assert text.count("Zelf ingevoerd") == 2
    for words in ("SBB 2026", "Droogt glazen", "Wat eerder gold", "Poetst koper", "Keukenmedewerker"):
        assert words in text
    assert "Wijzig" not in text


def test_an_unknown_crebo_is_not_found(lezer):
    assert lezer.get("/kwalificaties/25999/").status_code == 404
