"""Doing one thing with several trajecten that were ticked in the list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kandidaten.actions.betrokkenheid import hand_over
from kandidaten.caseloads import transferable
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from trajecten.actions import add_to_groep
from trajecten.forms.batch import GroepForm, HandOverForm
from trajecten.models import Groep, Traject
from trajecten.views._shared import WRITE, posted

MOST = 200


@require_http_methods(WRITE)
def chosen(request: Request) -> HttpResponse:
    """First a look at who was chosen, then what to do with all of them. The address holds the choice."""
    if not request.user.has(Permission.TRAJECT_START):
        raise PermissionDenied
    trajecten = _chosen(request)
    if not trajecten:
        messages.info(request, "Kies eerst een of meer trajecten in de lijst.")
        return redirect("trajecten:list")
    regio = trajecten[0].regio
    betrokken = transferable(request.user).filter(kandidaat__in=[row.kandidaat_id for row in trajecten])
    data = posted(request)
    group = GroepForm(data if "groep" in request.POST else None, regio=regio)
    over = HandOverForm(data if "to" in request.POST else None, rows=betrokken, regio=regio) if betrokken else None
    if group.is_valid():
        return _group(request, trajecten, group.cleaned_data)
    if over and over.is_valid():
        return _hand_over(request, over.cleaned_data)
    log_inzage(Actor.gebruiker(request.user), [row.kandidaat.pseudoniem for row in trajecten], waar="trajecten:batch")
    same_regio = all(row.regio_id == regio.pk for row in trajecten)
    context = {"trajecten": trajecten, "group": group, "over": over, "same_regio": same_regio}
    title = "1 traject gekozen" if len(trajecten) == 1 else f"{len(trajecten)} trajecten gekozen"
    return render(request, "trajecten/batch.html", context | {"back": _back(request), "title": title})


def _chosen(request: Request) -> list[Traject]:
    keys = [key for text in request.GET.getlist("pk")[:MOST] if (key := _uuid(text))]
    allowed = Traject.objects.allowed_to(request.user, Permission.TRAJECT_START).filter(pk__in=keys)
    return list(allowed.select_related("kandidaat", "regio", "groep").order_by("kandidaat__zoeknaam", "pk"))


def _group(request: Request, trajecten: list[Traject], cleaned: dict[str, Any]) -> HttpResponse:
    groep = cleaned["groep"] or Groep.objects.create(regio=trajecten[0].regio, naam=cleaned["naam"])
    changed = add_to_groep(trajecten, by=Actor.gebruiker(request.user), groep=groep)
    many = "1 traject hoort" if changed == 1 else f"{changed} trajecten horen"
    messages.success(request, f"{many} nu bij de groep {groep}.")
    return redirect(_back(request))


def _hand_over(request: Request, cleaned: dict[str, Any]) -> HttpResponse:
    made = hand_over(
        cleaned["rows"], to=cleaned["to"], van=cleaned["van"], reden=cleaned["reden"], by=Actor.gebruiker(request.user)
    )
    many = "1 kandidaat is" if len(made) == 1 else f"{len(made)} kandidaten zijn"
    messages.success(request, f"{many} overgedragen aan {cleaned['to']}.")
    return redirect(_back(request))


def _back(request: Request) -> str:
    """The list as it was left: its filters stand behind the choice in the address."""
    params = request.GET.copy()
    params.pop("pk", None)
    return f"{reverse('trajecten:list')}?{params.urlencode()}" if params else reverse("trajecten:list")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
