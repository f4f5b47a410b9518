"""The page of one traject: the next step, the checklist, the story, and what each role sees."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Inzage
from praktijkleren.ui.parts import Registry, Section
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.leerbedrijven import LeerplaatsFactory
from tests.factories.trajecten import (
    AanwezigheidFactory,
    BegeleidingFactory,
    BeoordelingFactory,
    InschrijvingFactory,
    LeerdoelFactory,
    LogregelFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    ResultaatFactory,
    TrajectFactory,
    bpv_in_order,
    running_bpv,
)
from trajecten import sections
from trajecten.actions import interrupt_traject, record_quality
from trajecten.models import Plaatsing

FIXED = 5
"""Session, user, memberships (two) and the read-log INSERT."""


@pytest.fixture
def coach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


def person(*people):
    return KandidaatFactory(regio=people[0].lidmaatschappen.get().regio, betrokken=people)


def colleague(coach, rol):
    return GebruikerFactory(rol=rol, regio=coach.lidmaatschappen.get().regio)


def open_page(sign_in, gebruiker, traject):
    response = sign_in(gebruiker).get(traject.get_absolute_url())
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(coach, sign_in, count_queries, number):
    plaatsing = running_bpv(kandidaat=person(coach))
    for _ in range(number):
        LogregelFactory(traject=plaatsing.traject, door=coach)
        PlaatsingFactory(traject=plaatsing.traject, beeindigd=True)
        BeoordelingFactory(plaatsing=plaatsing, leerdoel=plaatsing.traject.leerdoelen.order_by("pk").first())

    assert count_queries(sign_in(coach), plaatsing.traject.get_absolute_url()) == FIXED + 6


def test_what_is_planned_takes_no_more_for_its_checklist(coach, sign_in, count_queries):
    plaatsing = bpv_in_order(kandidaat=person(coach))

    assert count_queries(sign_in(coach), plaatsing.traject.get_absolute_url()) == FIXED + 6


def test_looking_is_logged(coach, sign_in):
    traject = TrajectFactory(kandidaat=person(coach))

    open_page(sign_in, coach, traject)

    row = Inzage.objects.get()
    assert (row.pseudoniem, row.waar) == (traject.kandidaat.pseudoniem, "trajecten:detail")


def planned(traject):
    LeerdoelFactory(traject=traject)
    return PlaatsingFactory(traject=traject, bpv=True)


def enrolled(traject):
    planned(traject)
    InschrijvingFactory(traject=traject)


def drafted(traject):
    plaatsing = planned(traject)
    inschrijving = InschrijvingFactory(traject=traject)
    PraktijkovereenkomstFactory(plaatsing=plaatsing, inschrijving=inschrijving)


def waiting(traject):
    plaatsing = planned(traject)
    inschrijving = InschrijvingFactory(traject=traject)
    PraktijkovereenkomstFactory(plaatsing=plaatsing, inschrijving=inschrijving, wachtend=True)


@pytest.mark.parametrize(
    ("prepare", "rol", "label"),
    [
        (lambda traject: None, Rol.JOBCOACH, "Kies werkprocessen"),
        (lambda traject: LeerdoelFactory(traject=traject), Rol.JOBCOACH, "Zoek een leerplaats"),
        (planned, Rol.MBO_CONTACT, "Schrijf in bij het mbo"),
        (enrolled, Rol.MBO_CONTACT, "Leg de praktijkovereenkomst vast"),
        (drafted, Rol.MBO_CONTACT, "Maak de praktijkovereenkomst af"),
        (waiting, Rol.MBO_CONTACT, "Leg de handtekeningen vast"),
    ],
)
def test_the_next_step_is_one_button_for_whose_turn_it_is(coach, sign_in, prepare, rol, label):
    mine, other = colleague(coach, rol), colleague(coach, Rol.KLANTMANAGER)
    traject = TrajectFactory(kandidaat=person(mine, other))
    prepare(traject)

    response = open_page(sign_in, mine, traject)
    theirs = open_page(sign_in, other, traject)

    assert (response.context["next_step"].label, response.context["my_turn"]) == (label, True)
    assert sign_in(mine).get(response.context["next_step"].url).status_code == 200
    assert theirs.context["my_turn"] is False
    assert f": {label.lower()}" in theirs.content.decode()


def test_the_list_of_steps_says_the_same_as_the_button(coach, sign_in):
    traject = TrajectFactory(kandidaat=person(coach))

    bare = open_page(sign_in, coach, traject).context
    assert (bare["progress"].step, bare["next_step"].label) == ("werkprocessen", "Kies werkprocessen")

    LeerdoelFactory(traject=traject)
    chosen = open_page(sign_in, coach, traject).context
    assert (chosen["progress"].step, chosen["next_step"].label) == ("leerplaats", "Zoek een leerplaats")


def test_the_next_steps_of_a_bpv(coach, sign_in):
    plaatsing = bpv_in_order(kandidaat=person(coach))
    assert open_page(sign_in, coach, plaatsing.traject).context["next_step"].label == "Start de bpv"

    running = running_bpv(kandidaat=person(coach))
    assert open_page(sign_in, coach, running.traject).context["next_step"].label == "Leg een bezoek vast"

    running.traject.leerdoelen.update(stand="zelfstandig")
    assert open_page(sign_in, coach, running.traject).context["next_step"].label == "Vraag een beoordeling"


def proef(traject, **kwargs):
    LeerdoelFactory(traject=traject)
    return PlaatsingFactory(traject=traject, **kwargs)


@pytest.mark.parametrize(
    ("traits", "label", "view"),
    [
        ({"proef": True}, "Start de proefplaatsing", "start_plaatsing"),
        ({}, "Start het voortraject", "start_plaatsing"),
        ({"proef": True, "lopend": True}, "Plan de bpv", "place"),
        ({"proef": True, "beeindigd": True}, "Zoek een leerplaats", "match"),
    ],
)
def test_a_proefplaatsing_leads_on(coach, sign_in, traits, label, view):
    plaatsing = proef(TrajectFactory(kandidaat=person(coach)), **traits)

    step = open_page(sign_in, coach, plaatsing.traject).context["next_step"]

    assert (step.label, step.view) == (label, f"trajecten:{view}")
    assert sign_in(coach).get(step.url).status_code == 200


def test_the_bpv_after_a_proefplaatsing_is_planned_at_the_same_place(coach, sign_in):
    leerplaats = LeerplaatsFactory(relatie__regio=coach.lidmaatschappen.get().regio)
    company, traject = leerplaats.relatie.leerbedrijf, TrajectFactory(kandidaat=person(coach))
    proef(traject, proef=True, lopend=True, leerplaats=leerplaats, leerbedrijf=company)

    step = open_page(sign_in, coach, traject).context["next_step"]
    page = sign_in(coach).get(step.url)

    assert (page.context["leerbedrijf"], page.context["leerplaats"]) == (company, leerplaats)
    assert page.context["form"].taken is None


def test_what_comes_after_the_judgement(coach, sign_in):
    plaatsing = running_bpv(kandidaat=person(coach))
    for leerdoel in plaatsing.traject.leerdoelen.all():
        BeoordelingFactory(plaatsing=plaatsing, leerdoel=leerdoel)
    assert open_page(sign_in, coach, plaatsing.traject).context["next_step"].label == "Maak de praktijkverklaring"

    ResultaatFactory(traject=plaatsing.traject)
    assert open_page(sign_in, coach, plaatsing.traject).context["next_step"].label == "Rond het traject af"


def test_another_route_has_other_steps(coach, sign_in):
    traject = TrajectFactory(kandidaat=person(coach), route="diploma")

    response = open_page(sign_in, coach, traject)

    assert [key for key, _ in response.context["progress"].steps] == [
        "advies",
        "inschrijving",
        "opleiding",
        "resultaat",
    ]


def test_the_checklist_gives_a_link_to_who_may_do_it(coach, sign_in):
    school = colleague(coach, Rol.MBO_CONTACT)
    traject = TrajectFactory(kandidaat=person(coach, school))
    planned(traject)

    for gebruiker, may in ((school, True), (coach, False)):
        rows = open_page(sign_in, gebruiker, traject).context["checklist"]
        assert [allowed for row, allowed in rows if row.key == "inschrijving"] == [may]


@pytest.mark.parametrize(("rol", "may"), [(Rol.MBO_CONTACT, True), (Rol.JOBCOACH, False)])
def test_what_was_left_open_at_the_start_stays_until_it_is_recorded(coach, sign_in, rol, may):
    mine = colleague(coach, rol)
    plaatsing = running_bpv(kandidaat=person(mine))

    response = open_page(sign_in, mine, plaatsing.traject)
    assert [(row.key, allowed) for row, allowed in response.context["unsettled"]] == [("kwaliteit", may)]
    assert "Nog vast te leggen voor de bpv" in response.content.decode()
    assert (reverse("trajecten:quality", args=[plaatsing.pk]) in response.content.decode()) is may

    record_quality(plaatsing, by=Actor.systeem("test"), op=timezone.localdate())
    assert "Nog vast te leggen" not in open_page(sign_in, mine, plaatsing.traject).content.decode()


def test_who_guides_is_chosen_first_and_changed_after_that(coach, sign_in):
    plaatsing = planned(TrajectFactory(kandidaat=person(coach)))
    assert "Kies wie begeleidt" in open_page(sign_in, coach, plaatsing.traject).content.decode()

    BegeleidingFactory(plaatsing=plaatsing)
    page = open_page(sign_in, coach, plaatsing.traject).content.decode()
    assert ("Wijzig wie begeleidt" in page, "Kies wie begeleidt" in page) == (True, False)


def test_an_interrupted_traject_can_be_resumed_from_its_page(coach, sign_in):
    traject = running_bpv(kandidaat=person(coach)).traject
    interrupt_traject(traject, by=Actor.systeem("test"), on=timezone.localdate(), reason="ziek")

    assert open_page(sign_in, coach, traject).context["next_step"].label == "Hervat het traject"


def test_an_erkenning_that_lapsed_is_said(coach, sign_in):
    plaatsing = running_bpv(kandidaat=person(coach))
    plaatsing.leerbedrijf.erkenningen.update(tot=timezone.localdate() - timedelta(days=1))

    assert "geldt niet meer" in open_page(sign_in, coach, plaatsing.traject).content.decode()


def test_names_only_roles_see_where_someone_is_and_no_more(coach, sign_in):
    plaatsing = running_bpv(kandidaat=person(coach))
    LogregelFactory(traject=plaatsing.traject, tekst="Kanarie van het logboek")
    interrupt_traject(plaatsing.traject, by=Actor.systeem("test"), on=timezone.localdate(), reason="Kanarie ziek")
    leerdoel = plaatsing.traject.leerdoelen.order_by("pk").first()

    page = open_page(sign_in, colleague(coach, Rol.ADVISEUR_WERKGEVERS), plaatsing.traject).content.decode()

    assert plaatsing.leerbedrijf.naam in page
    assert "Getekend" in page
    for secret in (
        "Kanarie",
        leerdoel.werkproces.naam,
        "<dt>Gewerkt</dt>",
        reverse("trajecten:pok", args=[plaatsing.praktijkovereenkomsten.get().pk]),
    ):
        assert secret not in page


def test_a_klantmanager_sees_the_status_of_the_pok_only(coach, sign_in):
    klantmanager = colleague(coach, Rol.KLANTMANAGER)
    plaatsing = running_bpv(kandidaat=person(coach, klantmanager))
    pok = reverse("trajecten:pok", args=[plaatsing.praktijkovereenkomsten.get().pk])

    response = open_page(sign_in, klantmanager, plaatsing.traject)

    assert pok not in response.content.decode()
    assert sign_in(klantmanager).get(pok).status_code == 403


def test_the_checklist_gives_a_klantmanager_no_button_to_a_pok_that_is_not_for_reading(coach, sign_in):
    klantmanager = colleague(coach, Rol.KLANTMANAGER)
    traject = TrajectFactory(kandidaat=person(coach, klantmanager))
    waiting(traject)

    for gebruiker, may in ((coach, True), (klantmanager, False)):
        rows = open_page(sign_in, gebruiker, traject).context["checklist"]
        assert [allowed for row, allowed in rows if row.key == "pok"] == [may]


def test_hours_read_as_people_say_them(coach, sign_in):
    plaatsing = running_bpv(kandidaat=person(coach))
    Plaatsing.objects.update(uren_per_week=24)
    AanwezigheidFactory(plaatsing=plaatsing, uren=Decimal("24.5"))

    page = open_page(sign_in, coach, plaatsing.traject).content.decode()

    assert "<dd>24 uur</dd>" in page
    assert "<dd>24,5 uur</dd>" in page


def test_a_room_above_shows_its_section(coach, sign_in, monkeypatch):
    monkeypatch.setattr(sections, "_sections", Registry())
    traject = TrajectFactory(kandidaat=person(coach))
    found = Section("trajecten/_of_kandidaat.html", {"rows": [], "may_open": False, "kandidaat_pk": traject.pk})
    sections.register(10, lambda gebruiker, it: found if it == traject else None)

    assert "Nog geen traject." in open_page(sign_in, coach, traject).content.decode()


def test_the_page_of_the_person_shows_the_trajecten_and_goes_on_there(coach, sign_in):
    kandidaat = person(coach)
    client = sign_in(coach)
    assert reverse("trajecten:open", args=[kandidaat.pk]) in client.get(kandidaat.get_absolute_url()).content.decode()

    traject = TrajectFactory(kandidaat=kandidaat)
    assert traject.get_absolute_url() in client.get(kandidaat.get_absolute_url()).content.decode()


def test_someone_who_came_to_be_betrokken_today_sees_it(coach, sign_in):
    traject = TrajectFactory()
    client = sign_in(coach)
    assert client.get(traject.get_absolute_url()).status_code == 404

    stranger = GebruikerFactory(rol=Rol.JOBCOACH, regio=traject.regio)
    involve(traject.kandidaat, stranger)
    assert sign_in(stranger).get(traject.get_absolute_url()).status_code == 200


def test_a_company_sees_what_was_judged_there_and_not_elsewhere(coach, sign_in):
    contact = colleague(coach, Rol.BEDRIJFSCONTACT)
    plaatsing = running_bpv(kandidaat=person(coach))
    company = plaatsing.leerbedrijf
    company.organisatie = contact.lidmaatschappen.get().organisatie
    company.save()
    leerdoel = plaatsing.traject.leerdoelen.order_by("pk").first()
    BeoordelingFactory(leerdoel=leerdoel, plaatsing__traject=plaatsing.traject, plaatsing__leerbedrijf__naam="Elders")

    response = open_page(sign_in, contact, plaatsing.traject)

    assert [row.oordeel for row in response.context["leerdoelen"]] == [None, None, None]
    assert "Elders" not in response.content.decode()
    assert response.context["story"] == []
