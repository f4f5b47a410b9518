from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.sealing import seal_once
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.post.models import Bericht
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory
from trajecten.beoordelingen import mastered
from verklaringen.models import Praktijkverklaring, Verklaringversie


@pytest.fixture
def mbo(world, sign_in):
    """The mbo-contact of the kandidaat of this world, signed in."""
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


def at(name, obj):
    return reverse(f"verklaringen:{name}", args=[obj.pk])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def choice(plaatsing, *, number=None, **extra):
    return {f"kies-{row.pk}": "on" for row in mastered(plaatsing)[:number]} | extra


def test_from_choosing_to_sending(mbo, world):
    plaatsing = made.ready(world.kandidaat)
    opleider = plaatsing.begeleidingen.get().praktijkopleider

    chosen = mbo.post(at("draft", plaatsing), choice(plaatsing, toelichting="Dank voor je hulp"))
    versie = Verklaringversie.objects.get()
    page = mbo.get(chosen.url).content.decode()
    sent = mbo.post(at("send", versie), {"ondertekenaar": str(opleider.pk)})

    versie.refresh_from_db()
    assert chosen.url == at("send", versie)
    assert world.kandidaat.volledige_naam in page
    assert (versie.status, versie.gemaakt_door, versie.toelichting) == (
        "ter_ondertekening",
        world.gebruiker(Rol.MBO_CONTACT),
        "Dank voor je hulp",
    )
    assert "krijgt een mail" in said(sent)
    assert Bericht.objects.get(sjabloon="verklaringen/invitation").aan == opleider.email


def test_a_double_click_sends_once(mbo, world):
    versie = made.concept(made.ready(world.kandidaat))
    opleider = versie.verklaring.plaatsing.begeleidingen.get().praktijkopleider

    for _ in range(2):
        response = mbo.post(at("send", versie), {"ondertekenaar": str(opleider.pk)})

    assert "al verstuurd" in said(response)
    assert Bericht.objects.filter(sjabloon="verklaringen/invitation").count() == 1


def test_choosing_nothing_is_explained(mbo, world):
    plaatsing = made.ready(world.kandidaat)

    content = mbo.post(at("draft", plaatsing), {"toelichting": "typte ik al"}).content.decode()

    assert "Kies ten minste één werkproces." in content
    assert "typte ik al" in content


def test_without_judgements_the_page_says_what_comes_first(mbo, world):
    plaatsing = made.ready(world.kandidaat, werkprocessen=0)

    assert "Vraag eerst een beoordeling" in mbo.get(at("draft", plaatsing)).content.decode()


def test_what_is_on_a_verklaring_already_is_not_proposed_again(mbo, world):
    plaatsing = made.ready(world.kandidaat)
    assert mbo.get(at("draft", plaatsing)).content.decode().count("checked") == 2
    made.sent(plaatsing)

    assert mbo.get(at("draft", plaatsing)).content.decode().count("checked") == 0


def test_what_is_missing_is_told_before_and_at_sending(mbo, world):
    world.kandidaat.geboorteplaats = ""
    world.kandidaat.save()
    plaatsing = made.ready(world.kandidaat)
    versie = made.concept(plaatsing)
    opleider = plaatsing.begeleidingen.get().praktijkopleider
    where = reverse("kandidaten:birthplace", args=[world.kandidaat.pk])

    told = [mbo.get(at("draft", plaatsing)), mbo.get(at("send", versie))]
    refused = mbo.post(at("send", versie), {"ondertekenaar": str(opleider.pk)}).content.decode()

    assert all(f'href="{where}?next=%2Fverklaringen%2F' in page.content.decode() for page in told)
    assert mbo.get(where).status_code == 200
    assert "Die moet op de verklaring staan. Vul die eerst in." in refused


