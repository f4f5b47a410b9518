"""Limits on guessing a password or a code, counted on rows: per account and per address of the internet."""

import logging
from datetime import timedelta

from django.http import HttpRequest

from praktijkleren.links.hashes import peppered
from praktijkleren.links.limits import allow, client_address
from praktijkleren.links.models import Poging

logger = logging.getLogger(__name__)

PER = timedelta(minutes=15)
WAIT = "een kwartier"
PER_ACCOUNT, PER_ADDRESS = 5, 30


class TooManyTriesError(Exception):
    """Refused before looking at what was typed, so that known and unknown accounts get the same answer."""


def attempt(request: HttpRequest, what: str, account: str) -> None:
    """Count one try, or TooManyTriesError."""
    within = allow(f"{what}.adres", client_address(request), times=PER_ADDRESS, per=PER)
    if not within or not allow(f"{what}.account", account.casefold(), times=PER_ACCOUNT, per=PER):
        logger.warning("Te veel pogingen: %s", what)
        raise TooManyTriesError


def forgive(request: HttpRequest, what: str, account: str) -> None:
    """It was the right one. The account starts afresh; of its address only this try is taken back.

    Someone who may sign in himself could otherwise wipe out his guesses at others.
    """
    Poging.objects.filter(soort=f"{what}.account", sleutel=_key(f"{what}.account", account.casefold())).delete()
    address = Poging.objects.filter(soort=f"{what}.adres", sleutel=_key(f"{what}.adres", client_address(request)))
    if latest := address.order_by("-created_at").first():
        latest.delete()


def _key(soort: str, sleutel: str) -> str:
    return peppered("poging", soort, sleutel)
