"""Many at the same moment, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.urls import reverse

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek
from praktijkleren.documenten.states import WeigerReden
from tests.factories.documenten import HEARD, OndertekenverzoekFactory, signature
from tests.harness.links import open_link

BY = Actor.systeem("test")


def at_once(calls):
    """Run the calls at the same moment; answers what each gave or raised."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(timeout=30)
        try:
            return call()
        except TransitionError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_give_one_signature_and_twenty_thanks():
    verzoek = OndertekenverzoekFactory(opened=True)
    actions.keep_remarks(verzoek, {f"B1-K1-W{n}": {"klopt": True, "opmerking": ""} for n in (1, 2)})
    data = {**signature(verzoek), "akkoord": "on"}
    clients = [open_link(actions.DOEL, verzoek.pk) for _ in range(20)]

    answers = at_once(
        [lambda c=c: c.post(reverse("documenten:confirm", args=[verzoek.pk]), data, follow=True) for c in clients]
    )

    assert Handtekening.objects.count() == 1
    assert all("u hebt ondertekend" in answer.content.decode() for answer in answers)
    assert HEARD.count(("signed", verzoek.document_id)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_signing_and_sending_back_one_wins():
    for _ in range(5):
        verzoek = OndertekenverzoekFactory(opened=True)
        data = signature(verzoek)

        def sign(pk=verzoek.pk, data=data):
            return actions.sign(Ondertekenverzoek.objects.get(pk=pk), by=BY, **data)

        def decline(pk=verzoek.pk):
            return actions.decline(Ondertekenverzoek.objects.get(pk=pk), reden=WeigerReden.INHOUD, by=BY)

        outcomes = at_once([sign, decline])

        verzoek.refresh_from_db()
        assert sum(isinstance(outcome, TransitionError) for outcome in outcomes) == 1
        assert Handtekening.objects.filter(verzoek=verzoek).exists() == (verzoek.status == "ondertekend")


@pytest.mark.django_db(transaction=True)
def test_two_last_signers_at_once_complete_the_document():
    first = OndertekenverzoekFactory(opened=True)
    second = OndertekenverzoekFactory(opened=True, document=first.document, volgorde=2)

    at_once(
        [
            lambda v=v: actions.sign(Ondertekenverzoek.objects.get(pk=v.pk), by=BY, **signature(v))
            for v in (first, second)
        ]
    )

    assert Document.objects.get().is_signed
    assert HEARD.count(("signed", first.document_id)) == 1
