"""What a regio shows to other regio's, and the number of inhabitants by which its numbers are divided."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import EVERYTHING, Scope, VisibleQuerySet


class DelingQuerySet(VisibleQuerySet["Deling"]):
    def in_scope(self, scope: Scope) -> Q:
        """What is shared is shared with everyone who sees figures; what a regio decides, it sees itself as well."""
        if scope.grants(Permission.CIJFERS_VIEW):
            return EVERYTHING
        return Q(regio__in=scope.regio_ids)

    def public(self) -> Self:
        """For anyone, without signing in."""
        return self.filter(openbaar=True)


class Deling(models.Model):
    """A regio shares one figure. Nothing is shared without such a row; to take back is to remove it."""

    regio = models.ForeignKey("accounts.Regio", models.CASCADE, related_name="delingen")
    cijfer = models.CharField(max_length=40)
    """Name of an Afspraak (vergelijking/afspraken.py)."""
    openbaar = models.BooleanField("ook als open data", default=False)
    sinds = models.DateTimeField()
    door = models.ForeignKey("accounts.Gebruiker", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "delingen"
        constraints = [models.UniqueConstraint(fields=["regio", "cijfer"], name="rapportages_deling_once")]

    def __str__(self) -> str:
        return f"{self.regio}: {self.cijfer}"


class Inwonertal(models.Model):
    """How many people live in a regio, as the regio itself looked it up."""

    regio = models.ForeignKey("accounts.Regio", models.CASCADE, related_name="inwonertallen")
    jaar = models.PositiveSmallIntegerField()
    """The number of 1 January of this year."""
    aantal = models.PositiveIntegerField("aantal inwoners", validators=[MinValueValidator(1)])
    bron = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "inwonertallen"
        constraints = [
            models.UniqueConstraint(fields=["regio", "jaar"], name="rapportages_inwonertal_once"),
            models.CheckConstraint(condition=Q(aantal__gt=0), name="rapportages_inwonertal_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.regio} {self.jaar}: {self.aantal}"
