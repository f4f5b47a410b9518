"""Judgements: asking for one, writing one down, and the page on which a praktijkopleider gives it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leerbedrijven.models import Praktijkopleider
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.huisstijl import style_of
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.links.access import LinkRequest, posted, require_link, typed_before
from praktijkleren.ui.huisstijl import Huisstijl
from trajecten.actions import answer_verzoek, ask_beoordeling, record_beoordeling, remind_verzoek
from trajecten.actions.beoordeling import PURPOSE
from trajecten.beoordelingen import guides, judgements_of, standing, to_judge
from trajecten.forms.beoordeling import AskForm, JudgeForm, RecordForm
from trajecten.models import Beoordelingsverzoek, Plaatsing
from trajecten.permissions import may_ask_beoordeling
from trajecten.views._shared import WRITE, attempt, find_plaatsing, show, too_late


def opleiders_of(plaatsing: Plaatsing) -> "list[UUID]":
    return [row.praktijkopleider_id for row in guides(plaatsing)]


@require_safe
def plaatsing_beoordelingen(request: Request, pk: UUID) -> HttpResponse:
    """Everything that was said about this plaatsing, and what was asked."""
    plaatsing = find_plaatsing(request, pk, Permission.VOORTGANG_VIEW)
    verzoeken = plaatsing.beoordelingsverzoeken.select_related("praktijkopleider", "gevraagd_door")
    asked = list(verzoeken.order_by("-gevraagd_op"))
    context = {
        "plaatsing": plaatsing,
        "verzoeken": asked,
        "waiting": any(verzoek.is_waiting for verzoek in asked),
        "rows": judgements_of(plaatsing),
        "may_ask": may_ask_beoordeling(request.user, plaatsing),
    }
    return show(request, "trajecten/beoordelingen.html", plaatsing.traject, **context)


@require_http_methods(WRITE)
def beoordeling_ask(request: Request, pk: UUID) -> HttpResponse:
    plaatsing = find_plaatsing(request, pk, Permission.BEOORDELING_ASK)
    if not may_ask_beoordeling(request.user, plaatsing):
        return too_late(request, plaatsing.traject)
    opleiders = Praktijkopleider.objects.filter(pk__in=opleiders_of(plaatsing)).order_by("naam", "pk")
    form = AskForm(posted(request), opleiders=opleiders)
    if form.is_valid() and attempt(
        request,
        form,
        lambda: ask_beoordeling(plaatsing, gebruiker=request.user, **form.cleaned_data),
        f"De vraag gaat per mail naar {form.cleaned_data['praktijkopleider']}.",
    ):
        return redirect("trajecten:beoordelingen", plaatsing.pk)
    context = {"form": form, "plaatsing": plaatsing, "leerdoelen": to_judge(plaatsing), "opleiders": opleiders}
    return show(request, "trajecten/ask_beoordeling.html", plaatsing.traject, **context)


@require_http_methods(WRITE)
def beoordeling_record(request: Request, pk: UUID) -> HttpResponse:
    """At an eindgesprek a colleague writes down what the praktijkopleider says; the row tells who wrote it."""
    plaatsing = find_plaatsing(request, pk, Permission.BEOORDELING_ASK)
    if not may_ask_beoordeling(request.user, plaatsing):
        return too_late(request, plaatsing.traject)
    rows = plaatsing.begeleidingen.values("praktijkopleider")
    opleiders = Praktijkopleider.objects.filter(pk__in=rows).order_by("naam", "pk")
    leerdoelen, before = to_judge(plaatsing), standing(plaatsing)
    form = RecordForm(posted(request), plaatsing=plaatsing, opleiders=opleiders, leerdoelen=leerdoelen, before=before)
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request,
        form,
        lambda: record_beoordeling(
            plaatsing,
            by=by,
            praktijkopleider=form.cleaned_data["praktijkopleider"],
            datum=form.cleaned_data["datum"],
            oordelen=form.oordelen(),
        ),
        "Het oordeel is vastgelegd.",
    ):
        return redirect("trajecten:beoordelingen", plaatsing.pk)
    context = {"form": form, "plaatsing": plaatsing, "leerdoelen": leerdoelen, "opleiders": opleiders}
    return show(request, "trajecten/record_beoordeling.html", plaatsing.traject, **context)


@require_POST
def beoordeling_remind(request: Request, pk: UUID) -> HttpResponse:
    """Mail the same praktijkopleider a fresh address, at most once a day."""
    visible = Beoordelingsverzoek.objects.visible_to(request.user).select_related("plaatsing__traject")
    verzoek = get_object_or_404(visible, pk=pk)
    if not may_ask_beoordeling(request.user, verzoek.plaatsing):
        raise PermissionDenied
    if remind_verzoek(verzoek, by=Actor.gebruiker(request.user)):
        messages.success(request, "De herinnering is verstuurd.")
    else:
        messages.info(request, "Er is vandaag al een mail gestuurd, of er is al een oordeel.")
    return redirect("trajecten:beoordelingen", verzoek.plaatsing_id)


@require_link(PURPOSE)
@require_http_methods(WRITE)
def judge(request: LinkRequest, pk: UUID) -> HttpResponse:
    """For the praktijkopleider, on a phone: one choice per werkproces and one button."""
    verzoek = _asked(pk)
    leerdoelen = to_judge(verzoek.plaatsing)
    before = standing(verzoek.plaatsing)
    form = JudgeForm(posted(request), leerdoelen=leerdoelen, before=before, typed=typed_before(request))
    if form.is_valid():
        answer_verzoek(verzoek, by=Actor.link(request.link), oordelen=form.oordelen())
        return redirect("trajecten:judged", pk)
    kandidaat = verzoek.plaatsing.traject.kandidaat
    log_inzage(Actor.link(request.link), [kandidaat.pseudoniem], waar="trajecten:judge")
    context = {"form": form, "verzoek": verzoek, "kandidaat": kandidaat, "leerdoelen": leerdoelen}
    return render(request, "trajecten/judge.html", {"title": f"Wat kan {kandidaat.naam}?", **context, **look(verzoek)})


@require_link(PURPOSE)
@require_safe
def judged(request: LinkRequest, pk: UUID) -> HttpResponse:
    verzoek = _asked(pk)
    if verzoek.beantwoord_op is None:
        return redirect("trajecten:judge", pk)
    kandidaat = verzoek.plaatsing.traject.kandidaat
    log_inzage(Actor.link(request.link), [kandidaat.pseudoniem], waar="trajecten:judged")
    context = {"verzoek": verzoek, "kandidaat": kandidaat, "rows": judgements_of(verzoek.plaatsing)}
    return render(request, "trajecten/judged.html", {**context, **look(verzoek)})


def look(verzoek: Beoordelingsverzoek) -> dict[str, Huisstijl]:
    """The page looks like the regio that asks."""
    return {"huisstijl": style_of(verzoek.plaatsing.traject.regio)}


def _asked(pk: UUID) -> Beoordelingsverzoek:
    related = (
        "plaatsing__traject__kandidaat",
        "plaatsing__traject__regio",
        "plaatsing__leerbedrijf",
        "praktijkopleider",
        "gevraagd_door",
    )
    return get_object_or_404(Beoordelingsverzoek.objects.select_related(*related), pk=pk)
