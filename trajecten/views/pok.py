"""Inschrijving and praktijkovereenkomst."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kwalificaties.choices import grouped
from leerbedrijven.erkenning import Keuze, choices_for
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import Difference
from trajecten import actions
from trajecten.actions.pok import PARTIES
from trajecten.forms.pok import SIGNERS, EndInschrijvingForm, EnrolForm, PokForm, SignForm, contents_of
from trajecten.models import Plaatsing, Praktijkovereenkomst
from trajecten.permissions import (
    may_draft_pok,
    may_edit_pok,
    may_enrol,
    may_read_pok,
    may_replace_pok,
    may_sign_pok,
)
from trajecten.states import PokStatus
from trajecten.views._shared import (
    WRITE,
    attempt,
    attempt_versioned,
    find_inschrijving,
    find_plaatsing,
    find_pok,
    find_traject,
    posted,
    show,
    too_late,
)


@require_http_methods(WRITE)
def traject_enrol(request: Request, pk: UUID) -> HttpResponse:
    traject = find_traject(request, pk, Permission.INSCHRIJVING_EDIT)
    if not may_enrol(request.user, traject):
        return too_late(request, traject)
    own = {scope.organisatie_id for scope in request.user.scopes_for(traject)}
    form = EnrolForm(posted(request), traject=traject, own=own)
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request, form, lambda: actions.enrol(traject, by=by, **form.cleaned_data), "De inschrijving is vastgelegd."
    ):
        return redirect(traject)
    rows = traject.inschrijvingen.select_related("instelling", "kwalificatie").order_by("-van", "pk")
    return show(request, "trajecten/enrol.html", traject, form=form, inschrijvingen=rows)


@require_http_methods(WRITE)
def inschrijving_end(request: Request, pk: UUID) -> HttpResponse:
    inschrijving = find_inschrijving(request, pk, Permission.INSCHRIJVING_EDIT)
    form = EndInschrijvingForm(posted(request), inschrijving=inschrijving)
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request,
        form,
        lambda: actions.end_inschrijving(inschrijving, by=by, **form.cleaned_data),
        "De inschrijving is afgesloten.",
    ):
        return redirect(inschrijving.traject)
    return show(request, "trajecten/end_inschrijving.html", inschrijving.traject, form=form, inschrijving=inschrijving)


@require_safe
def pok(request: Request, pk: UUID) -> HttpResponse:
    """What was agreed, who signed, and the versions before it."""
    found = find_pok(request, pk, Permission.POK_VIEW)
    traject = found.plaatsing.traject
    if not may_read_pok(request.user, traject):
        raise PermissionDenied
    werkprocessen = found.werkprocessen.select_related("kerntaak").order_by("kerntaak__code", "code")
    context = {
        "pok": found,
        "groepen": grouped(list(werkprocessen)),
        "versions": found.plaatsing.praktijkovereenkomsten.exclude(pk=found.pk).order_by("-versie"),
        "signatures": [
            (SIGNERS[party], getattr(found, f"getekend_{party}_op"), getattr(found, f"getekend_{party}_door"))
            for party in PARTIES
        ],
        "may_edit": may_edit_pok(request.user, found),
        "may_sign": may_sign_pok(request.user, found),
        "may_replace": may_replace_pok(request.user, found) and may_draft_pok(request.user, found.plaatsing),
    }
    return show(request, "trajecten/pok.html", traject, **context)


@require_http_methods(WRITE)
def pok_draft(request: Request, pk: UUID) -> HttpResponse:
    """The first version for a plaatsing, or the next one that goes on from what was agreed before."""
    plaatsing = find_plaatsing(request, pk, Permission.POK_EDIT)
    if not may_draft_pok(request.user, plaatsing):
        return too_late(request, plaatsing.traject)
    if concept := plaatsing.praktijkovereenkomsten.filter(status=PokStatus.CONCEPT).first():
        return _revise(request, concept) if request.method == "POST" else redirect("trajecten:pok_edit", concept.pk)
    if not plaatsing.traject.inschrijvingen.filter(kwalificatie=plaatsing.traject.kwalificatie_id).exists():
        return show(request, "trajecten/pok_draft.html", plaatsing.traject, plaatsing=plaatsing)
    before = plaatsing.praktijkovereenkomsten.order_by("-versie").first()
    form = PokForm(posted(request), plaatsing=plaatsing, keuzes=keuzes_of(plaatsing), start=before)
    by, made = Actor.gebruiker(request.user), []
    if form.is_valid() and attempt(
        request,
        form,
        lambda: made.append(actions.draft_pok(plaatsing, by=by, **form.contents())),
        "De praktijkovereenkomst is bewaard als concept.",
    ):
        return redirect(made[0] if made else plaatsing)
    return show(request, "trajecten/pok_draft.html", plaatsing.traject, form=form, plaatsing=plaatsing, before=before)


@require_http_methods(WRITE)
def pok_edit(request: Request, pk: UUID) -> HttpResponse:
    found = find_pok(request, pk, Permission.POK_EDIT)
    if not may_edit_pok(request.user, found):
        return too_late(request, found.plaatsing.traject)
    return _revise(request, found)


def _revise(request: Request, found: Praktijkovereenkomst) -> HttpResponse:
    """When it was saved elsewhere in the meantime both texts are shown, and nothing typed is lost."""
    plaatsing, conflict = found.plaatsing, list[Difference]()
    keuzes = keuzes_of(plaatsing)
    form = PokForm(posted(request), plaatsing=plaatsing, keuzes=keuzes, start=found, versie=found.bewerking)
    by = Actor.gebruiker(request.user)

    def stands() -> dict[str, Any]:
        found.refresh_from_db()
        return {"versie": found.bewerking, **contents_of(found)}

    if form.is_valid():
        over, conflict = attempt_versioned(
            request,
            form,
            lambda: actions.revise_pok(found, by=by, **form.cleaned_data),
            stands,
            "De wijziging is bewaard.",
        )
        if over:
            return redirect(found)
    return show(request, "trajecten/pok_edit.html", plaatsing.traject, form=form, pok=found, conflict=conflict)


@require_POST
def pok_offer(request: Request, pk: UUID) -> HttpResponse:
    found = find_pok(request, pk, Permission.POK_EDIT)
    by = Actor.gebruiker(request.user)
    done = "De tekst staat vast. Leg de handtekeningen vast als ze er zijn."
    attempt(request, None, lambda: actions.offer_pok(found, by=by), done)
    return redirect(found)


@require_http_methods(WRITE)
def pok_sign(request: Request, pk: UUID) -> HttpResponse:
    """Write down the signatures on the paper of the school, one by one or all three."""
    found = find_pok(request, pk, Permission.POK_EDIT)
    traject = found.plaatsing.traject
    if not may_sign_pok(request.user, found):
        return too_late(request, traject)
    form = SignForm(posted(request), pok=found, kandidaat=traject.kandidaat)
    by, conflict = Actor.gebruiker(request.user), list[Difference]()

    def stands() -> dict[str, Any]:
        found.refresh_from_db()
        return {name: getattr(found, name) for name in form.fields if name != "versie"} | {"versie": found.bewerking}

    if form.is_valid():
        over, conflict = attempt_versioned(
            request,
            form,
            lambda: actions.sign_pok(found, by=by, **form.cleaned_data),
            stands,
            "De handtekeningen zijn bewaard.",
        )
        if over:
            return redirect(traject if found.status == PokStatus.GETEKEND else found)
    return show(request, "trajecten/pok_sign.html", traject, form=form, pok=found, conflict=conflict)


def keuzes_of(plaatsing: Plaatsing) -> list[Keuze]:
    kwalificatie: Any = plaatsing.traject.kwalificatie
    return choices_for(plaatsing.leerbedrijf, kwalificatie, plaatsing.van) if kwalificatie else []
