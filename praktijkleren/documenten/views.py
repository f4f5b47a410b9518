"""Reading and signing by link, and the PDF for colleagues."""

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions, handing_over
from praktijkleren.documenten.files import file_response, scan_response
from praktijkleren.documenten.forms import ColleagueForm, RemarksForm, SendBackForm, SignForm
from praktijkleren.documenten.holders import DOEL as HOLDER
from praktijkleren.documenten.models import Document, Ondertekenverzoek, Scan
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.documenten.together import waiting
from praktijkleren.links.access import LinkRequest, ask_code_again, posted, require_link, typed_before
from praktijkleren.links.origin import origin_of
from praktijkleren.post.addresses import typo_hint

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
def document_pdf(request: "Request", pk: UUID) -> HttpResponse:
    document = get_object_or_404(Document, pk=pk)
    if not document.kind.may_see(request.user, document.onderwerp_id):
        raise Http404
    _log(document, by=Actor.gebruiker(request.user), waar="documenten:pdf")
    return file_response(request, document)


@require_safe
def scan(request: "Request", pk: int) -> HttpResponse:
    """The paper that was signed, for colleagues who may see the document."""
    found = get_object_or_404(Scan.objects.select_related("handtekening__verzoek__document"), pk=pk)
    document = found.handtekening.verzoek.document
    if not document.kind.may_see(request.user, document.onderwerp_id):
        raise Http404
    _log(document, by=Actor.gebruiker(request.user), waar="documenten:scan")
    return scan_response(found)


@require_link(HOLDER)
@require_safe
def holder(request: LinkRequest, pk: UUID) -> HttpResponse:
    """For someone who gets a copy: what it is, and the file."""
    document = get_object_or_404(Document, pk=pk)
    _log(document, by=Actor.link(request.link), waar="documenten:holder")
    context = {"document": document, "kind": document.kind, "doc": document.kind.presenter(document.snapshot)}
    context["warning"] = document.kind.warning(document)
    return render(request, "documenten/holder.html", context)


@require_link(HOLDER)
@require_safe
def holder_pdf(request: LinkRequest, pk: UUID) -> HttpResponse:
    document = get_object_or_404(Document, pk=pk)
    _log(document, by=Actor.link(request.link), waar="documenten:holder_pdf")
    return file_response(request, document)


@require_link(actions.DOEL, also_ended=True)
@require_http_methods(GET_POST)
def sign(request: LinkRequest, pk: UUID) -> HttpResponse:
    """Read, and say of each item whether it is right. The answers decide whether signing or sending back comes next."""
    verzoek = _verzoek(pk)
    if not verzoek.may_be_answered:
        return redirect("documenten:done", pk)
    form = RemarksForm(posted(request), initial=typed_before(request), items=verzoek.items, kept=verzoek.opmerkingen)
    if request.method == "POST":
        verzoek = actions.keep_remarks(verzoek, form.answers())
        if "bewaar" in request.POST:
            messages.success(request, "Bewaard. U kunt later verdergaan met de link uit de mail.")
            return redirect("documenten:sign", pk)
        if form.is_valid():
            return redirect("documenten:confirm" if verzoek.all_right else "documenten:send_back", pk)
    _log(verzoek.document, by=Actor.link(request.link), waar="documenten:sign")
    return _page(request, "documenten/sign.html", verzoek, form=form)


@require_link(actions.DOEL, also_ended=True)
@require_http_methods(GET_POST)
def confirm(request: LinkRequest, pk: UUID) -> HttpResponse:
    """The last step: once more what will be signed, by whom and with which words."""
    verzoek = _verzoek(pk)
    if not verzoek.may_be_answered:
        return redirect("documenten:done", pk)
    if not verzoek.all_right:
        return redirect("documenten:sign", pk)
    form = SignForm(posted(request), typed=typed_before(request), verzoek=verzoek)
    if request.method == "POST" and form.is_valid():
        if not request.link_session.code_is_fresh:
            return ask_code_again(request, request.link)
        return _sign(request, verzoek, form)
    _log(verzoek.document, by=Actor.link(request.link), waar="documenten:confirm")
    return _page(request, "documenten/confirm.html", verzoek, form=form, items=verzoek.items)


