import pytest
from django.urls import reverse
from django.utils import timezone

from kandidaten.colleagues import betrokkenen_of
from kandidaten.models import Advies, Intake, Kandidaat
from kandidaten.states import AdviesStatus, Route
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from tests.factories.kandidaten import AdviesFactory, IntakeFactory, OndersteuningFactory

TEXT = {
    "diploma_afweging": "Nu niet.",
    "certificaat_afweging": "Misschien later.",
    "praktijkverklaring_afweging": "Past goed.",
    "route": "praktijkverklaring",
    "motivering": "Leert door te doen.",
    "versie": "0",
}


@pytest.fixture
def writer(world, sign_in):
    return sign_in(world.gebruiker(Rol.KLANTMANAGER))


@pytest.fixture
def mbo(world, sign_in):
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


def url(name, obj):
    return reverse(f"kandidaten:{name}", args=[obj.pk])


def choice(route, why="", versie=1):
    return {
        "keuze_kandidaat": route,
        "keuze_toelichting": why,
        "besproken_op": timezone.localdate(),
        "versie": versie,
    }


def differences(page, name):
    return [(row.stands, row.typed) for row in page.context[name]]


def test_from_intake_to_choice(world, writer, mbo):
    kandidaat = world.kandidaat
    writer.post(url("intake", kandidaat), {"datum": timezone.localdate(), "leerbaarheid": "Wil graag leren."})
    writer.post(url("advies_write", kandidaat), TEXT)
    advies = Advies.objects.get()
    contact = next(row for row in betrokkenen_of(world.regio, [Rol.MBO_CONTACT]) if row.gebruiker)

    writer.post(url("advies_submit", advies), {"mbo": contact.key})
    mbo.post(url("advies_answer", advies), {"antwoord": "akkoord"})
    writer.post(url("advies_discuss", advies), choice("praktijkverklaring"))

    advies.refresh_from_db()
    assert (advies.status, advies.keuze_kandidaat) == (AdviesStatus.BESPROKEN, Route.PRAKTIJKVERKLARING)
    assert advies.intake == Intake.objects.get()


def test_a_proposal_needs_another_route_and_a_reason(world, mbo):
    advies = AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)

    nothing = mbo.post(url("advies_answer", advies), {"antwoord": "anders"})
    same = mbo.post(url("advies_answer", advies), {"antwoord": "anders", "mbo_route": "praktijkverklaring"})

    assert set(nothing.context["form"].errors) == {"mbo_route", "mbo_toelichting"}
    assert "dezelfde route" in same.context["form"].errors["mbo_route"][0]


def test_another_proposal_is_shown_to_the_writer(world, mbo, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)
    mbo.post(
        url("advies_answer", advies),
        {"antwoord": "anders", "mbo_route": "certificaat", "mbo_toelichting": "Dat is haalbaar."},
    )

    page = writer.get(url("advies_edit", advies))

    assert "Dat is haalbaar." in page.content.decode()


def test_a_different_choice_needs_a_reason(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, akkoord_mbo=True)

    page = writer.post(url("advies_discuss", advies), choice("diploma"))

    assert page.context["form"].errors["keuze_toelichting"] == ["De keuze is anders dan het advies. Schrijf op waarom."]


@pytest.mark.parametrize("name", ["advies_submit", "advies_edit"])
def test_pressing_twice_is_said_kindly(world, writer, name):
    advies = AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)

    page = writer.post(url(name, advies), follow=True)

    assert "Dit advies is intussen verder gegaan: ligt bij het mbo." in page.content.decode()


def test_two_writers_do_not_overwrite_each_other(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, bewerking=2, motivering="Van een collega.")

    page = writer.post(url("advies_edit", advies), {**TEXT, "versie": "1", "motivering": "Van mij."})

    assert ("Van een collega.", "Van mij.") in [(row.stands, row.typed) for row in page.context["conflict"]]


def test_a_choice_that_a_colleague_recorded_first_stands_beside_what_was_typed(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, besproken=True, bewerking=2, keuze_toelichting="Van een collega.")

    page = writer.post(url("advies_discuss", advies), choice("diploma", "Van mij."))

    advies.refresh_from_db()
    assert ("Van een collega.", "Van mij.") in differences(page, "conflict")
    assert "Van mij.</textarea>" in page.content.decode()
    assert advies.keuze_toelichting == "Van een collega."


def test_who_saw_the_choice_of_a_colleague_saves_on_top_of_it(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, besproken=True, bewerking=2, keuze_toelichting="Van een collega.")

    writer.post(url("advies_discuss", advies), choice("diploma", "Van ons samen.", versie=2))

    advies.refresh_from_db()
    assert (advies.keuze_kandidaat, advies.keuze_toelichting) == (Route.DIPLOMA, "Van ons samen.")
    assert advies.status == AdviesStatus.BESPROKEN
    assert AuditEvent.objects.filter(what="advies.keuze_verbeterd", dossier=world.kandidaat.pseudoniem).exists()


