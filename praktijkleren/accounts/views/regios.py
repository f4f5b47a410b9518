"""What a region decides for itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from praktijkleren.accounts.actions import edit_regio
from praktijkleren.accounts.forms.regios import RegioForm
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.permissions import may_edit_regio
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor


@require_safe
def regio_list(request: Request) -> HttpResponse:
    """Who may change only one regio goes there at once."""
    if not request.user.has(Permission.REGIO_EDIT):
        raise PermissionDenied
    regios = list(Regio.objects.allowed_to(request.user, Permission.REGIO_EDIT).order_by("code"))
    if len(regios) == 1:
        return redirect(regios[0])
    return render(request, "accounts/regios.html", {"regios": regios})


@require_http_methods(["GET", "POST"])
def regio_edit(request: Request, code: str) -> HttpResponse:
    regio = get_object_or_404(Regio.objects.visible_to(request.user), code=code)
    if not may_edit_regio(request.user, regio):
        raise PermissionDenied
    title = str(regio)
    form = RegioForm(request.POST or None, instance=regio)
    if form.is_valid():
        edit_regio(regio, by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, f"De instellingen van {regio} zijn bewaard.")
        return redirect(regio)
    return render(request, "accounts/regio_edit.html", {"form": form, "title": title})
