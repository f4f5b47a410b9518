from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Inzage
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.documenten.test_pdf import text_of
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.trajecten import GroepFactory
from verklaringen import actions
from verklaringen.models import Praktijkverklaring

LIST = "/verklaringen/uitreiken/"
MANY, PRINT = f"{LIST}gekozen/", f"{LIST}lijst/"
TODAY = timezone.localdate


@pytest.fixture
def mbo(world, sign_in):
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


def ready(world, number=1, **fields):
    """So many people of this colleague whose verklaring may be handed over."""
    found = []
    for _ in range(number):
        kandidaat = KandidaatFactory(regio=world.regio, **fields)
        involve(kandidaat, world.gebruiker(Rol.MBO_CONTACT))
        found.append(made.sealed(made.ready(kandidaat)).verklaring)
    return found


def choice(rows):
    return "&".join(f"pk={row.pk}" for row in rows)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def facts(**changes):
    return {"op": TODAY().isoformat(), "plaats": "De kantine", "door": "De wethouder", **changes}


def test_choosing_three_and_handing_over_two_at_once(mbo, world):
    first, second, third = ready(world, 3)

    listed = mbo.get(LIST)
    page = mbo.get(f"{MANY}?{choice([first, second])}").content.decode()
    answer = mbo.post(f"{MANY}?{choice([first, second])}", facts(), follow=True)

    assert {row.pk for row in listed.context["page"].rows} == {first.pk, second.pk, third.pk}
    assert "2 praktijkverklaringen gekozen" in page
    assert "2 praktijkverklaringen zijn uitgereikt" in answer.content.decode()
    rows = Praktijkverklaring.objects.filter(uitgereikt_op=TODAY(), uitgereikt_plaats="De kantine")
    assert {row.pk for row in rows.filter(uitgereikt_door="De wethouder")} == {first.pk, second.pk}
    assert rows.values("uitreiking").distinct().count() == 1
    assert [row.pk for row in mbo.get(LIST).context["page"].rows] == [third.pk]
    assert AuditEvent.objects.filter(what="praktijkverklaring.uitgereikt").count() == 2


def test_it_is_undone_for_all_and_somebody_is_asked_again(mbo, world):
    rows = ready(world, 2)
    made_at = mbo.post(f"{MANY}?{choice(rows)}", facts()).url
    assert not Taak.objects.open().filter(titel__startswith="Reik").exists()

    undone = mbo.post(f"{made_at}ongedaan/")

    assert "van 2 praktijkverklaringen is ongedaan" in said(undone)
    assert Praktijkverklaring.objects.to_hand_over().count() == 2
    assert not Praktijkverklaring.objects.exclude(uitgereikt_plaats="").exists()
    assert Taak.objects.open().filter(titel__startswith="Reik").count() == 2
    assert mbo.post(f"{made_at}ongedaan/").status_code == 404


def test_of_one_that_was_handed_over_meanwhile_the_page_says_so(mbo, world):
    first, second = ready(world, 2)
    actions.record_uitreiking(first, op=TODAY(), door="Collega", by=Actor.systeem("test"))

    content = mbo.get(f"{MANY}?{choice([first, second])}").content.decode()

    assert "Eén verklaring is intussen uitgereikt" in content
    assert "1 praktijkverklaring gekozen" in content


