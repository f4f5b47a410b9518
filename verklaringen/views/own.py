"""Behind the link of the kandidaat: the own verklaring, in each form, and sharing it. And what a reader sees of it."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.files import file_response
from praktijkleren.links.access import LinkRequest, require_link
from praktijkleren.links.qr import qr_svg
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.delen import address_of, open_deellinks
from verklaringen.checking import SIGNED, current_of, sealed_on, sealer_of
from verklaringen.credentials.keys import signing_key
from verklaringen.credentials.proof import as_jwt
from verklaringen.forms_check import ShareForm
from verklaringen.holders import OWN, SHARED
from verklaringen.models import Credential, Deellink, Praktijkverklaring, Verklaringversie
from verklaringen.states import VALID, VersieStatus
from verklaringen.tekst import Verklaringtekst

FORMS = {"json": "application/vc", "jwt": "application/vc+jwt"}


@require_link(OWN)
@require_safe
def own(request: LinkRequest, pk: UUID) -> HttpResponse:
    versie = _own_versie(pk)
    context = {"versie": versie, "verklaring": versie.verklaring, "doc": _tekst(versie), "form": ShareForm()}
    context |= {"valid": versie.status in VALID, "deellinks": open_deellinks(versie.verklaring)}
    context["to_other"] = _to_other(request)
    context["has_credential"] = Credential.objects.filter(versie=versie).exists()
    _log(request, versie)
    return render(request, "verklaringen/own.html", context)


@require_link(OWN)
@require_safe
def own_pdf(request: LinkRequest, pk: UUID) -> HttpResponse:
    versie = _valid(pk)
    _log(request, versie)
    if versie.document is None:
        raise Http404
    return file_response(request, versie.document)


@require_link(OWN)
@require_safe
def own_credential(request: LinkRequest, pk: UUID, vorm: str) -> HttpResponse:
    """For a wallet or another program: the JSON that also stands in the PDF, or the same as a VC-JWT."""
    if vorm not in FORMS:
        raise Http404
    versie = _valid(pk)
    credential = get_object_or_404(Credential, versie=versie)
    _log(request, versie)
    content = as_jwt(json.loads(credential.tekst), signing_key()) if vorm == "jwt" else credential.tekst
    response = HttpResponse(content, content_type=FORMS[vorm])
    response["Content-Disposition"] = content_disposition_header(True, f"praktijkverklaring.{vorm}") or "attachment"
    return response


@require_link(OWN)
@require_POST
def share(request: LinkRequest, pk: UUID) -> HttpResponse:
    versie, form = _own_versie(pk), ShareForm(request.POST)
    voor = form.cleaned_data["voor"] if form.is_valid() else ""
    try:
        deellink = actions.share(versie.verklaring, voor=voor, by=Actor.link(request.link))
    except TransitionError:
        messages.warning(request, "Deze verklaring geldt niet meer. Delen kan niet.")
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        return _show_address(request, deellink)
    return redirect("verklaringen:own", pk)


@require_link(OWN)
@require_POST
def show_share(request: LinkRequest, pk: UUID, deellink: UUID) -> HttpResponse:
    found = _deellink(pk, deellink)
    return _show_address(request, found) if found.is_open else redirect("verklaringen:own", pk)


@require_link(OWN)
@require_POST
def stop_sharing(request: LinkRequest, pk: UUID, deellink: UUID) -> HttpResponse:
    actions.stop_sharing(_deellink(pk, deellink), by=Actor.link(request.link))
    messages.success(request, "Gestopt. Deze link werkt niet meer.")
    return redirect("verklaringen:own", pk)


@require_link(SHARED)
@require_safe
def shared(request: LinkRequest, pk: UUID) -> HttpResponse:
    """What the verklaring says, for whoever got the link from the person."""
    deellink = get_object_or_404(Deellink.objects.select_related("verklaring"), pk=pk)
    versie = _own_versie(deellink.verklaring_id)
    valid = versie.status in VALID
    if valid:
        _log(request, versie)
    context = {"versie": versie, "verklaring": versie.verklaring, "link": request.link, "valid": valid}
    context["doc"] = doc = _tekst(versie) if valid else None
    context["naam"] = doc.naam if doc else ""
    context |= {"sealed_on": sealed_on(versie.document), "sealer": sealer_of(versie.document)}
    return render(request, "verklaringen/shared.html", context)


def _own_versie(pk: UUID) -> Verklaringversie:
    """The version that counts now: the newest that is sealed, or signed where none is."""
    rows = Verklaringversie.objects.filter(verklaring=pk, verklaring__elders=False, status__in=SIGNED)
    rows = rows.select_related("verklaring__verstrekker", "document__zegelstuk")
    versie = current_of(rows.defer("document__zegelstuk__bestand"))
    if versie is None:
        raise Http404
    return versie


def _valid(pk: UUID) -> Verklaringversie:
    versie = _own_versie(pk)
    if versie.status == VersieStatus.INGETROKKEN:
        raise Http404
    return versie


def _tekst(versie: Verklaringversie) -> Verklaringtekst:
    if versie.document is None:
        raise Http404
    return Verklaringtekst(versie.document.snapshot)


def _deellink(pk: UUID, deellink: UUID) -> Deellink:
    rows = Deellink.objects.select_related("link", "verklaring")
    return get_object_or_404(rows, pk=deellink, verklaring=get_object_or_404(Praktijkverklaring, pk=pk))


def _show_address(request: LinkRequest, deellink: Deellink) -> HttpResponse:
    url = address_of(deellink)
    qr = qr_svg(url, title="QR-code van de link om te delen")
    context = {"deellink": deellink, "url": url, "qr": qr, "verklaring": deellink.verklaring}
    context["to_other"] = _to_other(request)
    return render(request, "verklaringen/share.html", context)


def _to_other(request: LinkRequest) -> bool:
    """Whether a parent or another vertegenwoordiger reads it: then "u", and the person by name."""
    return bool(request.link.functie)


def _log(request: LinkRequest, versie: Verklaringversie) -> None:
    waar = request.resolver_match.view_name if request.resolver_match else "verklaringen:own"
    log_inzage(Actor.link(request.link), [versie.verklaring.dossier], waar=waar)
