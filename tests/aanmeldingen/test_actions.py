import pytest
from django.urls import reverse
from django.utils import timezone

from aanmeldingen.actions import accept, place, refer, refuse, take_up, withdraw
from kandidaten.colleagues import Betrokkene
from kandidaten.models import Kandidaat, Situatie
from leerbedrijven.models import Leerplaats
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.history import history
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories.aanmeldingen import AanmeldingFactory
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory, SituatieFactory
from tests.factories.leerbedrijven import LeerbedrijfFactory, RelatieFactory

BY = Actor.systeem("test")
NOTHING = {"kandidaat": None, "begeleider": None, "leerbedrijf": None}


def test_take_up_puts_it_on_a_name(db):
    aanmelding, gebruiker = AanmeldingFactory(), GebruikerFactory()

    take_up(aanmelding, gebruiker=gebruiker, by=Actor.gebruiker(gebruiker))

    assert (aanmelding.status, aanmelding.behandeld_door) == ("in_behandeling", gebruiker)
    assert [(stap.van, stap.naar) for stap in Stap.objects.all()] == [("nieuw", "in_behandeling")]


def test_taking_up_twice_is_refused(db):
    aanmelding, gebruiker = AanmeldingFactory(in_behandeling=True), GebruikerFactory()

    with pytest.raises(TransitionError):
        take_up(aanmelding, gebruiker=gebruiker, by=BY)


def test_accept_makes_the_person_with_a_parent(db):
    aanmelding = AanmeldingFactory(in_behandeling=True, minderjarig=True)

    accept(aanmelding, **NOTHING, by=BY)

    kandidaat = Kandidaat.objects.get()
    assert (aanmelding.kandidaat, aanmelding.status) == (kandidaat, "geaccepteerd")
    assert [row.naam for row in kandidaat.vertegenwoordigers.all()] == ["Ouder Voorbeeld"]
    assert "kandidaat.gemaakt" in AuditEvent.objects.values_list("what", flat=True)


def test_accept_joins_it_to_someone_who_is_known(db):
    kandidaat = KandidaatFactory()
    aanmelding = AanmeldingFactory(in_behandeling=True, regio=kandidaat.regio)

    accept(aanmelding, **{**NOTHING, "kandidaat": kandidaat}, by=BY)

    assert (Kandidaat.objects.count(), aanmelding.kandidaat) == (1, kandidaat)


def test_accept_makes_the_colleague_betrokken(db):
    klantmanager = GebruikerFactory(rol=Rol.KLANTMANAGER)
    lid = klantmanager.lidmaatschappen.get()
    aanmelding = AanmeldingFactory(in_behandeling=True, regio=lid.organisatie.deelnames.get().regio)
    begeleider = Betrokkene(lid.organisatie, Rol.KLANTMANAGER, klantmanager)

    accept(aanmelding, **{**NOTHING, "begeleider": begeleider}, by=BY)

    assert list(Kandidaat.objects.visible_to(klantmanager)) == [aanmelding.kandidaat]


def test_accept_makes_the_leerplaats_at_a_known_leerbedrijf(db):
    leerbedrijf = LeerbedrijfFactory()
    aanmelding = AanmeldingFactory(in_behandeling=True, werkgever=True)

    accept(aanmelding, **{**NOTHING, "leerbedrijf": leerbedrijf}, by=BY)

    leerplaats = Leerplaats.objects.get()
    assert (leerplaats.relatie.leerbedrijf, leerplaats.relatie.regio) == (leerbedrijf, aanmelding.regio)
    assert aanmelding.leerplaats == leerplaats
    assert not Kandidaat.objects.exists()


def test_a_place_at_an_unknown_company_asks_for_an_erkenning(db):
    aanmelding = AanmeldingFactory(in_behandeling=True, werkgever=True)

    accept(aanmelding, **NOTHING, by=BY)

    taak = Taak.objects.get()
    assert taak.titel == f"Help {aanmelding.bedrijf_naam} aan een erkenning en maak de leerplaats"
    assert taak.url == reverse("aanmeldingen:place", args=[aanmelding.pk])


def test_the_leerplaats_comes_when_the_company_is_a_leerbedrijf(db):
    aanmelding = accept(AanmeldingFactory(in_behandeling=True, werkgever=True), **NOTHING, by=BY)

    place(aanmelding, leerbedrijf=LeerbedrijfFactory(), by=BY)

    leerplaats = Leerplaats.objects.get()
    assert (aanmelding.leerplaats, leerplaats.omschrijving) == (leerplaats, aanmelding.plaats_omschrijving)
    assert leerplaats.relatie.email == aanmelding.aanmelder_email
    assert not Taak.objects.filter(klaar_op=None).exists()