def test_all_or_nobody(mbo, world, monkeypatch):
    rows = ready(world, 2)
    monkeypatch.setattr(
        "verklaringen.views.occasion._chosen", lambda *_args, **_kw: [*rows, Praktijkverklaring(pk=uuid4())]
    )
    monkeypatch.setattr("verklaringen.forms_uitreiking.HandOverForm.clean_op", lambda self: self.cleaned_data["op"])

    answer = mbo.post(f"{MANY}?{choice(rows)}", facts())

    assert "Er is niets vastgelegd" in said(answer)
    assert Praktijkverklaring.objects.to_hand_over().count() == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"op": "2999-01-01"}, "in de toekomst"),
        ({"op": "2001-01-01"}, "is pas op"),
        ({"door": ""}, "Vul in wie de verklaring uitreikte."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(mbo, world, changes, message):
    rows = ready(world, 2)

    assert message in mbo.post(f"{MANY}?{choice(rows)}", facts(**changes)).content.decode()
    assert Praktijkverklaring.objects.to_hand_over().count() == 2


def test_who_has_an_address_gets_the_pdf_by_mail(mbo, world):
    rows = ready(world, email="anna@kandidaat.example") + ready(world, email="")

    mbo.post(f"{MANY}?{choice(rows)}", facts(mail_kandidaat="on"))

    assert [mail.aan for mail in Bericht.objects.filter(sjabloon="verklaringen/given")] == ["anna@kandidaat.example"]


def test_nobody_with_an_address_means_no_question_about_mail(mbo, world):
    content = mbo.get(f"{MANY}?{choice(ready(world, 2, email=''))}").content.decode()

    assert "mail_kandidaat" not in content


def test_nothing_chosen_goes_back_to_the_list(mbo, world):
    for path in (MANY, f"{MANY}?pk=geen-sleutel", f"{PRINT}?pk={uuid4()}"):
        assert "Kies eerst" in said(mbo.get(path))


def test_nobody_hands_over_what_belongs_to_another(mbo, world):
    stranger = made.sealed(made.ready(KandidaatFactory(regio=world.regio))).verklaring

    answer = mbo.post(f"{MANY}?{choice([stranger])}", facts())

    stranger.refresh_from_db()
    assert "Kies eerst" in said(answer)
    assert stranger.uitgereikt_op is None
    assert not Inzage.objects.filter(pseudoniem=stranger.dossier).exists()


def test_the_list_to_print_has_a_box_for_each(mbo, world):
    rows = ready(world, 2)

    response = mbo.get(f"{PRINT}?{choice(rows)}")
    text = text_of(response.content)

    assert response["Content-Type"] == "application/pdf"
    for row in rows:
        assert row.naam in text
        assert row.code_in_groups in text
    assert "Datum" in text
    assert Inzage.objects.filter(waar="verklaringen:hand_over_list").count() == 2


def test_afterwards_the_list_says_when_and_where(mbo, world):
    rows = ready(world, 2)
    made_at = mbo.post(f"{MANY}?{choice(rows)}", facts()).url

    text = text_of(mbo.get(f"{PRINT}?uitreiking={made_at.split('/')[-2]}").content)

    assert "De kantine" in text
    assert "Uitgereikt door De wethouder" in text


def test_the_list_is_filtered_by_groep_and_name(mbo, world):
    groep = GroepFactory(regio=world.regio)
    (mine,) = ready(world, achternaam="Çelik")
    (other,) = ready(world, achternaam="Bakker")
    mine.traject.groep = groep
    mine.traject.save()

    def found(**query):
        return [row.pk for row in mbo.get(LIST, query).context["page"].rows]

    assert found(groep=str(groep.pk)) == found(naam="celik") == [mine.pk]
    assert set(found()) == {mine.pk, other.pk}
    assert "Niemand gevonden" in mbo.get(LIST, {"naam": "niemand"}).content.decode()


def test_without_anything_to_hand_over_the_list_says_so(mbo):
    assert "Er is niets om uit te reiken" in mbo.get(LIST).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(mbo, world, count_queries, number):
    ready(world, number)

    assert count_queries(mbo, LIST) == 9


@pytest.mark.parametrize("number", [1, 3])
def test_an_occasion_takes_the_same_queries_at_any_length(mbo, world, count_queries, number):
    made_at = mbo.post(f"{MANY}?{choice(ready(world, number))}", facts()).url

    assert count_queries(mbo, made_at) == 7


def test_from_one_verklaring_to_the_occasion(mbo, world):
    rows = ready(world, 2)
    made_at = mbo.post(f"{MANY}?{choice(rows)}", facts()).url

    content = mbo.get(reverse("verklaringen:detail", args=[rows[0].pk])).content.decode()

    assert made_at in content
    assert "De kantine" in content


def test_a_day_before_one_of_them_was_signed_names_that_one(mbo, world):
    first, second = ready(world, 2)
    Praktijkverklaring.objects.filter(pk=first.pk).update(ondertekend_op=TODAY() - timedelta(days=9))

    day = TODAY() - timedelta(days=3)
    content = mbo.post(f"{MANY}?{choice([first, second])}", facts(op=day.isoformat())).content.decode()

    assert f"De verklaring van {second.naam} is pas op" in content
