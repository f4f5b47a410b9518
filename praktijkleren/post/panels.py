"""What a beheerder sees of the outbox on Vandaag: nothing ends in silence."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus
from praktijkleren.werk.today import Panel, Regel

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

LATE = timedelta(minutes=30)
RECENT = timedelta(days=7)


def outbox_panel(gebruiker: "Gebruiker") -> Panel | None:
    """Mails that should have left by now, and mails of the last week that failed. One query."""
    if not gebruiker.is_staff:
        return None
    now = timezone.now()
    fresh = Q(created_at__gte=now - RECENT)
    counts = Bericht.objects.aggregate(
        late=Count("pk", filter=Q(status=BerichtStatus.GEPLAND, created_at__lt=now - LATE)),
        mislukt=Count("pk", filter=fresh & Q(status=BerichtStatus.MISLUKT, vervallen=False)),
        onbestelbaar=Count("pk", filter=fresh & Q(status=BerichtStatus.ONBESTELBAAR)),
        onzeker=Count("pk", filter=fresh & Q(status=BerichtStatus.ONZEKER)),
    )
    lines = [
        _line(counts["late"], "wacht", "wachten", "langer dan een half uur", BerichtStatus.GEPLAND, urgent=True),
        _line(counts["mislukt"], "kon", "konden", "niet worden verzonden", BerichtStatus.MISLUKT),
        _line(counts["onbestelbaar"], "was", "waren", "niet te bezorgen", BerichtStatus.ONBESTELBAAR),
        _line(counts["onzeker"], "is", "zijn", "misschien niet verzonden", BerichtStatus.ONZEKER),
    ]
    return Panel("Mail die aandacht vraagt", [line for line in lines if line])


def _line(count: int, one: str, more: str, what: str, status: BerichtStatus, *, urgent: bool = False) -> Regel | None:
    url = f"{reverse('admin:post_bericht_changelist')}?status__exact={status}"
    mails = f"mail {one}" if count == 1 else f"mails {more}"
    return Regel(f"{count} {mails} {what}", url, "Bekijk", urgent=urgent) if count else None
