from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post import dev, webhook
from praktijkleren.post.actions import retry
from praktijkleren.post.models import Bericht

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request

FRAMED = {"style-src": [SELF, UNSAFE_INLINE], "frame-ancestors": [SELF], "sandbox": ["allow-popups"]}
View = Callable[..., HttpResponseBase]


@require_safe
def detail(request: "Request", pk: UUID) -> HttpResponse:
    """What became of a mail, for who is asked to do something about it. Never what it said."""
    bericht = get_object_or_404(Bericht.objects.visible_to(request.user), pk=pk)
    return render(request, "post/detail.html", {"bericht": bericht})


@require_POST
def bericht_retry(request: "Request", pk: UUID) -> HttpResponse:
    bericht = get_object_or_404(Bericht.objects.visible_to(request.user), pk=pk)
    try:
        retry(bericht, by=Actor.gebruiker(request.user))
    except TransitionError:
        messages.warning(request, "Deze mail kan niet opnieuw worden verzonden.")
    else:
        messages.success(request, "De mail wordt opnieuw verzonden.")
    return redirect(bericht)


@csrf_exempt
@login_not_required
@require_POST
def delivery_events(request: HttpRequest) -> HttpResponse:
    """Where the mail provider tells what became of our mails. Signed instead of signed in."""
    if not settings.MAIL_WEBHOOK_SECRET:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > webhook.MAX_BODY:
        return JsonResponse({"fout": "te groot"}, status=413)
    try:
        webhook.check_signature(request.headers.get("X-Signature", ""), request.body)
        events = webhook.read_events(request.body)
    except webhook.RefusedError as refused:
        return JsonResponse({"fout": str(refused)}, status=403)
    except ValueError:
        return JsonResponse({"fout": "dit is niet de afgesproken JSON"}, status=400)
    return JsonResponse({"bekend": webhook.handle(events), "ontvangen": len(events)})


def development_only(view: View) -> View:
    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.ONTWIKKELING:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@development_only
def dev_list(request: HttpRequest) -> HttpResponse:
    """The mails that would have been sent, newest first."""
    query = request.GET.get("aan", "").strip()
    page = Paginator(dev.mails(query), 50).get_page(request.GET.get("pagina"))
    return render(request, "post/dev_list.html", {"page": page, "query": query})


@require_safe
@development_only
def dev_mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "post/dev_mail.html", {"mail": dev.find(name)})


@require_safe
@development_only
@xframe_options_sameorigin
@csp_replace(FRAMED)  # type: ignore[arg-type]  # django-csp types a view without arguments
def dev_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail as it is, for the sandboxed frame of its page."""
    return HttpResponse(dev.find(name).html)