@pytest.mark.parametrize("status", ["akkoord_mbo", "ander_voorstel", "besproken", "vervangen"])
def test_an_answer_that_came_too_late_is_shown_beside_how_it_stands(world, mbo, status):
    advies = AdviesFactory(kandidaat=world.kandidaat, **{status: True})
    typed = {"antwoord": "anders", "mbo_route": "diploma", "mbo_toelichting": "Dit typte ik lang."}

    page = mbo.post(url("advies_answer", advies), typed)

    assert "Dit typte ik lang." in [typed for _, typed in differences(page, "differences")]
    assert "Dit is niet bewaard" in page.content.decode()


def test_the_same_answer_sent_twice_is_no_conflict(world, mbo):
    advies = AdviesFactory(kandidaat=world.kandidaat, akkoord_mbo=True)

    response = mbo.post(url("advies_answer", advies), {"antwoord": "akkoord"})

    assert response.url == advies.get_absolute_url()


def test_a_choice_typed_on_top_of_a_next_version_is_not_lost(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, vervangen=True)

    page = writer.post(url("advies_discuss", advies), {**choice("diploma", "Van mij."), "besproken_op": "gisteren"})

    assert ("(leeg)", "Van mij.") in differences(page, "differences")


def test_a_text_typed_while_a_colleague_asked_the_mbo_is_not_lost(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)

    page = writer.post(url("advies_edit", advies), {**TEXT, "motivering": "Van mij."})

    assert ("Leert het best door te doen.", "Van mij.") in differences(page, "differences")


@pytest.mark.parametrize("name", ["advies", "advies_answer"])
def test_the_mbo_reads_the_summary_of_the_support_and_not_the_rest(world, mbo, name):
    advies = AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)
    support = OndersteuningFactory(kandidaat=world.kandidaat)

    html = mbo.get(url(name, advies)).content.decode()

    assert support.samenvatting in html
    assert support.behoefte not in html
    assert support.gedeeld_met_leerbedrijf not in html


def test_a_coordinator_reads_the_advies_without_the_support(world, sign_in):
    advies = AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)
    support = OndersteuningFactory(kandidaat=world.kandidaat)

    html = sign_in(world.gebruiker(Rol.COORDINATOR)).get(url("advies", advies)).content.decode()

    assert support.samenvatting not in html


def test_writing_where_there_is_one_already_leads_to_it(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat)

    response = writer.post(url("advies_write", world.kandidaat), TEXT)

    assert response.url == advies.get_absolute_url()


def test_a_next_version_opens_for_editing(world, writer):
    advies = AdviesFactory(kandidaat=world.kandidaat, besproken=True)

    response = writer.post(url("advies_renew", advies))

    made = Advies.objects.get(versie=2)
    assert response.url == url("advies_edit", made)
    assert "Versie 1" in writer.get(made.get_absolute_url()).content.decode()


def test_all_three_routes_are_weighed(world, writer):
    page = writer.post(url("advies_write", world.kandidaat), {**TEXT, "diploma_afweging": ""})

    assert page.context["form"].errors["diploma_afweging"] == ["Vul dit in."]


def test_an_intake_is_corrected(world, writer):
    intake = IntakeFactory(kandidaat=world.kandidaat)

    writer.post(url("intake_edit", intake), {"datum": "2199-01-01", "leerbaarheid": "Nieuw."})
    writer.post(url("intake_edit", intake), {"datum": intake.datum, "leerbaarheid": "Nieuw."})

    intake.refresh_from_db()
    assert intake.leerbaarheid == "Nieuw."


@pytest.mark.parametrize(("known", "asked"), [("", True), ("Assen", False)])
def test_the_intake_asks_where_someone_was_born_if_nobody_did(world, sign_in, known, asked):
    client = sign_in(world.gebruiker(Rol.KLANTMANAGER))
    Kandidaat.objects.filter(pk=world.kandidaat.pk).update(geboorteplaats=known, geboorteland="")
    url = reverse("kandidaten:intake", args=[world.kandidaat.pk])
    typed = {"datum": "2026-01-05", "leerbaarheid": "Wil graag.", "geboorteplaats": "Zwolle"}

    form = client.get(url).context["form"]
    client.post(url, typed)

    assert ("geboorteplaats" in form.fields) is asked
    assert Kandidaat.objects.get(pk=world.kandidaat.pk).geboorteplaats == (known or "Zwolle")