def test_a_name_that_cannot_be_printed_is_named(mbo, world):
    world.kandidaat.achternaam = "王"
    world.kandidaat.save()
    versie = made.concept(made.ready(world.kandidaat))
    opleider = versie.verklaring.plaatsing.begeleidingen.get().praktijkopleider

    content = mbo.post(at("send", versie), {"ondertekenaar": str(opleider.pk)}).content.decode()

    assert "De letters van" in content
    assert "Vul de naam in zoals die op het document moet staan." in content
    assert "王" in said(mbo.get(at("preview", versie)))


def test_the_preview_is_a_concept(mbo, world):
    response = mbo.get(at("preview", made.concept(made.ready(world.kandidaat))))

    assert response.content.startswith(b"%PDF")
    assert "(concept).pdf" in unquote(response["Content-Disposition"])


def test_the_page_shows_remarks(mbo, world):
    versie = made.declined(made.ready(world.kandidaat), reden=WeigerReden.NIET_DE_JUISTE, toelichting="Vraag Karel")

    content = mbo.get(at("detail", versie.verklaring)).content.decode()

    for part in ("Vraag Karel", "Maak een nieuwe versie"):
        assert part in content


def test_a_new_version_goes_back_to_choosing(mbo, world):
    versie = made.declined(made.ready(world.kandidaat))

    answers = [mbo.post(at("new_version", versie)) for _ in range(2)]

    assert {answer.url for answer in answers} == {at("draft", versie.verklaring.plaatsing)}
    assert versie.verklaring.versies.count() == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("remind", {}, "één keer per dag"),
        ("withdraw", {"reason": "Vergissing"}, "teruggetrokken"),
        ("correct_address", {"email": "juist@bedrijf.example"}, "juist@bedrijf.example"),
    ],
)
def test_what_can_be_done_while_it_waits(mbo, world, name, data, message):
    versie = made.sent(made.ready(world.kandidaat))
    obj = versie if name == "withdraw" else versie.document.verzoeken.get()

    assert message in said(mbo.post(at(name, obj), data))


def test_an_expired_one_is_sent_again_once(mbo, world):
    versie = made.expired(made.ready(world.kandidaat))

    assert "nieuwe termijn" in said(mbo.post(at("send_again", versie)))
    assert "Iemand was je voor" in said(mbo.post(at("send_again", versie)))


def test_handing_over_is_written_down_once_and_undone(mbo, world):
    verklaring = made.sealed(made.ready(world.kandidaat)).verklaring
    data = {"op": timezone.localdate().isoformat(), "door": "De wethouder"}

    assert "vastgelegd" in said(mbo.post(at("hand_over", verklaring), data))
    assert "al vastgelegd" in said(mbo.post(at("hand_over", verklaring), data))
    assert "ongedaan" in said(mbo.post(at("undo_hand_over", verklaring)))


@pytest.mark.parametrize(("op", "message"), [("2999-01-01", "in de toekomst"), ("2001-01-01", "is pas op")])
def test_a_day_that_cannot_be_is_refused(mbo, world, op, message):
    verklaring = made.sealed(made.ready(world.kandidaat)).verklaring

    assert message in mbo.post(at("hand_over", verklaring), {"op": op, "door": "x"}).content.decode()


def test_throwing_away_asks_first(mbo, world):
    versie = made.concept(made.ready(world.kandidaat))

    mbo.post(at("drop", versie))
    assert Praktijkverklaring.objects.exists()
    mbo.post(at("drop", versie), {"zeker": "ja"})

    assert not Praktijkverklaring.objects.exists()


def test_pages_write_down_who_was_shown(mbo, world):
    verklaring = made.signed(made.ready(world.kandidaat)).verklaring

    mbo.get(at("detail", verklaring))

    assert Inzage.objects.get(waar="verklaringen:detail").pseudoniem == verklaring.dossier


