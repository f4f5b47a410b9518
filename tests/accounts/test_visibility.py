from datetime import timedelta

import pytest
from django.utils import timezone

from praktijkleren.accounts.models import Deelname, Gebruiker, Lidmaatschap, Organisatie, Regio
from praktijkleren.accounts.roles import Permission, Rol
from tests.factories.accounts import (
    DeelnameFactory,
    GebruikerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    RegioFactory,
    give_membership,
)


@pytest.fixture
def regios(db):
    return RegioFactory.create_batch(3)


def test_memberships_add_up(regios):
    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR, regio=regios[0])
    give_membership(gebruiker, rol=Rol.LEZER, regio=regios[1])

    assert set(Regio.objects.visible_to(gebruiker)) == {regios[0], regios[1]}


def test_a_membership_that_sees_everything_is_not_lost_among_others(regios):
    gebruiker = GebruikerFactory(rol=Rol.LEZER, regio=regios[0])
    give_membership(gebruiker, rol=Rol.BEHEERDER, regio=regios[0])

    assert set(Regio.objects.visible_to(gebruiker)) == set(regios)


def test_can_takes_one_membership_that_both_shows_and_grants(regios):
    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR, regio=regios[0])
    give_membership(gebruiker, rol=Rol.LEZER, regio=regios[1])

    assert gebruiker.has(Permission.REGIO_EDIT)
    assert gebruiker.can(Permission.REGIO_EDIT, for_=regios[0])
    assert not gebruiker.can(Permission.REGIO_EDIT, for_=regios[1])
    assert list(Regio.objects.allowed_to(gebruiker, Permission.REGIO_EDIT)) == [regios[0]]


def test_an_object_out_of_sight_grants_nothing(regios):
    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR, regio=regios[0])

    assert gebruiker.scopes_for(regios[2]) == []
    assert gebruiker.scopes_for(Regio(naam="nog niet bewaard")) == []
    assert gebruiker.scopes_for(DeelnameFactory()) == []


def test_an_ended_membership_counts_no_more(regios):
    gebruiker = GebruikerFactory()
    DeelnameFactory(organisatie=(organisatie := OrganisatieFactory()), regio=regios[0])
    LidmaatschapFactory(gebruiker=gebruiker, organisatie=organisatie, rol=Rol.COORDINATOR, ended=True)

    assert gebruiker.scopes == []
    assert not gebruiker.has(Permission.COLLEGA_INVITE)
    assert not Regio.objects.visible_to(gebruiker).exists()


def test_a_membership_counts_on_its_first_and_last_day_and_not_the_day_before(regios):
    today = timezone.localdate()
    organisatie = DeelnameFactory(regio=regios[0]).organisatie
    first_and_last = LidmaatschapFactory(organisatie=organisatie, van=today, tot=today)
    tomorrow = LidmaatschapFactory(organisatie=organisatie, van=today + timedelta(days=1))

    assert list(Lidmaatschap.objects.current()) == [first_and_last]
    assert tomorrow.gebruiker.scopes == []


def test_without_regio_a_membership_reaches_every_regio_of_the_organisatie(regios):
    organisatie = OrganisatieFactory()
    for regio in regios[:2]:
        DeelnameFactory(organisatie=organisatie, regio=regio)
    DeelnameFactory(organisatie=organisatie, regio=regios[2], ended=True)
    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR, organisatie=organisatie)

    assert gebruiker.scopes[0].regio_ids == {regios[0].pk, regios[1].pk}
    assert gebruiker.regios == sorted(regios[:2], key=str)


def test_a_membership_loses_its_regio_when_the_organisatie_leaves_it(regios):
    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR, regio=regios[0])
    Deelname.objects.update(tot=timezone.localdate() - timedelta(days=1))
    gebruiker.forget_scopes()

    assert gebruiker.scopes[0].regio_ids == frozenset()
    assert not Lidmaatschap.objects.in_regios([regios[0].pk]).exists()


def test_a_closed_account_sees_nothing(regios):
    gebruiker = GebruikerFactory(rol=Rol.BEHEERDER, regio=regios[0], is_active=False)

    assert not Regio.objects.visible_to(gebruiker).exists()
    assert not gebruiker.can(Permission.REGIO_EDIT, for_=regios[0])


def test_changed_memberships_are_read_again_when_asked(regios):
    gebruiker = GebruikerFactory(rol=Rol.COORDINATOR, regio=regios[0])
    assert gebruiker.can(Permission.REGIO_EDIT, for_=regios[0])

    Lidmaatschap.objects.update(rol=Rol.LEZER)
    gebruiker.refresh_from_db()

    assert not gebruiker.can(Permission.REGIO_EDIT, for_=regios[0])


@pytest.mark.parametrize("memberships", [1, 3])
def test_what_someone_may_do_takes_a_constant_number_of_queries(regios, django_assert_num_queries, memberships):
    gebruiker = GebruikerFactory()
    for regio in regios[:memberships]:
        give_membership(gebruiker, rol=Rol.COORDINATOR, regio=regio)
    gebruiker = Gebruiker.objects.get(pk=gebruiker.pk)

    with django_assert_num_queries(3):  # memberships, deelnames, and one question about the object
        assert gebruiker.has(Permission.REGIO_EDIT)
        assert gebruiker.can(Permission.REGIO_EDIT, for_=regios[0])
        assert not gebruiker.can(Permission.BEHEER, for_=regios[0])
        assert gebruiker.regios


def test_colleagues_are_those_of_the_same_regio(regios):
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR, regio=regios[0])
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regios[0])
    GebruikerFactory(rol=Rol.JOBCOACH, regio=regios[1])

    assert set(Gebruiker.objects.visible_to(coordinator)) == {coordinator, jobcoach}
    assert set(Lidmaatschap.objects.visible_to(coordinator)) == set(Lidmaatschap.objects.in_regios([regios[0].pk]))


def test_a_lezer_sees_no_colleagues(regios):
    lezer = GebruikerFactory(rol=Rol.LEZER, regio=regios[0])
    GebruikerFactory(rol=Rol.JOBCOACH, regio=regios[0])

    assert list(Gebruiker.objects.visible_to(lezer)) == [lezer]
    assert list(Lidmaatschap.objects.visible_to(lezer)) == list(lezer.lidmaatschappen.all())


def test_organisaties_are_partners_in_the_regio_and_ones_own(regios):
    gebruiker = GebruikerFactory(rol=Rol.KLANTMANAGER, regio=regios[0])
    partner = DeelnameFactory(regio=regios[0]).organisatie
    DeelnameFactory(regio=regios[0], ended=True)
    DeelnameFactory(regio=regios[1])

    own = gebruiker.current_memberships[0].organisatie
    assert set(Organisatie.objects.visible_to(gebruiker)) == {own, partner}
