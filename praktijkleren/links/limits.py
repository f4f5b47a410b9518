"""Limits on tries, counted on rows (architecture.md 5)."""

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from praktijkleren.links.hashes import peppered
from praktijkleren.links.models import Poging


def allow(soort: str, sleutel: str, *, times: int, per: timedelta) -> bool:
    """Count this try and say whether it is within the limit. A refused try does not count, so nobody stays shut out.

    The row is written before counting: of two tries at the same moment at least one sees the other.
    """
    now = timezone.now()
    mine = Poging.objects.create(soort=soort, sleutel=peppered("poging", soort, sleutel), created_at=now)
    counted = Poging.objects.filter(soort=soort, sleutel=mine.sleutel, created_at__gt=now - per).count()
    if counted > times:
        mine.delete()
        return False
    return True


def client_address(request: HttpRequest) -> str:
    """Where a request comes from. Behind our own proxy only the last address in the header was written by it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(last))
        except ValueError:
            pass
    return str(request.META.get("REMOTE_ADDR", ""))
