"""The reports of a regio: the list, one report with its files, and what was corrected since."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.files import DamagedError
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.ui.sheets import FORMATEN
from rapportages.models import Rapport, Rapportplan, Tekstblok
from rapportages.rapporten import actions
from rapportages.rapporten.forms import RapportForm
from rapportages.rapporten.inhoud import title
from rapportages.rapporten.kind import filename
from rapportages.rapporten.perioden import name_of
from rapportages.rapporten.tekst import Rapporttekst
from rapportages.rapporten.verschil import differences
from rapportages.tijdvak import Tijdvak

MIME = {"pdf": "application/pdf", **{soort: formaat.mime for soort, formaat in FORMATEN.items()}}
LABELS = {"pdf": "PDF", **{soort: formaat.label for soort, formaat in FORMATEN.items()}}


def regio_of(request: Request, permission: Permission) -> Regio:
    """The regio that was chosen, or else the first for which someone has this permission."""
    regios = request.user.regios_with(permission)
    if not regios:
        raise PermissionDenied
    wanted = request.POST.get("regio") or request.GET.get("regio", "")
    return next((regio for regio in regios if str(regio.pk) == wanted), regios[0])


@require_safe
def rapporten(request: Request) -> HttpResponse:
    regio = regio_of(request, Permission.RAPPORT_VIEW)
    found = Rapport.objects.visible_to(request.user).filter(regio=regio).with_news().select_related("gevraagd_door")
    page = KeysetPage(found, request, order=("-tot", "-van", "-created_at", "pk"))
    makes = actions.may_make(request.user, regio)
    context = {
        "regio": regio,
        "query": f"?regio={regio.pk}",
        "regios": [row for row in request.user.regios if row.pk != regio.pk],
        "page": page,
        "rows": [(row, title(row)) for row in page],
        "caption": "1 rapport" if page.count == 1 else f"{page.count} rapporten",
        "may_make": makes,
        "plannen": _plans(request, regio),
        "teksten": Tekstblok.objects.visible_to(request.user).filter(regio=regio).count() if makes else 0,
    }
    return render(request, "rapportages/rapporten.html", context)


def _plans(request: Request, regio: Regio) -> list[Rapportplan]:
    running = Rapportplan.objects.visible_to(request.user).running().filter(regio=regio)
    return list(running.prefetch_related("ontvangers").select_related("gemaakt_door").order_by("soort", "pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    regio = regio_of(request, Permission.RAPPORT_MAKE)
    form = RapportForm(request.POST or None)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        rapport = actions.ask_report(regio, form.soort, form.tijdvak, gebruiker=request.user, by=by)
        if rapport.is_done:
            messages.info(request, "Dit rapport was er al.")
        return redirect(_where(request, rapport))
    return render(request, "rapportages/rapport_maken.html", {"form": form, "regio": regio})


@require_POST
def renew(request: Request, pk: UUID) -> HttpResponse:
    """A next version with what is known now."""
    old = _find(request, pk)
    if not actions.may_make(request.user, old.regio):
        raise PermissionDenied
    made = actions.renew(old, gebruiker=request.user, by=Actor.gebruiker(request.user))
    return redirect(_where(request, made))


def _where(request: Request, rapport: Rapport) -> str:
    """To the progress of the job, for whose job it is."""
    job = actions.jobs_of(rapport.pk).filter(eigenaar=request.user).order_by("-created_at").first()
    return rapport.get_absolute_url() if rapport.is_done or job is None else job.get_absolute_url()


@require_safe
def rapport(request: Request, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    context: dict[str, Any] = {
        "rapport": found,
        "titel": title(found),
        "periode": name_of(found.soort, Tijdvak(found.van, found.tot)),
        "versies": _versions(request, found),
        "may_make": actions.may_make(request.user, found.regio),
    }
    if found.document:
        changed = differences(found, request.user) if found.iets_veranderd else []
        files = found.bestanden.order_by("soort").values_list("soort", flat=True)
        context |= {
            "doc": Rapporttekst(found.document.snapshot),
            "verschillen": changed,
            "bestanden": [(soort, LABELS[soort]) for soort in LABELS if soort in set(files)],
        }
    return render(request, "rapportages/rapport.html", context)


def _versions(request: Request, rapport: Rapport) -> list[Rapport]:
    same = {"regio": rapport.regio, "soort": rapport.soort, "van": rapport.van, "tot": rapport.tot}
    return list(Rapport.objects.visible_to(request.user).filter(**same).order_by("-versie"))


@require_safe
def rapport_file(request: Request, pk: UUID, soort: str) -> HttpResponse:
    """A file as it was made then; who took it along stands in the log."""
    found = _find(request, pk)
    file = found.bestanden.filter(soort=soort).first() if found.is_done else None
    if file is None or found.document is None:
        raise Http404
    content = bytes(file.inhoud)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DamagedError(str(found.pk))
    if request.method == "GET":
        record("rapport.opgehaald", found, by=Actor.gebruiker(request.user), changes={"soort": soort})
    response = HttpResponse(content, content_type=MIME[soort])
    name = f"{filename(found.document.snapshot)}.{soort}"
    response["Content-Disposition"] = content_disposition_header(soort != "pdf", name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _find(request: Request, pk: UUID) -> Rapport:
    visible = Rapport.objects.visible_to(request.user).with_news()
    return get_object_or_404(visible.select_related("regio", "document", "gevraagd_door"), pk=pk)
