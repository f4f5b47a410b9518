"""Keeps the two dates by which a list is ordered and silence is found."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from trajecten.models import Traject


def touch(traject: Traject, *, contact: date | None = None) -> None:
    """Something happened: it is not silent, and the last contact moves forward, never back."""
    now = timezone.now()
    Traject.objects.filter(pk=traject.pk).update(laatste_activiteit=now)
    if contact:
        older = Q(laatste_contact__isnull=True) | Q(laatste_contact__lt=contact)
        Traject.objects.filter(older, pk=traject.pk).update(laatste_contact=contact)
