"""The inbox of a regio."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aanmeldingen.actions import accept, refer, refuse, take_over, take_up, withdraw
from aanmeldingen.filters import WACHTEND, AanmeldingFilter
from aanmeldingen.forms import AcceptForm, CloseForm
from aanmeldingen.models import Aanmelding
from aanmeldingen.permissions import may_decide, may_handle, may_list, may_place, may_take_over, may_take_up
from kandidaten.duplicates import Match, Who, possible_duplicates
from kandidaten.models import Kandidaat
from leerbedrijven.models import Leerbedrijf
from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.history import history
from praktijkleren.audit.steps import TransitionError
from praktijkleren.ui.keyset import KeysetPage

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request

BESLUITEN = {
    "afwijzen": ("Wijs de aanmelding af", refuse),
    "doorverwijzen": ("Verwijs door", refer),
    "intrekken": ("Leg vast dat de aanmelding is ingetrokken", withdraw),
}
ORDER = ("-ontvangen_op", "-pk")
SORTS = {"naam": ("zoeknaam", "pk"), "ontvangen": ("ontvangen_op", "pk")}


@require_safe
def aanmelding_list(request: "Request") -> HttpResponse:
    if not may_list(request.user):
        raise PermissionDenied
    data = request.GET.copy()
    data.setdefault("status", WACHTEND)
    aanmeldingen = Aanmelding.objects.visible_to(request.user)
    found = AanmeldingFilter(data, aanmeldingen, request=request)
    rows = found.qs.select_related("persoon_gemeente", "behandeld_door", "regio", "kandidaat")
    page = KeysetPage(rows, request, ORDER, sorts=SORTS)
    log_inzage(Actor.gebruiker(request.user), persons(page.rows), waar="aanmeldingen:list")
    context = {"page": page, "filter": found, "codes": regio_codes(request), "here": request.get_full_path()}
    return render(request, "aanmeldingen/list.html", context)


def regio_codes(request: "Request") -> list[tuple[str, str]]:
    """Code and name of the regio's whose form this person may pass on."""
    ids = {regio_id for scope in request.user.scopes for regio_id in scope.regio_ids}
    return [(regio.code, str(regio)) for regio in Regio.objects.filter(pk__in=ids).order_by("code")]


@require_safe
def detail(request: "Request", pk: UUID) -> HttpResponse:
    aanmelding = get_aanmelding(request, pk)
    matches = find_matches(request, aanmelding)
    log_inzage(Actor.gebruiker(request.user), seen(aanmelding, matches), waar="aanmeldingen:detail")
    context = {
        "aanmelding": aanmelding,
        "matches": matches,
        "may_take_up": may_take_up(request.user, aanmelding),
        "may_decide": may_decide(request.user, aanmelding),
        "may_place": may_place(request.user, aanmelding),
        "may_take_over": may_take_over(request.user, aanmelding),
        "besluiten": [(besluit, knop) for besluit, (knop, _) in BESLUITEN.items()],
        "geschiedenis": history(aanmelding.audit_dossier),
    }
    return render(request, "aanmeldingen/detail.html", context)


@require_POST
def take_up_one(request: "Request", pk: UUID) -> HttpResponse:
    aanmelding = get_aanmelding(request, pk)
    if not may_take_up(request.user, aanmelding):
        return said_already(request, aanmelding)
    try:
        take_up(aanmelding, gebruiker=request.user, by=Actor.gebruiker(request.user))
    except TransitionError:
        return said_already(request, aanmelding)
    messages.success(request, "Deze aanmelding staat nu op jouw naam.")
    return redirect(aanmelding)


@require_POST
def take_up_chosen(request: "Request") -> HttpResponse:
    """The chosen rows of the list; what a colleague took up meanwhile stays theirs."""
    if not may_list(request.user):
        raise PermissionDenied
    taken = 0
    for aanmelding in Aanmelding.objects.visible_to(request.user).filter(pk__in=chosen(request)).order_by("pk"):
        if may_take_up(request.user, aanmelding):
            try:
                take_up(aanmelding, gebruiker=request.user, by=Actor.gebruiker(request.user))
            except TransitionError:
                continue
            taken += 1
    words = "1 aanmelding staat" if taken == 1 else f"{taken} aanmeldingen staan"
    messages.success(request, f"{words} nu op jouw naam.") if taken else messages.info(
        request, "Er is niets veranderd: kies eerst aanmeldingen die nieuw zijn."
    )
    return redirect(back_to_list(request))


def back_to_list(request: "Request") -> str:
    """The list as it was filtered; nothing else that someone may have put in the form."""
    here, start = request.POST.get("hier", ""), reverse("aanmeldingen:list")
    return here if here == start or here.startswith(f"{start}?") else start


