"""A question about trajecten that someone keeps."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet

MOST = 2000
"""Characters of a question; an address that is longer does not survive every mail program."""


class WeergaveQuerySet(VisibleQuerySet["Weergave"]):
    def in_scope(self, scope: Scope) -> Q:
        """One's own, and what colleagues share with the regio; for who has the page at all."""
        if not scope.grants(Permission.KANDIDAAT_VIEW):
            return NOTHING
        return Q(eigenaar=scope.gebruiker_id) | Q(gedeeld_met__in=scope.regio_ids)


class Weergave(models.Model):
    """Holds a question and never an answer: whoever opens it sees the own trajecten only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    eigenaar = models.ForeignKey("accounts.Gebruiker", models.CASCADE, related_name="weergaven")
    naam = models.CharField(max_length=80)
    vraag = models.CharField(max_length=MOST, blank=True)
    """As it stands in the address, without the question mark; only what its page knew when it was kept."""
    gedeeld_met = models.ForeignKey("accounts.Regio", models.PROTECT, null=True, blank=True, related_name="weergaven")
    """The colleagues of this regio who have the page may use it; empty is for oneself."""
    updated_at = models.DateTimeField(auto_now=True)

    objects = WeergaveQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "weergaven"
        constraints = [models.UniqueConstraint("eigenaar", Lower("naam"), name="rapportages_weergave_naam")]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        """The page with this question asked."""
        return f"{reverse('rapportages:search')}?{self.vraag}{'&' if self.vraag else ''}weergave={self.pk}"

    @property
    def without_name(self) -> str:
        """The same question when it no longer has a name."""
        return f"{reverse('rapportages:search')}?{self.vraag}"
