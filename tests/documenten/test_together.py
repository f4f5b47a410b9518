import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Inzage
from praktijkleren.documenten import actions, together
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek
from praktijkleren.documenten.states import VerzoekStatus, WeigerReden
from praktijkleren.links.actions import show_on_screen
from praktijkleren.links.origin import Origin
from tests.factories.documenten import DocumentFactory, OndertekenverzoekFactory, snapshot
from tests.factories.links import token_of
from tests.harness.links import open_link

BY = Actor.systeem("test")
MAILBOX = "petra@leerbedrijf.example"


def ask(who, **fields):
    fields = {"email": MAILBOX, "uitgenodigd_op": timezone.now(), **fields}
    return OndertekenverzoekFactory(document=DocumentFactory(snapshot=snapshot(naam=who)), **fields)


@pytest.fixture
def verzoeken(db):
    return [ask(naam) for naam in ("Anna", "Bram", "Cees")]


@pytest.fixture
def signer(verzoeken):
    return open_link(actions.DOEL, verzoeken[0].pk)


def at(verzoek, name="together"):
    return reverse(f"documenten:{name}", args=[verzoek.pk])


def ticks(*verzoeken):
    return {"v": [str(verzoek.pk) for verzoek in verzoeken]}


def form(*verzoeken, **changes):
    hashes = {f"hash-{verzoek.pk}": verzoek.document.inhoud_sha256 for verzoek in verzoeken}
    return {**ticks(*verzoeken), **hashes, "naam": "Petra Opleider", "functie": "chef", "akkoord": "on", **changes}


def statuses():
    return sorted(Ondertekenverzoek.objects.values_list("status", flat=True))


def test_all_that_waits_is_read_and_signed_with_one_button(signer, verzoeken):
    anna, _, cees = verzoeken

    page = signer.get(at(anna)).content.decode()
    chosen = signer.post(at(anna), ticks(anna, cees))
    confirm = signer.get(chosen.url).content.decode()
    answer = signer.post(
        at(anna, "together_confirm"), form(anna, cees), follow=True, HTTP_USER_AGENT="(Windows NT 10.0) Firefox/143.0"
    ).content.decode()

    for naam in ("Anna", "Bram", "Cees"):
        assert f"Proef van {naam}" in page
    assert "Onderteken deze 2" in confirm
    assert "Ik verklaar dat Cees dit kan." in confirm
    assert "Bram" not in confirm
    made = Handtekening.objects.order_by("pk")
    assert [(each.verzoek, each.naam, each.functie, each.email) for each in made] == [
        (anna, "Petra Opleider", "chef", MAILBOX),
        (cees, "Petra Opleider", "chef", MAILBOX),
    ]
    assert {(each.netwerk, each.apparaat) for each in made} == {("127.0.0.0/24", "computer, Firefox")}
    assert [each.zin for each in made] == ["Ik verklaar dat Anna dit kan.", "Ik verklaar dat Cees dit kan."]
    assert "Dank u wel, u hebt ondertekend" in answer
    assert "Er wacht nog 1 document op u." in answer
    assert Document.objects.filter(volledig_ondertekend_op__isnull=False).count() == 2


def test_a_second_click_gives_the_same_page_and_signs_nothing_more(signer, verzoeken):
    signer.post(at(verzoeken[0]), ticks(*verzoeken))

    answers = [
        signer.post(at(verzoeken[0], "together_confirm"), form(*verzoeken), follow=True).content.decode()
        for _ in range(2)
    ]

    assert answers[0].count("Proef van") == answers[1].count("Proef van") == 3
    assert Handtekening.objects.count() == 3


