from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.urls import reverse
from django.utils import timezone

from aanmeldingen.models import Aanmelding
from kandidaten.models import Kandidaat
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent, Inzage
from praktijkleren.ui.dates import geboren_op
from tests.factories.aanmeldingen import AanmeldingFactory
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.leerbedrijven import LeerbedrijfFactory

LIST = reverse("aanmeldingen:list")


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.gebruiker(Rol.COORDINATOR))


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_takes_the_same_queries(world, coordinator, count_queries, count):
    AanmeldingFactory.create_batch(count, regio=world.regio)

    assert count_queries(coordinator, LIST) == QUERIES


QUERIES = 9
"""Session, user, two for the memberships, the INSERT of Inzage; regio's, count, rows and who handles them."""


def test_the_inbox_shows_what_still_waits(world, coordinator):
    waiting = AanmeldingFactory(regio=world.regio)
    AanmeldingFactory(regio=world.regio, afgewezen=True)

    assert coordinator.get(LIST).context["page"].rows == [waiting]
    assert len(coordinator.get(LIST, {"status": ""}).context["page"].rows) == 2


def test_no_cell_of_the_inbox_is_empty(world, coordinator):
    AanmeldingFactory(regio=world.regio, persoon_gemeente=None)

    html = coordinator.get(LIST).content.decode()

    assert '<td data-label="Gemeente of plaats">–</td>' in html
    assert '<td data-label="Behandelt">nog niemand</td>' in html


def test_the_inbox_is_searched_without_accents(world, coordinator):
    found = AanmeldingFactory(regio=world.regio, persoon_achternaam="Özgür")
    AanmeldingFactory(regio=world.regio)

    assert coordinator.get(LIST, {"zoek": "ozgur"}).context["page"].rows == [found]
    assert coordinator.get(LIST, {"zoek": found.nummer}).context["page"].rows == [found]


def test_the_inbox_is_sorted_by_its_headings(world, coordinator):
    late = AanmeldingFactory(regio=world.regio, persoon_achternaam="Zegers")
    early = AanmeldingFactory(
        regio=world.regio, persoon_achternaam="Çelik", ontvangen_op=timezone.now() - timedelta(days=3)
    )
    company = AanmeldingFactory(regio=world.regio, werkgever=True, bedrijf_naam="Kwekerij", aanmelder_naam="Aad")

    def rows(sort):
        return coordinator.get(LIST, {"sorteer": sort}).context["page"].rows

    assert rows("naam") == [early, company, late]
    assert rows("-naam") == [late, company, early]
    assert rows("ontvangen")[0] == early
    assert 'aria-sort="ascending"' in coordinator.get(LIST, {"sorteer": "naam"}).content.decode()


@pytest.mark.parametrize(
    ("rol", "employer", "link"),
    [
        (Rol.COORDINATOR, True, True),
        (Rol.KLANTMANAGER, True, False),
        (Rol.JOBCOACH, True, False),
        (Rol.MBO_CONTACT, False, False),
        (Rol.ADMINISTRATIE, False, False),
    ],
)
def test_the_page_of_a_person_names_the_employer_who_put_the_person_forward(world, sign_in, rol, employer, link):
    aanmelding = AanmeldingFactory(
        regio=world.regio, geaccepteerd=True, werknemer=True, bedrijf_naam="Canariebakker", kandidaat=world.kandidaat
    )

    html = sign_in(world.gebruiker(rol)).get(world.kandidaat.get_absolute_url()).content.decode()

    assert ("Canariebakker" in html) is employer
    assert (aanmelding.get_absolute_url() in html) is link
    assert (aanmelding.aanmelder_naam in html) is False


def test_who_was_referred_shows_by_whom_to_who_sees_the_aanmelding(world, coordinator, sign_in):
    AanmeldingFactory(regio=world.regio, geaccepteerd=True, kandidaat=world.kandidaat)
    url = world.kandidaat.get_absolute_url()

    assert "Aangemeld door Sociale dienst Voorbeeld" in coordinator.get(url).content.decode()
    assert "Sociale dienst Voorbeeld" not in sign_in(world.gebruiker(Rol.JOBCOACH)).get(url).content.decode()


