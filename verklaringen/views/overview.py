"""The list of verklaringen, and one verklaring with its versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Ondertekenverzoek, Scan
from praktijkleren.documenten.states import VerzoekStatus
from praktijkleren.post.models import Bericht
from praktijkleren.ui.keyset import KeysetPage
from verklaringen.actions.delen import open_deellinks
from verklaringen.actions.verzoek import may_be_reminded_at, requests_of
from verklaringen.checking import SEALED
from verklaringen.filters import VerklaringFilter
from verklaringen.models import Praktijkverklaring, Verklaringversie, open_intrekking
from verklaringen.permissions import (
    may_chase,
    may_correct,
    may_hand_over,
    may_issue,
    may_make_new_version,
    may_pause,
    may_revoke,
    may_send,
    may_send_again,
    may_share_for,
)
from verklaringen.snapshot import kerntaken
from verklaringen.states import VersieStatus
from verklaringen.views._shared import show
from verklaringen.zending import mails_of

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
    context = {"filter": filter_, "page": page, "rows": rows, "caption": caption}
    context["may_hand_over"] = request.user.has(Permission.VERKLARING_HAND_OVER)
    context["may_issue"] = request.user.has(Permission.VERKLARING_ISSUE)
    return render(request, "verklaringen/list.html", context)


@require_safe
def verklaring_detail(request: Request, pk: UUID) -> HttpResponse:
    visible = Praktijkverklaring.objects.visible_to(request.user)
    related = ("kandidaat", "regio", "verstrekker", "traject", "plaatsing__leerbedrijf")
    verklaring = get_object_or_404(visible.select_related(*related), pk=pk)
    rows = verklaring.versies.select_related("document", "gemaakt_door").prefetch_related("werkprocessen")
    versies = list(rows.annotate(intrekking=open_intrekking()).order_by("-versie"))
    if not versies:
        raise Http404
    for versie in versies:
        versie.verklaring = verklaring
    story = _story(versies[0])
    context = {"versies": versies, "versie": versies[0], "seen_kandidaat": verklaring.kandidaat, **_older(versies)}
    return show(
        request,
        "verklaringen/detail.html",
        verklaring,
        **context,
        **story,
        **_allowed(request.user, verklaring, versies[0], someone_late=any(each.is_late for each in story["asked"])),
    )


def _story(versie: Verklaringversie) -> dict[str, Any]:
    """Who was asked, what became of the mail, and what came back."""
    verzoeken = list(requests_of(versie)) if versie.document_id else []
    for verzoek in verzoeken:
        if versie.document:
            verzoek.document = versie.document
    last = mails_of(verzoeken, versie) if verzoeken else {}
    return {
        "kerntaken": kerntaken(sorted(versie.werkprocessen.all(), key=lambda row: row.volgorde)),
        "asked": [Asked(verzoek, last.get(verzoek.pk)) for verzoek in verzoeken],
    }


def _older(versies: list[Any]) -> dict[str, Any]:
    """What still counts while a correction is on its way, and whether taking back was proposed."""
    valid = next((versie for versie in versies[1:] if versie.status == VersieStatus.VERZEGELD), None)
    return {
        "geldig": valid,
        "sealed": SEALED,
        "intrekking": next((versie.intrekking for versie in versies if versie.intrekking), None),
    }


@dataclass(frozen=True)
class Asked:
    """One person who was asked to sign, and the last mail."""

    verzoek: Ondertekenverzoek
    bericht: Bericht | None

    @property
    def reminds_again_at(self) -> datetime | None:
        """From when on it may be mailed by hand; None when that is now."""
        moment = may_be_reminded_at(self.verzoek)
        return moment if moment > timezone.now() else None

    @property
    def is_late(self) -> bool:
        return self.verzoek.status == VerzoekStatus.VERLOPEN

    @property
    def scan(self) -> Scan | None:
        return getattr(getattr(self.verzoek, "handtekening", None), "scan", None)

    @property
    def is_undeliverable(self) -> bool:
        link = self.verzoek.link
        return bool(self.verzoek.is_open and link and link.onbestelbaar_op)


def _allowed(
    gebruiker: Gebruiker, verklaring: Praktijkverklaring, versie: Verklaringversie, *, someone_late: bool
) -> dict[str, Any]:
    may_share = may_share_for(gebruiker, verklaring)
    return {
        "may_issue": may_issue(gebruiker, verklaring),
        "may_send": may_send(gebruiker, versie),
        "may_chase": may_chase(gebruiker, versie),
        "may_pause": may_pause(gebruiker, versie),
        "may_send_again": someone_late and may_send_again(gebruiker, versie),
        "may_correct": may_correct(gebruiker, versie),
        "may_revoke": may_revoke(gebruiker, versie),
        "may_make_new_version": may_make_new_version(gebruiker, versie),
        "may_hand_over": may_hand_over(gebruiker, verklaring),
        "may_share_for": may_share,
        "deellinks": open_deellinks(verklaring) if may_share else [],
        "on_paper": verklaring.regio.op_papier,
    }
