"""Reading and signing all that waits for one person: "Onderteken deze 12"."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import together as acts
from praktijkleren.documenten.actions import DOEL, record_opening
from praktijkleren.documenten.forms import SignTogetherForm
from praktijkleren.documenten.kinds import kind_of
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.links import sessions
from praktijkleren.links.access import LinkRequest, ask_code_again, posted, require_link
from praktijkleren.links.origin import origin_of

GET_POST = ["GET", "HEAD", "POST"]
CHOSEN = "v"


@require_link(DOEL, also_ended=True)
@require_http_methods(GET_POST)
def together(request: LinkRequest, pk: UUID) -> HttpResponse:
    """Each document in full, with one tick. Where something is wrong, that one gets its own page."""
    rows = acts.waiting(request.link, request.link_session)
    if not rows:
        return redirect("documenten:done", pk)
    if request.method == "POST":
        return _answer(request, pk, rows)
    _log(request, rows, "documenten:together")
    notes = _notes(rows)
    cards = [_card(row) | {"note": notes.get(row.document.onderwerp_id, "")} for row in rows]
    return _page(request, "documenten/together.html", pk, rows, cards=cards)


def _answer(request: LinkRequest, pk: UUID, rows: list[Ondertekenverzoek]) -> HttpResponse:
    ticked, by = set(request.POST.getlist(CHOSEN)), Actor.link(request.link)
    for row in rows:
        if str(row.pk) in ticked:
            acts.say_all_right(row, by=by)
        elif row.all_right and row.items:
            acts.take_back(row)
    if apart := next((row for row in rows if str(row.pk) == request.POST.get("apart")), None):
        return _open_apart(request, apart)
    chosen = [str(row.pk) for row in rows if str(row.pk) in ticked]
    if not chosen:
        messages.warning(request, "Zet bij ten minste één persoon een vinkje.")
        return redirect("documenten:together", pk)
    return redirect(_address("together_confirm", pk, chosen))


def _open_apart(request: LinkRequest, verzoek: Ondertekenverzoek) -> HttpResponse:
    """Its own page, in this browser: the same mailbox, so no other code is asked."""
    if verzoek.link:
        session = request.link_session
        sessions.start(request, verzoek.link, code_checked_at=session.code_checked_at, mailed=True, tot=session.tot)
        record_opening(verzoek, by=Actor.link(request.link))
    return redirect("documenten:sign", verzoek.pk)


@require_link(DOEL, also_ended=True)
@require_http_methods(GET_POST)
def together_confirm(request: LinkRequest, pk: UUID) -> HttpResponse:
    """Once more who and with which words; then one button."""
    kept = sessions.stashed_data(request, request.link) if request.method != "POST" else None
    wanted = _ids(kept or (request.POST if request.method == "POST" else request.GET))
    rows = [row for row in acts.waiting(request.link, request.link_session) if row.pk in wanted and row.all_right]
    if not rows:
        return redirect(_address("together_done", pk, [str(each) for each in wanted]) if wanted else _start(pk))
    form = SignTogetherForm(posted(request), typed=kept, verzoeken=rows)
    if form.is_valid():
        if not request.link_session.code_is_fresh:
            return ask_code_again(request, request.link)
        by = Actor.link(request.link, naam=form.cleaned_data["naam"], functie=form.cleaned_data["functie"])
        session, origin = request.link_session, origin_of(request)
        acts.sign_all(rows, form.hashes(), session=session, origin=origin, by=by)
        return redirect(_address("together_done", pk, [str(each) for each in wanted]))
    _log(request, rows, "documenten:together_confirm")
    return _page(request, "documenten/together_confirm.html", pk, rows, form=form, cards=[_card(row) for row in rows])


@require_link(DOEL, also_ended=True)
@require_safe
def together_done(request: LinkRequest, pk: UUID) -> HttpResponse:
    """What came of each; the same page for the first and the twentieth click."""
    rows = acts.mine(request.link, request.link_session, _ids(request.GET))
    signed = [row for row in rows if hasattr(row, "handtekening")]
    others = acts.waiting(request.link, request.link_session)
    if not rows:
        return redirect(_start(pk) if others else reverse("documenten:done", args=[pk]))
    _log(request, rows, "documenten:together_done")
    cards = {"signed": [_card(row) for row in signed], "refused": [_card(row) for row in rows if row not in signed]}
    return _page(request, "documenten/together_done.html", pk, rows, others=len(others), **cards)


def _card(verzoek: Ondertekenverzoek) -> dict[str, Any]:
    kind, snapshot = verzoek.document.kind, verzoek.document.snapshot
    return {
        "verzoek": verzoek,
        "kind": kind,
        "doc": kind.presenter(snapshot),
        "sender": kind.sender(snapshot),
        "ticked": bool(verzoek.items) and verzoek.all_right,
        "remarks": verzoek.remarks,
    }


def _notes(rows: list[Ondertekenverzoek]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for soort in {row.document.soort for row in rows}:
        found |= kind_of(soort).notes([row.document.onderwerp_id for row in rows if row.document.soort == soort])
    return found


def _page(request: LinkRequest, template: str, pk: UUID, rows: list[Ondertekenverzoek], **context: Any) -> HttpResponse:
    context |= {"pk": pk, "number": len(rows), "tot": request.link_session.tot}
    return render(request, template, context)


def _ids(data: QueryDict) -> list[UUID]:
    found = []
    for text in data.getlist(CHOSEN)[: acts.MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _address(name: str, pk: UUID, chosen: list[str]) -> str:
    return f"{reverse(f'documenten:{name}', args=[pk])}?{urlencode({CHOSEN: chosen}, doseq=True)}"


def _start(pk: UUID) -> str:
    return reverse("documenten:together", args=[pk])


def _log(request: LinkRequest, rows: list[Ondertekenverzoek], waar: str) -> None:
    """The dossier of a document is that of its person."""
    log_inzage(Actor.link(request.link), [row.document.audit_dossier for row in rows], waar=waar)
