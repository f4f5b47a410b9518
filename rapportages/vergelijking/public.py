"""Open data, for anyone: a page that explains it, the file, and two descriptions that programs read."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from praktijkleren.links.limits import allow, client_address
from praktijkleren.ui.sheets import FORMATEN
from rapportages.models import Deling
from rapportages.vergelijking import opendata
from rapportages.vergelijking.afspraken import AFSPRAKEN
from rapportages.vergelijking.catalogus import catalogue

PER_ADDRESS = 120
"""Times an hour, for pages and files together."""


def _open(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Any site may read it, and asks again each time: what a regio takes back is gone at once."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> HttpResponse:
        if not allow("rapportages.open_data", client_address(request), times=PER_ADDRESS, per=timedelta(hours=1)):
            return render(request, "429.html", {"wait": "een uur"}, status=429)
        response = view(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "no-cache"
        return response

    return login_not_required(require_safe(wrapper))


@_open
def open_data(request: HttpRequest) -> HttpResponse:
    shared = Deling.objects.public().select_related("regio").order_by("pk")
    regios = sorted({str(deling.regio) for deling in shared}, key=str.casefold)
    context: dict[str, Any] = {"regios": regios, "kolommen": opendata.KOLOMMEN, "afspraken": AFSPRAKEN.values()}
    return render(request, "rapportages/open_data.html", context)


@_open
def open_csv(_request: HttpRequest) -> HttpResponse:
    formaat = FORMATEN["csv"]
    content = formaat.write([opendata.sheet(today=timezone.localdate())])
    response = HttpResponse(content, content_type=formaat.mime)
    response["Link"] = f'<{opendata.address("open_metadata")}>; rel="describedby"; type="application/csvm+json"'
    return response


@_open
def open_metadata(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(opendata.table_metadata(), content_type="application/csvm+json")


@_open
def open_catalog(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(catalogue(today=timezone.localdate()), content_type="application/ld+json")
