"""Doing one thing with several trajecten."""

from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.trajecten import GroepFactory, TrajectFactory
from tests.trajecten.conftest import words
from trajecten.models import Groep

URL = "/trajecten/gekozen/"


def chosen(*trajecten, more=""):
    return f"{URL}?{'&'.join(f'pk={traject.pk}' for traject in trajecten)}{more}"


def two(regio, *people):
    return [TrajectFactory(kandidaat=KandidaatFactory(regio=regio, betrokken=people)) for _ in range(2)]


def test_a_new_groep_for_all_and_back_to_the_list_as_it_was(coordinator, kandidaat, sign_in):
    trajecten = two(kandidaat.regio)

    address = chosen(*trajecten, more="&status=open")
    response = sign_in(coordinator).post(address, {"groep": "", "naam": "Keuken januari"})

    assert response.url == "/trajecten/?status=open"
    groep = Groep.objects.get()
    assert (groep.naam, set(groep.trajecten.all())) == ("Keuken januari", set(trajecten))


def test_a_groep_that_exists_is_chosen_by_hand_or_by_its_name(coordinator, kandidaat, sign_in):
    groep, (one, two_) = GroepFactory(regio=kandidaat.regio, naam="Zorg"), two(kandidaat.regio)
    client = sign_in(coordinator)

    client.post(chosen(one), {"groep": groep.pk, "naam": ""})
    client.post(chosen(two_), {"groep": "", "naam": "zorg"})

    assert groep.trajecten.count() == 2
    assert Groep.objects.count() == 1


def test_a_groep_without_a_name_is_asked_for_one(coordinator, kandidaat, sign_in):
    response = sign_in(coordinator).post(chosen(*two(kandidaat.regio)), {"groep": "", "naam": ""})

    assert "geef de nieuwe groep een naam" in words(response)


def test_handing_over_moves_who_is_betrokken(coach, coordinator, kandidaat, sign_in):
    other = GebruikerFactory(rol=Rol.JOBCOACH, regio=kandidaat.regio)
    trajecten = two(kandidaat.regio, coach)
    client = sign_in(coordinator)
    form = client.get(chosen(*trajecten)).context["over"]
    key = next(key for key, who in form.fields["to"].known.items() if who.gebruiker == other)
    data = {"to": key, "van": form["van"].value(), "reden": "andere baan"}

    client.post(chosen(*trajecten), data)

    current = Betrokkenheid.objects.current().filter(kandidaat__in=[row.kandidaat for row in trajecten])
    assert {row.gebruiker for row in current} == {other}


def test_only_what_one_may_see_is_chosen(coach, kandidaat, sign_in):
    mine, elsewhere = TrajectFactory(kandidaat=kandidaat), TrajectFactory()

    response = sign_in(coach).get(f"{chosen(mine, elsewhere)}&pk=geen-uuid")

    assert response.context["trajecten"] == [mine]


def test_choosing_nobody_goes_back_to_the_list(coach, sign_in):
    assert "Kies eerst" in words(sign_in(coach).get(URL, follow=True))
