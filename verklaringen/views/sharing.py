"""For a kandidaat without e-mail: a colleague makes and stops the link that the kandidaat gives to someone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.links.qr import qr_svg
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.delen import address_of
from verklaringen.models import Deellink
from verklaringen.permissions import may_share_for
from verklaringen.views._shared import back_to, find_verklaring, show


@require_POST
def share_on_screen(request: Request, pk: UUID) -> HttpResponse:
    verklaring = find_verklaring(request, pk, may_share_for)
    try:
        deellink = actions.share(verklaring, by=Actor.gebruiker(request.user))
    except TransitionError:
        messages.info(request, "De verklaring is nog niet ondertekend, of geldt niet meer.")
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        url = address_of(deellink)
        qr = qr_svg(url, title="QR-code van de link om te delen")
        return show(request, "verklaringen/share_on_screen.html", verklaring, deellink=deellink, url=url, qr=qr)
    return back_to(verklaring)


@require_POST
def stop_share_of(request: Request, pk: UUID) -> HttpResponse:
    deellink = get_object_or_404(Deellink.objects.select_related("link", "verklaring"), pk=pk)
    verklaring = find_verklaring(request, deellink.verklaring_id, may_share_for)
    actions.stop_sharing(deellink, by=Actor.gebruiker(request.user))
    messages.success(request, "Gestopt. Deze link werkt niet meer.")
    return back_to(verklaring)
