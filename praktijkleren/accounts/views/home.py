"""The front door: what this is, where to sign up for what, and where to sign in."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Regio
from praktijkleren.accounts.roles import Rol

BACKEND = "praktijkleren.accounts.backends.AuthenticationBackend"
MAX_DEMO = 80


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("werk:today")
    context = {"regios": open_regios(), "demo": demo_people() if settings.ONTWIKKELING else []}
    return render(request, "accounts/home.html", context)


@login_not_required
@require_POST
def demo_login(request: HttpRequest, pk: int) -> HttpResponse:
    """One click to be someone of the demo regio. Does not exist outside development."""
    if not settings.ONTWIKKELING:
        raise Http404
    gebruiker = get_object_or_404(Gebruiker, pk=pk)
    if not gebruiker.scopes:
        raise Http404
    login(request, gebruiker, backend=BACKEND)
    return redirect("werk:today")


def open_regios() -> list[tuple[Regio, str]]:
    """Where one may sign up, each with the address of its form. That form belongs to a room above this one."""
    try:
        reverse("aanmeldingen:apply", args=["AM00"])
    except NoReverseMatch:
        return []
    regios = sorted(Regio.objects.filter(neemt_aanmeldingen_aan=True).order_by("code"), key=str)
    return [(regio, reverse("aanmeldingen:apply", args=[regio.code])) for regio in regios]


def demo_people() -> list[tuple[str, list[Lidmaatschap]]]:
    """Everyone who works in a regio that takes aanmeldingen, and the beheerders, per role in the order of Rol."""
    regio_ids = frozenset(Regio.objects.filter(neemt_aanmeldingen_aan=True).values_list("pk", flat=True))
    current = Lidmaatschap.objects.current().filter(gebruiker__is_active=True)
    people = (current.in_regios(regio_ids) | current.filter(rol=Rol.BEHEERDER)).select_related(
        "gebruiker", "organisatie"
    )
    found = list(people.order_by("organisatie", "pk")[:MAX_DEMO])
    per_role = [(rol.label, [lid for lid in found if lid.rol == rol]) for rol in Rol]
    return [(label, rows) for label, rows in per_role if rows]
