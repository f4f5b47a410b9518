from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts import leaving
from praktijkleren.accounts.models import Lidmaatschap
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.post.models import Bericht
from praktijkleren.werk.actions import make_taak
from praktijkleren.werk.models import Taak
from tests.factories.accounts import (
    DeelnameFactory,
    GebruikerFactory,
    OrganisatieFactory,
    RegioFactory,
    UitnodigingFactory,
    give_membership,
)

OWN = "/mijn-account/"


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio, naam="Cora Coördinator")


@pytest.fixture
def browser(coordinator, sign_in):
    return sign_in(coordinator)


def colleague(regio, **fields):
    return GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, **fields)


def names(response):
    return [collega.naam for collega in response.context["page"].rows]


def end_url(gebruiker):
    return reverse("accounts:membership_end", args=[gebruiker.lidmaatschappen.get().pk])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_number_of_queries(browser, regio, count_queries, rows):
    for _ in range(rows):
        gebruiker = colleague(regio)
        give_membership(gebruiker, rol=Rol.KLANTMANAGER, regio=regio)
        UitnodigingFactory(regio=regio)

    assert count_queries(browser, reverse("accounts:colleagues")) == 4 + 4
    # session, user, memberships, deelnames + count, rows, their memberships, invitations


def test_the_list_is_sorted_and_searched_without_accents(browser, regio):
    for naam in ("Çelik Özgür", "Zoë Álvarez", "Bram de Boer"):
        colleague(regio, naam=naam)
    url = reverse("accounts:colleagues")

    assert names(browser.get(url)) == ["Bram de Boer", "Çelik Özgür", "Cora Coördinator", "Zoë Álvarez"]
    assert names(browser.get(url, {"zoek": "alvarez zoe"})) == ["Zoë Álvarez"]
    assert names(browser.get(url, {"rol": Rol.COORDINATOR})) == ["Cora Coördinator"]


def test_the_list_is_searched_by_organisation_and_address(browser, regio):
    organisatie = DeelnameFactory(regio=regio, organisatie=OrganisatieFactory(naam="Stichting Werkpad")).organisatie
    found = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, organisatie=organisatie, email="iris@werkpad.example")
    url = reverse("accounts:colleagues")

    assert names(browser.get(url, {"zoek": "stichting"})) == [found.naam]
    assert names(browser.get(url, {"zoek": "iris@"})) == [found.naam]
    assert names(browser.get(url, {"zoek": "bestaat niet"})) == []


def test_only_memberships_of_ones_own_regio_are_shown(browser, regio):
    gebruiker = colleague(regio)
    elsewhere = give_membership(gebruiker, rol=Rol.LEZER)

    page = browser.get(gebruiker.get_absolute_url())

    assert [lid.rol for lid, _ in page.context["memberships"]] == [Rol.JOBCOACH]
    assert str(elsewhere.organisatie) not in page.content.decode()


def test_only_who_may_invite_sees_invitations(regio, sign_in):
    UitnodigingFactory(regio=regio, naam="Nog Niet Binnen")
    jobcoach = colleague(regio)

    page = sign_in(jobcoach).get(reverse("accounts:colleagues")).content.decode()

    assert "Nog Niet Binnen" not in page
    assert "Nodig een collega uit" not in page


def test_ending_a_membership_signs_the_colleague_out(browser, regio, sign_in):
    gebruiker = colleague(regio)
    theirs = sign_in(gebruiker)
    yesterday = timezone.localdate() - timedelta(days=1)

    response = browser.post(end_url(gebruiker), {"tot": yesterday})

    assert response.url == reverse("accounts:colleagues")
    assert theirs.get(OWN).status_code == 302


@pytest.mark.parametrize(
    ("days", "words"), [(-2, "Kies gisteren of een latere dag"), (-9999, "vóór de eerste dag")], ids=["late", "early"]
)
def test_a_last_day_in_the_past_is_refused(browser, regio, days, words):
    gebruiker = colleague(regio)

    response = browser.post(end_url(gebruiker), {"tot": timezone.localdate() + timedelta(days=days)})

    assert words in response.content.decode()
    assert gebruiker.lidmaatschappen.get().tot is None


def test_the_last_coordinator_cannot_be_ended_and_reads_why(browser, coordinator, regio):
    response = browser.post(end_url(coordinator), {"tot": timezone.localdate()})

    assert f"{regio} heeft dan niemand meer" in response.content.decode()
    assert coordinator.lidmaatschappen.get().tot is None


@pytest.mark.parametrize("heir", ["team", "zelf", "collega"])
def test_open_taken_are_handed_over_as_chosen(browser, regio, heir):
    leaver = colleague(regio)
    beside = GebruikerFactory(rol=Rol.JOBCOACH, organisatie=leaver.lidmaatschappen.get().organisatie)
    taak = make_taak("taak", titel="Bel terug", url="/vandaag/", wie=leaver, by=Actor.systeem("test"))
    choice = str(beside.pk) if heir == "collega" else heir

    browser.post(end_url(leaver), {"tot": timezone.localdate(), "opvolger": choice})

    taak = Taak.objects.get(pk=taak.pk)
    assert taak.wie == {"team": None, "zelf": leaver, "collega": beside}[heir]
    assert leaver.lidmaatschappen.get().tot == timezone.localdate()


def test_the_page_says_what_else_is_in_hand(browser, regio, monkeypatch):
    monkeypatch.setattr(leaving, "_counters", [])
    leaving.register(lambda _gebruiker: leaving.InHand("12 kandidaten", "/kandidaten/"))
    leaving.register(lambda _gebruiker: None)

    page = browser.get(end_url(colleague(regio))).content.decode()

    assert "12 kandidaten" in page


def test_a_membership_that_reaches_another_regio_is_for_a_beheerder(browser, regio, sign_in):
    organisatie = DeelnameFactory(regio=regio).organisatie
    DeelnameFactory(organisatie=organisatie)
    wide = GebruikerFactory(rol=Rol.JOBCOACH, organisatie=organisatie)
    beheerder = GebruikerFactory(rol=Rol.BEHEERDER)

    assert browser.get(end_url(wide)).status_code == 403
    assert sign_in(beheerder).get(end_url(wide)).status_code == 200


def test_a_coordinator_does_not_end_a_beheerder(browser, regio):
    beheerder = GebruikerFactory(rol=Rol.BEHEERDER, regio=regio)

    assert browser.post(end_url(beheerder), {"tot": timezone.localdate()}).status_code == 403
    assert Lidmaatschap.objects.get(gebruiker=beheerder).tot is None


def test_a_lost_phone_is_reset_after_a_yes_and_the_owner_is_told(browser, regio, sign_in):
    gebruiker = colleague(regio)
    TOTP.activate(gebruiker, "JBSWY3DPEHPK3PXP")
    theirs = sign_in(gebruiker)
    url = reverse("accounts:second_factor_reset", args=[gebruiker.pk])

    browser.post(url)
    assert Authenticator.objects.exists()
    browser.post(url, {"zeker": "ja"})

    assert not Authenticator.objects.exists()
    assert theirs.get(OWN).status_code == 302
    assert Bericht.objects.get().aan == gebruiker.email
    assert AuditEvent.objects.filter(what="gebruiker.tweede_stap_verwijderd").count() == 1


def test_nobody_resets_the_phone_of_who_may_do_more(browser, regio, coordinator):
    wider = colleague(regio)
    give_membership(wider, rol=Rol.COORDINATOR)

    for gebruiker in (wider, coordinator):
        url = reverse("accounts:second_factor_reset", args=[gebruiker.pk])
        assert browser.post(url, {"zeker": "ja"}).status_code == 403
