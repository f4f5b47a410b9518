"""Keeping a question, sharing it, and the way back."""

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from rapportages.models import Weergave
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.rapportages import WeergaveFactory
from tests.rapportages.weergaven.conftest import SEARCH

SAVE = reverse("rapportages:save_view")
LIST = reverse("rapportages:saved_views")
QUESTION = "start_na=2025-01-01&status=lopend&kolom=gemeente&kolom=naam&sorteer=naam"


def edit(weergave):
    return reverse("rapportages:edit_view", args=[weergave.pk])


def delete(weergave):
    return reverse("rapportages:delete_view", args=[weergave.pk])


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))


@pytest.fixture
def colleague(regio):
    return GebruikerFactory(rol=Rol.MBO_CONTACT, regio=regio)


def test_a_question_is_kept_and_opened_as_it_was(coordinator, sign_in):
    client = sign_in(coordinator)

    response = client.post(f"{SAVE}?{QUESTION}&pagina=2&onzin=1", {"naam": "Lopend in 2025"})

    weergave = Weergave.objects.get()
    assert (weergave.eigenaar, weergave.vraag, weergave.gedeeld_met) == (coordinator, QUESTION, None)
    assert response.url == f"{SEARCH}?{QUESTION}&weergave={weergave.pk}"
    assert client.get(response.url).context["vraag"].kolomnamen == ["Gemeente", "Naam"]
    assert events() == ["weergave.bewaard"]
    assert AuditEvent.objects.get().actor == f"gebruiker:{coordinator.pk}"


def test_the_page_before_says_what_is_kept(coordinator, sign_in):
    html = sign_in(coordinator).get(f"{SAVE}?{QUESTION}").content.decode()

    assert "wo 1 jan 2025" in html
    assert "Gemeente, Naam" in html


def test_a_name_is_kept_once_unless_one_replaces_it(coordinator, sign_in):
    kept = WeergaveFactory(eigenaar=coordinator, naam="Lopend")
    client = sign_in(coordinator)

    refused = client.post(f"{SAVE}?status=gestopt", {"naam": "lopend"})
    kept.refresh_from_db()
    assert "Je hebt al een weergave met deze naam." in refused.content.decode()
    assert kept.vraag == "status=lopend"

    client.post(f"{SAVE}?status=gestopt", {"naam": "lopend", "replace": "on"})
    kept.refresh_from_db()
    assert (kept.naam, kept.vraag, Weergave.objects.count()) == ("lopend", "status=gestopt", 1)
    assert events() == ["weergave.vervangen"]


def test_another_may_use_the_same_name(coordinator, colleague, sign_in):
    WeergaveFactory(eigenaar=coordinator, naam="Lopend")

    sign_in(colleague).post(f"{SAVE}?status=open", {"naam": "Lopend"})

    assert Weergave.objects.filter(eigenaar=colleague, naam="Lopend").exists()


def test_a_question_that_is_too_long_is_not_kept(coordinator, sign_in):
    response = sign_in(coordinator).post(f"{SAVE}?beroep={'x' * 2100}", {"naam": "Lang"}, follow=True)

    assert "Deze vraag is te lang om te bewaren." in response.content.decode()
    assert not Weergave.objects.exists()


def test_an_opened_weergave_offers_its_name_again(coordinator, sign_in):
    weergave = WeergaveFactory(eigenaar=coordinator, naam="Lopend")

    html = sign_in(coordinator).get(f"{SAVE}?status=open&weergave={weergave.pk}").content.decode()

    assert 'value="Lopend"' in html


@pytest.mark.parametrize("shared", [True, False])
def test_a_colleague_opens_what_is_shared_with_the_regio(coordinator, colleague, regio, sign_in, shared):
    weergave = WeergaveFactory(eigenaar=coordinator, naam="Gedeeld", gedeeld_met=regio if shared else None)
    client = sign_in(colleague)

    assert ("Gedeeld" in client.get(SEARCH).content.decode()) is shared
    assert client.get(edit(weergave)).status_code == (403 if shared else 404)


