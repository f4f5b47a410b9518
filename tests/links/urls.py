"""The addresses of the house and one page behind a link."""

from django.http import HttpResponse
from django.urls import path

from praktijkleren.links.access import ask_code_again, require_link, typed_before
from praktijkleren.urls import handler404, urlpatterns

__all__ = ["handler404"]


@require_link("proef")
def page(request, pk):
    if request.method == "POST" and not request.link_session.code_is_fresh:
        return ask_code_again(request, request.link)
    return HttpResponse(f"{request.link.naam} {typed_before(request)} {request.POST.get('tekst', '')}")


urlpatterns = [*urlpatterns, path("proef/<uuid:pk>/", page, name="proef")]
