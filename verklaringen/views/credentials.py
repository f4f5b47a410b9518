"""What a wallet or another program fetches to check a credential: our keys, and which credentials no longer hold."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from verklaringen.credentials.keys import did_document, signing_key
from verklaringen.credentials.statuslist import number_of_lists, status_list
from verklaringen.models import Credentialsleutel

HOUR = 3600
PROOF, JWT = "application/vc", "application/vc+jwt"


@login_not_required
@require_safe
def did_json(request: HttpRequest) -> HttpResponse:
    used = list(Credentialsleutel.objects.order_by("created_at", "pk").values_list("publiek", flat=True))
    keys = dict.fromkeys([*used, signing_key().public])
    return _open(JsonResponse(did_document(list(keys)), content_type="application/did+json"), seconds=HOUR)


@login_not_required
@require_safe
def credential_status(request: HttpRequest, lijst: int) -> HttpResponse:
    if not 1 <= lijst <= number_of_lists():
        raise Http404
    jwt = request.get_preferred_type([PROOF, JWT]) == JWT
    response = HttpResponse(status_list(lijst, jwt=jwt), content_type=JWT if jwt else PROOF)
    patch_vary_headers(response, ["Accept"])
    return _open(response, seconds=60)


def _open(response: HttpResponse, *, seconds: int) -> HttpResponse:
    """Any site may read it: it holds no one's data."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
