"""Who sees which rows: trajecten follow their kandidaat, a company and an adviseur know people by their plaatsing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kandidaten.models import Kandidaat
from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.leerbedrijven import LeerbedrijfFactory
from tests.factories.trajecten import (
    AanwezigheidFactory,
    BeoordelingFactory,
    BeoordelingsverzoekFactory,
    GroepFactory,
    InschrijvingFactory,
    LeerdoelFactory,
    LogregelFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
)
from trajecten.models import Groep, Plaatsing, Traject

HANGS_ON = {
    "inschrijving": lambda plaatsing: InschrijvingFactory(traject=plaatsing.traject),
    "pok": lambda plaatsing: PraktijkovereenkomstFactory(plaatsing=plaatsing),
    "leerdoel": lambda plaatsing: LeerdoelFactory(traject=plaatsing.traject),
    "logregel": lambda plaatsing: LogregelFactory(traject=plaatsing.traject),
    "uren": lambda plaatsing: AanwezigheidFactory(plaatsing=plaatsing),
    "beoordeling": lambda plaatsing: BeoordelingFactory(plaatsing=plaatsing),
    "verzoek": lambda plaatsing: BeoordelingsverzoekFactory(plaatsing=plaatsing),
}
SEES = {
    Rol.COORDINATOR: {*HANGS_ON},
    Rol.KLANTMANAGER: {*HANGS_ON} - {"uren"},
    Rol.JOBCOACH: {*HANGS_ON},
    Rol.NAZORGBEGELEIDER: {*HANGS_ON},
    Rol.MBO_CONTACT: {*HANGS_ON},
    Rol.ADVISEUR_WERKGEVERS: {"inschrijving", "pok"},
    Rol.ADMINISTRATIE: {"inschrijving", "pok", "uren"},
    Rol.BEDRIJFSCONTACT: {"pok", "uren", "leerdoel", "beoordeling", "verzoek"},
    Rol.LEZER: set(),
    Rol.BEHEERDER: set(),
}


def sees(gebruiker, obj):
    return type(obj)._default_manager.visible_to(gebruiker).filter(pk=obj.pk).exists()


@pytest.mark.parametrize("rol", [*SEES])
def test_each_role_sees_what_the_table_of_the_house_says(db, rol):
    gebruiker = GebruikerFactory(rol=rol)
    membership = gebruiker.lidmaatschappen.get()
    company = LeerbedrijfFactory(organisatie=membership.organisatie)
    kandidaat = KandidaatFactory(regio=membership.organisatie.deelnames.get().regio, betrokken=[gebruiker])
    plaatsing = PlaatsingFactory(traject__kandidaat=kandidaat, leerbedrijf=company, bpv=True, lopend=True)
    made = {name: make(plaatsing) for name, make in HANGS_ON.items()}

    assert {name for name, obj in made.items() if sees(gebruiker, obj)} == SEES[rol]
    assert sees(gebruiker, plaatsing) is sees(gebruiker, plaatsing.traject) is bool(SEES[rol])


@pytest.mark.parametrize("rol", [*SEES])
def test_a_busy_colleague_elsewhere_sees_nothing(db, rol):
    gebruiker = GebruikerFactory(rol=rol)
    membership = gebruiker.lidmaatschappen.get()
    own = LeerbedrijfFactory(organisatie=membership.organisatie)
    busy = KandidaatFactory(regio=membership.organisatie.deelnames.get().regio, betrokken=[gebruiker])
    PlaatsingFactory(traject__kandidaat=busy, leerbedrijf=own)
    elsewhere = PlaatsingFactory(bpv=True, lopend=True)

    for make in HANGS_ON.values():
        assert not sees(gebruiker, make(elsewhere))
    assert not sees(gebruiker, elsewhere.traject)


def test_the_coordinator_keeps_what_ran_in_the_regio_when_the_person_moves(db):
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR)
    traject = TrajectFactory(kandidaat__regio=coordinator.lidmaatschappen.get().regio)
    Kandidaat.objects.update(regio=KandidaatFactory().regio)

    assert sees(coordinator, traject)


def test_who_hands_over_sees_it_no_more(db):
    coach = GebruikerFactory(rol=Rol.JOBCOACH)
    kandidaat = KandidaatFactory(regio=coach.lidmaatschappen.get().regio)
    rows, traject = involve(kandidaat, coach), TrajectFactory(kandidaat=kandidaat)
    assert sees(coach, traject)

    rows[0].tot = timezone.localdate() - timedelta(days=1)
    rows[0].save()

    assert not sees(coach, traject)


def test_the_adviseur_knows_a_name_after_a_match_only(db):
    adviseur = GebruikerFactory(rol=Rol.ADVISEUR_WERKGEVERS)
    traject = TrajectFactory(kandidaat__regio=adviseur.lidmaatschappen.get().regio)
    assert not sees(adviseur, traject)
    assert not sees(adviseur, traject.kandidaat)

    PlaatsingFactory(traject=traject)

    assert sees(adviseur, traject)
    assert sees(adviseur, traject.kandidaat)


def test_a_company_knows_who_is_there_until_a_while_after(db):
    contact = GebruikerFactory(rol=Rol.BEDRIJFSCONTACT)
    company = LeerbedrijfFactory(organisatie=contact.lidmaatschappen.get().organisatie)
    here = PlaatsingFactory(leerbedrijf=company, bpv=True, lopend=True)
    before = PlaatsingFactory(traject=here.traject, beeindigd=True)
    assert (sees(contact, here), sees(contact, before), sees(contact, here.traject.kandidaat)) == (True, False, True)

    long_ago = timezone.localdate() - timedelta(weeks=14)
    Plaatsing.objects.filter(pk=here.pk).update(van=long_ago, tot=long_ago)

    assert not sees(contact, here.traject)
    assert not sees(contact, here.traject.kandidaat)


def test_a_company_reads_what_was_judged_at_its_own_place_only(db):
    contact = GebruikerFactory(rol=Rol.BEDRIJFSCONTACT)
    company = LeerbedrijfFactory(organisatie=contact.lidmaatschappen.get().organisatie)
    here = PlaatsingFactory(leerbedrijf=company, bpv=True, lopend=True)
    elsewhere = PlaatsingFactory(traject=here.traject, bpv=True, lopend=True)

    assert sees(contact, BeoordelingFactory(plaatsing=here))
    assert not sees(contact, BeoordelingFactory(plaatsing=elsewhere))


def test_groepen_are_of_the_regio(db):
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR)
    mine, _ = GroepFactory(regio=coordinator.lidmaatschappen.get().regio), GroepFactory()

    assert list(Groep.objects.visible_to(coordinator)) == [mine]
    assert not Groep.objects.visible_to(GebruikerFactory(rol=Rol.BEDRIJFSCONTACT, regio=mine.regio)).exists()


def test_one_person_with_two_roles_sees_both_and_each_in_its_own_way(db):
    from tests.factories.accounts import give_membership

    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR)
    regio = gebruiker.lidmaatschappen.get().regio
    give_membership(gebruiker, rol=Rol.ADMINISTRATIE)
    full = TrajectFactory(kandidaat__regio=regio)
    other = gebruiker.lidmaatschappen.exclude(regio=regio).get()
    name_only = TrajectFactory(kandidaat__regio=other.regio)

    rows = {row.pk: row.in_full for row in Traject.objects.visible_to(gebruiker).with_in_full(gebruiker)}

    assert rows == {full.pk: True, name_only.pk: False}
