"""Who comes by a mailed link: the decorator for pages behind one, and for the pages that lead there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.utils.decorators import decorator_from_middleware

from praktijkleren.audit.actor import Actor
from praktijkleren.links import sessions
from praktijkleren.links.codes import send_code
from praktijkleren.links.models import Toegangslink

View = Callable[..., HttpResponse]


class LinkRequest(HttpRequest):
    """A request behind `require_link`."""

    link: Toegangslink
    link_session: sessions.LinkSession

    @property
    def actor(self) -> Actor:
        return Actor.link(self.link)


class _LinkCsrf(CsrfViewMiddleware):
    """Because of `no-referrer` a browser sends `Origin: null` with our own forms; Django would refuse each of them.

    The token in cookie and form is checked as always, and Sec-Fetch-Site says what Origin no longer can.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        return bool(super()._origin_verified(request))  # type: ignore[misc]  # not in the stubs


_check_csrf = decorator_from_middleware(_LinkCsrf)


def link_page(view: View) -> View:
    """For anyone with the address: not stored, not indexed, and the address is told to no other site."""
    checked = cast(View, _check_csrf(view))

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = checked(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    wrapper.csrf_exempt = True  # type: ignore[attr-defined]  # checked by _LinkCsrf instead
    wrapper.login_required = False  # type: ignore[attr-defined]  # what login_not_required sets
    return wrapper


def require_link(doel: str, *, also_ended: bool = False) -> Callable[[View], View]:
    """Let in who opened a link for this purpose and for the subject in the address; anything else is 404.

    With `also_ended` the view itself explains a link that ended, as long as the session lives.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def guarded(request: LinkRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            link = _link_for(request, doel, subject=[*args, *kwargs.values()][0])
            session = sessions.session_of(request, link.pk)
            if not link.is_open and not (also_ended and session and session.is_live):
                return ended_page(request, link)
            if session is None or not (session.is_live or not link.purpose.code):
                return ask_code_again(request, link)
            request.link, request.link_session = link, session
            if request.method == "POST":
                sessions.drop_stash(request, link)
                sessions.extend(request, session)
            return view(request, *args, **kwargs)

        return link_page(guarded)

    return decorator


def _link_for(request: HttpRequest, doel: str, *, subject: UUID) -> Toegangslink:
    opened = sessions.opened_link_ids(request)
    found = Toegangslink.objects.filter(pk__in=opened, doel=doel, onderwerp_id=subject).order_by("created_at")
    if not found:
        raise Http404

    def use(link: Toegangslink) -> tuple[bool, bool]:
        session = sessions.session_of(request, link.pk)
        return bool(session and session.is_live), link.is_open

    return max(found, key=use)


def ask_code_again(request: HttpRequest, link: Toegangslink) -> HttpResponse:
    """Keep what was typed and ask for a code; afterwards one is back on the same page with the same text."""
    if request.method == "POST":
        sessions.stash_post(request, link)
        send_code(link, sessie=sessions.browser_of(request))
    return redirect("links:code", link.pk)


def typed_before(request: LinkRequest) -> dict[str, Any]:
    """What was typed on this page before the session ended: `initial` of the form, where it wins of other values."""
    kept = None if request.method == "POST" else sessions.stashed_data(request, request.link)
    return {name: values if len(values) > 1 else values[0] for name, values in kept.lists()} if kept else {}


def posted(request: HttpRequest) -> QueryDict | None:
    """Data for a bound form, also when nothing was ticked."""
    return request.POST if request.method == "POST" else None


def ended_page(request: HttpRequest, link: Toegangslink, *, token: str = "") -> HttpResponse:
    """Nothing to do here any more: why, without saying about whom."""
    reason = link.end_reason or ("" if link.is_open else "verlopen")
    sentence = link.purpose.ended.get(reason, "")
    context = {"reason": reason, "sentence": sentence, "token": token, "link": link}
    context["may_renew"] = reason == "verlopen" and bool(link.email)
    return render(request, "links/ended.html", context, status=410)
