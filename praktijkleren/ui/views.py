"""Pages that belong to no room: what went wrong, what everyone may read, and whether we are well."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from praktijkleren.ui.gallery import gallery_context
from praktijkleren.ui.huisstijl import stylesheet


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Whoever did not sign in reads the words of 404: a refusal would say that there is something."""
    if not request.user.is_authenticated:
        return render(request, "404.html", status=403)
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest, wait: str = "een paar minuten") -> HttpResponse:
    """For whoever counts tries: `wait` says in words when one may try again."""
    return render(request, "429.html", {"wait": wait}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without request, session and database: one of them may be what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly an old tab or a sign-in elsewhere; the browser still holds what was typed, one step back."""
    return render(request, "ui/csrf_failure.html", status=403)


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """For the load balancer: well is only when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database antwoordt niet"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def accent_css(request: HttpRequest, kleurcode: str) -> HttpResponse:
    """Public and the same for everyone: the colour itself is the address."""
    return HttpResponse(stylesheet(kleurcode), content_type="text/css")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/privacy.html")


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.ONTWIKKELING:
        raise Http404
    return render(request, "ui/gallery.html", gallery_context(request))
