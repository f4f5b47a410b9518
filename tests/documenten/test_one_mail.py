"""One mail and one address for all that waits for one person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions, one_mail
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.models import Bericht
from praktijkleren.post.secrets import GoneError
from tests.factories.documenten import OndertekenverzoekFactory
from tests.factories.links import token_of

BY = Actor.systeem("test")
MAILBOX = "petra@leerbedrijf.example"


def ask(**fields):
    return OndertekenverzoekFactory(**{"email": MAILBOX, **fields})


@pytest.fixture
def verzoeken(db):
    return [ask(verloopt_op=timezone.now() + timedelta(days=days)) for days in (30, 20, 40)]


def bericht_of(verzoek):
    return Bericht(geheim_soort=one_mail.GEHEIM, geheim_id=verzoek.link_id)


def opened(verzoek):
    return Client().get(reverse("links:open", args=[f"{token_of(verzoek.link)}/"]))


def test_the_number_is_counted_and_the_link_made_when_the_mail_leaves(verzoeken):
    ask(naam="Piet Opleider")
    ask(email="piet@leerbedrijf.example")
    actions.withdraw(verzoeken[0], by=BY)

    values = one_mail.link_and_number(bericht_of(verzoeken[0]))

    assert values["aantal"] == 2
    assert values["voor"] == one_mail.in_words(timezone.localdate(verzoeken[1].verloopt_op))
    assert Client().get(values["link_url"]).context["link"].onderwerp_id == verzoeken[1].pk


def test_when_nothing_waits_there_is_no_mail(verzoeken):
    for verzoek in verzoeken:
        actions.withdraw(verzoek, by=BY)

    with pytest.raises(GoneError):
        one_mail.link_and_number(bericht_of(verzoeken[0]))
    with pytest.raises(GoneError):
        one_mail.link_and_number(Bericht(geheim_soort=one_mail.GEHEIM))


def test_a_mail_that_bounces_is_about_all_of_them(verzoeken):
    assert one_mail.bounced(bericht_of(verzoeken[0]), BY)

    assert Toegangslink.objects.filter(onbestelbaar_op__isnull=False).count() == 3


def test_the_address_of_one_that_is_done_leads_to_what_is_left(verzoeken):
    first, second, third = verzoeken
    actions.withdraw(first, by=BY)

    assert opened(first).context["link"] == second.link
    for verzoek in (second, third):
        actions.withdraw(verzoek, by=BY)
    assert opened(first).status_code == 410


def test_it_leads_to_nothing_of_anybody_else(db):
    mine = ask()
    ask(naam="Piet Opleider")
    ask(email="piet@leerbedrijf.example")
    ask(rol="kandidaat")
    actions.withdraw(mine, by=BY)

    assert opened(mine).status_code == 410
    assert Ondertekenverzoek.objects.open().count() == 3
