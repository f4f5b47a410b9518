"""The pages of reports: who opens them, what they say, and what bad input gets."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.files import DamagedError
from praktijkleren.werk import runner
from rapportages.models import Rapport, Rapportbestand, Rapportplan, Tekstblok
from rapportages.rapporten.actions import ask_report
from rapportages.rapporten.perioden import period
from tests.factories.accounts import GebruikerFactory, RegioFactory, give_membership
from tests.factories.rapportages import RapportFactory, RapportplanFactory, TekstblokFactory, TelfeitFactory

TODAY = "2026-11-20 10:00+01:00"


@pytest.fixture
def coordinator(world):
    return world.gebruiker(Rol.COORDINATOR)


@pytest.fixture
def client(coordinator, sign_in):
    return sign_in(coordinator)


def made(coordinator, regio, van="2026-08-01"):
    tijdvak = period("kwartaal", date.fromisoformat(van))
    rapport = ask_report(regio, "kwartaal", tijdvak, gebruiker=coordinator, by=Actor.gebruiker(coordinator))
    runner.sweep()
    rapport.refresh_from_db()
    return rapport


def post(client, name, *args, **data):
    return client.post(reverse(f"rapportages:{name}", args=args), data, follow=True)


def errors(response):
    return response.context["form"].errors


@time_machine.travel(TODAY, tick=False)
def test_a_report_is_asked_for_made_and_read(client, world):
    response = post(client, "rapport_make", periode="kwartaal:2026-07-01")
    assert "Kwartaalrapportage 3e kwartaal 2026 maken" in response.text
    runner.sweep()

    page = client.get(Rapport.objects.get().get_absolute_url())
    assert "PDF" in page.text
    assert "Sindsdien gecorrigeerd" not in page.text
    again = post(client, "rapport_make", periode="kwartaal:2026-07-01")
    assert "Dit rapport was er al." in again.text
    assert Rapport.objects.count() == 1


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"periode": "kwartaal:2026-10-01"}, "periode", "Maak een keuze uit de lijst."),
        ({"periode": "eind", "tot": "2026-11-01"}, "van", "Vul de eerste dag in."),
        ({"periode": "tussen", "van": "2026-01-01"}, "tot", "Vul de laatste dag in."),
        ({"periode": "tussen", "van": "2026-01-02", "tot": "2026-01-01"}, "tot", "Deze dag ligt voor de eerste dag."),
        ({"periode": "eind", "van": "2026-01-01", "tot": "2026-12-31"}, "tot", "Deze dag is nog niet geweest."),
    ],
)
def test_a_period_that_cannot_be_is_refused_beside_its_field(client, data, field, message):
    response = post(client, "rapport_make", **data)

    assert message in str(errors(response)[field])
    assert not Rapport.objects.exists()


@time_machine.travel(TODAY, tick=False)
def test_of_a_final_report_one_chooses_the_days(client):
    post(client, "rapport_make", periode="eind", van="2024-01-15", tot="2026-10-31")

    assert str(Rapport.objects.get()) == "eindrapportage 2024-01-15 2026-10-31"


def test_what_was_corrected_since_stands_on_the_page_with_the_difference(client, coordinator, world):
    rapport = made(coordinator, world.regio, van="2025-02-01")
    TelfeitFactory.create_batch(6, regio=world.regio)

    page = client.get(rapport.get_absolute_url())

    assert "Sindsdien gecorrigeerd" in page.text
    assert "I3 Gestarte trajecten: gestarte trajecten" in page.text
    assert "+6" in page.text
    assert "er kwam iets bij of af" in client.get(reverse("rapportages:rapporten")).text.lower()

    response = post(client, "rapport_renew", rapport.pk)
    runner.sweep()
    assert "Kwartaalrapportage 1e kwartaal 2025 maken" in response.text
    assert Rapport.objects.get(versie=2).is_done


@pytest.mark.parametrize("soort", ["pdf", "xlsx", "ods", "csv"])
def test_who_takes_a_file_along_stands_in_the_log(client, coordinator, world, soort):
    rapport = made(coordinator, world.regio)

    response = client.get(reverse("rapportages:rapport_file", args=[rapport.pk, soort]))

    assert f"Kwartaalrapportage 3e kwartaal 2026 Groenland.{soort}" in response["Content-Disposition"]
    assert AuditEvent.objects.get(what="rapport.opgehaald").changes == {"soort": soort}


def test_a_file_that_was_changed_is_not_handed_out(client, coordinator, world):
    rapport = made(coordinator, world.regio)
    Rapportbestand.objects.filter(soort="csv").update(inhoud=b"9999")

    with pytest.raises(DamagedError):
        client.get(reverse("rapportages:rapport_file", args=[rapport.pk, "csv"]))


def test_a_report_that_is_not_done_has_no_files(client, world):
    rapport = RapportFactory(regio=world.regio)

    assert "wordt gemaakt" in client.get(rapport.get_absolute_url()).text
    assert client.get(reverse("rapportages:rapport_file", args=[rapport.pk, "pdf"])).status_code == 404


def test_a_reader_reads_and_makes_nothing(world, sign_in, coordinator):
    rapport = made(coordinator, world.regio)
    reader = sign_in(world.gebruiker(Rol.LEZER))

    assert "Maak een rapport" not in reader.get(reverse("rapportages:rapporten")).text
    assert reader.get(rapport.get_absolute_url()).status_code == 200
    assert reader.get(reverse("rapportages:rapport_file", args=[rapport.pk, "pdf"])).status_code == 200
    assert post(reader, "rapport_make", periode="jaar:2025-01-01").status_code == 403
    assert post(reader, "rapport_renew", rapport.pk).status_code == 403


def test_each_regio_of_a_coordinator_has_its_own_reports(coordinator, sign_in, world):
    second = RegioFactory(naam="Zuiderzee")
    give_membership(coordinator, rol=Rol.COORDINATOR, regio=second)
    RapportFactory(regio=second)

    client = sign_in(coordinator)

    assert "Nog geen rapporten" in client.get(reverse("rapportages:rapporten")).text
    assert "3e kwartaal 2026" in client.get(reverse("rapportages:rapporten"), {"regio": second.pk}).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(client, world, number, count_queries):
    for versie in range(1, number + 1):
        RapportFactory(regio=world.regio, versie=versie, gevraagd_door=world.gebruiker(Rol.COORDINATOR))

    assert count_queries(client, reverse("rapportages:rapporten")) == 8


# What comes by itself.


def test_a_plan_is_made_changed_and_stopped(client, coordinator, world):
    reader = world.gebruiker(Rol.LEZER)
    form = client.get(reverse("rapportages:plan")).context["form"]
    assert set(form.fields["ontvangers"].queryset) == {coordinator, reader}

    post(client, "plan", soort="kwartaal", ontvangers=[reader.pk])
    response = post(client, "plan", soort="kwartaal", ontvangers=[coordinator.pk, reader.pk])

    plan = Rapportplan.objects.running().get()
    assert set(plan.ontvangers.all()) == {coordinator, reader}
    assert reader.naam in response.text
    assert "Er komt nog niets vanzelf." in post(client, "plan_stop", plan.pk).text
    assert not Rapportplan.objects.running().exists()


def test_after_saving_one_is_still_in_the_same_regio(client, coordinator):
    second = RegioFactory(naam="Zuiderzee")
    give_membership(coordinator, rol=Rol.COORDINATOR, regio=second)
    here = f"?regio={second.pk}"

    page = client.post(reverse("rapportages:plan") + here, {"soort": "maand"}, follow=True)
    assert page.context["regio"] == second == Rapportplan.objects.get().regio
    page = post(client, "plan_stop", Rapportplan.objects.get().pk)
    assert page.context["regio"] == second

    page = client.post(reverse("rapportages:tekst_new") + here, blok(), follow=True)
    assert page.context["query"] == here
    assert [row.regio for row in page.context["rows"]] == [second]


def test_mail_goes_to_no_colleague_who_may_not_read_it(client, world):
    response = post(client, "plan", soort="kwartaal", ontvangers=[world.gebruiker(Rol.JOBCOACH).pk])

    assert "ontvangers" in errors(response)
    assert not Rapportplan.objects.exists()


def test_a_plan_of_another_regio_is_not_there(client):
    assert post(client, "plan_stop", RapportplanFactory().pk).status_code == 404


# What a regio writes itself.


def blok(**changes):
    return {"kop": "Inleiding", "tekst": "Wij leren.", "soort": "", "plek": "voor", "volgorde": "1", **changes}


def test_a_text_is_written_changed_and_taken_away(client, world):
    post(client, "tekst_new", **blok())
    block = Tekstblok.objects.get(regio=world.regio)

    post(client, "tekst", block.pk, **blok(kop="Vooraf", versie="1"))
    block.refresh_from_db()
    assert (block.kop, block.versie) == ("Vooraf", 2)
    assert "Vooraf" in client.get(reverse("rapportages:teksten")).text

    assert "weggehaald" in post(client, "tekst_remove", block.pk).text
    assert not Tekstblok.objects.exists()
    assert AuditEvent.objects.filter(what__startswith="tekstblok.").count() == 3


def test_two_colleagues_do_not_write_over_each_other(client, world):
    block = TekstblokFactory(regio=world.regio)
    post(client, "tekst", block.pk, **blok(tekst="Van de eerste.", versie="1"))

    response = post(client, "tekst", block.pk, **blok(tekst="Van de tweede.", versie="1"))

    assert "Iemand anders heeft dit net opgeslagen" in response.text
    assert "Van de tweede." in response.text
    block.refresh_from_db()
    assert block.tekst == "Van de eerste."


def test_a_sign_that_cannot_be_printed_is_refused_where_it_is_typed(client):
    response = post(client, "tekst_new", **blok(tekst="Goed gedaan 😀"))

    assert "kan niet op het document" in str(errors(response)["tekst"])


def test_a_text_of_another_regio_is_not_there(client):
    assert client.get(reverse("rapportages:tekst", args=[TekstblokFactory().pk])).status_code == 404


def test_a_colleague_elsewhere_sees_no_report(db, sign_in):
    there = GebruikerFactory(rol=Rol.COORDINATOR, regio=RegioFactory())

    assert sign_in(there).get(RapportFactory().get_absolute_url()).status_code == 404
