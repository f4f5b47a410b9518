"""The log on a phone, changing and undoing a line, the hours; asking for a judgement and giving one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.models import Inzage
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.models import Bericht
from tests.factories.kandidaten import OndersteuningFactory
from tests.factories.trajecten import LogregelFactory, TrajectFactory, running_bpv
from tests.harness.links import open_link
from tests.trajecten.conftest import words
from trajecten.actions import ask_beoordeling
from trajecten.models import Aanwezigheid, Beoordeling, Beoordelingsverzoek, Logregel

TODAY = timezone.localdate


def url(name, obj):
    return reverse(f"trajecten:{name}", args=[obj.pk])


@pytest.fixture
def plaatsing(kandidaat):
    return running_bpv(kandidaat=kandidaat)


def visit(**kwargs):
    return {"sleutel": uuid4(), "tekst": "Het gaat goed.", "soort": "bezoek", "datum": TODAY()} | kwargs


def opened(client, traject):
    """What a form sends back that was opened now and left as it was."""
    form = client.get(url("log", traject)).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_what_was_left_alone_does_not_undo_what_a_colleague_saved(coach, plaatsing, sign_in):
    client, (first, second) = sign_in(coach), plaatsing.traject.leerdoelen.order_by("pk")[:2]
    stale = opened(client, plaatsing.traject)
    client.post(url("log", plaatsing.traject), visit(**{f"stand_{first.pk}": "met_hulp"}))

    client.post(url("log", plaatsing.traject), {**stale, "tekst": "Later.", f"stand_{second.pk}": "oefent"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stand, second.stand) == ("met_hulp", "oefent")


def test_a_stand_that_a_colleague_changed_meanwhile_is_shown_and_asked_again(coach, plaatsing, sign_in):
    client, leerdoel = sign_in(coach), plaatsing.traject.leerdoelen.order_by("pk").first()
    stale = opened(client, plaatsing.traject) | {"tekst": "Later.", f"stand_{leerdoel.pk}": "oefent"}
    client.post(url("log", plaatsing.traject), visit(**{f"stand_{leerdoel.pk}": "met_hulp"}))

    refused = client.post(url("log", plaatsing.traject), stale)
    assert "Een collega koos intussen: Met hulp. Jij koos: Oefent." in refused.content.decode()
    form = refused.context["form"]
    client.post(url("log", plaatsing.traject), stale | {"gezien": form["gezien"].value()})

    leerdoel.refresh_from_db()
    assert (leerdoel.stand, Logregel.objects.count()) == ("oefent", 2)


def test_hours_of_this_week_are_told_and_never_filled_in(coach, plaatsing, sign_in):
    client = sign_in(coach)
    client.post(url("hours", plaatsing), {"week": TODAY(), "uren": "24"})

    form = client.get(url("log", plaatsing.traject)).context["form"]

    assert form["uren"].value() is None
    assert form.fields["uren"].help_text == "Voor deze week staat er al 24 uur."


def test_a_visit_is_written_down_with_taps_and_hours(coach, plaatsing, sign_in):
    client, leerdoel = sign_in(coach), plaatsing.traject.leerdoelen.order_by("pk").first()
    form = client.get(url("log", plaatsing.traject)).context["form"]
    assert form["datum"].value() == TODAY()

    client.post(url("log", plaatsing.traject), visit(**{f"stand_{leerdoel.pk}": "oefent", "uren": "20"}))

    leerdoel.refresh_from_db()
    assert (Logregel.objects.get().tekst, leerdoel.stand) == ("Het gaat goed.", "oefent")
    assert Aanwezigheid.objects.get().uren == 20


def test_the_same_visit_sent_twice_is_there_once(coach, plaatsing, sign_in):
    client, data = sign_in(coach), visit()

    for _ in range(2):
        assert client.post(url("log", plaatsing.traject), data).status_code == 302

    assert Logregel.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"tekst": ""}, "Vul dit in."),
        ({"tekst": "bsn 123456782"}, "burgerservicenummer"),
        ({"datum": TODAY() + timedelta(days=1)}, "ligt in de toekomst"),
        ({"datum": TODAY() - timedelta(days=400)}, "meer dan een jaar terug"),
        ({"uren": "70"}, "hoogstens 60"),
    ],
)
def test_a_visit_with_something_wrong_keeps_what_was_typed(coach, plaatsing, sign_in, data, says):
    response = sign_in(coach).post(url("log", plaatsing.traject), visit(**data))

    assert says in words(response)
    assert not Logregel.objects.exists()


def test_the_form_survives_an_expired_sign_in(coach, plaatsing, sign_in):
    page = words(sign_in(coach).get(url("log", plaatsing.traject)))

    assert 'data-concept="bezoek"' in page


def test_without_a_plaatsing_there_is_no_field_for_hours(coach, kandidaat, sign_in):
    form = sign_in(coach).get(url("log", TrajectFactory(kandidaat=kandidaat))).context["form"]

    assert "uren" not in form.fields


def edit(versie=1, **kwargs):
    return {"versie": versie, "tekst": "Mijn tekst.", "soort": "bezoek", "datum": TODAY()} | kwargs


def test_a_line_is_changed_by_who_wrote_it(coach, school, kandidaat, sign_in):
    logregel = LogregelFactory(traject=TrajectFactory(kandidaat=kandidaat, lopend=True), door=coach)

    sign_in(coach).post(url("edit_log", logregel), edit())

    logregel.refresh_from_db()
    assert logregel.tekst == "Mijn tekst."
    assert sign_in(school).get(url("edit_log", logregel)).status_code == 403


def test_a_save_on_top_of_another_is_refused_with_both_texts(coach, kandidaat, sign_in):
    logregel = LogregelFactory(traject=TrajectFactory(kandidaat=kandidaat, lopend=True), door=coach)
    client = sign_in(coach)
    client.post(url("edit_log", logregel), edit(tekst="Op de telefoon."))

    refused = client.post(url("edit_log", logregel), edit(tekst="Op de laptop."))

    assert "Op de telefoon." in words(refused)
    assert "Op de laptop." in refused.content.decode()
    client.post(url("edit_log", logregel), edit(versie=2, tekst="Allebei."))
    logregel.refresh_from_db()
    assert logregel.tekst == "Allebei."


def test_the_same_save_sent_twice_is_no_conflict(coach, kandidaat, sign_in):
    logregel = LogregelFactory(traject=TrajectFactory(kandidaat=kandidaat, lopend=True), door=coach)
    client = sign_in(coach)

    for _ in range(2):
        assert client.post(url("edit_log", logregel), edit()).status_code == 302


def test_a_line_just_made_can_be_undone_from_the_page(coach, plaatsing, sign_in):
    client = sign_in(coach)
    client.post(url("log", plaatsing.traject), visit())
    logregel = Logregel.objects.get()
    assert url("undo_log", logregel) in words(client.get(plaatsing.traject.get_absolute_url()))

    client.post(url("undo_log", logregel))

    assert not Logregel.objects.exists()


def test_an_old_line_has_no_undo(coach, plaatsing, sign_in):
    logregel = LogregelFactory(traject=plaatsing.traject, door=coach)
    Logregel.objects.update(created_at=timezone.now() - timedelta(hours=2))
    client = sign_in(coach)

    assert url("undo_log", logregel) not in words(client.get(plaatsing.traject.get_absolute_url()))
    assert "te oud" in words(client.post(url("undo_log", logregel), follow=True))


def test_hours_are_kept_per_week(coach, coordinator, plaatsing, sign_in):
    client = sign_in(coach)
    client.post(url("hours", plaatsing), {"week": TODAY(), "uren": "24"})

    assert client.get(url("hours", plaatsing)).context["total"] == 24
    assert sign_in(coordinator).get(url("hours", plaatsing)).context["form"] is None
    assert sign_in(coordinator).post(url("hours", plaatsing), {"week": TODAY(), "uren": "1"}).status_code == 403


def opleider_of(plaatsing):
    return plaatsing.begeleidingen.get().praktijkopleider


def test_asking_mails_the_praktijkopleider(coach, plaatsing, sign_in):
    client = sign_in(coach)
    assert plaatsing.traject.leerdoelen.first().werkproces.naam in words(client.get(url("ask_beoordeling", plaatsing)))

    client.post(url("ask_beoordeling", plaatsing), {"praktijkopleider": opleider_of(plaatsing).pk})

    assert Bericht.objects.get().aan == opleider_of(plaatsing).email
    assert "Stuur een herinnering" in words(client.get(url("beoordelingen", plaatsing)))


def test_a_reminder_goes_once_a_day(coach, plaatsing, sign_in):
    client, verzoek = sign_in(coach), ask(plaatsing, coach)

    for says in ("De herinnering is verstuurd.", "vandaag al een mail"):
        assert says in words(client.post(url("remind_beoordeling", verzoek), follow=True))


def test_what_was_said_is_written_down_by_a_colleague_and_marked(coach, plaatsing, sign_in):
    client, leerdoel = sign_in(coach), plaatsing.traject.leerdoelen.order_by("pk").first()
    data = {"praktijkopleider": opleider_of(plaatsing).pk, "datum": TODAY(), f"kan_{leerdoel.pk}": "ja"}

    client.post(url("record_beoordeling", plaatsing), data)

    assert Beoordeling.objects.get().vastgelegd_door == f"gebruiker:{coach.pk}"
    assert "astgelegd door een collega" in words(client.get(url("beoordelingen", plaatsing)))


def test_a_judgement_of_nothing_is_refused(coach, plaatsing, sign_in):
    data = {"praktijkopleider": opleider_of(plaatsing).pk, "datum": TODAY()}

    assert "ten minste bij één werkproces" in words(sign_in(coach).post(url("record_beoordeling", plaatsing), data))


def ask(plaatsing, coach):
    return ask_beoordeling(plaatsing, gebruiker=coach, praktijkopleider=opleider_of(plaatsing))


def judge(plaatsing, *answers):
    rows = plaatsing.traject.leerdoelen.order_by("werkproces__code")
    return {f"kan_{row.pk}": answer for row, answer in zip(rows, answers, strict=False)}


def test_the_praktijkopleider_judges_by_the_link(coach, plaatsing):
    verzoek = ask(plaatsing, coach)
    client = open_link("beoordelen", verzoek.pk)
    page = words(client.get(url("judge", verzoek)))
    assert plaatsing.traject.kandidaat.naam in page

    response = client.post(url("judge", verzoek), judge(plaatsing, "ja", "ja", "nee"))

    assert response.url == url("judged", verzoek)
    assert "Dank u wel" in words(client.get(response.url))
    assert sorted(Beoordeling.objects.values_list("kan_het", flat=True)) == [False, True, True]
    assert Inzage.objects.filter(actor_soort="link").exists()


def test_the_praktijkopleider_reads_what_the_kandidaat_shares_and_nothing_else(coach, plaatsing):
    verzoek = ask(plaatsing, coach)
    client = open_link("beoordelen", verzoek.pk)
    before = words(client.get(url("judge", verzoek)))
    support = OndersteuningFactory(kandidaat=plaatsing.traject.kandidaat)

    page = words(client.get(url("judge", verzoek)))

    assert "u laten weten" not in before
    assert support.gedeeld_met_leerbedrijf in page
    assert support.behoefte not in page
    assert support.samenvatting not in page


def test_the_praktijkopleider_may_change_an_answer_later(coach, plaatsing):
    verzoek = ask(plaatsing, coach)
    client = open_link("beoordelen", verzoek.pk)
    client.post(url("judge", verzoek), judge(plaatsing, "ja", "ja", "nee"))
    form = client.get(url("judge", verzoek)).context["form"]
    assert [form[name].value() for name in form.fields if name.startswith("kan_")] == ["ja", "ja", "nee"]

    client.post(url("judge", verzoek), judge(plaatsing, "ja", "ja", "ja"))

    assert Beoordeling.objects.count() == 4


def test_the_page_of_thanks_comes_after_the_judgement_only(coach, plaatsing):
    verzoek = ask(plaatsing, coach)

    response = open_link("beoordelen", verzoek.pk).get(url("judged", verzoek))

    assert response.url == url("judge", verzoek)


def test_a_judgement_that_is_not_finished_says_where(coach, plaatsing):
    verzoek = ask(plaatsing, coach)

    response = open_link("beoordelen", verzoek.pk).post(url("judge", verzoek), judge(plaatsing, "ja"))

    assert "Maak een keuze bij" in words(response)
    assert not Beoordeling.objects.exists()


def test_a_link_that_was_withdrawn_explains_itself(coach, plaatsing, sign_in):
    verzoek = ask(plaatsing, coach)
    client = open_link("beoordelen", verzoek.pk)
    data = {"einddatum": TODAY(), "reason": "andere baan"}
    sign_in(coach).post(url("stop", plaatsing.traject), data)

    response = client.get(url("judge", verzoek))

    assert response.status_code == 410
    assert Beoordelingsverzoek.objects.get().ingetrokken_op
    assert {link.end_reason for link in Toegangslink.objects.filter(pk=verzoek.pk)} <= {"teruggetrokken"}
