from uuid import uuid4

from tests.factories.links import ToegangslinkFactory, token_of
from tests.pages import Page

PAGES = [
    Page("links:open", args=lambda _world: [f"{token_of(ToegangslinkFactory())}/"], public=True),
    Page("links:code", args=lambda _world: [uuid4()], public=True, status=404),
    Page("links:resend", args=lambda _world: [uuid4()], public=True, status=404),
    Page("links:renew", public=True),
    Page("links:sent", public=True),
    Page("links:lost", public=True),
]
