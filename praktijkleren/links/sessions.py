"""Which links this browser has opened. Kept on the server in the Django session, per link."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from praktijkleren.links.hashes import peppered
from praktijkleren.links.models import Toegangslink

LASTS = timedelta(minutes=30)
AT_MOST = timedelta(hours=8)
BROWSER, OPENED, STASH = "links_browser", "links_opened", "links_stash"
MAX_STASH = 200_000


@dataclass(frozen=True)
class LinkSession:
    """A right code opened it; it ends by itself, and may be extended while someone is at work."""

    link_id: UUID
    tot: datetime
    code_checked_at: datetime
    by_mail: bool
    """The code came by mail, so whoever is here reads that mailbox."""

    @property
    def is_live(self) -> bool:
        return self.tot > timezone.now()

    @property
    def code_is_fresh(self) -> bool:
        """Young enough to sign with (signing.md 2.4)."""
        return self.code_checked_at > timezone.now() - LASTS


def browser_of(request: HttpRequest) -> str:
    """Hash of a secret that only this browser's session holds; it survives a change of session key."""
    if BROWSER not in request.session:
        request.session[BROWSER] = token_urlsafe(32)
    return peppered("browser", request.session[BROWSER])


def remember_token(request: HttpRequest, link: Toegangslink) -> None:
    """This browser came with a right address, so it may ask for a code. It sees nothing yet."""
    browser_of(request)
    request.session.setdefault(OPENED, {}).setdefault(str(link.pk), {})
    request.session.modified = True


def came_with_token(request: HttpRequest, link_id: UUID) -> bool:
    return str(link_id) in request.session.get(OPENED, {})


def start(
    request: HttpRequest,
    link: Toegangslink,
    *,
    code_checked_at: datetime,
    mailed: bool = False,
    tot: datetime | None = None,
) -> None:
    request.session.cycle_key()
    remember_token(request, link)
    until = tot or timezone.now() + LASTS
    _write(request, LinkSession(link.pk, until, code_checked_at, by_mail=mailed))


def extend(request: HttpRequest, session: LinkSession) -> None:
    """Thirty more minutes, but never longer than a working day after the code."""
    tot = min(timezone.now() + LASTS, session.code_checked_at + AT_MOST)
    _write(request, replace(session, tot=max(tot, session.tot)))


def session_of(request: HttpRequest, link_id: UUID) -> LinkSession | None:
    """The session for this link, live or over; None when no right code was ever given here."""
    kept = request.session.get(OPENED, {}).get(str(link_id))
    if not kept:
        return None
    tot, code_op = datetime.fromisoformat(kept["tot"]), datetime.fromisoformat(kept["code_op"])
    return LinkSession(link_id, tot, code_op, by_mail=bool(kept.get("mail")))


def opened_link_ids(request: HttpRequest) -> list[UUID]:
    return [UUID(key) for key in request.session.get(OPENED, {})]


def stash_post(request: HttpRequest, link: Toegangslink) -> None:
    """Keep what was typed, and where, until the new code has been given."""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    encoded = data.urlencode()
    if request.method == "POST" and len(encoded) <= MAX_STASH:
        request.session.setdefault(STASH, {})[str(link.pk)] = {"path": request.path, "data": encoded}
        request.session.modified = True


def stashed_path(request: HttpRequest, link: Toegangslink) -> str:
    return str(request.session.get(STASH, {}).get(str(link.pk), {}).get("path", ""))


def stashed_data(request: HttpRequest, link: Toegangslink) -> QueryDict | None:
    """What was typed on this page before the session ended."""
    kept = request.session.get(STASH, {}).get(str(link.pk))
    return QueryDict(kept["data"]) if kept and kept["path"] == request.path else None


def drop_stash(request: HttpRequest, link: Toegangslink) -> None:
    if stashed_data(request, link) is not None:
        del request.session[STASH][str(link.pk)]
        request.session.modified = True


def _write(request: HttpRequest, session: LinkSession) -> None:
    kept = {"tot": session.tot.isoformat(), "code_op": session.code_checked_at.isoformat(), "mail": session.by_mail}
    request.session[OPENED][str(session.link_id)] = kept
    request.session.modified = True
