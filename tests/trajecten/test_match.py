from datetime import timedelta

from django.utils import timezone

from kwalificaties.models import Werkproces
from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import ErkenningFactory, LeerbedrijfFactory, LeerplaatsFactory, RelatieFactory
from tests.factories.trajecten import LeerdoelFactory, PlaatsingFactory, TrajectFactory
from trajecten.match import Taken, matches, other_companies, taken_by_others


def scene():
    """A traject with three chosen werkprocessen, and a coördinator of its regio."""
    kwalificatie = KwalificatieFactory(with_werkprocessen=3)
    traject = TrajectFactory(kandidaat=KandidaatFactory(), kwalificatie=kwalificatie)
    werkprocessen = list(Werkproces.objects.filter(kerntaak__kwalificatie=kwalificatie).order_by("code"))
    for werkproces in werkprocessen:
        LeerdoelFactory(traject=traject, werkproces=werkproces)
    return traject, werkprocessen, GebruikerFactory(rol=Rol.COORDINATOR, regio=traject.regio)


def place(traject, uitvoerbaar=None, **kwargs):
    relatie = RelatieFactory(regio=traject.regio)
    if uitvoerbaar is not None:
        ErkenningFactory(leerbedrijf=relatie.leerbedrijf, kwalificatie=traject.kwalificatie, uitvoerbaar=uitvoerbaar)
    return LeerplaatsFactory(relatie=relatie, **kwargs)


def test_who_offers_most_stands_first_and_who_is_not_recognised_last(db, django_assert_num_queries):
    traject, werkprocessen, gebruiker = scene()
    none, one, three = place(traject), place(traject, werkprocessen[:1]), place(traject, werkprocessen)
    gebruiker.scopes  # noqa: B018 - read beforehand, as on a page

    with django_assert_num_queries(2):
        found = matches(gebruiker, traject)

    assert [(match.leerplaats, match.biedt, match.fits) for match in found.rows] == [
        (three, 3, True),
        (one, 1, False),
        (none, 0, False),
    ]


def test_a_place_that_is_taken_comes_after_a_free_one(db):
    traject, werkprocessen, gebruiker = scene()
    taken, free = place(traject, werkprocessen), place(traject, werkprocessen[:1])
    PlaatsingFactory(leerplaats=taken, leerbedrijf=taken.relatie.leerbedrijf, proef=True)

    assert [(match.leerplaats, match.vrij) for match in matches(gebruiker, traject).rows] == [(free, 1), (taken, 0)]


def test_ones_own_proefplaatsing_takes_no_place_from_the_bpv(db):
    traject, werkprocessen, gebruiker = scene()
    own = place(traject, werkprocessen)
    PlaatsingFactory(traject=traject, leerplaats=own, leerbedrijf=own.relatie.leerbedrijf, proef=True)

    assert [(match.vrij, match.fits) for match in matches(gebruiker, traject).rows] == [(1, True)]
    assert taken_by_others(own, traject, timezone.localdate()) is None


def test_ones_own_plaatsing_that_is_past_frees_no_place_twice(db):
    traject, werkprocessen, gebruiker = scene()
    own, today = place(traject, werkprocessen), timezone.localdate()
    at = {"traject": traject, "leerplaats": own, "leerbedrijf": own.relatie.leerbedrijf}
    PlaatsingFactory(**at, lopend=True, van=today - timedelta(days=60), tot=today - timedelta(days=1))
    assert [match.vrij for match in matches(gebruiker, traject).rows] == [1]

    PlaatsingFactory(**at, proef=True)
    PlaatsingFactory(**at, soort="bpv", tot=today + timedelta(days=90))
    assert [match.vrij for match in matches(gebruiker, traject).rows] == [1]


def test_a_place_that_others_hold_says_when_it_comes_free(db):
    traject, werkprocessen, _ = scene()
    held, today = place(traject, werkprocessen), timezone.localdate()
    PlaatsingFactory(leerplaats=held, leerbedrijf=held.relatie.leerbedrijf, proef=True)

    assert taken_by_others(held, traject, today) == Taken(1, today + timedelta(days=30))
    assert taken_by_others(held, traject, today + timedelta(days=31)) is None


def test_what_fits_comes_first_however_many_there_are(db):
    traject, werkprocessen, gebruiker = scene()
    for _ in range(3):
        place(traject, werkprocessen[:1])
    fits = place(traject, werkprocessen, titel="Zzz")

    first = matches(gebruiker, traject, many=1)
    only = matches(gebruiker, traject, only_fitting=True)

    assert ([match.leerplaats for match in first.rows], first.more) == ([fits], True)
    assert ([match.leerplaats for match in only.rows], only.more) == ([fits], False)


def test_only_places_of_the_regio_that_are_offered_now(db):
    traject, werkprocessen, gebruiker = scene()
    LeerplaatsFactory()
    place(traject, werkprocessen, tot=timezone.localdate() - timedelta(days=1))

    assert matches(gebruiker, traject).rows == []


def test_searching_by_name_of_the_company_or_of_the_place(db):
    traject, werkprocessen, gebruiker = scene()
    found = place(traject, werkprocessen, titel="Hulp in de bakkerij")
    place(traject, werkprocessen)

    assert [match.leerplaats for match in matches(gebruiker, traject, text="bakkerij").rows] == [found]
    assert matches(gebruiker, traject, text=found.relatie.leerbedrijf.naam).rows[0].leerplaats == found


def test_other_companies_come_from_the_register_recognised_ones_first(db):
    traject, _, _ = scene()
    LeerbedrijfFactory(naam="Aardig bedrijf")
    recognised = ErkenningFactory(leerbedrijf__naam="Zeer aardig", kwalificatie=traject.kwalificatie).leerbedrijf

    found = list(other_companies(traject, "aardig"))

    assert (found[0], [row.erkend for row in found]) == (recognised, [True, False])


def test_a_place_that_names_what_one_learns_there_offers_no_more_than_that(db):
    traject, werkprocessen, gebruiker = scene()
    place(traject, werkprocessen, werkprocessen=werkprocessen[:2])

    assert [match.biedt for match in matches(gebruiker, traject).rows] == [2]
