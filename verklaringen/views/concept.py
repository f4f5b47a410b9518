"""Choosing what stands on a verklaring, before anything is frozen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.finishing import RenderError
from praktijkleren.documenten.fonts import MissingGlyphError, check_glyphs
from praktijkleren.documenten.kinds import kind_of
from trajecten.beoordelingen import mastered
from trajecten.models import Beoordeling, Plaatsing
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.concept import concept_of, on_a_verklaring, place_in_dossier
from verklaringen.forms import ChooseForm, CorrectForm
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.permissions import may_correct, may_draft, may_issue, may_make_new_version, may_send
from verklaringen.signers import signers_of
from verklaringen.snapshot import SOORT, build_snapshot, latin_before
from verklaringen.views._shared import STEPS, TOO_LATE, attempt, back_to, find_versie, show


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, pk: UUID) -> HttpResponse:
    """For one plaatsing: the werkprocessen that the praktijkopleider judged with "kan dit"."""
    visible = Plaatsing.objects.visible_to(request.user)
    plaatsing = get_object_or_404(visible.select_related("traject__kandidaat__regio", "leerbedrijf"), pk=pk)
    if not may_draft(request.user, plaatsing):
        raise PermissionDenied
    able, concept = sorted(mastered(plaatsing), key=place_in_dossier), concept_of(plaatsing)
    form = choose_form(request, able, concept, elsewhere=on_a_verklaring(plaatsing))
    if request.method == "POST" and form.is_valid():
        by = Actor.gebruiker(request.user)
        try:
            versie = actions.make_concept(plaatsing, form.keuzes(), toelichting=form.cleaned_data["toelichting"], by=by)
            return redirect("verklaringen:send", versie.pk)
        except RefusedError as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
    kandidaat = plaatsing.traject.kandidaat
    log_inzage(Actor.gebruiker(request.user), [kandidaat.pseudoniem], waar="verklaringen:draft")
    context = {"form": form, "plaatsing": plaatsing, "kandidaat": kandidaat, "able": able, "steps_to_take": STEPS}
    return render(request, "verklaringen/draft.html", context)


def choose_form(
    request: Request, able: list[Beoordeling], concept: Verklaringversie | None, *, elsewhere: set[Any]
) -> ChooseForm:
    """On a concept: what was chosen before. Else: all that is not on another verklaring already."""
    if concept:
        chosen = dict(concept.werkprocessen.order_by("volgorde").values_list("beoordeling", "toelichting"))
    else:
        chosen = {keuze.beoordeling.pk: keuze.toelichting for keuze in actions.first_choice(able, elsewhere)}
    data = request.POST if request.method == "POST" else None
    return ChooseForm(data, beoordelingen=able, chosen=chosen, bericht=concept.toelichting if concept else "")


@require_safe
def preview(request: Request, pk: UUID) -> HttpResponse:
    """The PDF as it would become, for who is about to send it."""
    from praktijkleren.documenten.pdf import render_preview  # WeasyPrint is slow to import

    versie = find_versie(request, pk, may_send)
    signers = list(signers_of(versie).values())
    log_inzage(Actor.gebruiker(request.user), [versie.verklaring.dossier], waar="verklaringen:preview")
    try:
        if not signers:
            raise RefusedError("Deze plaatsing heeft geen praktijkopleider. Koppel die eerst.")
        snapshot = build_snapshot(versie, signers[0], naam_latijn=latin_before(versie))
        check_glyphs(snapshot)
        pdf = render_preview(kind_of(SOORT), snapshot)
    except (RefusedError, RenderError, MissingGlyphError) as refused:
        messages.error(request, str(refused))
        return redirect("verklaringen:send", pk)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{kind_of(SOORT).filename(snapshot)} (concept).pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


@require_POST
def drop(request: Request, pk: UUID) -> HttpResponse:
    versie = find_versie(request, pk)
    if not may_send(request.user, versie):
        raise PermissionDenied
    if "zeker" not in request.POST:
        messages.info(request, "Zet eerst een vinkje als je het concept wilt weggooien.")
        return redirect("verklaringen:send", pk)
    verklaring_id, traject = versie.verklaring_id, versie.verklaring.traject
    attempt(request, lambda: actions.drop_concept(versie, by=Actor.gebruiker(request.user)), "Concept weggegooid.")
    if traject is None or Praktijkverklaring.objects.filter(pk=verklaring_id).exists():
        return redirect("verklaringen:detail", verklaring_id)
    return redirect(traject)


@require_POST
def new_version(request: Request, pk: UUID) -> HttpResponse:
    versie = find_versie(request, pk)
    if not may_make_new_version(request.user, versie):
        raise PermissionDenied
    try:
        actions.new_version(versie, by=Actor.gebruiker(request.user))
    except TransitionError:
        messages.warning(request, TOO_LATE)
        return back_to(versie.verklaring)
    return redirect("verklaringen:draft", versie.verklaring.plaatsing_id)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, pk: UUID) -> HttpResponse:
    """A mistake on a sealed verklaring: what will happen, and then the next version as a concept."""
    versie = find_versie(request, pk)
    if not may_issue(request.user, versie.verklaring):
        raise PermissionDenied
    if not may_correct(request.user, versie):
        messages.info(request, "Van deze versie kun je geen nieuwe versie maken.")
        return back_to(versie.verklaring)
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason, by = form.cleaned_data["reason"], Actor.gebruiker(request.user)
        if attempt(request, lambda: actions.new_version(versie, reason=reason, by=by), "De nieuwe versie is begonnen."):
            return redirect("verklaringen:draft", versie.verklaring.plaatsing_id)
        return back_to(versie.verklaring)
    return show(request, "verklaringen/correct.html", versie.verklaring, versie=versie, form=form)