def test_someone_who_may_be_known_is_proposed(world, coordinator):
    kandidaat = KandidaatFactory(regio=world.regio, voornamen="Noor", achternaam="Voorbeeld")
    aanmelding = AanmeldingFactory(
        regio=world.regio,
        in_behandeling=True,
        persoon_voornamen="Noor",
        persoon_achternaam="Voorbeeld",
        persoon_geboortedatum=kandidaat.geboortedatum,
    )
    accept = reverse("aanmeldingen:accept", args=[aanmelding.pk])

    shown = coordinator.get(accept)
    response = coordinator.post(accept, {"wie": str(kandidaat.pk)})

    aanmelding.refresh_from_db()
    assert kandidaat.lijstnaam in shown.content.decode()
    assert list(Inzage.objects.order_by("pk").values_list("pseudoniem", "waar")) == [
        (aanmelding.pk, "aanmeldingen:accept"),
        (kandidaat.pseudoniem, "aanmeldingen:accept"),
    ]
    assert (response.url, aanmelding.kandidaat) == (kandidaat.get_absolute_url(), kandidaat)


def test_one_must_say_whether_it_is_the_known_person(world, coordinator):
    kandidaat = KandidaatFactory(regio=world.regio, voornamen="Noor", achternaam="Voorbeeld")
    aanmelding = AanmeldingFactory(
        regio=world.regio,
        in_behandeling=True,
        persoon_voornamen="Noor",
        persoon_achternaam="Voorbeeld",
        persoon_geboortedatum=kandidaat.geboortedatum,
    )

    response = coordinator.post(reverse("aanmeldingen:accept", args=[aanmelding.pk]), {})

    assert response.context["form"].errors == {"wie": ["Maak een keuze."]}


def test_accepting_says_that_an_unknown_company_asks_for_more(world, coordinator):
    aanmelding = AanmeldingFactory(regio=world.regio, in_behandeling=True, werkgever=True)
    accept = reverse("aanmeldingen:accept", args=[aanmelding.pk])

    shown = coordinator.get(accept).content.decode()
    response = coordinator.post(accept, {}, follow=True)

    html = response.content.decode()
    assert "Er komt nog geen leerplaats" in shown
    assert f"?naam={quote_plus(aanmelding.bedrijf_naam)}" in html
    assert aanmelding.plaats_omschrijving in html


def test_the_register_opens_with_what_the_employer_typed(coordinator):
    form = coordinator.get(reverse("leerbedrijven:add"), {"naam": "Bakker Nepstra", "plaats": "Leek"}).context["form"]

    assert (form["naam"].value(), form["plaats"].value()) == ("Bakker Nepstra", "Leek")


def test_a_company_under_another_name_is_searched_and_gets_the_leerplaats(world, coordinator):
    aanmelding = AanmeldingFactory(regio=world.regio, geaccepteerd=True, werkgever=True)
    leerbedrijf = LeerbedrijfFactory(naam="Officiele Naam BV")
    place = reverse("aanmeldingen:place", args=[aanmelding.pk])

    coordinator.post(f"{place}?zoek=officiele", {"bedrijf": str(leerbedrijf.pk)})
    again = coordinator.post(f"{place}?zoek=officiele", {"bedrijf": str(leerbedrijf.pk)}, follow=True)

    aanmelding.refresh_from_db()
    assert aanmelding.leerplaats.relatie.leerbedrijf == leerbedrijf
    assert "Er is niets veranderd" in again.content.decode()


def test_who_may_be_known_is_named_with_the_day_of_birth(world, coordinator):
    kandidaat = KandidaatFactory(regio=world.regio, voornamen="Noor", achternaam="Voorbeeld")
    same = {"persoon_voornamen": "Noor", "persoon_achternaam": "Voorbeeld"}
    aanmelding = AanmeldingFactory(
        regio=world.regio, in_behandeling=True, persoon_geboortedatum=kandidaat.geboortedatum, **same
    )

    form = coordinator.get(reverse("aanmeldingen:accept", args=[aanmelding.pk])).context["form"]

    assert f"geboren {geboren_op(kandidaat.geboortedatum)}" in form.fields["wie"].choices[0][1]


