"""The list of people, one person, and what happened to that person."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kandidaten.circumstances import circumstances_of, title_for
from kandidaten.filters import KandidaatFilter
from kandidaten.models import Advies, Betrokkenheid, Intake, Kandidaat, KandidaatQuerySet, Vertegenwoordiger
from kandidaten.models.betrokkenheid import team_of
from kandidaten.next_step import current_advies, next_step
from kandidaten.permissions import (
    may_advise,
    may_edit,
    may_fill_in_birthplace,
    may_list,
    may_move_to_regio,
    may_see_in_full,
    may_transfer,
)
from kandidaten.sections import sections_for
from kandidaten.standing import standing_of
from kandidaten.views._shared import find_kandidaat, show
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.history import history
from praktijkleren.ui.keyset import KeysetPage

NEWEST_FIRST = ("-created_at", "-pk")
IN_LIST = (
    "roepnaam", "voornamen", "tussenvoegsel", "achternaam", "pseudoniem", "created_at", "gemeente__naam",
)  # fmt: skip
BY_NAME = {"naam": ("zoeknaam", "pk")}
SORTS = {**BY_NAME, "gemeente": ("gemeente__naam", "zoeknaam", "pk")}


@require_safe
def kandidaat_list(request: Request) -> HttpResponse:
    if not may_list(request.user):
        raise PermissionDenied
    visible = Kandidaat.objects.visible_to(request.user).with_in_full(request.user)
    filter_ = KandidaatFilter(request.GET, queryset=visible, request=request)
    sorts = SORTS if len(filter_.filters) > 1 else BY_NAME
    page = KeysetPage(with_columns(filter_.qs, request.user), request, order=NEWEST_FIRST, sorts=sorts)
    add_betrokkenen(page.rows, request.user)
    rows = [(row, standing_of(row, row.advies_status)) for row in page.rows]
    log_inzage(Actor.gebruiker(request.user), [row.pseudoniem for row in page.rows], waar="kandidaten:list")
    context = {
        "filter": filter_,
        "page": page,
        "rows": rows,
        "names_only": sorts is BY_NAME,
        "caption": "1 kandidaat" if page.count == 1 else f"{page.count} kandidaten",
        "may_transfer": request.user.has(Permission.KANDIDAAT_TRANSFER),
        "base_url": reverse("kandidaten:list"),
    }
    return render(request, "kandidaten/list.html", context)


def with_columns(kandidaten: KandidaatQuerySet, gebruiker: Gebruiker) -> KandidaatQuerySet:
    """What a row of the list shows besides the person, as far as this gebruiker may see it."""
    advies = Advies.objects.visible_to(gebruiker).latest_version().filter(kandidaat=OuterRef("pk"))
    return (
        kandidaten.select_related("gemeente")
        .only(*IN_LIST)
        .with_traject()
        .annotate(advies_status=Subquery(advies.order_by("-versie").values("status")[:1]))
    )


def add_betrokkenen(rows: list[Kandidaat], gebruiker: Gebruiker) -> None:
    """Adds `betrokken`, the names of who is involved: names alone, for whole colleagues cost more than the page."""
    found = Betrokkenheid.objects.visible_to(gebruiker).current().filter(kandidaat__in=[row.pk for row in rows])
    names: dict[UUID, list[str]] = {}
    columns = ("kandidaat", "gebruiker__naam", "organisatie__naam")
    for pk, gebruiker_naam, organisatie in found.order_by("rol", "van", "pk").values_list(*columns):
        names.setdefault(pk, []).append(gebruiker_naam or team_of(organisatie))
    for row in rows:
        row.betrokken = ", ".join(names.get(row.pk, []))


@require_safe
def kandidaat_detail(request: Request, pk: UUID) -> HttpResponse:
    visible = Kandidaat.objects.visible_to(request.user).select_related("regio", "gemeente").with_traject()
    kandidaat = get_object_or_404(visible.prefetch_related(*story_for(request.user)), pk=pk)
    context = {"sections": sections_for(request.user, kandidaat)}
    if not may_see_in_full(request.user, kandidaat):
        return show(request, "kandidaten/detail_name_only.html", kandidaat, **context)
    return show(request, "kandidaten/detail.html", kandidaat, **context, **in_full(request.user, kandidaat))


def in_full(gebruiker: Gebruiker, kandidaat: Kandidaat) -> dict[str, Any]:
    """What the page of a person needs besides the parts of the story."""
    advies, today = current_advies(kandidaat), timezone.localdate()
    return {
        "subtitle": f"{kandidaat.age()} jaar, {kandidaat.gemeente or kandidaat.regio}",
        "standing": standing_of(kandidaat, advies.status if advies else None),
        "next_step": next_step(gebruiker, kandidaat),
        "call_url": f"tel:{kandidaat.telefoon.replace(' ', '')}" if kandidaat.telefoon else "",
        "betrokkenen": [row for row in kandidaat.betrokkenheden.all() if row.tot is None or row.tot >= today],
        "needs_parent": kandidaat.is_minor and not any(row.holds() for row in kandidaat.vertegenwoordigers.all()),
        "circumstances_title": title_for(gebruiker, kandidaat),
        "may_edit": may_edit(gebruiker, kandidaat),
        "may_fill_in_birthplace": not kandidaat.birthplace and may_fill_in_birthplace(gebruiker, kandidaat),
        "may_transfer": may_transfer(gebruiker, kandidaat),
        "may_move": may_move_to_regio(gebruiker, kandidaat),
        "may_advise": may_advise(gebruiker, kandidaat),
    }


def story_for(gebruiker: Gebruiker) -> "list[Prefetch[str]]":
    """What the page of a person tells, each through its own visible_to; one query per part."""
    betrokken = Betrokkenheid.objects.visible_to(gebruiker).select_related("gebruiker", "organisatie")
    adviezen = Advies.objects.visible_to(gebruiker).select_related("geschreven_door", "mbo_gebruiker")
    return [
        Prefetch("betrokkenheden", betrokken.order_by("rol", "van", "pk")),
        Prefetch("vertegenwoordigers", Vertegenwoordiger.objects.visible_to(gebruiker).order_by("van", "pk")),
        Prefetch("intakes", Intake.objects.visible_to(gebruiker).select_related("gedaan_door").order_by("-datum")),
        Prefetch("adviezen", adviezen.order_by("-versie")),
    ]


@require_safe
def kandidaat_circumstances(request: Request, pk: UUID) -> HttpResponse:
    """Income, klantgroep and support: shown when someone asks for it, and logged as that."""
    kandidaat = find_kandidaat(request, pk, may_see_in_full)
    found = circumstances_of(request.user, kandidaat)
    if found is None:
        raise PermissionDenied
    whole = "kandidaten/circumstances.html"
    template = f"{whole}#found" if request.headers.get("HX-Request") else whole
    return show(request, template, kandidaat, found=found, title=title_for(request.user, kandidaat))


@require_safe
def kandidaat_history(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_see_in_full)
    template = "audit/_history.html" if request.headers.get("HX-Request") else "kandidaten/history.html"
    return show(request, template, kandidaat, geschiedenis=history(kandidaat.pseudoniem))