def test_what_waits_for_anybody_else_stays_closed(signer, verzoeken):
    anna = verzoeken[0]
    others = [
        ask("Ander adres", email="piet@leerbedrijf.example"),
        ask("Andere naam", naam="Piet Opleider"),
        ask("Nog niet aan de beurt", uitgenodigd_op=None),
        ask("Kandidaat zelf", rol="kandidaat"),
        ask("Te laat", overdue=True),
        ask("Doorgegeven", voorgestelde={"naam": "Karel"}),
    ]

    page = signer.get(at(anna)).content.decode()
    signer.post(at(anna), ticks(*others))
    apart = signer.post(at(anna), {"apart": str(others[0].pk)})
    signed = signer.post(at(anna, "together_confirm"), form(*others), follow=True).content.decode()
    done = signer.get(f"{at(anna, 'together_done')}?v={others[0].pk}&v=onzin", follow=True).content.decode()

    for other in others:
        assert other.document.snapshot["naam"] not in page
        assert signer.get(at(other, "sign")).status_code == 404
    for other in others[:4]:
        assert other.document.snapshot["naam"] not in signed + done
    assert apart.url == at(anna)
    assert not Handtekening.objects.exists()
    assert set(statuses()) == {VerzoekStatus.OPEN}
    assert not Inzage.objects.filter(pseudoniem__in=[other.document.audit_dossier for other in others[:4]]).exists()


def test_capitals_and_accents_do_not_make_another_person(signer, verzoeken):
    ask("Dirk", email=MAILBOX.upper(), naam="PETRA  Opleider")

    assert "Proef van Dirk" in signer.get(at(verzoeken[0])).content.decode()


def test_a_code_from_the_screen_of_a_colleague_opens_one_document(verzoeken):
    anna, client = verzoeken[0], Client()
    shown = show_on_screen(anna.link, by=BY)
    asked = client.post(shown.url)
    client.post(asked.url, {"code": shown.code})

    assert "Proef van Anna" in client.get(at(anna, "sign")).content.decode()
    assert "Er staat nog meer" not in client.get(at(anna, "sign")).content.decode()
    answer = client.get(at(anna), follow=True).content.decode()
    assert "Bram" not in answer


def test_a_mailed_code_opens_them_all(verzoeken, run_queued, django_capture_on_commit_callbacks):
    anna, client = verzoeken[0], Client()
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(reverse("links:open", args=[f"{token_of(anna.link)}/"]))
    run_queued()
    client.post(asked.url, {"code": re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]})

    assert "Er wachten nog 2 documenten op u." in client.get(at(anna, "sign")).content.decode()
    assert "Proef van Cees" in client.get(at(anna)).content.decode()


def test_where_something_is_wrong_that_one_opens_apart(signer, verzoeken):
    anna, bram, _ = verzoeken

    apart = signer.post(at(anna), {**ticks(anna), "apart": str(bram.pk)})
    wrong = {"B1-K1-W1-klopt": "nee", "B1-K1-W1-opmerking": "Deed hij niet", "B1-K1-W2-klopt": "ja"}
    signer.post(apart.url, wrong)
    again = signer.get(at(anna)).content.decode()
    signer.post(at(bram, "send_back"), {"reden": WeigerReden.INHOUD})

    bram.refresh_from_db()
    assert apart.url == at(bram, "sign")
    assert "U schreef eerder dat er iets niet klopt" in again
    assert f'value="{anna.pk}" checked' in again
    assert bram.status == VerzoekStatus.GEWEIGERD


def test_a_tick_that_is_taken_away_counts_no_more(signer, verzoeken):
    anna, bram, _ = verzoeken
    signer.post(at(anna), ticks(anna, bram))

    signer.post(at(anna), ticks(anna))

    bram.refresh_from_db()
    assert not bram.all_right
    assert "Bram" not in signer.get(f"{at(anna, 'together_confirm')}?v={anna.pk}&v={bram.pk}").content.decode()


def test_without_a_tick_one_is_asked_for_it(signer, verzoeken):
    answer = signer.post(at(verzoeken[0]), follow=True).content.decode()

    assert "Zet bij ten minste één persoon een vinkje." in answer


