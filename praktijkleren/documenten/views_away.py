"""Behind the link: someone is away for a while, and says so."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import DOEL
from praktijkleren.documenten.away import all_away, all_back
from praktijkleren.documenten.forms import AwayForm
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.together import waiting
from praktijkleren.links.access import LinkRequest, posted, require_link, typed_before

GET_POST = ["GET", "HEAD", "POST"]


@require_link(DOEL, also_ended=True)
@require_http_methods(GET_POST)
def away(request: LinkRequest, pk: UUID) -> HttpResponse:
    """For all that waits for this person at this mailbox."""
    verzoek = _verzoek(pk)
    if not verzoek.may_be_answered:
        return redirect("documenten:done", pk)
    known = {"terug_op": verzoek.terug_op, "reden": verzoek.afwezig_reden} if verzoek.is_away else {}
    form = AwayForm(
        posted(request), initial={**known, **typed_before(request)}, vraag="Vanaf welke dag bent u er weer?"
    )
    if request.method == "POST" and form.is_valid():
        try:
            all_away(_waiting(request, verzoek), by=Actor.link(request.link), **form.said())
        except TransitionError:
            messages.warning(request, "Er is intussen iets veranderd. Kijk hier nog eens.")
        return redirect("documenten:sign", pk)
    kind = verzoek.document.kind
    context = {"verzoek": verzoek, "kind": kind, "sender": kind.sender(verzoek.document.snapshot), "form": form}
    return render(request, "documenten/away.html", context)


@require_link(DOEL)
@require_POST
def back(request: LinkRequest, pk: UUID) -> HttpResponse:
    with suppress(TransitionError):
        all_back(_waiting(request, _verzoek(pk)), by=Actor.link(request.link))
    return redirect("documenten:sign", pk)


def _waiting(request: LinkRequest, verzoek: Ondertekenverzoek) -> list[Ondertekenverzoek]:
    others = [row for row in waiting(request.link, request.link_session) if row != verzoek]
    return [verzoek, *others]


def _verzoek(pk: UUID) -> Ondertekenverzoek:
    return get_object_or_404(Ondertekenverzoek.objects.select_related("document", "link"), pk=pk)
