"""How someone becomes a colleague."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from praktijkleren.accounts.models.gebruiker import Gebruiker
from praktijkleren.accounts.models.organisatie import Organisatie
from praktijkleren.accounts.models.regio import Regio
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import EVERYTHING, NOTHING, Scope, VisibleQuerySet


class UitnodigingQuerySet(VisibleQuerySet["Uitnodiging"]):
    def in_scope(self, scope: Scope) -> Q:
        """Only who may invite sees who was invited."""
        if not scope.grants(Permission.COLLEGA_INVITE):
            return NOTHING
        return EVERYTHING if scope.rol == Rol.BEHEERDER else Q(regio__in=scope.regio_ids) & ~Q(rol=Rol.BEHEERDER)

    def open(self) -> Self:
        """Neither taken up nor withdrawn; may have expired, so that it can be sent again."""
        return self.filter(aangenomen_op__isnull=True, ingetrokken_op__isnull=True)


class Uitnodiging(models.Model):
    """A colleague was asked in by mail; the Lidmaatschap begins when the invitation is taken up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres")
    naam = models.CharField(max_length=120)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="uitnodigingen")
    regio = models.ForeignKey(Regio, models.PROTECT, null=True, blank=True, related_name="uitnodigingen")
    rol = models.CharField(max_length=20, choices=Rol)
    uitgenodigd_door = models.ForeignKey(
        Gebruiker, models.PROTECT, null=True, blank=True, related_name="verstuurde_uitnodigingen"
    )
    """Empty for the very first beheerder, who is invited from the command line."""
    created_at = models.DateTimeField(auto_now_add=True)
    verloopt_op = models.DateTimeField()
    aangenomen_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(aangenomen_op__isnull=True) | Q(ingetrokken_op__isnull=True),
                name="accounts_uitnodiging_een_einde",
            )
        ]

    def __str__(self) -> str:
        return f"{self.naam} voor {self.organisatie}"

    @property
    def is_open(self) -> bool:
        return not self.aangenomen_op and not self.ingetrokken_op and self.verloopt_op > timezone.now()
