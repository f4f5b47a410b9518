"""Making and sending many at once: who can get one, a look at who was chosen and whom that mails, and then the job."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.signer import Signer
from praktijkleren.ui.keyset import KeysetPage
from trajecten.models import Plaatsing, Traject, TrajectQuerySet
from verklaringen import in_one_go
from verklaringen.filters import ToMakeFilter
from verklaringen.ready import Row, rows_of

MOST = 100
ORDER = ("kandidaat__zoeknaam", "pk")
CHOOSE = "Kies eerst een of meer mensen voor wie je een verklaring kunt maken."


@require_safe
def to_make(request: Request) -> HttpResponse:
    """One row per person: ready, done, or why not. Whoever is ready is ticked."""
    filter_ = ToMakeFilter(request.GET, queryset=_allowed(request), request=request)
    page = KeysetPage(filter_.qs, request, order=ORDER, size=MOST)
    rows = rows_of(page.rows, request.user, back=request.get_full_path())
    _log(request, rows, "verklaringen:to_make")
    context = {
        "filter": filter_,
        "page": page,
        "rows": rows,
        "ready": sum(row.is_ready for row in rows),
        "caption": "1 persoon" if page.count == 1 else f"{page.count} mensen",
        "groep": request.GET.get("groep", ""),
    }
    return render(request, "verklaringen/to_make.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_many(request: Request) -> HttpResponse:
    """What will happen to whom, and then it happens. The address holds the choice."""
    keys = {key for text in request.GET.getlist("pk")[:MOST] if (key := _uuid(text))}
    chosen = rows_of(list(_allowed(request).filter(pk__in=keys).order_by(*ORDER)), request.user, back="")
    rows = [row for row in chosen if row.is_ready]
    if not rows:
        messages.info(request, CHOOSE)
        return redirect(_back(request))
    sleutel = _uuid(request.POST.get("sleutel", ""))
    if request.method == "POST" and sleutel:
        picked = sorted(_picked(request, rows), key=lambda each: each.order)
        pairs = [(each.plaatsing, each.key) for each in picked]
        return redirect(in_one_go.start(pairs, sleutel=sleutel, gebruiker=request.user, verder_url=_back(request)))
    _log(request, rows, "verklaringen:make_many")
    number = len(rows)
    context = {
        "signers": _by_signer(rows),
        "number": number,
        "missing": len(keys) - number,
        "what": "1 praktijkverklaring" if number == 1 else f"{number} praktijkverklaringen",
        "mede": sorted({signer.als for row in rows for signer in row.mede}),
        "sleutel": uuid4(),
        "back": _back(request),
    }
    return render(request, "verklaringen/make_many.html", context)


@dataclass(frozen=True)
class Picked:
    """For one plaatsing: who signs."""

    plaatsing: Plaatsing
    key: str
    order: tuple[str, str]


def _picked(request: Request, rows: list[Row]) -> list[Picked]:
    """In the order of the signers, so that each has theirs together."""
    found = []
    for row in rows:
        asked = request.POST.get(f"wie-{row.traject.pk}", "")
        key = asked if asked in row.signers else next(iter(row.signers))
        if row.plaatsing:
            order = (row.signers[key].email.casefold(), row.traject.kandidaat.zoeknaam)
            found.append(Picked(row.plaatsing, key, order))
    return found


def _by_signer(rows: list[Row]) -> list[tuple[Signer, list[Row]]]:
    found: dict[tuple[str, str], tuple[Signer, list[Row]]] = {}
    for row in rows:
        if signer := row.first_signer:
            found.setdefault((signer.email.casefold(), signer.naam), (signer, []))[1].append(row)
    return [found[key] for key in sorted(found)]


def _allowed(request: Request) -> TrajectQuerySet:
    if not request.user.has(Permission.VERKLARING_ISSUE):
        raise PermissionDenied
    mine = Traject.objects.allowed_to(request.user, Permission.VERKLARING_ISSUE).filter(elders=False)
    return mine.select_related("kandidaat", "regio", "kwalificatie")


def _back(request: Request) -> str:
    groep = _uuid(request.GET.get("groep", ""))
    url = reverse("verklaringen:to_make")
    return f"{url}?groep={groep}" if groep else url


def _log(request: Request, rows: list[Row], waar: str) -> None:
    seen = [row.traject.kandidaat.pseudoniem for row in rows]
    log_inzage(Actor.gebruiker(request.user), seen, waar=waar)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