def test_looking_changes_nothing(signer, verzoeken):
    before = list(Ondertekenverzoek.objects.order_by("pk").values())

    for name in ("together", "together_confirm", "together_done"):
        signer.get(f"{at(verzoeken[0], name)}?v={verzoeken[1].pk}")
        signer.head(f"{at(verzoeken[0], name)}?v={verzoeken[1].pk}")

    assert list(Ondertekenverzoek.objects.order_by("pk").values()) == before


def test_name_function_and_tick_are_needed(signer, verzoeken):
    signer.post(at(verzoeken[0]), ticks(*verzoeken))

    content = signer.post(
        at(verzoeken[0], "together_confirm"), form(*verzoeken, naam="", functie="", akkoord="")
    ).content.decode()

    for message in ("Vul uw naam in.", "Vul uw functie in.", "Zet een vinkje om te kunnen ondertekenen."):
        assert message in content
    assert not Handtekening.objects.exists()


def test_one_that_changed_is_refused_apart(signer, verzoeken):
    anna, bram, cees = verzoeken
    signer.post(at(anna), ticks(*verzoeken))

    changed = form(*verzoeken, **{f"hash-{bram.pk}": "0" * 64})
    answer = signer.post(at(anna, "together_confirm"), changed, follow=True).content.decode()

    assert "Niet ondertekend" in answer
    assert "Bram: lees dit document nog een keer" in answer
    assert {made.verzoek for made in Handtekening.objects.all()} == {anna, cees}


def test_one_that_was_withdrawn_meanwhile_is_refused_apart(signer, verzoeken):
    anna, bram, _ = verzoeken
    signer.post(at(anna), ticks(*verzoeken))
    actions.withdraw(Ondertekenverzoek.objects.get(pk=bram.pk), by=BY)

    answer = signer.post(at(anna, "together_confirm"), form(*verzoeken), follow=True).content.decode()

    assert "Bram: teruggetrokken" in answer
    assert Handtekening.objects.count() == 2


def test_a_wrong_answer_between_the_steps_is_not_signed_over(verzoeken):
    anna = verzoeken[0]
    session = type("Session", (), {"code_checked_at": timezone.now()})()

    refused = together.sign_all(
        [anna], {str(anna.pk): anna.document.inhoud_sha256}, session=session, origin=Origin("", ""), by=BY
    )

    assert refused == [anna]
    assert not Handtekening.objects.exists()


def test_an_old_code_is_asked_again_and_the_choice_stays(signer, verzoeken):
    anna, bram, _ = verzoeken
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=20)):
        signer.post(at(anna), ticks(anna, bram))
    with time_machine.travel(now + timedelta(minutes=40)):
        asked = signer.post(at(anna, "together_confirm"), form(anna, bram, functie="meestersmid"))
        kept = signer.get(at(anna, "together_confirm")).content.decode()

    assert asked.url == reverse("links:code", args=[anna.link_id])
    assert "meestersmid" in kept
    assert "Onderteken deze 2" in kept
    assert not Handtekening.objects.exists()


def test_after_the_last_one_there_is_nothing_left(signer, verzoeken):
    signer.post(at(verzoeken[0]), ticks(*verzoeken))
    signer.post(at(verzoeken[0], "together_confirm"), form(*verzoeken))

    answer = signer.get(at(verzoeken[0]), follow=True).content.decode()

    assert "Dank u wel, u hebt ondertekend" in answer
    assert "Er wacht" not in answer


@pytest.mark.parametrize("name", ["together", "together_confirm", "together_done"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_take_the_same_queries_at_any_length(verzoeken, count_queries, name, number):
    rows = verzoeken[:number]
    for other in verzoeken[number:]:
        actions.withdraw(other, by=BY)
    signer = open_link(actions.DOEL, rows[0].pk)
    signer.post(at(rows[0]), ticks(*rows))
    if name == "together_done":
        signer.post(at(rows[0], "together_confirm"), form(*rows))
    query = "&".join(f"v={row.pk}" for row in rows)

    expected = {"together": 4, "together_confirm": 4, "together_done": 5}
    assert count_queries(signer, f"{at(rows[0], name)}?{query}") == expected[name]
