from datetime import timedelta

from django.utils import timezone

from kandidaten.actions.betrokkenheid import end_all, end_betrokkenheid, hand_over, involve
from kandidaten.colleagues import Betrokkene, betrokkenen_of
from kandidaten.models import Betrokkenheid, Kandidaat
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.post.models import Bericht
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import BetrokkenheidFactory, KandidaatFactory

BY = Actor.systeem("test")
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


def colleague(world, rol=Rol.JOBCOACH):
    organisatie = world.gebruiker(rol).lidmaatschappen.get().organisatie
    return Betrokkene(organisatie, rol, GebruikerFactory(rol=rol, organisatie=organisatie))


def test_involve_lets_someone_see_the_person_and_tells_by_mail(world):
    wie = colleague(world)

    row = involve(world.kandidaat, wie, waarom="werkplek", by=BY)

    assert world.kandidaat in Kandidaat.objects.visible_to(wie.gebruiker)
    assert AuditEvent.objects.filter(object_id=row.pk).get().what == "betrokkenheid.gemaakt"
    assert world.kandidaat.achternaam not in str(Bericht.objects.get(aan=wie.gebruiker.email).context)


def test_involving_twice_changes_nothing(world):
    wie = colleague(world)

    assert involve(world.kandidaat, wie, by=BY) == involve(world.kandidaat, wie, by=BY)
    assert Bericht.objects.count() == 1


def test_who_involves_oneself_gets_no_mail(world):
    wie = colleague(world)

    involve(world.kandidaat, wie, by=Actor.gebruiker(wie.gebruiker))

    assert not Bericht.objects.exists()


def test_a_betrokkenheid_ends_once(db):
    row = BetrokkenheidFactory()

    assert end_betrokkenheid(row, tot=YESTERDAY, reden="klaar", by=BY) is True
    assert end_betrokkenheid(row, tot=TODAY, reden="klaar", by=BY) is False
    assert (row.tot, row.einde_reden) == (YESTERDAY, "klaar")
    assert AuditEvent.objects.filter(what="betrokkenheid.beeindigd").count() == 1


def test_what_began_today_ends_today_at_the_earliest(db):
    row = BetrokkenheidFactory(van=TODAY)

    end_all(row.kandidaat, reden="vergissing", by=BY)

    row.refresh_from_db()
    assert row.tot == TODAY


def test_hand_over_moves_a_caseload_in_one_go(world):
    old = world.gebruiker(Rol.JOBCOACH)
    other = KandidaatFactory(regio=world.regio, betrokken=[old])
    to = colleague(world)

    made = hand_over(
        list(old.betrokkenheden.order_by("pk")), to=to, van=TODAY, reden="andere baan", by=Actor.gebruiker(old)
    )

    assert {row.kandidaat for row in made} == {world.kandidaat, other}
    assert not Kandidaat.objects.visible_to(old).exists()
    assert set(Kandidaat.objects.visible_to(to.gebruiker)) == {world.kandidaat, other}
    assert Bericht.objects.get().context["aantal"] == 2


def test_handing_over_twice_is_done_once(world):
    old = world.gebruiker(Rol.JOBCOACH)
    rows, to = list(old.betrokkenheden.all()), colleague(world)
    hand_over(rows, to=to, van=TODAY, reden="andere baan", by=BY)

    assert hand_over(rows, to=to, van=TODAY, reden="andere baan", by=BY) == []
    assert Betrokkenheid.objects.count() == 2


def test_colleagues_are_those_of_the_regio_with_their_team(world):
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    world.gebruiker(Rol.JOBCOACH, regio="neighbour")
    world.gebruiker(Rol.LEZER)

    found = betrokkenen_of(world.regio)

    assert [row.gebruiker for row in found] == [jobcoach, None]