def test_pressing_accept_twice_makes_one_person_and_says_so(world, coordinator):
    before = Kandidaat.objects.count()
    aanmelding = AanmeldingFactory(regio=world.regio, in_behandeling=True)
    accept = reverse("aanmeldingen:accept", args=[aanmelding.pk])

    coordinator.post(accept, {})
    response = coordinator.post(accept, {}, follow=True)

    assert Kandidaat.objects.count() == before + 1
    assert "Er is niets veranderd" in response.content.decode()


def test_chosen_rows_are_taken_up_together(world, coordinator):
    rows = AanmeldingFactory.create_batch(2, regio=world.regio)
    other = AanmeldingFactory(regio=world.neighbour)

    chosen = [str(row.pk) for row in [*rows, other]] + ["geen-uuid"]
    coordinator.post(reverse("aanmeldingen:take_up_chosen"), {"kies": chosen})

    assert set(Aanmelding.objects.filter(status="in_behandeling")) == set(rows)


@pytest.mark.parametrize(
    ("here", "back"),
    [(f"{LIST}?status=nieuw", f"{LIST}?status=nieuw"), ("https://elders.example/", LIST), ("", LIST)],
)
def test_choosing_rows_returns_to_the_same_list(coordinator, here, back):
    assert coordinator.post(reverse("aanmeldingen:take_up_chosen"), {"hier": here}).url == back


def test_the_inbox_logs_each_person_once(world, coordinator):
    person, _place = AanmeldingFactory(regio=world.regio), AanmeldingFactory(regio=world.regio, werkgever=True)
    known = AanmeldingFactory(regio=world.regio, geaccepteerd=True, kandidaat=world.kandidaat)

    coordinator.get(LIST, {"status": ""})

    assert set(Inzage.objects.values_list("pseudoniem", flat=True)) == {person.pk, known.kandidaat.pseudoniem}


def test_the_inbox_is_filtered_on_who_handles_it(world, coordinator):
    colleague = GebruikerFactory()
    taken = AanmeldingFactory(regio=world.regio, in_behandeling=True, behandeld_door=colleague)
    AanmeldingFactory(regio=world.regio)

    assert coordinator.get(LIST, {"behandelt": colleague.pk}).context["page"].rows == [taken]


def test_a_colleague_goes_on_with_what_another_took_up(world, coordinator):
    taken = AanmeldingFactory(regio=world.regio, in_behandeling=True, behandeld_door=GebruikerFactory())
    url = reverse("aanmeldingen:take_over", args=[taken.pk])

    coordinator.post(url)
    again = coordinator.post(url, follow=True)

    taken.refresh_from_db()
    assert taken.behandeld_door == world.gebruiker(Rol.COORDINATOR)
    assert "Er is niets veranderd" in again.content.decode()
    assert AuditEvent.objects.filter(what="aanmelding.overgenomen").count() == 1


def test_closing_asks_a_reason_and_loses_nothing(world, coordinator):
    aanmelding = AanmeldingFactory(regio=world.regio, in_behandeling=True)
    close = reverse("aanmeldingen:close", args=[aanmelding.pk, "doorverwijzen"])

    response = coordinator.post(close, {"naar": "Werkcentrum Overzee", "reden": ""})

    assert response.context["form"].errors == {"reden": ["Vul dit in."]}
    assert "Werkcentrum Overzee" in response.content.decode()


@pytest.mark.parametrize(("besluit", "status"), [("afwijzen", "afgewezen"), ("intrekken", "ingetrokken")])
def test_closing_ends_it(world, coordinator, besluit, status):
    aanmelding = AanmeldingFactory(regio=world.regio, in_behandeling=True)

    coordinator.post(reverse("aanmeldingen:close", args=[aanmelding.pk, besluit]), {"reden": "Geen plek."})

    aanmelding.refresh_from_db()
    assert aanmelding.status == status


def test_vandaag_counts_the_new_ones(world, coordinator):
    AanmeldingFactory.create_batch(6, regio=world.regio)

    response = coordinator.get(reverse("werk:today"))

    assert [(panel.titel, panel.totaal, len(panel.regels)) for panel in response.context["panels"]][:1] == [
        ("Nieuwe aanmeldingen", 6, 5)
    ]