def _sign(request: LinkRequest, verzoek: Ondertekenverzoek, form: SignForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        actions.sign(
            verzoek,
            naam=data["naam"],
            functie=data["functie"],
            zin=form.zin,
            inhoud_sha256=data["inhoud_sha256"],
            code_checked_at=request.link_session.code_checked_at,
            **asdict(origin_of(request)),
            by=Actor.link(request.link, naam=data["naam"], functie=data["functie"]),
        )
    except actions.ChangedError:
        messages.warning(request, "Het document is gewijzigd. Er is niets ondertekend. Controleer het opnieuw.")
        return redirect("documenten:sign", verzoek.pk)
    except TransitionError:
        messages.warning(request, "Er is niets ondertekend.")
    return redirect("documenten:done", verzoek.pk)


@require_link(actions.DOEL, also_ended=True)
@require_http_methods(GET_POST)
def send_back(request: LinkRequest, pk: UUID) -> HttpResponse:
    """Not signed: with remarks, because of who is asked, or for another reason."""
    verzoek = _verzoek(pk)
    if not verzoek.may_be_answered:
        return redirect("documenten:done", pk)
    remarks = verzoek.remarks
    reden = request.GET.get("reden") or (WeigerReden.INHOUD if remarks else "")
    initial = {"reden": reden, **typed_before(request)}
    form = SendBackForm(posted(request), initial=initial, has_remarks=bool(remarks), rol=verzoek.rol)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(verzoek, by=Actor.link(request.link), **form.decision())
        except TransitionError:
            messages.warning(request, "Er is niets teruggestuurd: iemand was u voor.")
        return redirect("documenten:done", pk)
    _log(verzoek.document, by=Actor.link(request.link), waar="documenten:send_back")
    return _page(request, "documenten/send_back.html", verzoek, form=form, remarks=remarks)


@require_link(actions.DOEL, also_ended=True)
@require_http_methods(GET_POST)
def name_colleague(request: LinkRequest, pk: UUID) -> HttpResponse:
    """Not the right person: who is? At once within the company, else someone looks first."""
    verzoek = _verzoek(pk)
    if not verzoek.may_be_answered or verzoek.in_person:
        return redirect("documenten:done", pk)
    form = ColleagueForm(posted(request), initial=typed_before(request))
    if request.method == "POST" and form.is_valid() and _name_colleague(request, verzoek, form):
        return redirect("documenten:done", pk)
    return _page(request, "documenten/name_colleague.html", verzoek, form=form)


def _name_colleague(request: LinkRequest, verzoek: Ondertekenverzoek, form: ColleagueForm) -> bool:
    try:
        handing_over.name_colleague(verzoek, by=Actor.link(request.link), **form.cleaned_data)
    except handing_over.SignerRefusedError as refused:
        form.add_error("email", str(refused))
        return False
    except TransitionError:
        messages.warning(request, "Er is niets doorgegeven: iemand was u voor.")
    if hint := typo_hint(form.cleaned_data["email"]):
        messages.warning(request, hint)
    return True


@require_link(actions.DOEL)
@require_POST
def sign_oneself(request: LinkRequest, pk: UUID) -> HttpResponse:
    """A colleague was named, and the mind was changed before anybody approved."""
    with suppress(TransitionError):
        handing_over.forget_colleague(_verzoek(pk), by=Actor.link(request.link))
    return redirect("documenten:sign", pk)


@require_link(actions.DOEL, also_ended=True)
@require_safe
def done(request: LinkRequest, pk: UUID) -> HttpResponse:
    """What came of it; the same page for the first and the twentieth click."""
    verzoek = _verzoek(pk)
    if verzoek.may_be_answered:
        return redirect("documenten:sign", pk)
    return _page(request, "documenten/done.html", verzoek)


@require_link(actions.DOEL)
@require_safe
def preview(request: LinkRequest, pk: UUID) -> HttpResponse:
    """What the document will look like, marked as a concept."""
    document = _verzoek(pk).document
    _log(document, by=Actor.link(request.link), waar="documenten:preview")
    return file_response(request, document)


def _verzoek(pk: UUID) -> Ondertekenverzoek:
    return get_object_or_404(Ondertekenverzoek.objects.select_related("document", "handtekening"), pk=pk)


def _page(request: LinkRequest, template: str, verzoek: Ondertekenverzoek, **context: object) -> HttpResponse:
    kind = verzoek.document.kind
    context |= {"verzoek": verzoek, "kind": kind, "doc": kind.presenter(verzoek.document.snapshot)}
    context["titel"] = f"Onderteken de {kind.titel}"
    context |= {"tot": request.link_session.tot, "sender": kind.sender(verzoek.document.snapshot)}
    context["note"] = kind.note(verzoek.document.onderwerp_id)
    context["others"] = len([row for row in waiting(request.link, request.link_session) if row != verzoek])
    return render(request, template, context)


def _log(document: Document, *, by: Actor, waar: str) -> None:
    log_inzage(by, document.kind.personen(document.onderwerp_id), waar=waar)
