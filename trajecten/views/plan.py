"""Choosing what someone learns, and where."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kwalificaties.choices import open_werkprocessen
from kwalificaties.models import Kwalificatie
from kwalificaties.results import with_werkprocessen
from leerbedrijven.erkenning import Keuze, choices_for
from leerbedrijven.models import Leerbedrijf, Leerplaats
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import Difference
from praktijkleren.ui.keyset import query_string
from praktijkleren.ui.text import normalise
from trajecten.actions import place, plan_traject
from trajecten.facts import first_of
from trajecten.forms.plaatsing import PlaceForm
from trajecten.forms.plan import PlanForm
from trajecten.match import SHOWN, matches, other_companies, wishes_of
from trajecten.models import Traject
from trajecten.permissions import may_place, may_plan
from trajecten.states import PlaatsingSoort
from trajecten.views._shared import WRITE, attempt, attempt_versioned, find_traject, posted, show, too_late

FOUND = 20
MOST = 400
WHERE = [PlaatsingSoort.BPV, PlaatsingSoort.PROEFPLAATSING, PlaatsingSoort.VOORTRAJECT]


@require_http_methods(WRITE)
def traject_plan(request: Request, pk: UUID) -> HttpResponse:
    """First a kwalificatie, found by words; then its werkprocessen by their plain name."""
    traject = find_traject(request, pk, Permission.TRAJECT_PLAN)
    if not may_plan(request.user, traject):
        return too_late(request, traject)
    kwalificatie = _kwalificatie(request, traject)
    if kwalificatie is None:
        return show(request, "trajecten/plan.html", traject, **_search(request, traject))
    leerbedrijf = leerbedrijf_of(traject)
    keuzes = keuzes_for(leerbedrijf, kwalificatie)
    chosen = traject.leerdoelen.chosen().order_by("pk").values_list("werkproces", flat=True)
    form = PlanForm(
        posted(request), keuzes=keuzes, chosen=chosen, kwalificatie=kwalificatie, versie=traject.plan_versie
    )
    over, conflict = _save_plan(request, traject, form) if form.is_valid() else (False, [])
    if over:
        return redirect(traject) if leerbedrijf else redirect("trajecten:match", traject.pk)
    offered = sum(keuze.kan for keuze in keuzes) if leerbedrijf else 0
    context = {"form": form, "chosen": kwalificatie, "leerbedrijf": leerbedrijf, "offered": offered}
    return show(request, "trajecten/plan.html", traject, conflict=conflict, **context)


def _save_plan(request: Request, traject: Traject, form: PlanForm) -> tuple[bool, list[Difference]]:
    """When a colleague chose others in the meantime both choices are shown."""
    by = Actor.gebruiker(request.user)

    def stands() -> dict[str, Any]:
        traject.refresh_from_db()
        rows = traject.leerdoelen.chosen().select_related("werkproces").order_by("pk")
        return {"versie": traject.plan_versie, "werkprocessen": [form.known_as(row.werkproces) for row in rows]}

    return attempt_versioned(
        request,
        form,
        lambda: plan_traject(traject, by=by, **form.cleaned_data),
        stands,
        "De werkprocessen zijn bewaard.",
    )


def leerbedrijf_of(traject: Traject) -> Leerbedrijf | None:
    """Where someone is, or is going to be: for the bpv, else for the proefplaatsing or voortraject before it."""
    rows = traject.plaatsingen.open().exclude(soort=PlaatsingSoort.NAZORG).select_related("leerbedrijf")
    plaatsing = rows.order_by(first_of("soort", WHERE), "-van", "pk").first()
    return plaatsing.leerbedrijf if plaatsing else None


def keuzes_for(leerbedrijf: Leerbedrijf | None, kwalificatie: Kwalificatie) -> list[Keuze]:
    """What can be learned at the leerbedrijf first; without one everything can be chosen."""
    if leerbedrijf:
        return choices_for(leerbedrijf, kwalificatie, timezone.localdate())
    return [Keuze(werkproces, kan=True) for werkproces in open_werkprocessen(kwalificatie)]


def _kwalificatie(request: Request, traject: Traject) -> Kwalificatie | None:
    """The one in the address, else that of the traject, unless one is looking for another."""
    if crebo := request.GET.get("kwalificatie"):
        return get_object_or_404(Kwalificatie.objects.choosable(), crebo=crebo)
    return None if "zoek" in request.GET else traject.kwalificatie


def _search(request: Request, traject: Traject) -> dict[str, Any]:
    """Looks for the words of the advies until someone types others."""
    wishes = wishes_of(request.user, traject)
    text = request.GET.get("zoek", wishes.richting)
    found = Kwalificatie.objects.choosable().search_werkprocessen(text).select_related("sector")
    rows = list(found.order_by("niveau", "zoektitel", "crebo")[:FOUND]) if text.strip() else []
    return {
        "text": text,
        "results": with_werkprocessen(rows, normalise(text).split()),
        "more": len(rows) == FOUND,
        "wishes": wishes,
    }


@require_safe
def traject_match(request: Request, pk: UUID) -> HttpResponse:
    """Leerplaatsen of the regio beside what the person wants to learn."""
    traject = find_traject(request, pk, Permission.TRAJECT_PLAN)
    if not may_place(request.user, traject):
        return too_late(request, traject)
    text, only = request.GET.get("zoek", ""), request.GET.get("past") == "1"
    many = _many(request)
    found = matches(request.user, traject, text=text, only_fitting=only, many=many)
    context = {
        "text": text,
        "only": only,
        "matches": found.rows,
        "more": query_string(request.GET, toon=str(many + SHOWN)) if found.more else "",
        "companies": other_companies(traject, text) if text.strip() else [],
        "leerdoelen": traject.leerdoelen.chosen().select_related("werkproces").order_by("werkproces__code"),
        "wishes": wishes_of(request.user, traject),
    }
    return show(request, "trajecten/match.html", traject, **context)


def _many(request: Request) -> int:
    """How many rows are shown: twenty more each time, and what someone typed in the address does no harm."""
    asked = request.GET.get("toon", "")
    return min(max(int(asked), SHOWN), MOST) if asked.isdecimal() else SHOWN


@require_http_methods(WRITE)
def traject_place(request: Request, pk: UUID) -> HttpResponse:
    """At a leerplaats of the regio, or straight at a leerbedrijf of the register."""
    traject = find_traject(request, pk, Permission.TRAJECT_PLAN)
    if not may_place(request.user, traject):
        return too_late(request, traject)
    leerplaats, leerbedrijf = _where(request, traject)
    if leerbedrijf is None:
        return redirect("trajecten:match", traject.pk)
    form = PlaceForm(posted(request), traject=traject, leerbedrijf=leerbedrijf, leerplaats=leerplaats)
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request, form, lambda: place(traject, by=by, **form.cleaned_data), "De plaatsing is gepland."
    ):
        return redirect(traject) if traject.leerdoelen.chosen().exists() else redirect("trajecten:plan", traject.pk)
    return show(request, "trajecten/place.html", traject, form=form, leerbedrijf=leerbedrijf, leerplaats=leerplaats)


def _where(request: Request, traject: Traject) -> tuple[Leerplaats | None, Leerbedrijf | None]:
    if key := request.GET.get("leerplaats"):
        visible = Leerplaats.objects.visible_to(request.user).filter(relatie__regio=traject.regio_id)
        leerplaats = get_object_or_404(visible.select_related("relatie__leerbedrijf"), pk=_uuid(key))
        return leerplaats, leerplaats.relatie.leerbedrijf
    if key := request.GET.get("leerbedrijf"):
        return None, get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=_uuid(key))
    return None, None


def _uuid(text: str) -> UUID | None:
    """What someone typed in the address themselves finds nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