def test_until_it_is_sealed_the_page_says_that_it_will_be(mbo, world):
    versie = made.signed(made.ready(world.kandidaat))
    waiting = mbo.get(at("detail", versie.verklaring)).content.decode()
    Document.objects.update(zegel_fouten=2)
    failed = mbo.get(at("detail", versie.verklaring)).content.decode()
    seal_once(str(versie.document_id))
    sealed = mbo.get(at("detail", versie.verklaring)).content.decode()

    assert "Het zegel volgt meestal binnen een minuut" in waiting
    assert "wordt vanzelf opnieuw geprobeerd" in failed
    assert "Open de PDF" not in waiting + failed
    assert "De verklaring wordt verzegeld" not in sealed
    assert "Open de PDF" in sealed


def test_what_is_not_sealed_cannot_be_handed_over(mbo, world):
    verklaring = made.signed(made.ready(world.kandidaat)).verklaring

    assert mbo.get(at("hand_over", verklaring)).status_code == 403
    assert "Leg de uitreiking vast" not in mbo.get(at("detail", verklaring)).content.decode()


def fill(world, number):
    for _ in range(number):
        kandidaat = KandidaatFactory(regio=world.regio)
        involve(kandidaat, world.gebruiker(Rol.MBO_CONTACT))
        made.sent(made.ready(kandidaat))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(mbo, world, count_queries, number):
    fill(world, number)

    assert count_queries(mbo, reverse("verklaringen:list")) == 7


@pytest.mark.parametrize("number", [1, 3])
def test_one_verklaring_takes_the_same_queries_at_any_number_of_versions(mbo, world, count_queries, number):
    versie = made.sent(made.ready(world.kandidaat))
    Verklaringversie.objects.filter(pk=versie.pk).update(versie=number)
    for older in range(1, number):
        VerklaringversieFactory(verklaring=versie.verklaring, versie=older)

    assert count_queries(mbo, at("detail", versie.verklaring)) == 11


def test_the_list_can_be_filtered_and_searched(mbo, world):
    kandidaat = KandidaatFactory(regio=world.regio, achternaam="Çelik")
    involve(kandidaat, world.gebruiker(Rol.MBO_CONTACT))
    made.signed(made.ready(kandidaat))
    made.sent(made.ready(world.kandidaat))

    def found(**query):
        return [row.naam for row, _ in mbo.get(reverse("verklaringen:list"), query).context["rows"]]

    assert found(naam="celik") == found(status="verzegelen") == found(uitreiking="nee") == [kandidaat.lijstnaam]
    assert found(status="ter_ondertekening") == [world.kandidaat.lijstnaam]
    assert found(uitreiking="ja") == []
    assert len(found()) == 2


def test_history_is_shown_as_brought_in(mbo, world):
    verklaring = PraktijkverklaringFactory(kandidaat=world.kandidaat, elders_uitgegeven=True)
    VerklaringversieFactory(verklaring=verklaring, ondertekend=True)

    content = mbo.get(at("detail", verklaring)).content.decode()

    assert "Elders uitgegeven" in content
    assert "Leg de uitreiking vast" not in content


def test_someone_without_email_takes_the_pdf_along_from_the_screen(mbo, world, client):
    world.kandidaat.email = ""
    world.kandidaat.save()
    verklaring = made.sealed(made.ready(world.kandidaat)).verklaring
    assert "Laat de PDF op je scherm zien" in mbo.get(at("detail", verklaring)).content.decode()

    shown = mbo.post(at("show_on_screen", verklaring)).context["shown"]
    opened = client.get(shown.url.removeprefix(settings.SITE_URL))
    asked = client.post(shown.url.removeprefix(settings.SITE_URL))
    inside = client.post(asked.url, {"code": shown.code})

    assert "mail" not in opened.content.decode()
    assert "Code van het scherm" in client.get(asked.url).content.decode()
    assert client.get(f"{inside.url}pdf/").content.startswith(b"%PDF")
    assert not Bericht.objects.filter(sjabloon="links/code").exists()
