"""Looking up kwalificaties. What a beheerder types in has pages of its own: own_views.py."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kwalificaties.choices import grouped
from kwalificaties.filters import KwalificatieFilter, search
from kwalificaties.models import Actueel, Kwalificatie, Werkproces
from kwalificaties.permissions import may_edit, may_view
from kwalificaties.results import with_werkprocessen
from kwalificaties.searching import search_box
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.history import history
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.ui.text import normalise

BY_TITLE = ("leeg", "zoektitel", "crebo")
BY_RANK = ("leeg", "rang", "zoektitel", "crebo")
"""What can be chosen comes first."""


@require_safe
def kwalificatie_list(request: Request) -> HttpResponse:
    if not may_view(request.user):
        raise PermissionDenied
    rows = Kwalificatie.objects.open().with_empty().select_related("sector")
    found = KwalificatieFilter(request.GET, rows, request=request)
    box = search_box(request)
    words = normalise(box.text).split()
    rows = search(found.qs, words) if words else found.qs
    page = KeysetPage(rows, request, order=BY_RANK if words else BY_TITLE)
    context = {
        "filter": found,
        "page": page,
        "box": box,
        "results": with_werkprocessen(page.rows, words),
        "may_edit": may_edit(request.user),
    }
    return render(request, "kwalificaties/list.html", context)


@require_safe
def kwalificatie_detail(request: Request, crebo: int) -> HttpResponse:
    if not may_view(request.user):
        raise PermissionDenied
    kwalificatie = get_object_or_404(Kwalificatie.objects.select_related("sector", "dossier"), crebo=str(crebo))
    context: dict[str, Any] = {
        "kwalificatie": kwalificatie,
        "may_edit": may_edit(request.user),
        "may_see_leerbedrijven": request.user.has(Permission.LEERBEDRIJF_VIEW),
        **_parts(kwalificatie),
    }
    if context["may_edit"]:
        context["geschiedenis"] = history(kwalificatie.audit_dossier)
    return render(request, "kwalificaties/detail.html", context)


def _stand(kwalificatie: Kwalificatie, aantal: int) -> tuple[str, str]:
    """Tone and words of the badge; that one cannot choose it matters more than how current it is."""
    if kwalificatie.gesloten_op:
        return "error", "bestaat niet meer"
    if not aantal:
        return "warning", "kan niet gekozen worden"
    return ("success" if kwalificatie.actueel == Actueel.JA else "neutral"), kwalificatie.get_actueel_display()


def _parts(kwalificatie: Kwalificatie) -> dict[str, Any]:
    rows = list(Werkproces.objects.of(kwalificatie))
    open_rows = [row for row in rows if not row.gesloten_op and not row.kerntaak.gesloten_op]
    filled = {row.kerntaak_id for row in open_rows}
    kerntaken = list(kwalificatie.kerntaken.order_by("code", "versie"))
    return {
        "groepen": grouped(open_rows),
        "aantal": len(open_rows),
        "stand": _stand(kwalificatie, len(open_rows)),
        "lege_kerntaken": [row for row in kerntaken if not row.gesloten_op and row.pk not in filled],
        "gesloten": [row for row in (*kerntaken, *rows) if row.gesloten_op],
        "eerdere_titels": list(kwalificatie.eerdere_titels.order_by("-tot", "-pk")),
    }
