"""The page behind the QR: whether it is genuine, and nobody's data (signing.md 2.11)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from praktijkleren.documenten.models import Document
from praktijkleren.links.limits import allow, client_address
from verklaringen.codes import group_code, read_code
from verklaringen.forms import CheckForm
from verklaringen.models import Verklaringversie
from verklaringen.states import VALID, VersieStatus

PER = timedelta(hours=1)
PER_ADDRESS, PER_CODE = 120, 60
SIGNED = {*VALID, VersieStatus.VERVANGEN, VersieStatus.INGETROKKEN}


@dataclass(frozen=True)
class Outcome:
    """All that the page may tell. The same lines for a code that we know and one that we do not."""

    code: str
    known: bool = False
    withdrawn: bool = False
    datum: date | None = None
    organisatie: str = ""
    versie: int = 0
    """The newest that was signed, as it stands on the paper."""
    versies: int = 0


@login_not_required
@never_cache
@require_safe
def check_start(request: HttpRequest) -> HttpResponse:
    """For whoever types the code instead of scanning it."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verklaringen:check", form.cleaned_data["code"])
    return _quiet(render(request, "verklaringen/check_start.html", {"form": form}))


@login_not_required
@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    read = read_code(code)
    within = allow("verklaringen.check.address", client_address(request), times=PER_ADDRESS, per=PER)
    if not within or not allow("verklaringen.check.code", read, times=PER_CODE, per=PER):
        return _quiet(render(request, "429.html", {"wait": "een uur"}, status=429))
    outcome = look_up(read, code)
    status = 200 if outcome.known else 404
    return _quiet(render(request, "verklaringen/check.html", {"outcome": outcome}, status=status))


def look_up(code: str, typed: str) -> Outcome:
    """One query, whether the code exists or not. What came from elsewhere or was never signed is unknown."""
    found = Verklaringversie.objects.filter(verklaring__code=code, verklaring__elders=False, status__in=SIGNED)
    versies = list(found.select_related("verklaring__verstrekker", "document").order_by("-versie"))
    shown = group_code(code) if code else typed[:40]
    if not versies:
        return Outcome(shown)
    last = versies[0]
    return Outcome(
        code=shown,
        known=True,
        withdrawn=last.status == VersieStatus.INGETROKKEN,
        datum=_signed_on(last.document),
        organisatie=last.verklaring.verstrekker.naam,
        versie=last.versie,
        versies=len(versies),
    )


def _signed_on(document: Document | None) -> date | None:
    moment = document.volledig_ondertekend_op if document else None
    return timezone.localdate(moment) if moment else None


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
