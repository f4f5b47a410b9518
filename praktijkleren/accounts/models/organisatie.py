"""Organisations, and where and for whom they work."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from praktijkleren.accounts.models.regio import Gemeente, Regio
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import Rol
from praktijkleren.accounts.visibility import EVERYTHING, Scope, VisibleQuerySet


class OrganisatieSoort(models.TextChoices):
    """A list with room: what the front of a region is called changes (domain.md 3.3, Werkcentrum)."""

    GEMEENTE = "gemeente", "gemeente of sociale dienst"
    UWV = "uwv", "UWV"
    MBO = "mbo", "mbo-instelling"
    ONTWIKKELBEDRIJF = "ontwikkelbedrijf", "ontwikkelbedrijf"
    WERKCENTRUM = "werkcentrum", "Werkcentrum of regionaal team"
    JOBCOACHORGANISATIE = "jobcoachorganisatie", "jobcoachorganisatie"
    SCHOOL = "school", "school voor vso, pro of vo"
    WERKGEVER = "werkgever", "werkgever"
    ANDERS = "anders", "anders"


class OrganisatieQuerySet(VisibleQuerySet["Organisatie"]):
    def in_scope(self, scope: Scope) -> Q:
        """One's own, and those that take part in the same regio's today."""
        if scope.rol == Rol.BEHEERDER:
            return EVERYTHING
        partners = Deelname.objects.current().filter(regio__in=scope.regio_ids).values("organisatie")
        return Q(pk=scope.organisatie_id) | Q(pk__in=partners)

    def in_regio(self, regio: Regio) -> Self:
        """Those that take part in this regio today."""
        return self.filter(pk__in=Deelname.objects.current().filter(regio=regio).values("organisatie"))


class Organisatie(models.Model):
    """Has no regio of its own: Deelname says where it takes part, Werkgebied for which gemeenten."""

    naam = models.CharField(max_length=160)
    soort = models.CharField(max_length=24, choices=OrganisatieSoort)
    brin = models.CharField("BRIN", max_length=4, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    email = models.EmailField("algemeen e-mailadres", blank=True)
    opvolger = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="voorgangers")
    """The organisation in which this one went up."""
    audit_dossier = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "organisaties"
        constraints = [
            models.UniqueConstraint(fields=["brin"], condition=~Q(brin=""), name="accounts_organisatie_brin")
        ]

    def __str__(self) -> str:
        return self.naam


class Deelname(Periode):
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="deelnames")
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="deelnames")

    objects = PeriodeQuerySet["Deelname"].as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "deelnames"

    def __str__(self) -> str:
        return f"{self.organisatie} in {self.regio}"


class Werkgebied(Periode):
    """The gemeenten for which an organisatie works; one sociale dienst may serve seven."""

    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="werkgebieden")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="werkgebieden")

    objects = PeriodeQuerySet["Werkgebied"].as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "werkgebieden"

    def __str__(self) -> str:
        return f"{self.organisatie} voor {self.gemeente}"


class Samenwerkingsverband(Periode):
    """A project of one or more regio's with its own target and criteria (domain.md 4.7, R9)."""

    naam = models.CharField(max_length=160)
    regios = models.ManyToManyField(Regio, related_name="samenwerkingsverbanden", verbose_name="regio's")
    organisaties = models.ManyToManyField(Organisatie, related_name="samenwerkingsverbanden", blank=True)
    doel_aantal = models.PositiveIntegerField("doel (aantal deelnemers)", null=True, blank=True)
    doelgroep = models.CharField(max_length=200, blank=True)
    criteria = models.TextField("eigen criteria", blank=True)

    objects = PeriodeQuerySet["Samenwerkingsverband"].as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "samenwerkingsverbanden"

    def __str__(self) -> str:
        return self.naam
