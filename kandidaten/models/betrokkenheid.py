"""The only ground on which klantmanager, jobcoach, mbo-contact and nazorgbegeleider see a person."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import BETROKKEN, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet


class BetrokkenheidQuerySet(PeriodeQuerySet["Betrokkenheid"], VisibleQuerySet["Betrokkenheid"]):
    def in_scope(self, scope: Scope) -> Q:
        if scope.rol == Rol.COORDINATOR:
            return Q(kandidaat__regio__in=scope.regio_ids)
        if scope.rol in BETROKKEN:
            return Q(kandidaat__in=betrokken_kandidaten(scope))
        return NOTHING


class Betrokkenheid(Periode):
    """An organisatie is involved with a kandidaat in a role, by one colleague or (gebruiker empty) the whole team.

    From the aanmelding until after the traject. Handing over ends a row and makes a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kandidaat = models.ForeignKey("kandidaten.Kandidaat", models.CASCADE, related_name="betrokkenheden")
    organisatie = models.ForeignKey("accounts.Organisatie", models.PROTECT, related_name="betrokkenheden")
    gebruiker = models.ForeignKey(
        "accounts.Gebruiker", models.PROTECT, null=True, blank=True, related_name="betrokkenheden"
    )
    rol = models.CharField(max_length=20, choices=[(r.value, r.label) for r in Rol if r in BETROKKEN])
    waarom = models.CharField(max_length=200, blank=True)
    einde_reden = models.CharField("reden van het einde", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BetrokkenheidQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "betrokkenheden"
        indexes = [
            models.Index(fields=["organisatie", "rol", "van"]),
            models.Index(fields=["gebruiker", "rol"]),
            models.Index(fields=["kandidaat", "van"]),
        ]

    def __str__(self) -> str:
        return f"{self.wie} ({self.get_rol_display()})"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem

    @property
    def wie(self) -> str:
        return self.gebruiker.naam if self.gebruiker else team_of(self.organisatie.naam)


def team_of(organisatie: str) -> str:
    return f"team van {organisatie}"


def betrokken_kandidaten(scope: Scope) -> Any:
    """Ids of the kandidaten with whom this membership is involved today, by person or by team."""
    return (
        Betrokkenheid.objects.current()
        .filter(organisatie=scope.organisatie_id, rol=scope.rol)
        .filter(Q(gebruiker=scope.gebruiker_id) | Q(gebruiker__isnull=True))
        .filter(kandidaat__regio__in=scope.regio_ids)
        .values("kandidaat")
    )
