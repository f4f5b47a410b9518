"""The front door: open to anyone, one per regio."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from aanmeldingen.actions import receive
from aanmeldingen.forms_apply import ApplyForm, KandidaatForm, VerwijzerForm
from aanmeldingen.forms_employer import WAT, WerkgeverForm
from aanmeldingen.models import Aanmelding, Ingang
from praktijkleren.accounts.huisstijl import style_of
from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actor import Actor
from praktijkleren.links.limits import allow, client_address

FORMS: dict[str, type[ApplyForm]] = {
    Ingang.VERWIJZER: VerwijzerForm,
    Ingang.KANDIDAAT: KandidaatForm,
    Ingang.WERKGEVER: WerkgeverForm,
}
TOO_MANY = (
    "Vanaf deze plek kwamen er veel aanmeldingen. Wacht een uur en verstuur deze dan. Wat je typte, staat er nog."
)
PER_ADDRESS = 20
"""Aanmeldingen from one address per hour: enough for a busy office, too few for a flood."""


@login_not_required
@require_safe
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Choose an entrance."""
    regio = get_object_or_404(Regio, code=code.upper())
    return render(request, "aanmeldingen/apply.html", shown(regio))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply_form(request: HttpRequest, code: str, ingang: str) -> HttpResponse:
    regio = get_object_or_404(Regio, code=code.upper())
    if not regio.neemt_aanmeldingen_aan:
        return redirect("aanmeldingen:apply", code=regio.code)
    chosen = what_is_offered(request, ingang)
    if chosen is None:
        return render(request, "aanmeldingen/apply_choose.html", shown(regio, ingang=ingang))
    form = FORMS[ingang](request.POST or None, regio=regio, **chosen)
    page = shown(regio, form=form, ingang=ingang, wat=WAT.get(chosen.get("wat", ""), ""))
    if form.is_valid():
        if not allow("aanmelding", client_address(request), times=PER_ADDRESS, per=timedelta(hours=1)):
            form.add_error(None, TOO_MANY)
            return render(request, "aanmeldingen/apply_form.html", page, status=429)
        aanmelding = receive(
            regio=regio,
            ingang=ingang,
            formulier_id=form.cleaned_data["formulier_id"],
            by=Actor.systeem("aanmeldformulier"),
            **form.values(),
        )
        return redirect("aanmeldingen:applied", code=regio.code, pk=aanmelding.pk)
    return render(request, "aanmeldingen/apply_form.html", page)


def what_is_offered(request: HttpRequest, ingang: str) -> dict[str, str] | None:
    """What the form is made for: an employer says first what is offered. None while that is not known."""
    if ingang != Ingang.WERKGEVER:
        return {}
    wat = request.POST.get("wat") or request.GET.get("wat", "")
    return {"wat": wat} if wat in WAT else None


@login_not_required
@require_safe
def applied(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """What happens next. Says nothing about the person: the address may be found in a browser's history."""
    aanmelding = get_object_or_404(Aanmelding.objects.select_related("regio"), pk=pk, regio__code=code.upper())
    return render(request, "aanmeldingen/applied.html", shown(aanmelding.regio, aanmelding=aanmelding))


def shown(regio: Regio, **context: Any) -> dict[str, Any]:
    """The page of one regio wears its name and colour, whoever looks."""
    home_url = reverse("aanmeldingen:apply", args=[regio.code])
    return {"regio": regio, "huisstijl": style_of(regio, home_url=home_url), **context}