def test_nobody_of_another_regio_sees_it(coordinator, regio, sign_in):
    weergave = WeergaveFactory(eigenaar=coordinator, gedeeld_met=regio)
    stranger = sign_in(GebruikerFactory(rol=Rol.COORDINATOR, regio=RegioFactory()))

    assert weergave.naam not in stranger.get(LIST).content.decode()
    assert stranger.post(delete(weergave)).status_code == 404


def test_one_cannot_share_with_a_regio_of_others(coordinator, sign_in):
    response = sign_in(coordinator).post(f"{SAVE}?status=open", {"naam": "Uit", "gedeeld_met": RegioFactory().pk})

    assert response.status_code == 200
    assert not Weergave.objects.exists()


def test_what_the_reader_may_not_know_is_left_out_of_a_shared_one(coordinator, regio, make_traject, ask):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    make_traject("Blijft")
    weergave = WeergaveFactory(
        eigenaar=jobcoach, gedeeld_met=regio, vraag="klantgroep=f&situatie=PW&kolom=naam&kolom=klantgroep&kolom=oud"
    )

    context = ask(coordinator, weergave.get_absolute_url().partition("?")[2])

    assert sorted(context["vraag"].weggelaten) == [
        "filter “Klantgroep”",
        "filter “Uitkering of werk”",
        "kolom “Klantgroep”",
        "kolom “oud”",
    ]
    assert [cel.label for rij in context["rijen"] for cel in rij.cellen] == ["Naam"]


def test_it_gets_another_name_and_is_shared(coordinator, regio, sign_in):
    weergave = WeergaveFactory(eigenaar=coordinator)

    response = sign_in(coordinator).post(edit(weergave), {"naam": "Nieuw", "gedeeld_met": regio.pk})

    weergave.refresh_from_db()
    assert (response.url, weergave.naam, weergave.gedeeld_met) == (LIST, "Nieuw", regio)
    assert events() == ["weergave.gewijzigd"]


def test_a_name_that_is_taken_is_refused(coordinator, sign_in):
    WeergaveFactory(eigenaar=coordinator, naam="Bezet")
    weergave = WeergaveFactory(eigenaar=coordinator, naam="Vrij")

    html = sign_in(coordinator).post(edit(weergave), {"naam": "bezet"}).content.decode()

    weergave.refresh_from_db()
    assert "Je hebt al een weergave met deze naam." in html
    assert (weergave.naam, events()) == ("Vrij", [])


def test_who_deletes_one_arrives_at_the_question_and_can_keep_it_again(coordinator, sign_in):
    weergave = WeergaveFactory(eigenaar=coordinator, vraag=QUESTION)
    client = sign_in(coordinator)
    assert "Daarna zie je nog één keer" in client.get(delete(weergave)).content.decode()

    response = client.post(delete(weergave), follow=True)

    assert response.redirect_chain == [(f"{SEARCH}?{QUESTION}", 302)]
    assert "is weg. Hieronder staat nog wat die toonde" in response.content.decode()
    assert not Weergave.objects.exists()
    assert events() == ["weergave.verwijderd"]


def test_who_runs_the_regio_deletes_what_is_shared_there_and_nothing_else(coordinator, colleague, regio, sign_in):
    shared = WeergaveFactory(eigenaar=colleague, gedeeld_met=regio)
    own = WeergaveFactory(eigenaar=colleague)
    client = sign_in(coordinator)

    assert client.post(delete(shared)).status_code == 302
    assert client.post(delete(own)).status_code == 404
    assert list(Weergave.objects.order_by("pk")) == [own]


@pytest.mark.parametrize("kept", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(coordinator, regio, sign_in, count_queries, kept):
    for number in range(kept):
        WeergaveFactory(eigenaar=coordinator, gedeeld_met=regio if number else None)

    assert count_queries(sign_in(coordinator), LIST) == 4 + 2


def test_an_empty_list_shows_the_way(coordinator, sign_in):
    assert "Nog geen weergaven" in sign_in(coordinator).get(LIST).content.decode()
