"""The two pages before many praktijkverklaringen are made: who can get one, and whom that mails."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.tasks import run
from tests.factories import verklaringen as made
from tests.factories.accounts import DeelnameFactory, GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.leerbedrijven import PraktijkopleiderFactory
from tests.factories.trajecten import BegeleidingFactory, GroepFactory, TrajectFactory
from trajecten.models import Begeleiding, Beoordeling, Inschrijving, Plaatsing, Traject
from trajecten.refused import RefusedError
from verklaringen import actions, ready
from verklaringen.actions import concept, samen, versie
from verklaringen.models import Praktijkverklaring
from verklaringen.signers import TWICE

LIST, MANY = "/verklaringen/maken/", "/verklaringen/maken/gekozen/"
PETRA = {"naam": "Petra Opleider", "email": "petra@bedrijf.example"}


@pytest.fixture
def colleague(world):
    return world.gebruiker(Rol.MBO_CONTACT)


@pytest.fixture
def mbo(colleague, sign_in):
    return sign_in(colleague)


@pytest.fixture
def groep(world):
    return GroepFactory(regio=world.regio)


def person(colleague, groep=None, make=None, **fields):
    """Someone for whom a verklaring can be made; answers the traject."""
    kandidaat = KandidaatFactory(regio=colleague.regios[0], **fields)
    involve(kandidaat, colleague)
    plaatsing = made.ready(kandidaat, **PETRA)
    Traject.objects.filter(pk=plaatsing.traject_id).update(groep=groep)
    if make:
        make(plaatsing)
    return plaatsing.traject


def rows(client, **query):
    return {row.traject.pk: row for row in client.get(LIST, query).context["rows"]}


def of_groep(client, groep):
    return rows(client, groep=str(groep.pk))


def choose(*trajecten, groep=None):
    keys = "&".join(f"pk={traject.pk}" for traject in trajecten)
    return f"{MANY}?{keys}&groep={groep.pk}" if groep else f"{MANY}?{keys}"


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_whoever_is_ready_is_ticked_and_who_signs_stands_there(mbo, colleague):
    traject = person(colleague)

    response = mbo.get(LIST)

    [row] = response.context["rows"]
    assert (row.traject, row.is_ready, row.werkprocessen) == (traject, True, 2)
    assert f'value="{traject.pk}" aria-label="Kies {traject.kandidaat.lijstnaam}" checked' in response.content.decode()
    assert "Petra Opleider" in response.content.decode()
    assert Inzage.objects.filter(waar="verklaringen:to_make", pseudoniem=traject.kandidaat.pseudoniem).count() == 1


def test_of_a_groep_everybody_stands_there_and_else_who_has_something_to_make(mbo, colleague, groep):
    fresh, begun = person(colleague, groep), person(colleague, groep, made.concept)
    sent, back = person(colleague, groep, made.sent), person(colleague, groep, made.declined)
    elsewhere = person(colleague)

    listed = of_groep(mbo, groep)

    assert set(listed) == {each.pk for each in (fresh, begun, sent, back)}
    assert set(rows(mbo)) == {each.pk for each in (fresh, begun, elsewhere)}
    assert [listed[each.pk].is_ready for each in (fresh, begun, sent, back)] == [True, True, False, False]
    assert listed[sent.pk].is_done
    assert listed[back.pk].missing.reason == samen.LOOK_FIRST["geweigerd"]
    content = mbo.get(LIST, {"groep": str(groep.pk)}).content.decode()
    assert Praktijkverklaring.objects.get(traject=sent).get_absolute_url() in content
    assert "Er is een concept. Wat daarin staat, gaat mee." in content


def no_bpv(traject):
    Plaatsing.objects.filter(traject=traject).update(soort="proefplaatsing")


def nothing_mastered(traject):
    Beoordeling.objects.filter(plaatsing__traject=traject).delete()


def no_kwalificatie(traject):
    Traject.objects.filter(pk=traject.pk).update(kwalificatie=None)


def not_enrolled(traject):
    Inschrijving.objects.filter(traject=traject).delete()


def nobody_guides(traject):
    Begeleiding.objects.filter(plaatsing__traject=traject).delete()


def no_birthplace(traject):
    change(traject, geboorteplaats="", geboorteland="")


def other_letters(traject):
    change(traject, voornamen="伟", roepnaam="", tussenvoegsel="", achternaam="张")


def own_address(traject):
    change(traject, email=PETRA["email"])


def change(traject, **fields):
    for name, value in fields.items():
        setattr(traject.kandidaat, name, value)
    traject.kandidaat.save()


def leidinggevende_unknown(traject):
    regio = traject.regio
    regio.ondertekenaars = ["leidinggevende"]
    regio.save()


def leidinggevende_is_the_same(traject):
    leidinggevende_unknown(traject)
    relatie = Begeleiding.objects.get(plaatsing__traject=traject).praktijkopleider.relatie
    relatie.contactpersoon, relatie.email = PETRA.values()
    relatie.save()


def parent_unknown(traject):
    regio = traject.regio
    regio.ondertekenaars = ["kandidaat", "ouder"]
    regio.save()
    change(traject, geboortedatum=timezone.localdate() - timedelta(days=17 * 365))


WHY_NOT = [
    (no_bpv, ready.NO_BPV),
    (nothing_mastered, ready.NOTHING_MASTERED),
    (no_kwalificatie, concept.NO_KWALIFICATIE),
    (not_enrolled, concept.NO_INSCHRIJVING),
    (nobody_guides, ready.NO_OPLEIDER),
    (no_birthplace, versie.NO_BIRTHPLACE),
    (other_letters, ready.NOT_LATIN),
    (own_address, "Dit is het e-mailadres van de kandidaat."),
    (leidinggevende_unknown, "Vul eerst de naam en het e-mailadres in van wie als leidinggevende ondertekent."),
    (leidinggevende_is_the_same, TWICE),
    (parent_unknown, "Vul eerst bij de kandidaat in wie de ouder of voogd is."),
]


@pytest.mark.parametrize(("spoil", "reason"), WHY_NOT, ids=lambda each: getattr(each, "__name__", ""))
def test_why_not_is_said_beside_the_name_with_the_way_on(mbo, colleague, groep, spoil, reason):
    traject = person(colleague, groep)
    spoil(traject)

    response = mbo.get(LIST, {"groep": str(groep.pk)})

    [row] = response.context["rows"]
    assert not row.is_ready
    assert row.missing.reason.startswith(reason)
    assert row.missing.url.split("?")[0] in response.content.decode()
    assert mbo.get(row.missing.url).status_code == 200
    assert "Kies eerst" in said(mbo.get(choose(traject, groep=groep)))


@pytest.mark.parametrize("spoil", [spoil for spoil, _ in WHY_NOT[1:]], ids=lambda spoil: spoil.__name__)
def test_what_the_page_foresees_the_action_refuses(colleague, spoil):
    traject = person(colleague)
    plaatsing = traject.plaatsingen.get()
    opleider = str(plaatsing.begeleidingen.get().praktijkopleider_id)
    spoil(traject)
    plaatsing = Plaatsing.objects.get(pk=plaatsing.pk)

    with pytest.raises((RefusedError, MissingGlyphError)):
        actions.make_and_send(plaatsing, ondertekenaar=opleider, zending=traject.pk, by=made.SYSTEEM)

    assert not Praktijkverklaring.objects.exists()


def test_before_it_happens_one_sees_whom_it_mails(mbo, colleague, groep):
    two = [person(colleague, groep), person(colleague, groep)]
    sent = person(colleague, groep, made.sent)

    content = mbo.get(choose(*two, sent, groep=groep)).content.decode()

    assert "Krijgt één mail over 2 verklaringen." in content
    assert "Maak en verstuur 2 praktijkverklaringen" in content
    assert "Voor één persoon kun je nu geen verklaring maken." in content
    assert not Opdracht.objects.exists()


def test_who_signs_as_well_is_named(mbo, colleague, world):
    world.regio.ondertekenaars = ["mbo_contact", "kandidaat"]
    world.regio.save()
    traject = person(colleague)

    assert "Ook gevraagd om te ondertekenen: kandidaat, mbo-contact." in mbo.get(choose(traject)).content.decode()
    send(mbo, traject)

    asked = Ondertekenverzoek.objects.order_by("created_at").values_list("rol", flat=True)
    assert list(asked) == ["praktijkopleider", "mbo_contact", "kandidaat"]


def send(mbo, *trajecten, groep=None, **data):
    """Through the page, as its form is."""
    url = choose(*trajecten, groep=groep)
    response = mbo.post(url, {"sleutel": str(mbo.get(url).context["sleutel"]), **data})
    opdracht = Opdracht.objects.get()
    assert response.url == opdracht.get_absolute_url()
    run(str(opdracht.pk))
    return opdracht


def test_from_the_groep_to_a_verklaring_for_each_and_back(mbo, colleague, groep):
    trajecten = [person(colleague, groep), person(colleague, groep)]

    opdracht = send(mbo, *trajecten, groep=groep)

    page = mbo.get(opdracht.get_absolute_url()).content.decode()
    assert "2 van 2 gedaan" in page
    assert "2 praktijkverklaringen maken en versturen" in page
    assert f"{LIST}?groep={groep.pk}" in page
    assert all(row.is_done for row in of_groep(mbo, groep).values())
    assert opdracht.titel in mbo.get(reverse("werk:today")).content.decode()


def test_the_rows_stand_in_the_order_of_the_signers(mbo, colleague):
    first, second, third = (person(colleague, achternaam=naam) for naam in ("Aa", "Bb", "Cc"))
    opleider = second.plaatsingen.get().begeleidingen.get().praktijkopleider
    opleider.naam, opleider.email = "Anna Eerst", "anna@bedrijf.example"
    opleider.save()

    opdracht = send(mbo, first, second, third)

    wat = opdracht.regels.order_by("nummer").values_list("wat", flat=True)
    assert [naam.split(",")[0] for naam in wat] == ["Bb", "Aa", "Cc"]


def second_guide(traject):
    plaatsing = traject.plaatsingen.get()
    relatie = plaatsing.begeleidingen.get().praktijkopleider.relatie
    return BegeleidingFactory(plaatsing=plaatsing, praktijkopleider=PraktijkopleiderFactory(relatie=relatie))


def test_of_two_who_guide_one_chooses_who_signs(mbo, colleague):
    traject = person(colleague)
    other = second_guide(traject)

    assert f'name="wie-{traject.pk}"' in mbo.get(choose(traject)).content.decode()
    opdracht = send(mbo, traject, **{f"wie-{traject.pk}": str(other.praktijkopleider_id)})

    assert opdracht.regels.get().uitleg == f"Verstuurd naar {other.praktijkopleider.naam}."


def test_the_same_form_twice_is_one_job(mbo, colleague):
    url = choose(person(colleague))
    data = {"sleutel": str(mbo.get(url).context["sleutel"])}

    answers = [mbo.post(url, data).url for _ in range(2)]

    assert answers[0] == answers[1]
    assert Opdracht.objects.count() == 1


@pytest.mark.parametrize("query", ["", "pk=geen-sleutel", "pk=7d444840-9dc0-11d1-b245-5ffdce74fad2&groep=onzin"])
def test_nobody_chosen_goes_back_to_the_list(mbo, query):
    response = mbo.get(f"{MANY}?{query}")

    assert (response.url, "Kies eerst" in said(response)) == (LIST, True)


def test_without_a_key_of_the_form_nothing_is_started(mbo, colleague):
    response = mbo.post(choose(person(colleague)), {"sleutel": "onzin"})

    assert response.status_code == 200
    assert not Opdracht.objects.exists()


@pytest.fixture(params=["neighbour", "own"])
def stranger(request, world):
    """As busy, and of another school: in the regio beside this one, or in this one."""
    if request.param == "neighbour":
        return world.gebruiker(Rol.MBO_CONTACT, "neighbour")
    gebruiker = GebruikerFactory(rol=Rol.MBO_CONTACT)
    DeelnameFactory(organisatie=gebruiker.lidmaatschappen.get().organisatie, regio=world.regio)
    return Gebruiker.objects.get(pk=gebruiker.pk)


def test_a_busy_colleague_of_another_school_sees_and_makes_nothing_of_ours(stranger, colleague, groep, sign_in):
    traject, own = person(colleague, groep), person(stranger)
    client = sign_in(stranger)

    assert set(rows(client)) == {own.pk}
    assert traject.kandidaat.achternaam not in client.get(LIST, {"groep": str(groep.pk)}).content.decode()
    assert "Kies eerst" in said(client.post(choose(traject), {"sleutel": str(traject.pk)}))
    assert not Opdracht.objects.exists()
    assert not Inzage.objects.filter(pseudoniem=traject.kandidaat.pseudoniem).exists()


def test_who_may_see_but_not_make_gets_no_further_than_the_door(world, colleague, sign_in):
    traject = person(colleague)
    coach = world.gebruiker(Rol.JOBCOACH)
    involve(traject.kandidaat, coach)

    for method in ("get", "post"):
        assert getattr(sign_in(coach), method)(choose(traject)).status_code == 403
    assert sign_in(coach).get(LIST).status_code == 403


def test_from_the_list_of_verklaringen_who_may_is_led_here(mbo, world, sign_in):
    assert LIST in mbo.get("/verklaringen/").content.decode()
    assert LIST not in sign_in(world.gebruiker(Rol.JOBCOACH)).get("/verklaringen/").content.decode()


def test_nobody_to_make_one_for_says_how_one_comes_here(mbo, colleague):
    involve(TrajectFactory(kandidaat__regio=colleague.regios[0]).kandidaat, colleague)

    assert "Er is niets om te maken" in mbo.get(LIST).content.decode()
    assert "Niemand gevonden" in mbo.get(LIST, {"naam": "niemand"}).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(mbo, colleague, groep, count_queries, number):
    for make in (None, made.sent, made.concept)[:number]:
        person(colleague, groep, make)

    assert count_queries(mbo, f"{LIST}?groep={groep.pk}") == 16


@pytest.mark.parametrize("number", [1, 3])
def test_the_look_before_takes_the_same_queries_at_any_length(mbo, colleague, count_queries, number):
    trajecten = [person(colleague) for _ in range(number)]

    assert count_queries(mbo, choose(*trajecten)) == 14
