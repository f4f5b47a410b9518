"""The pages between a mail and what it opens. GET and HEAD change nothing and show no one's data."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.audit.actor import Actor
from praktijkleren.links import sessions
from praktijkleren.links.access import ended_page, link_page
from praktijkleren.links.actions import clean_token, find_link, mail_fresh, mail_lost_links
from praktijkleren.links.codes import Sent, check_code, has_living_code, send_code, was_mailed
from praktijkleren.links.forms import CodeForm, LostForm
from praktijkleren.links.limits import allow, client_address
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.addresses import typo_hint

PUBLIC = Actor.systeem("links.openbaar")
HOUR = timedelta(hours=1)
WRONG_MAILED = "Deze code klopt niet. Gebruik de code uit de laatste mail."
WRONG_SHOWN = "Deze code klopt niet, of hij is ouder dan tien minuten. Vraag de begeleider om een nieuwe code."
NOT_SENT = {
    Sent.TOO_SOON: "Er is net al een code gestuurd. Wacht een minuut voordat er een nieuwe kan komen.",
    Sent.TOO_MANY: "Er zijn te veel codes gevraagd. Over een uur kan het weer.",
    Sent.UNDELIVERABLE: "Mail naar dit adres komt niet aan. Bel de organisatie die de eerste mail stuurde.",
}


@link_page
@require_http_methods(["GET", "HEAD", "POST"])
def link_open(request: HttpRequest, token: str) -> HttpResponse:
    link = find_link(token)
    if link is None:
        return render(request, "links/unknown.html", status=404)
    if link.ended_at:
        link = link.purpose.instead(link) or link
    if not link.is_open:
        return ended_page(request, link, token=clean_token(token))
    if request.method == "POST":
        return _go_on(request, link)
    return render(request, "links/open.html", {"link": link})


def _go_on(request: HttpRequest, link: Toegangslink) -> HttpResponse:
    session = sessions.session_of(request, link.pk)
    if session and session.is_live:
        return redirect(link.purpose.url(link.onderwerp_id))
    if not link.purpose.code:
        return _let_in(request, link)
    sessions.remember_token(request, link)
    _send_code(request, link)
    return redirect("links:code", link.pk)


def _let_in(request: HttpRequest, link: Toegangslink, *, mailed: bool = False) -> HttpResponse:
    path = sessions.stashed_path(request, link) or link.purpose.url(link.onderwerp_id)
    if link.purpose.opened:
        link.purpose.opened(link, Actor.link(link))
    sessions.start(request, link, code_checked_at=timezone.now(), mailed=mailed)
    return redirect(path)


def _send_code(request: HttpRequest, link: Toegangslink) -> None:
    with transaction.atomic():
        sent = send_code(link, sessie=sessions.browser_of(request))
    if sent in NOT_SENT:
        messages.warning(request, NOT_SENT[sent])


@link_page
@require_http_methods(["GET", "HEAD", "POST"])
def link_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks for the code. The address holds no secret; without the mailed address this page helps nobody."""
    if not sessions.came_with_token(request, pk):
        return render(request, "links/unknown.html", status=404)
    link = get_object_or_404(Toegangslink, pk=pk)
    if not link.is_open:
        return ended_page(request, link)
    form = CodeForm(request.POST if request.method == "POST" else None, mailed=bool(link.email))
    browser = sessions.browser_of(request)
    if form.is_valid():
        with transaction.atomic():
            right = check_code(link, form.cleaned_data["code"], sessie=browser)
        if right:
            return _let_in(request, link, mailed=was_mailed(link, right))
        form.add_error("code", WRONG_MAILED if link.email else WRONG_SHOWN)
    context = {
        "form": form,
        "link": link,
        "mailbox": masked(link.email),
        "waiting": has_living_code(link, sessie=browser),
        "again": bool(sessions.session_of(request, pk)),
    }
    return render(request, "links/code.html", context)


def masked(email: str) -> str:
    """Enough to know one's own mailbox by, too little to learn it from."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""


@link_page
@require_POST
def link_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not sessions.came_with_token(request, pk):
        return render(request, "links/unknown.html", status=404)
    link = get_object_or_404(Toegangslink, pk=pk)
    if link.is_open:
        _send_code(request, link)
    return redirect("links:code", pk)


@link_page
@require_POST
def link_renew(request: HttpRequest) -> HttpResponse:
    """Mail a fresh address for an expired one. The answer is the same whatever happened."""
    if not allow("links.renew", client_address(request), times=20, per=HOUR):
        return render(request, "429.html", {"wait": "een uur"}, status=429)
    link = find_link(request.POST.get("token", ""))
    if link:
        mail_fresh(link, by=PUBLIC)
    return redirect("links:sent")


@link_page
@require_http_methods(["GET", "HEAD"])
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "links/sent.html")


@link_page
@require_http_methods(["GET", "HEAD", "POST"])
def link_lost(request: HttpRequest) -> HttpResponse:
    """ "Ik ben mijn link kwijt": known and unknown addresses get the same answer."""
    form = LostForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not allow("links.lost.address", client_address(request), times=20, per=HOUR):
            return render(request, "429.html", {"wait": "een uur"}, status=429)
        if allow("links.lost.email", email.casefold(), times=3, per=24 * HOUR):
            mail_lost_links(email, by=PUBLIC)
        if hint := typo_hint(email):
            messages.info(request, hint)
        return redirect("links:sent")
    return render(request, "links/lost.html", {"form": form})
