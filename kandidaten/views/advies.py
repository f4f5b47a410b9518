"""Intake and advies: write, ask the mbo, answer, discuss with the person, begin a next version."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kandidaten.actions import advies as actions
from kandidaten.actions.persoon import fill_in_birthplace
from kandidaten.circumstances import summary_of
from kandidaten.forms.advies import AdviesForm, AnswerForm, DiscussForm, IntakeForm, SubmitForm
from kandidaten.models import Advies, Intake
from kandidaten.next_step import current_advies
from kandidaten.permissions import (
    may_advise,
    may_agree,
    may_answer_advies,
    may_correct_choice,
    may_discuss_advies,
    may_edit_advies,
    may_renew_advies,
    may_submit_advies,
)
from kandidaten.views._shared import find_advies, find_kandidaat, show
from kandidaten.views.intake_steps import intake_steps
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.ui.conflict import Difference, StaleError, show_conflict


def too_late(
    request: Request, found: Advies, form: AdviesForm | AnswerForm | DiscussForm | None = None
) -> HttpResponse:
    """Pressed twice, or a colleague was first: show how it stands, beside what was typed where that differs."""
    found.refresh_from_db()
    if form and form.is_bound and (differences := compare_texts(form)):
        context = {"advies": found, "differences": differences}
        return show(request, "kandidaten/advies_overtaken.html", found.kandidaat, **context)
    messages.warning(request, f"Dit advies is intussen verder gegaan: {found.get_status_display()}.")
    return redirect(found)


def compare_texts(form: AdviesForm | AnswerForm | DiscussForm) -> list[Difference]:
    """Without the day, which may not be one."""
    stands = {name: value for name, value in form.stands().items() if name != "besproken_op"}
    return show_conflict(form, stands, 0)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_advise)
    steps = intake_steps(request, kandidaat, "intake")
    known = kandidaat.intakes.order_by("-datum", "-created_at").first() if steps.items else None
    form = IntakeForm(request.POST or None, kandidaat=kandidaat, intake=known)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        if known:
            actions.change_intake(known, by=by, **form.intake())
        else:
            actions.record_intake(kandidaat, door=request.user, by=by, **form.intake())
        fill_in_birthplace(kandidaat, by=by, **form.birthplace())
        messages.success(request, "De intake is bewaard.")
        return redirect(steps.then)
    return show(request, "kandidaten/intake.html", kandidaat, form=form, steps=steps)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_edit(request: Request, pk: UUID) -> HttpResponse:
    visible = Intake.objects.visible_to(request.user).select_related("kandidaat__regio")
    found = get_object_or_404(visible, pk=pk)
    if not may_advise(request.user, found.kandidaat):
        raise PermissionDenied
    form = IntakeForm(request.POST or None, kandidaat=found.kandidaat, intake=found)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        actions.change_intake(found, by=by, **form.intake())
        fill_in_birthplace(found.kandidaat, by=by, **form.birthplace())
        messages.success(request, "De intake is bewaard.")
        return redirect(found.kandidaat)
    return show(request, "kandidaten/intake_edit.html", found.kandidaat, form=form, intake=found)


@require_safe
def advies(request: Request, pk: UUID) -> HttpResponse:
    found = find_advies(request, pk)
    others = Advies.objects.visible_to(request.user).filter(kandidaat=found.kandidaat).exclude(pk=pk)
    context = {
        "advies": found,
        "others": others.order_by("-versie"),
        "samenvatting": summary_of(request.user, found.kandidaat),
        "may_edit": may_edit_advies(request.user, found),
        "may_submit": may_submit_advies(request.user, found),
        "may_answer": may_answer_advies(request.user, found),
        "may_discuss": may_discuss_advies(request.user, found),
        "may_renew": may_renew_advies(request.user, found),
    }
    return show(request, "kandidaten/advies.html", found.kandidaat, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def advies_write(request: Request, pk: UUID) -> HttpResponse:
    """A first advies. Where there is one already, one is led to it."""
    kandidaat = find_kandidaat(request, pk, may_advise)
    if known := current_advies(kandidaat):
        return redirect(known)
    steps = intake_steps(request, kandidaat, "advies_write")
    form = AdviesForm(request.POST or None)
    if form.is_valid():
        text = {name: value for name, value in form.cleaned_data.items() if name != "versie"}
        try:
            made = actions.write_advies(kandidaat, door=request.user, by=Actor.gebruiker(request.user), **text)
        except TransitionError:
            messages.warning(request, "Een collega schreef net een advies voor deze kandidaat.")
            return redirect(kandidaat)
        messages.success(request, "Het advies is bewaard. Leg het nu voor aan het mbo.")
        return redirect(made)
    return show(request, "kandidaten/advies_write.html", kandidaat, form=form, steps=steps)


@require_http_methods(["GET", "HEAD", "POST"])
def advies_edit(request: Request, pk: UUID) -> HttpResponse:
    found = find_advies(request, pk, may_advise)
    form = AdviesForm(request.POST or None, advies=found)
    if not may_edit_advies(request.user, found):
        return too_late(request, found, form)
    conflict = None
    if form.is_valid():
        try:
            actions.edit_advies(found, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            found.refresh_from_db()
            conflict = show_conflict(form, form.stands(), found.bewerking)
        except TransitionError:
            return too_late(request, found, form)
        if not conflict:
            messages.success(request, "Het advies is bewaard.")
            return redirect(found)
    return show(request, "kandidaten/advies_edit.html", found.kandidaat, form=form, advies=found, conflict=conflict)


@require_http_methods(["GET", "HEAD", "POST"])
def advies_submit(request: Request, pk: UUID) -> HttpResponse:
    found = find_advies(request, pk, may_advise)
    if not may_submit_advies(request.user, found):
        return too_late(request, found)
    form = SubmitForm(request.POST or None, kandidaat=found.kandidaat)
    if form.is_valid():
        mbo = form.cleaned_data["mbo"]
        try:
            actions.submit_advies(found, mbo=mbo, by=Actor.gebruiker(request.user))
            messages.success(request, f"{mbo} krijgt een mail met de vraag om te antwoorden.")
        except TransitionError:
            return too_late(request, found)
        return redirect(found)
    return show(request, "kandidaten/advies_submit.html", found.kandidaat, form=form, advies=found)


@require_http_methods(["GET", "HEAD", "POST"])
def advies_answer(request: Request, pk: UUID) -> HttpResponse:
    found = find_advies(request, pk, may_agree)
    form = AnswerForm(request.POST or None, advies=found)
    if not may_answer_advies(request.user, found):
        return too_late(request, found, form)
    if form.is_valid():
        by, said = Actor.gebruiker(request.user), form.cleaned_data
        try:
            if form.agrees:
                actions.agree_with_advies(found, mbo_toelichting=said["mbo_toelichting"], by=by)
            else:
                route, text = said["mbo_route"], said["mbo_toelichting"]
                actions.propose_other(found, mbo_route=route, mbo_toelichting=text, by=by)
            messages.success(request, f"{found.geschreven_door} krijgt bericht van je antwoord.")
        except TransitionError:
            return too_late(request, found, form)
        return redirect(found)
    context = {"form": form, "advies": found, "samenvatting": summary_of(request.user, found.kandidaat)}
    return show(request, "kandidaten/advies_answer.html", found.kandidaat, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def advies_discuss(request: Request, pk: UUID) -> HttpResponse:
    found = find_advies(request, pk, may_advise)
    form = DiscussForm(request.POST or None, advies=found)
    may_correct = form.is_bound and may_correct_choice(request.user, found)
    if not may_correct and not may_discuss_advies(request.user, found):
        return too_late(request, found, form)
    conflict = None
    if form.is_valid():
        try:
            actions.discuss_advies(found, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            found.refresh_from_db()
            conflict = show_conflict(form, form.stands(), found.bewerking)
        except TransitionError:
            return too_late(request, found, form)
        if not conflict:
            messages.success(request, "De keuze van de kandidaat staat vast.")
            return redirect(found.kandidaat)
    context = {"form": form, "advies": found, "conflict": conflict}
    return show(request, "kandidaten/advies_discuss.html", found.kandidaat, **context)


@require_POST
def advies_renew(request: Request, pk: UUID) -> HttpResponse:
    found = find_advies(request, pk, may_advise)
    if not may_renew_advies(request.user, found):
        return too_late(request, found)
    try:
        made = actions.renew_advies(found, door=request.user, by=Actor.gebruiker(request.user))
    except TransitionError:
        return too_late(request, found)
    messages.success(request, f"Versie {made.versie} is een concept. Pas de tekst aan.")
    return redirect("kandidaten:advies_edit", made.pk)
