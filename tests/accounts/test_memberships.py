"""Giving and ending memberships, and never a regio or the platform without an administrator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from praktijkleren.accounts.actions import (
    LastAdministratorError,
    change_last_day,
    close_account,
    give_membership,
    hand_over_taken,
    reopen_account,
)
from praktijkleren.accounts.models import Lidmaatschap, Regio
from praktijkleren.accounts.roles import Rol
from praktijkleren.accounts.schedule import hand_over_left_behind
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.werk.actions import make_taak
from praktijkleren.werk.models import Taak
from tests.factories.accounts import (
    DeelnameFactory,
    GebruikerFactory,
    OrganisatieFactory,
    RegioFactory,
    UitnodigingFactory,
)
from tests.factories.accounts import give_membership as employ

SYSTEEM = Actor.systeem("test")


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def membership_of(gebruiker):
    return gebruiker.lidmaatschappen.get()


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)


def taak_for(gebruiker, key="taak"):
    return make_taak(key, titel="Bel terug", url="/vandaag/", wie=gebruiker, by=SYSTEEM)


def test_a_given_membership_counts_at_once_and_is_recorded(regio):
    gebruiker, organisatie = GebruikerFactory(), DeelnameFactory(regio=regio).organisatie
    assert gebruiker.scopes == []

    lid = give_membership(gebruiker, organisatie=organisatie, rol=Rol.LEZER, regio=None, van=today(), by=SYSTEEM)

    assert gebruiker.has_role(Rol.LEZER)
    event = AuditEvent.objects.get(what="lidmaatschap.gegeven")
    assert (event.dossier, event.object_id) == (gebruiker.audit_dossier, str(lid.pk))


def test_the_last_coordinator_of_a_regio_stays(coordinator, regio):
    GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)

    with pytest.raises(LastAdministratorError, match=str(regio)):
        change_last_day(membership_of(coordinator), tot=today(), by=SYSTEEM)

    assert membership_of(coordinator).tot is None


def test_with_another_coordinator_one_may_leave(coordinator, regio):
    GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)

    change_last_day(membership_of(coordinator), tot=today(), by=SYSTEEM)
    change_last_day(membership_of(coordinator), tot=today(), by=SYSTEEM)

    assert membership_of(coordinator).tot == today()
    assert AuditEvent.objects.filter(what="lidmaatschap.gewijzigd").count() == 1


@pytest.mark.parametrize("other", ["leaves already", "closed", "of another regio"])
def test_who_does_not_stay_does_not_count_as_another(coordinator, regio, other):
    second = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio if other != "of another regio" else None)
    if other == "leaves already":
        Lidmaatschap.objects.filter(gebruiker=second).update(tot=today(30))
    elif other == "closed":
        type(second).objects.filter(pk=second.pk).update(is_active=False)

    with pytest.raises(LastAdministratorError):
        change_last_day(membership_of(coordinator), tot=today(), by=SYSTEEM)


def test_a_coordinator_of_two_regios_is_needed_in_each(regio):
    organisatie, other = OrganisatieFactory(), RegioFactory(naam="De andere regio")
    for where in (regio, other):
        DeelnameFactory(organisatie=organisatie, regio=where)
    both = GebruikerFactory(rol=Rol.COORDINATOR, organisatie=organisatie)
    GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)

    with pytest.raises(LastAdministratorError, match="De andere regio"):
        change_last_day(membership_of(both), tot=today(), by=SYSTEEM)


def test_a_beheerder_is_no_stand_in_for_a_coordinator(coordinator, regio):
    GebruikerFactory(rol=Rol.BEHEERDER, regio=regio)

    with pytest.raises(LastAdministratorError):
        change_last_day(membership_of(coordinator), tot=today(), by=SYSTEEM)


def test_the_last_beheerder_stays(regio):
    beheerder = GebruikerFactory(rol=Rol.BEHEERDER, regio=regio)

    with pytest.raises(LastAdministratorError, match="laatste beheerder"):
        close_account(beheerder, by=SYSTEEM)

    GebruikerFactory(rol=Rol.BEHEERDER, regio=regio)
    assert not close_account(beheerder, by=SYSTEEM).is_active


def test_a_membership_that_does_not_hold_may_always_end(regio):
    gone = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    Lidmaatschap.objects.update(van=today(-10), tot=today(-5))

    assert change_last_day(membership_of(gone), tot=today(-6), by=SYSTEEM).tot == today(-6)


def test_taken_go_to_the_team_or_to_a_colleague(coordinator, regio):
    colleague, leaver = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio), coordinator
    taak, done = taak_for(leaver), taak_for(leaver, "gedaan")
    Taak.objects.filter(pk=done.pk).update(klaar_op=timezone.now())
    team = membership_of(leaver)

    assert hand_over_taken(leaver, aan=None, team=team, by=SYSTEEM) == 1
    taak.refresh_from_db()
    assert (taak.wie, taak.organisatie, taak.rol, taak.regio) == (None, team.organisatie, team.rol, regio)
    assert taak in Taak.objects.visible_to(employ_beside(team))

    second = taak_for(leaver, "tweede")
    hand_over_taken(leaver, aan=colleague, team=team, by=SYSTEEM)
    second.refresh_from_db()
    assert (second.wie, second.organisatie) == (colleague, None)


def employ_beside(lidmaatschap):
    colleague = GebruikerFactory()
    employ(colleague, rol=lidmaatschap.rol, organisatie=lidmaatschap.organisatie, regio=lidmaatschap.regio)
    return colleague


def test_closing_an_account_takes_everything_with_it(coordinator, regio):
    GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    taak = taak_for(coordinator)
    uitnodiging = UitnodigingFactory(email=coordinator.email, regio=regio)

    close_account(coordinator, by=SYSTEEM)
    close_account(coordinator, by=SYSTEEM)

    taak.refresh_from_db()
    uitnodiging.refresh_from_db()
    assert not coordinator.is_active
    assert coordinator.scopes == []
    assert taak.wie is None
    assert uitnodiging.ingetrokken_op
    assert AuditEvent.objects.filter(what="gebruiker.afgesloten").count() == 1


def test_reopening_lets_one_in_again(coordinator, regio):
    GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    close_account(coordinator, by=SYSTEEM)

    reopen_account(coordinator, by=SYSTEEM)

    assert list(Regio.objects.visible_to(coordinator)) == [regio]


def test_what_a_leaver_left_behind_goes_to_the_team_by_the_clock(coordinator, regio):
    staying = taak_for(GebruikerFactory(rol=Rol.JOBCOACH, regio=regio), "blijft")
    left = taak_for(coordinator)
    Lidmaatschap.objects.filter(gebruiker=coordinator).update(tot=today(-1))

    assert hand_over_left_behind() == 1
    assert hand_over_left_behind() == 0

    left.refresh_from_db()
    staying.refresh_from_db()
    assert left.wie is None
    assert staying.wie is not None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_the_same_moment_do_not_count_on_each_other():
    regio = RegioFactory()
    leaving = [membership_of(GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)) for _ in range(2)]
    together = Barrier(2)

    def leave(lidmaatschap):
        together.wait()
        try:
            change_last_day(lidmaatschap, tot=today(), by=SYSTEEM)
        except LastAdministratorError:
            return "blijft"
        finally:
            connection.close()
        return "gaat"

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(leave, leaving)) == ["blijft", "gaat"]
