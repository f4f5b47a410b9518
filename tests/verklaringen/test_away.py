"""A signer who is away: no reminders until a day, and the clock goes on where it was. And one who will not be back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.away import all_away, set_away, set_back
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.states import AfwezigReden
from praktijkleren.links.actions import asking
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.kandidaten import KandidaatFactory
from tests.harness.links import open_link
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.verzoek import requests_of
from verklaringen.schedule import escalate, remind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SENT = datetime(2026, 6, 1, 10, tzinfo=AMSTERDAM)
BY = Actor.systeem("test")
VRIJ = AfwezigReden.VRIJ


@pytest.fixture
def verzoek(db):
    with time_machine.travel(SENT, tick=False):
        return made.sent().document.verzoeken.select_related("document", "link").get()


def on(day):
    return time_machine.travel(SENT + timedelta(days=day), tick=False)


def day_of(days):
    return (SENT + timedelta(days=days)).date()


def away(verzoek, *, said_on, until):
    with on(said_on):
        return set_away(verzoek, terug_op=day_of(until), reden=VRIJ, by=BY)


def run(*days):
    """How many reminders there are after each of these days."""
    counts = []
    for day in days:
        with on(day):
            remind()
        counts.append(Bericht.objects.filter(sjabloon="verklaringen/reminder").count())
    return counts


def test_no_reminders_until_that_day_and_then_on_from_where_it_was(verzoek):
    away(verzoek, said_on=2, until=22)

    assert run(3, 7, 15, 21, 22, 23, 24, 28) == [0, 0, 0, 0, 0, 1, 1, 2]


def test_the_term_moves_up_as_many_days_and_so_does_the_link(verzoek):
    before = verzoek.verloopt_op

    verzoek = away(verzoek, said_on=2, until=22)

    assert verzoek.verloopt_op == before + timedelta(days=20)
    assert verzoek.link.verloopt_op == verzoek.verloopt_op
    event = AuditEvent.objects.get(what="ondertekenverzoek.afwezig")
    assert event.changes == {"terug_op": "2026-06-23", "reden": "vrij"}


def test_the_last_day_ends_at_the_same_hour_when_winter_time_begins(db):
    with time_machine.travel(datetime(2026, 10, 1, 10, tzinfo=AMSTERDAM), tick=False):
        verzoek = made.sent().document.verzoeken.get()
        verzoek = set_away(verzoek, terug_op=date(2026, 10, 21), reden=VRIJ, by=BY)

    assert timezone.localtime(verzoek.verloopt_op).strftime("%d-%m %H:%M:%S") == "20-11 23:59:59"


def test_another_day_counts_no_day_twice(verzoek):
    before = verzoek.verloopt_op
    away(verzoek, said_on=2, until=12)

    later = away(verzoek, said_on=5, until=22)
    assert (later.afwezig_dagen, later.verloopt_op) == (20, before + timedelta(days=20))

    sooner = away(verzoek, said_on=6, until=10)
    assert (sooner.afwezig_dagen, sooner.verloopt_op) == (8, before + timedelta(days=20))


def test_who_is_back_sooner_hears_again_and_keeps_the_days(verzoek):
    before = verzoek.verloopt_op
    away(verzoek, said_on=2, until=22)

    with on(6):
        verzoek = set_back(verzoek, by=BY)
        assert not verzoek.is_away
        with pytest.raises(TransitionError):
            set_back(verzoek, by=BY)

    assert (verzoek.afwezig_dagen, verzoek.verloopt_op) == (4, before + timedelta(days=20))
    assert run(6, 7) == [0, 1]


def test_nobody_is_asked_to_call_until_then_and_is_asked_anew_after(verzoek):
    with on(12):
        escalate()
    taak = Taak.objects.get(key__startswith="verklaringen.bel")
    away(verzoek, said_on=12, until=30)
    taak.refresh_from_db()
    assert taak.klaar_op is not None

    for day, is_open in ((20, False), (30, True)):
        with on(day):
            escalate()
        taak.refresh_from_db()
        assert taak.is_open is is_open


def test_not_in_a_mail_about_something_else_and_not_by_hand(verzoek):
    away(verzoek, said_on=2, until=22)

    with on(8):
        assert asking(verzoek.email) == []
        with pytest.raises(RefusedError, match="di 23 jun 2026"):
            actions.remind_now(verzoek, by=BY)


def test_who_is_away_may_still_sign(verzoek):
    verzoek = away(verzoek, said_on=2, until=22)

    with on(3):
        documenten.record_opening(verzoek, by=BY)
        documenten.sign(verzoek, by=BY, **signature(verzoek))
        verzoek.refresh_from_db()

        assert not verzoek.is_away
        with pytest.raises(TransitionError):
            set_away(verzoek, terug_op=day_of(9), reden=VRIJ, by=BY)


@pytest.mark.parametrize("until", [0, -1, 181])
def test_a_day_that_is_no_day_to_come_back_is_refused(verzoek, until):
    with on(0), pytest.raises(ValueError, match="geen dag"):
        set_away(verzoek, terug_op=day_of(until), reden=VRIJ, by=BY)


def test_of_several_all_or_none(verzoek):
    with on(1):
        other = made.declined().document.verzoeken.get()
        with pytest.raises(TransitionError):
            all_away([verzoek, other], terug_op=day_of(9), reden=VRIJ, by=BY)

    verzoek.refresh_from_db()
    assert verzoek.terug_op is None


def at(name, obj):
    return reverse(f"verklaringen:{name}", args=[obj.pk])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def tomorrow(days=1):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def jobcoach(world, sign_in):
    return sign_in(world.gebruiker(Rol.JOBCOACH))


@pytest.fixture
def mbo(world, sign_in):
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


def test_a_jobcoach_who_hears_it_on_the_phone_writes_it_down_and_takes_it_back(jobcoach, world):
    versie = made.sent(made.ready(world.kandidaat))
    verzoek = requests_of(versie).get()
    page = jobcoach.get(at("detail", versie.verklaring)).content.decode()
    assert at("away", verzoek) in page
    assert at("other_signer", verzoek) not in page

    saved = jobcoach.post(at("away", verzoek), {"terug_op": tomorrow(9), "reden": "afwezig"})

    page = jobcoach.get(at("detail", versie.verklaring)).content.decode()
    assert "geen herinneringen" in said(saved)
    assert "Is er nu niet" in page
    assert "(een tijd afwezig)" in page
    assert AuditEvent.objects.get(what="ondertekenverzoek.afwezig").actor.startswith("gebruiker:")
    assert "weer herinneringen" in said(jobcoach.post(at("back", verzoek)))
    assert not requests_of(versie).get().is_away


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"terug_op": "2001-01-01", "reden": "vrij"}, "Kies een dag na vandaag"),
        ({"terug_op": "2999-01-01", "reden": "vrij"}, "binnen een half jaar"),
        ({"terug_op": "", "reden": ""}, "Kies een reden."),
        ({"terug_op": "2999-01-01", "reden": "ziek"}, "Kies een reden."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(jobcoach, world, data, words):
    verzoek = requests_of(made.sent(made.ready(world.kandidaat))).get()

    assert words in jobcoach.post(at("away", verzoek), data).content.decode()
    assert Ondertekenverzoek.objects.get().terug_op is None


def test_it_holds_for_all_that_waits_for_this_person_as_far_as_one_sees_it(jobcoach, world):
    mine = requests_of(made.sent(made.ready(world.kandidaat, email="petra@bedrijf.example"))).get()
    coach = world.gebruiker(Rol.JOBCOACH)
    second = KandidaatFactory(regio=world.regio, betrokken=[coach])
    also = requests_of(made.sent(made.ready(second, email="Petra@bedrijf.example"))).get()
    hidden = requests_of(made.sent(made.ready(email="petra@bedrijf.example"))).get()
    other = requests_of(made.sent(made.ready(second, naam="Karel", email="petra@bedrijf.example"))).get()

    page = jobcoach.get(at("away", mine)).content.decode()
    jobcoach.post(at("away", mine), {"terug_op": tomorrow(9), "reden": "vrij"})

    assert "Dat geldt voor 2 verklaringen" in page
    is_away = {row.pk: row.is_away for row in Ondertekenverzoek.objects.all()}
    assert is_away == {mine.pk: True, also.pk: True, hidden.pk: False, other.pk: False}


def test_behind_the_link_the_signer_says_so_and_takes_it_back(world):
    verzoek = made.opened(made.ready(world.kandidaat)).document.verzoeken.get()
    client, sign = open_link(documenten.DOEL, verzoek.pk), reverse("documenten:sign", args=[verzoek.pk])
    assert reverse("documenten:away", args=[verzoek.pk]) in client.get(sign).content.decode()

    client.post(reverse("documenten:away", args=[verzoek.pk]), {"terug_op": tomorrow(9), "reden": "vrij"})

    verzoek.refresh_from_db()
    assert (verzoek.is_away, verzoek.terug_op) == (True, tomorrow(9))
    assert "U bent er even niet" in client.get(sign).content.decode()
    assert AuditEvent.objects.get(what="ondertekenverzoek.afwezig").actor.startswith("link:")
    client.post(reverse("documenten:back", args=[verzoek.pk]))
    verzoek.refresh_from_db()
    assert not verzoek.is_away


def test_someone_else_signs_when_the_one_who_was_asked_left(mbo, world):
    versie = made.opened(made.ready(world.kandidaat))
    old = versie.document.verzoeken.get()
    data = {"naam": "Karel de Chef", "functie": "chef", "email": "karel@elders.example"}
    assert at("other_signer", old) in mbo.get(at("detail", versie.verklaring)).content.decode()
    same = mbo.post(at("other_signer", old), {**data, "email": old.email})

    done = mbo.post(at("other_signer", old), data)

    old.refresh_from_db()
    new = requests_of(versie).get()
    assert "Vul het adres van een ander in." in said(same)
    assert "Karel de Chef krijgt een mail" in said(done)
    assert (old.status, new.naam, new.email, new.rol) == (
        "overgedragen", "Karel de Chef", "karel@elders.example", "praktijkopleider",
    )  # fmt: skip
    assert Bericht.objects.filter(sjabloon="verklaringen/invitation", aan=new.email).count() == 1


def test_for_the_kandidaat_nobody_else_signs(mbo, world):
    world.regio.ondertekenaars = ["kandidaat"]
    world.regio.save()
    verzoek = requests_of(made.sent(made.ready(world.kandidaat))).get(rol="kandidaat")

    assert mbo.get(at("other_signer", verzoek)).status_code == 302
    with pytest.raises(RefusedError, match="kandidaat zelf"):
        actions.let_other_sign(verzoek, naam="x", functie="y", email="x@y.example", by=BY)
