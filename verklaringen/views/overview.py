"""The list of verklaringen, and one verklaring with its versions."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.post.models import Bericht
from praktijkleren.ui.keyset import KeysetPage
from verklaringen.actions.delen import open_deellinks
from verklaringen.actions.versie import verzoek_of
from verklaringen.filters import VerklaringFilter
from verklaringen.mail import OVER
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.permissions import (
    may_chase,
    may_hand_over,
    may_issue,
    may_make_new_version,
    may_send,
    may_send_again,
    may_share_for,
)
from verklaringen.snapshot import kerntaken
from verklaringen.states import VersieStatus
from verklaringen.tekst import items
from verklaringen.views._shared import show

SORTS = {
    "naam": ("zoeknaam", "pk"),
    "ondertekend": ("ondertekend_op", "pk"),
    "uitgereikt": ("uitgereikt_op", "pk"),
}


@require_safe
def verklaring_list(request: Request) -> HttpResponse:
    if not request.user.has(Permission.VERKLARING_VIEW):
        raise PermissionDenied
    visible = Praktijkverklaring.objects.visible_to(request.user).with_current().select_related("verstrekker")
    filter_ = VerklaringFilter(request.GET, queryset=visible, request=request)
    page = KeysetPage(filter_.qs, request, order=("-laatste_activiteit", "-pk"), sorts=SORTS)
    log_inzage(Actor.gebruiker(request.user), [row.dossier for row in page.rows], waar="verklaringen:list")
    rows = [(row, VersieStatus(row.status) if row.status else None) for row in page.rows]
    caption = "1 praktijkverklaring" if page.count == 1 else f"{page.count} praktijkverklaringen"
    return render(
        request, "verklaringen/list.html", {"filter": filter_, "page": page, "rows": rows, "caption": caption}
    )


@require_safe
def verklaring_detail(request: Request, pk: UUID) -> HttpResponse:
    visible = Praktijkverklaring.objects.visible_to(request.user)
    related = ("kandidaat", "regio", "verstrekker", "traject", "plaatsing__leerbedrijf")
    verklaring = get_object_or_404(visible.select_related(*related), pk=pk)
    rows = verklaring.versies.select_related("document", "gemaakt_door").prefetch_related("werkprocessen")
    versies = list(rows.order_by("-versie"))
    if not versies:
        raise Http404
    for versie in versies:
        versie.verklaring = verklaring
    context = {"versies": versies, "versie": versies[0], "seen_kandidaat": verklaring.kandidaat}
    return show(
        request,
        "verklaringen/detail.html",
        verklaring,
        **context,
        **_story(versies[0]),
        **_allowed(request.user, verklaring, versies[0]),
    )


def _story(versie: Verklaringversie) -> dict[str, Any]:
    """Who was asked, what became of the mail, and what came back."""
    verzoek = verzoek_of(versie)
    mails = Bericht.objects.filter(over_soort=OVER, over_id=str(verzoek.pk)) if verzoek else Bericht.objects.none()
    document = versie.document
    return {
        "kerntaken": kerntaken(sorted(versie.werkprocessen.all(), key=lambda row: row.volgorde)),
        "verzoek": verzoek,
        "bericht": mails.order_by("-created_at").first() if verzoek else None,
        "remarks": verzoek.remarks(items(document.snapshot)) if verzoek and document else [],
    }


def _allowed(gebruiker: Gebruiker, verklaring: Praktijkverklaring, versie: Verklaringversie) -> dict[str, Any]:
    may_share = may_share_for(gebruiker, verklaring)
    return {
        "may_issue": may_issue(gebruiker, verklaring),
        "may_send": may_send(gebruiker, versie),
        "may_chase": may_chase(gebruiker, versie),
        "may_send_again": may_send_again(gebruiker, versie),
        "may_make_new_version": may_make_new_version(gebruiker, versie),
        "may_hand_over": may_hand_over(gebruiker, verklaring),
        "may_share_for": may_share,
        "deellinks": open_deellinks(verklaring) if may_share else [],
    }
