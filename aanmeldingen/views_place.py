"""A place that was accepted before its company was a leerbedrijf: from the register to the leerplaats."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aanmeldingen.actions import place
from aanmeldingen.forms import PlaceForm, SearchForm
from aanmeldingen.models import Aanmelding
from aanmeldingen.permissions import may_place
from aanmeldingen.views import find_bedrijven, get_aanmelding, said_already
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def place_one(request: "Request", pk: UUID) -> HttpResponse:
    aanmelding = get_aanmelding(request, pk)
    if not may_place(request.user, aanmelding):
        return said_already(request, aanmelding)
    search = SearchForm(request.GET if "zoek" in request.GET else {"zoek": aanmelding.bedrijf_naam})
    bedrijven = find_bedrijven(request, aanmelding, str(search["zoek"].value()))
    form = PlaceForm(request.POST if request.method == "POST" else None, bedrijven=bedrijven)
    if form.is_valid():
        try:
            place(aanmelding, leerbedrijf=form.leerbedrijf, by=Actor.gebruiker(request.user))
        except TransitionError:
            return said_already(request, aanmelding)
        messages.success(request, "De leerplaats is gemaakt. Kies nu welke werkprocessen iemand daar kan leren.")
        return redirect(aanmelding.leerplaats or aanmelding)
    if aanmelding.persoon_pseudoniem:
        log_inzage(Actor.gebruiker(request.user), [aanmelding.persoon_pseudoniem], waar="aanmeldingen:place")
    context = {"aanmelding": aanmelding, "form": form, "search": search, "bedrijven": bedrijven}
    return render(request, "aanmeldingen/place.html", {**context, "add_url": add_url(aanmelding)})


def add_url(aanmelding: Aanmelding) -> str:
    """The form of the register, with what the employer typed already in it."""
    typed = {
        "naam": aanmelding.bedrijf_naam,
        "plaats": aanmelding.bedrijf_plaats,
        "leerbedrijf_id": aanmelding.bedrijf_leerbedrijf_id,
    }
    return f"{reverse('leerbedrijven:add')}?{urlencode({name: text for name, text in typed.items() if text})}"