@require_POST
def take_over_one(request: "Request", pk: UUID) -> HttpResponse:
    """A colleague began and someone else goes on."""
    aanmelding = get_aanmelding(request, pk)
    if not may_handle(request.user, aanmelding):
        raise PermissionDenied
    if not may_take_over(request.user, aanmelding):
        return said_already(request, aanmelding)
    take_over(aanmelding, gebruiker=request.user, by=Actor.gebruiker(request.user))
    messages.success(request, "Deze aanmelding staat nu op jouw naam.")
    return redirect(aanmelding)


def chosen(request: "Request") -> list[UUID]:
    found = []
    for text in request.POST.getlist("kies")[:50]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def accept_one(request: "Request", pk: UUID) -> HttpResponse:
    aanmelding = get_aanmelding(request, pk)
    if not may_decide(request.user, aanmelding):
        return said_already(request, aanmelding)
    matches, bedrijven = find_matches(request, aanmelding), find_bedrijven(request, aanmelding)
    data = request.POST if request.method == "POST" else None
    form = AcceptForm(data, aanmelding=aanmelding, matches=matches, bedrijven=bedrijven)
    if form.is_valid():
        try:
            accept(aanmelding, by=Actor.gebruiker(request.user), **form.values())
        except TransitionError:
            return said_already(request, aanmelding)
        messages.success(request, "De aanmelding is aangenomen.")
        if may_place(request.user, aanmelding):
            return redirect("aanmeldingen:place", aanmelding.pk)
        return redirect(aanmelding.kandidaat or aanmelding)
    log_inzage(Actor.gebruiker(request.user), seen(aanmelding, matches), waar="aanmeldingen:accept")
    context = {"aanmelding": aanmelding, "form": form, "matches": matches, "bedrijven": bedrijven}
    return render(request, "aanmeldingen/accept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: "Request", pk: UUID, besluit: str) -> HttpResponse:
    aanmelding = get_aanmelding(request, pk)
    if not may_decide(request.user, aanmelding):
        return said_already(request, aanmelding)
    knop, action = BESLUITEN[besluit]
    form = CloseForm(request.POST or None, aanmelding=aanmelding, besluit=besluit, knop=knop)
    if form.is_valid():
        fields: dict[str, Any] = {"mail": False, **form.cleaned_data} if besluit != "intrekken" else form.cleaned_data
        try:
            action(aanmelding, by=Actor.gebruiker(request.user), **fields)  # type: ignore[operator]  # three signatures
        except TransitionError:
            return said_already(request, aanmelding)
        messages.success(request, f"Vastgelegd: {aanmelding.get_status_display()}.")
        return redirect("aanmeldingen:list")
    context = {"aanmelding": aanmelding, "form": form, "besluit": besluit, "knop": knop}
    return render(request, "aanmeldingen/close.html", context)


def get_aanmelding(request: "Request", pk: UUID) -> Aanmelding:
    related = ("regio", "persoon_gemeente", "kandidaat", "behandeld_door", "leerplaats__relatie__leerbedrijf")
    return get_object_or_404(Aanmelding.objects.visible_to(request.user).select_related(*related), pk=pk)


def said_already(request: "Request", aanmelding: Aanmelding) -> HttpResponse:
    """Who may handle aanmeldingen but came too late hears so; anybody else may not do this."""
    if not may_handle(request.user, aanmelding):
        raise PermissionDenied
    aanmelding.refresh_from_db()
    messages.warning(request, f"Er is niets veranderd. Deze aanmelding is nu: {aanmelding.get_status_display()}.")
    return redirect(aanmelding)


def find_matches(request: "Request", aanmelding: Aanmelding) -> list[Match]:
    """People of the same regio who may be the one that was offered."""
    if not aanmelding.met_persoon or not may_decide(request.user, aanmelding):
        return []
    among = Kandidaat.objects.visible_to(request.user).filter(regio=aanmelding.regio_id)
    return possible_duplicates(Who.of(aanmelding, "persoon_"), among)


def find_bedrijven(request: "Request", aanmelding: Aanmelding, zoek: str = "") -> list[Leerbedrijf]:
    """By the number that was typed, or else by name: its own, or what someone searches for."""
    if not aanmelding.met_plaats:
        return []
    register = Leerbedrijf.objects.visible_to(request.user)
    if aanmelding.bedrijf_leerbedrijf_id and zoek in {"", aanmelding.bedrijf_naam}:
        exact = list(register.filter(leerbedrijf_id=aanmelding.bedrijf_leerbedrijf_id).order_by("pk"))
        if exact:
            return exact
    return list(register.search(zoek or aanmelding.bedrijf_naam).order_by("zoeknaam", "pk")[:6])


def seen(aanmelding: Aanmelding, matches: list[Match]) -> list[UUID]:
    return [*persons([aanmelding]), *(match.kandidaat.pseudoniem for match in matches)]


def persons(aanmeldingen: Iterable[Aanmelding]) -> list[UUID]:
    return [pseudoniem for aanmelding in aanmeldingen if (pseudoniem := aanmelding.persoon_pseudoniem)]
