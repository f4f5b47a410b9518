"""Whatever happens in whatever order, a request never breaks its rules (signing.md 2.3)."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions
from praktijkleren.documenten.models import Document, Handtekening
from praktijkleren.documenten.states import ENDED, NEXT, VerzoekStatus, WeigerReden
from tests.factories.documenten import OndertekenverzoekFactory, signature

BY = Actor.systeem("test")
SIGNER = actions.Signer(naam="Karel", email="karel@bedrijf.example")

EVENTS = {
    "open": lambda verzoek: actions.record_opening(verzoek, by=BY),
    "sign": lambda verzoek: actions.sign(verzoek, by=BY, **signature(verzoek)),
    "sign what was not seen": lambda v: actions.sign(v, by=BY, **signature(v, inhoud_sha256="f" * 64)),
    "decline": lambda verzoek: actions.decline(verzoek, reden=WeigerReden.INHOUD, by=BY),
    "withdraw": lambda verzoek: actions.withdraw(verzoek, by=BY),
    "expire": lambda verzoek: actions.expire(verzoek, by=BY),
    "replace": lambda v: actions.replace(v, SIGNER, verloopt_op=timezone.now() + timedelta(days=9), by=BY),
    "remark": lambda verzoek: actions.keep_remarks(verzoek, {"B1": {"klopt": True, "opmerking": ""}}),
}


class AnyOrder(TestCase):
    @settings(max_examples=60)
    @given(st.lists(st.sampled_from(sorted(EVENTS)), min_size=1, max_size=12))
    def test_no_order_of_events_breaks_a_rule(self, names):
        verzoek = OndertekenverzoekFactory()
        ended_as = None

        for name in names:
            with suppress(TransitionError):
                EVENTS[name](verzoek)
            verzoek.refresh_from_db()
            assert ended_as is None or verzoek.status == ended_as
            ended_as = verzoek.status if verzoek.status in ENDED else None

        steps = Stap.objects.filter(object_id=verzoek.pk).order_by("pk")
        signed = Handtekening.objects.filter(verzoek=verzoek)
        assert all(step.naar in NEXT[step.van] for step in steps)
        assert (steps.last().naar if steps else VerzoekStatus.OPEN) == verzoek.status
        assert signed.count() == (verzoek.status == VerzoekStatus.ONDERTEKEND)
        assert not signed or "open" in names
        assert bool(verzoek.link.ended_at) == (verzoek.status in ENDED)
        assert not Document.objects.filter(volledig_ondertekend_op__isnull=False).exclude(
            verzoeken__status=VerzoekStatus.ONDERTEKEND
        )
