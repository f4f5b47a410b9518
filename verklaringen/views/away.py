"""A signer is away for a while, or will not be there any more: written down by who hears it on the phone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.away import all_away, all_back, of_same_person
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.ui.dates import datum
from verklaringen import actions
from verklaringen.forms_away import AwayForm, OtherSignerForm
from verklaringen.models import Praktijkverklaring
from verklaringen.permissions import may_chase, may_pause
from verklaringen.views._shared import TOO_LATE, attempt, back_to, find_verzoek, show, warn_of_typo

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def away(request: Request, pk: UUID) -> HttpResponse:
    """For all that this person is asked to sign, as far as this colleague is in it."""
    verzoek, versie = find_verzoek(request, pk, may_pause)
    if not verzoek.may_be_answered:
        messages.info(request, TOO_LATE)
        return back_to(versie.verklaring)
    known = {"terug_op": verzoek.terug_op, "reden": verzoek.afwezig_reden} if verzoek.is_away else {}
    form = AwayForm(request.POST if request.method == "POST" else None, initial=known)
    theirs = _theirs(request, verzoek)
    if form.is_valid():
        said, by = form.said(), Actor.gebruiker(request.user)
        done = f"Bewaard. Tot {datum(said['terug_op'])} krijgt {verzoek.naam} geen herinneringen."
        attempt(request, lambda: all_away(theirs, by=by, **said), done)
        return back_to(versie.verklaring)
    context = {"versie": versie, "verzoek": verzoek, "form": form, "number": len(theirs)}
    context["may_let_other_sign"] = may_chase(request.user, versie) and not verzoek.in_person
    return show(request, "verklaringen/away.html", versie.verklaring, **context)


@require_POST
def back(request: Request, pk: UUID) -> HttpResponse:
    verzoek, versie = find_verzoek(request, pk, may_pause)
    theirs, by = _theirs(request, verzoek), Actor.gebruiker(request.user)
    done = f"Bewaard. {verzoek.naam} krijgt weer herinneringen."
    attempt(request, lambda: all_back(theirs, by=by), done)
    return back_to(versie.verklaring)


@require_http_methods(GET_POST)
def other_signer(request: Request, pk: UUID) -> HttpResponse:
    """Who was asked left the company, or someone else there signs."""
    verzoek, versie = find_verzoek(request, pk)
    if not verzoek.is_signable or verzoek.in_person:
        messages.info(request, TOO_LATE)
        return back_to(versie.verklaring)
    form = OtherSignerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data, by = form.cleaned_data, Actor.gebruiker(request.user)
        done = f"{data['naam']} krijgt een mail met een link."
        if attempt(request, lambda: actions.let_other_sign(verzoek, by=by, **data), done):
            warn_of_typo(request, data["email"])
            return back_to(versie.verklaring)
    return show(request, "verklaringen/other_signer.html", versie.verklaring, versie=versie, verzoek=verzoek, form=form)


def _theirs(request: Request, verzoek: Ondertekenverzoek) -> list[Ondertekenverzoek]:
    """Of a verklaring that this colleague does not see, nothing is said or changed."""
    same = of_same_person(verzoek)
    seen = Praktijkverklaring.objects.visible_to(request.user).filter(
        versies__in=[each.document.onderwerp_id for each in same]
    )
    ids = set(seen.values_list("versies", flat=True))
    return [each for each in same if each.document.onderwerp_id in ids]
