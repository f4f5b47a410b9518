"""A browser that came by a mailed link and gave the right code."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.links import sessions
from praktijkleren.links.actions import make_link
from praktijkleren.links.models import Toegangslink


def open_link(doel: str, onderwerp_id: Any) -> Client:
    """The link that already waits for this subject, or else a new one."""
    waiting = Toegangslink.objects.filter(doel=doel, onderwerp_id=onderwerp_id, ended_at__isnull=True)
    link = waiting.order_by("created_at").last() or make_link(
        doel,
        onderwerp_id,
        naam="Houder van de link",
        email="houder@leerbedrijf.example",
        verloopt_op=timezone.now() + timedelta(days=14),
        by=Actor.systeem("test"),
    )
    client = Client()
    request = HttpRequest()
    request.session = client.session
    sessions.start(request, link, code_checked_at=timezone.now(), mailed=bool(link.email))
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client