def test_a_leerplaats_is_made_once(db):
    leerbedrijf = LeerbedrijfFactory()
    aanmelding = accept(
        AanmeldingFactory(in_behandeling=True, werkgever=True), **{**NOTHING, "leerbedrijf": leerbedrijf}, by=BY
    )

    with pytest.raises(TransitionError):
        place(aanmelding, leerbedrijf=leerbedrijf, by=BY)

    assert Leerplaats.objects.count() == 1


def test_what_is_known_of_a_company_is_not_overwritten(db):
    aanmelding = AanmeldingFactory(in_behandeling=True, werkgever=True)
    relatie = RelatieFactory(regio=aanmelding.regio, contactpersoon="Al Bekend", email="", telefoon="")

    accept(aanmelding, **{**NOTHING, "leerbedrijf": relatie.leerbedrijf}, by=BY)

    relatie.refresh_from_db()
    assert (relatie.contactpersoon, relatie.email) == ("Al Bekend", "")


@pytest.mark.parametrize(("known", "after"), [("", "Zwolle"), ("Assen", "Assen")])
def test_accepting_adds_a_birthplace_that_is_missing(db, known, after):
    kandidaat = KandidaatFactory(geboorteplaats=known)
    aanmelding = AanmeldingFactory(in_behandeling=True, regio=kandidaat.regio)

    accept(aanmelding, **{**NOTHING, "kandidaat": kandidaat}, geboorteplaats="Zwolle", by=BY)

    kandidaat.refresh_from_db()
    assert kandidaat.geboorteplaats == after


def test_a_birthplace_typed_while_accepting_is_no_change_of_the_new_person(db):
    aanmelding = AanmeldingFactory(in_behandeling=True)

    accept(aanmelding, **NOTHING, geboorteplaats="Zwolle", by=BY)

    told = [event.wat for event in history(aanmelding.kandidaat.pseudoniem)]
    assert aanmelding.kandidaat.geboorteplaats == "Zwolle"
    assert told == ["Aangenomen", "Kandidaat aangemaakt"]


def test_accepting_a_werkende_records_work_at_the_employer(db):
    aanmelding = AanmeldingFactory(in_behandeling=True, werknemer=True)

    accept(aanmelding, **NOTHING, by=BY)

    work = Situatie.objects.get()
    assert (work.kandidaat, work.soort, work.werkgever_soort) == (aanmelding.kandidaat, "LOON", "extern")
    assert work.bron == f"de aanmelding van {aanmelding.bedrijf_naam}"
    assert work.van == timezone.localdate(aanmelding.ontvangen_op)


def test_work_that_is_known_already_stays_as_it_is(db):
    known = SituatieFactory(werk=True)
    aanmelding = AanmeldingFactory(in_behandeling=True, werknemer=True, regio=known.kandidaat.regio)

    accept(aanmelding, **{**NOTHING, "kandidaat": known.kandidaat}, by=BY)

    assert list(Situatie.objects.all()) == [known]


def test_who_does_not_work_there_gets_no_situatie(db):
    accept(AanmeldingFactory(in_behandeling=True), **NOTHING, by=BY)

    assert not Situatie.objects.exists()


def test_accepting_twice_makes_nothing_twice(db):
    aanmelding = AanmeldingFactory(in_behandeling=True)
    accept(aanmelding, **NOTHING, by=BY)

    with pytest.raises(TransitionError):
        accept(aanmelding, **NOTHING, by=BY)

    assert Kandidaat.objects.count() == 1


@pytest.mark.parametrize("mail", [True, False])
def test_refuse_keeps_the_reason_and_mails_it_if_asked(db, mail):
    aanmelding = AanmeldingFactory(in_behandeling=True)

    refuse(aanmelding, reden="Er is nu geen plek.", mail=mail, by=BY)

    assert (aanmelding.status, aanmelding.besluit_reden) == ("afgewezen", "Er is nu geen plek.")
    assert Bericht.objects.count() == int(mail)


def test_refer_says_to_whom(db):
    aanmelding = AanmeldingFactory(in_behandeling=True)

    refer(aanmelding, naar="Werkcentrum Overzee", reden="Woont daar.", mail=True, by=BY)

    assert (aanmelding.status, aanmelding.doorverwezen_naar) == ("doorverwezen", "Werkcentrum Overzee")


def test_withdraw_mails_nobody(db):
    aanmelding = AanmeldingFactory(in_behandeling=True)

    withdraw(aanmelding, reden="Heeft werk gevonden.", by=BY)

    assert (aanmelding.status, Bericht.objects.count()) == ("ingetrokken", 0)


def test_a_new_one_is_not_decided_at_once(db):
    with pytest.raises(TransitionError):
        refuse(AanmeldingFactory(), reden="Nee.", mail=False, by=BY)
