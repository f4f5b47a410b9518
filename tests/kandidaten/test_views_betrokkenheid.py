from django.urls import reverse
from django.utils import timezone

from kandidaten.caseloads import caseloads_of
from kandidaten.colleagues import Betrokkene
from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import BetrokkenheidFactory, KandidaatFactory

HAND_OVER = reverse("kandidaten:hand_over")
TODAY = timezone.localdate()


def team_mate(gebruiker):
    row = gebruiker.lidmaatschappen.get()
    colleague = GebruikerFactory(rol=row.rol, organisatie=row.organisatie)
    return Betrokkene(row.organisatie, row.rol, colleague)


def test_a_coordinator_chooses_who_guides(world, sign_in):
    to = team_mate(world.gebruiker(Rol.JOBCOACH))
    kandidaat = KandidaatFactory(regio=world.regio)
    url = reverse("kandidaten:involve", args=[kandidaat.pk])
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    detail = client.get(kandidaat.get_absolute_url()).content.decode()
    client.post(url, {"wie": to.key, "van": TODAY})

    assert "Kies wie begeleidt" in detail
    assert kandidaat.betrokkenheden.get().gebruiker == to.gebruiker


def test_someone_who_does_not_work_in_the_regio_cannot_be_chosen(world, sign_in):
    stranger = team_mate(world.gebruiker(Rol.JOBCOACH, regio="neighbour"))
    url = reverse("kandidaten:involve", args=[world.kandidaat.pk])

    page = sign_in(world.gebruiker(Rol.COORDINATOR)).post(url, {"wie": stranger.key, "van": TODAY})

    assert page.context["form"].errors["wie"] == ["Maak een keuze uit de lijst."]


def options(page):
    return {label: dict(rows) for label, rows in page.context["form"].fields["wie"].choices[1:]}


def test_who_is_already_betrokken_is_not_offered_again(world, sign_in):
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    url = reverse("kandidaten:involve", args=[world.kandidaat.pk])
    lid = jobcoach.lidmaatschappen.get()
    known, team = Betrokkene(lid.organisatie, lid.rol, jobcoach), Betrokkene(lid.organisatie, lid.rol)
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    offered = options(client.get(url))["Jobcoach"]
    twice = client.post(url, {"wie": known.key, "van": TODAY})

    assert team.key in offered
    assert known.key not in offered
    assert twice.url == world.kandidaat.get_absolute_url()
    assert world.kandidaat.betrokkenheden.filter(gebruiker=jobcoach).count() == 1


def test_whose_last_day_is_near_can_be_chosen_for_later(world, sign_in):
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    lid = jobcoach.lidmaatschappen.get()
    world.kandidaat.betrokkenheden.update(tot=TODAY)
    url = reverse("kandidaten:involve", args=[world.kandidaat.pk])

    offered = options(sign_in(world.gebruiker(Rol.COORDINATOR)).get(url))["Jobcoach"]

    assert Betrokkene(lid.organisatie, lid.rol, jobcoach).key in offered


def test_a_long_list_is_grouped_by_organisatie(world, sign_in):
    organisatie = world.gebruiker(Rol.JOBCOACH).lidmaatschappen.get().organisatie
    for _ in range(21):
        team_mate(world.gebruiker(Rol.JOBCOACH))
    url = reverse("kandidaten:involve", args=[KandidaatFactory(regio=world.regio).pk])

    found = options(sign_in(world.gebruiker(Rol.COORDINATOR)).get(url))

    assert "Jobcoach" not in found
    assert "Het hele team, jobcoach" in found[str(organisatie)].values()


def test_the_last_one_who_leaves_is_warned(world, sign_in):
    client = sign_in(world.gebruiker(Rol.JOBCOACH))
    row = world.kandidaat.betrokkenheden.get()
    url = reverse("kandidaten:betrokkenheid_end", args=[row.pk])
    leaving = {"tot": TODAY, "reden": "traject klaar"}

    page = client.post(url, leaving)
    client.post(url, {**leaving, "zeker": "on"})

    assert page.context["form"].errors["zeker"]
    assert "Dit is de laatste die betrokken is" in page.content.decode()
    row.refresh_from_db()
    assert (row.tot, row.einde_reden) == (TODAY, "traject klaar")


def test_one_of_two_leaves_without_a_warning(world, sign_in):
    client = sign_in(world.gebruiker(Rol.JOBCOACH))
    other = BetrokkenheidFactory(kandidaat=world.kandidaat)

    client.post(reverse("kandidaten:betrokkenheid_end", args=[other.pk]), {"tot": TODAY, "reden": "klaar"})

    other.refresh_from_db()
    assert other.tot == TODAY


def test_a_jobcoach_previews_and_hands_over_a_caseload(world, sign_in):
    old = world.gebruiker(Rol.JOBCOACH)
    kept = KandidaatFactory(regio=world.regio, betrokken=[old])
    to, client = team_mate(old), sign_in(old)

    page = client.get(HAND_OVER)
    chosen = old.betrokkenheden.get(kandidaat=world.kandidaat)
    client.post(HAND_OVER, {"rows": [chosen.pk], "to": to.key, "van": TODAY, "reden": "andere baan"})

    assert world.kandidaat.lijstnaam in page.content.decode()
    assert Inzage.objects.filter(waar="kandidaten:hand_over").count() == 2
    assert list(Betrokkenheid.objects.current().filter(gebruiker=old)) == [old.betrokkenheden.get(kandidaat=kept)]
    assert Betrokkenheid.objects.get(gebruiker=to.gebruiker).kandidaat == world.kandidaat


def test_handing_over_twice_is_said_kindly(world, sign_in):
    old = world.gebruiker(Rol.JOBCOACH)
    to, client = team_mate(old), sign_in(old)
    typed = {"rows": [old.betrokkenheden.get().pk], "to": to.key, "van": TODAY, "reden": "andere baan"}
    client.post(HAND_OVER, typed)

    page = client.post(HAND_OVER, typed)

    assert "Deze kandidaten waren al overgedragen." in page.content.decode()


def test_a_coordinator_chooses_whose_caseload(world, sign_in):
    world.gebruiker(Rol.JOBCOACH)
    world.gebruiker(Rol.KLANTMANAGER)
    world.gebruiker(Rol.JOBCOACH, regio="neighbour")
    coordinator = world.gebruiker(Rol.COORDINATOR)
    caseloads = caseloads_of(coordinator)

    page = sign_in(coordinator).get(HAND_OVER, {"van": caseloads[0].key})

    assert [caseload.aantal for caseload in caseloads] == [1, 1]
    assert page.context["title"] == caseloads[0].label


def test_a_jobcoach_hands_over_nobody_elses_people(world, sign_in):
    world.gebruiker(Rol.KLANTMANAGER)
    jobcoach = world.gebruiker(Rol.JOBCOACH)

    page = sign_in(jobcoach).get(HAND_OVER, {"van": "1:2:klantmanager:x"})

    assert [caseload.aantal for caseload in page.context["caseloads"]] == [1]
    assert page.context["form"] is None
