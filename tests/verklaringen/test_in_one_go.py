"""Making and sending many praktijkverklaringen at once: the job, and the one mail per signer."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Inzage
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from praktijkleren.post.models import Bericht
from praktijkleren.post.schedule import sweep as deliver
from praktijkleren.werk import runner
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.schedule import sweep
from praktijkleren.werk.tasks import run
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.harness.links import open_link
from verklaringen import actions, in_one_go
from verklaringen.actions import samen
from verklaringen.models import Praktijkverklaring, Verklaringversie

BY = Actor.systeem("test")
PETRA = {"naam": "Petra Opleider", "email": "petra@bedrijf.example"}
PIET = {"naam": "Piet Chef", "email": "piet@bedrijf.example"}


@pytest.fixture
def mbo(world):
    return world.gebruiker(Rol.MBO_CONTACT)


def ready(mbo, opleider=PETRA, **fields):
    kandidaat = KandidaatFactory(regio=mbo.regios[0], **fields)
    involve(kandidaat, mbo)
    return made.ready(kandidaat, **opleider)


@pytest.fixture
def group(mbo):
    """Three who learn with Petra and one with Piet."""
    return [ready(mbo), ready(mbo), ready(mbo), ready(mbo, PIET)]


def pick(plaatsing):
    return plaatsing, str(plaatsing.begeleidingen.first().praktijkopleider_id)


def start(mbo, group, sleutel=None):
    chosen = [pick(plaatsing) for plaatsing in group]
    return in_one_go.start(chosen, sleutel=sleutel or uuid4(), gebruiker=mbo, verder_url="/")


def done(mbo, group):
    opdracht = start(mbo, group)
    run(str(opdracht.pk))
    opdracht.refresh_from_db()
    return opdracht


def outcomes(opdracht):
    return list(opdracht.regels.order_by("nummer").values_list("gelukt", "uitleg"))


def invitations():
    """Who was mailed to sign, in all."""
    found = Bericht.objects.filter(sjabloon__startswith="verklaringen/invitation")
    return sorted(found.values_list("sjabloon", "aan"))


def to(who):
    return ("verklaringen/invitation_together", who["email"])


def mailed(who):
    deliver()
    return [each for each in mail.outbox if each.to == [who["email"]]]


def test_everybody_gets_one_and_every_signer_one_mail(mbo, group):
    opdracht = done(mbo, group)

    assert (opdracht.status, opdracht.gedaan, opdracht.totaal) == ("klaar", 4, 4)
    assert outcomes(opdracht) == [(True, "Verstuurd naar Petra Opleider.")] * 3 + [(True, "Verstuurd naar Piet Chef.")]
    versies = Verklaringversie.objects.all()
    assert {(each.status, each.gemaakt_door, each.zending) for each in versies} == {
        ("ter_ondertekening", mbo, opdracht.pk)
    }
    assert {each.werkprocessen.count() for each in versies} == {2}
    assert invitations() == [to(PETRA), to(PIET)]
    assert set(opdracht.regels.values_list("url", flat=True)) == {
        row.get_absolute_url() for row in Praktijkverklaring.objects.all()
    }
    seen = Inzage.objects.filter(waar=in_one_go.SOORT).values_list("pseudoniem", flat=True)
    assert set(seen) == {plaatsing.traject.kandidaat.pseudoniem for plaatsing in group}


def test_the_mail_says_how_many_and_its_link_opens_them_all(mbo, group, client):
    done(mbo, group)

    [letter] = mailed(PETRA)

    assert letter.subject == "3 praktijkverklaringen ter ondertekening"
    assert "vraagt u 3 praktijkverklaringen te ondertekenen" in letter.body
    [address] = re.findall(r"/l/[\w-]+/", letter.body)
    verzoek = client.get(address).context["link"].onderwerp_id
    page = open_link(documenten.DOEL, verzoek).get(reverse("documenten:together", args=[verzoek]))
    assert len(page.context["cards"]) == 3
    for plaatsing in group:
        assert plaatsing.traject.kandidaat.achternaam not in letter.body


def test_of_one_the_mail_is_the_ordinary_one(mbo, group):
    done(mbo, group)

    [letter] = mailed(PIET)

    assert letter.subject == "Praktijkverklaring ter ondertekening"
    assert "vraagt u een praktijkverklaring te ondertekenen" in letter.body
    assert "in één keer" not in letter.body


def test_what_was_signed_before_the_mail_leaves_is_not_counted(mbo, group):
    done(mbo, group)
    verzoek = Ondertekenverzoek.objects.filter(email=PETRA["email"]).first()
    documenten.withdraw(verzoek, by=BY)

    assert mailed(PETRA)[0].subject == "2 praktijkverklaringen ter ondertekening"


def test_the_task_twice_and_the_button_twice_do_it_once(mbo, group):
    sleutel = uuid4()
    first, second = start(mbo, group, sleutel), start(mbo, group, sleutel)
    for _ in range(2):
        run(str(first.pk))

    assert first == second
    assert Verklaringversie.objects.count() == Document.objects.count() == 4
    assert invitations() == [to(PETRA), to(PIET)]
    assert [len(mailed(who)) for who in (PETRA, PIET)] == [1, 1]


def test_the_same_people_once_more_are_left_as_they_are(mbo, group):
    done(mbo, group[:2])

    again = done(mbo, group)

    assert [uitleg for _, uitleg in outcomes(again)][:2] == [in_one_go.SENT_BEFORE] * 2
    assert {gelukt for gelukt, _ in outcomes(again)} == {True}
    assert Verklaringversie.objects.count() == 4
    assert Verklaringversie.objects.filter(zending=again.pk).count() == 2


def stop_after(monkeypatch, rows):
    """The worker puts the job down after so many rows."""
    ticks = iter([0.0] * (rows + 1))
    monkeypatch.setattr(runner, "monotonic", lambda: next(ticks, 9e9))


def test_stopped_between_rows_it_goes_on_and_mails_once(mbo, group, monkeypatch):
    opdracht, real = start(mbo, group), runner.monotonic
    stop_after(monkeypatch, 2)
    run(str(opdracht.pk))
    opdracht.refresh_from_db()
    assert (opdracht.gedaan, opdracht.status) == (2, "bezig")
    assert not mailed(PETRA)

    monkeypatch.setattr(runner, "monotonic", real)
    run(str(opdracht.pk))

    assert Verklaringversie.objects.count() == 4
    assert invitations() == [to(PETRA), to(PIET)]
    assert mailed(PETRA)[0].subject.startswith("3 ")


def test_killed_within_a_row_that_row_is_done_again_from_the_start(mbo, group, monkeypatch):
    opdracht, real = start(mbo, group), actions.make_and_send

    def killed(plaatsing, **kwargs):
        versie = real(plaatsing, **kwargs)
        if plaatsing == group[1]:
            raise SystemExit
        return versie

    monkeypatch.setattr(actions, "make_and_send", killed)
    with pytest.raises(SystemExit):
        run(str(opdracht.pk))
    assert Verklaringversie.objects.count() == 1

    monkeypatch.setattr(actions, "make_and_send", real)
    with time_machine.travel(timezone.now() + runner.LEASE + timedelta(minutes=1)):
        sweep()
        assert mailed(PETRA)[0].subject.startswith("3 ")

    assert Verklaringversie.objects.count() == 4
    assert invitations() == [to(PETRA), to(PIET)]


def test_of_a_job_that_was_given_up_the_mail_still_goes(mbo, group, monkeypatch):
    opdracht, real = start(mbo, group), actions.make_and_send

    def broken(plaatsing, **kwargs):
        if plaatsing == group[2]:
            raise RuntimeError
        return real(plaatsing, **kwargs)

    monkeypatch.setattr(actions, "make_and_send", broken)
    for _ in range(runner.MAX_TRIES):
        Opdracht.objects.filter(bezig_tot__isnull=False).update(bezig_tot=timezone.now() - timedelta(seconds=1))
        run(str(opdracht.pk))
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.gedaan) == ("mislukt", 2)
    assert not mailed(PETRA)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert mailed(PETRA)[0].subject.startswith("2 ")


def test_what_was_made_after_the_mail_had_left_gets_one_more(mbo, group, monkeypatch):
    opdracht, real = start(mbo, group), runner.monotonic
    stop_after(monkeypatch, 1)
    run(str(opdracht.pk))
    monkeypatch.setattr(runner, "monotonic", real)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert len(mailed(PETRA)) == 1
        run(str(opdracht.pk))

        assert [each.subject.split()[0] for each in mailed(PETRA)] == ["Praktijkverklaring", "3"]


REFUSED = [
    ({"geboorteplaats": ""}, "De geboorteplaats ontbreekt."),
    ({"voornamen": "伟", "achternaam": "张"}, "kan niet op het document komen te staan"),
    ({"email": PETRA["email"]}, "Dit is het e-mailadres van de kandidaat."),
]


@pytest.mark.parametrize(("fields", "reason"), REFUSED)
def test_one_that_cannot_be_says_why_and_leaves_nothing_behind(mbo, fields, reason):
    good, bad = ready(mbo), ready(mbo, **fields)

    opdracht = done(mbo, [bad, good])

    assert (opdracht.status, [gelukt for gelukt, _ in outcomes(opdracht)]) == ("klaar", [False, True])
    assert reason in outcomes(opdracht)[0][1]
    assert Praktijkverklaring.objects.get().plaatsing == good
    assert mailed(PETRA)[0].subject == "Praktijkverklaring ter ondertekening"


def test_what_a_colleague_began_is_sent_as_it_is(mbo, group):
    concept = made.concept(group[0])
    concept.werkprocessen.last().delete()

    opdracht = done(mbo, group[:1])

    concept.refresh_from_db()
    assert (concept.status, concept.werkprocessen.count()) == ("ter_ondertekening", 1)
    assert outcomes(opdracht) == [(True, "Verstuurd naar Petra Opleider.")]


def test_what_has_to_be_looked_at_first_is_left_alone(mbo, group):
    made.declined(group[0])
    made.expired(group[1])
    actions.new_version(made.sealed(group[2]), by=BY, reason="Fout")

    opdracht = done(mbo, group[:3])

    assert outcomes(opdracht) == [(False, samen.LOOK_FIRST[status]) for status in ("geweigerd", "verlopen", "concept")]
    assert not Verklaringversie.objects.filter(zending__isnull=False).exists()


def test_who_no_longer_guides_is_not_asked(mbo, group):
    chosen = [(group[0], pick(group[3])[1])]
    opdracht = in_one_go.start(chosen, sleutel=uuid4(), gebruiker=mbo, verder_url="/")

    run(str(opdracht.pk))

    assert outcomes(opdracht) == [(False, samen.NO_LONGER_GUIDES)]


def test_whom_one_may_no_longer_see_is_refused_and_not_logged(mbo, group):
    opdracht = start(mbo, group[:1])
    group[0].traject.kandidaat.betrokkenheden.all().delete()

    run(str(opdracht.pk))

    assert outcomes(opdracht) == [(False, in_one_go.NOT_SEEN)]
    assert not Inzage.objects.filter(waar=in_one_go.SOORT).exists()


@pytest.mark.parametrize("was_sent", [True, False])
def test_a_colleague_who_is_just_faster_is_no_error_of_ours(mbo, group, monkeypatch, was_sent):
    opdracht = start(mbo, group[:1])

    def lost(plaatsing, **_):
        if was_sent:
            made.sent(plaatsing)
        raise TransitionError

    monkeypatch.setattr(actions, "make_and_send", lost)
    run(str(opdracht.pk))

    assert outcomes(opdracht) == [(was_sent, in_one_go.SENT_BEFORE if was_sent else in_one_go.TOO_LATE)]


@pytest.fixture
def all_sign(world):
    """This regio also asks the leidinggevende, one after the other."""
    world.regio.ondertekenaars, world.regio.ondertekenvolgorde = ["leidinggevende", "kandidaat"], "na_elkaar"
    world.regio.save()


def sign(verzoek):
    documenten.record_opening(verzoek, by=BY)
    verzoek.refresh_from_db()
    documenten.sign(verzoek, by=BY, **signature(verzoek))


def test_who_signs_after_another_gets_one_mail_as_well(mbo, all_sign):
    leo = {"contactpersoon": "Leo Baas", "email": "leo@bedrijf.example"}
    group = [ready(mbo), ready(mbo)]
    for plaatsing in group:
        relatie = plaatsing.begeleidingen.get().praktijkopleider.relatie
        relatie.contactpersoon, relatie.email = leo.values()
        relatie.save()
    done(mbo, group)

    for verzoek in Ondertekenverzoek.objects.filter(rol="praktijkopleider").order_by("created_at"):
        sign(verzoek)

    assert invitations().count(to(leo)) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert mailed(leo)[0].subject.startswith("2 ")
    for verzoek in Ondertekenverzoek.objects.filter(rol="leidinggevende").order_by("created_at"):
        sign(verzoek)
    assert [sjabloon for sjabloon, _ in invitations()].count("verklaringen/invitation") == 2


def test_another_address_is_mailed_at_once(mbo, group):
    done(mbo, group)
    verzoek = Ondertekenverzoek.objects.filter(email=PETRA["email"]).first()

    actions.correct_address(verzoek, email="juist@bedrijf.example", by=BY)

    assert ("verklaringen/invitation", "juist@bedrijf.example") in invitations()


def test_each_page_tells_of_the_mail_that_they_share(mbo, group, sign_in):
    done(mbo, group[:2])
    deliver()

    for verklaring in Praktijkverklaring.objects.all():
        asked = sign_in(mbo).get(verklaring.get_absolute_url()).context["asked"]
        assert [each.bericht.status for each in asked] == ["verzonden"]
