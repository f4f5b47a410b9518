"""Everything that waits for one person at one mailbox, behind whichever link was opened (signing.md 2.5).

The ground is the mailbox: a code that was mailed to it was given back. Someone else at the same address (info@…) is
another person, so the name counts as well. A code from the screen of a colleague says nothing about a mailbox.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import keep_remarks, record_opening, sign
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.signer import IN_PERSON
from praktijkleren.links.models import Toegangslink
from praktijkleren.links.origin import Origin
from praktijkleren.links.sessions import LinkSession
from praktijkleren.ui.text import normalise

MOST = 50


def waiting(link: Toegangslink, session: LinkSession) -> list[Ondertekenverzoek]:
    """What this person may answer now, the oldest first."""
    return put_to(link)[:MOST] if session.by_mail else []


def put_to(link: Toegangslink) -> list[Ondertekenverzoek]:
    """What waits at the mailbox of this link for its person. To show any of it takes a code: see waiting()."""
    found = _of_mailbox(link, Q(verloopt_op__gt=timezone.now(), link__ended_at__isnull=True), openly=True)
    return [verzoek for verzoek in found if verzoek.may_be_answered]


def mine(link: Toegangslink, session: LinkSession, ids: Iterable[UUID]) -> list[Ondertekenverzoek]:
    """These requests, whatever became of them, as far as they were put to this person."""
    return _of_mailbox(link, Q(pk__in=list(ids)[:MOST]), openly=False) if session.by_mail else []


def _of_mailbox(link: Toegangslink, which: Q, *, openly: bool) -> list[Ondertekenverzoek]:
    if not link.email:
        return []
    rows = Ondertekenverzoek.objects.open() if openly else Ondertekenverzoek.objects.all()
    found = (
        rows.filter(which, email__iexact=link.email, uitgenodigd_op__isnull=False)
        .exclude(rol__in=IN_PERSON)
        .select_related("document", "link", "handtekening")
    )
    return [row for row in found.order_by("created_at", "pk") if normalise(row.naam) == normalise(link.naam)]


def say_all_right(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """Read, and every item is right."""
    opened = record_opening(verzoek, by=by)
    return keep_remarks(opened, {item.key: {"klopt": True, "opmerking": ""} for item in opened.items})


def take_back(verzoek: Ondertekenverzoek) -> Ondertekenverzoek:
    """The tick was taken away again."""
    return keep_remarks(verzoek, {})


def sign_all(
    verzoeken: Sequence[Ondertekenverzoek], hashes: dict[str, str], *, session: LinkSession, origin: Origin, by: Actor
) -> list[Ondertekenverzoek]:
    """Each document apart, in a transaction of its own; answers those that were not signed."""
    refused = []
    for verzoek in verzoeken:
        try:
            if not verzoek.all_right:
                raise TransitionError(str(verzoek.pk))
            sign(
                verzoek,
                by=by,
                naam=by.naam,
                functie=by.functie,
                zin=verzoek.zin,
                inhoud_sha256=hashes.get(str(verzoek.pk), ""),
                code_checked_at=session.code_checked_at,
                netwerk=origin.netwerk,
                apparaat=origin.apparaat,
            )
        except TransitionError:
            refused.append(verzoek)
    return refused
