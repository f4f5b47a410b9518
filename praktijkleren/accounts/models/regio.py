"""Regio's and their gemeenten. What a region may decide for itself stands on Regio as data."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.accounts.visibility import EVERYTHING, Scope, VisibleQuerySet
from praktijkleren.ui.huisstijl import DEFAULT

HEX_COLOUR = RegexValidator(r"\A#[0-9a-f]{6}\Z", "Kies een kleur als # met zes cijfers of letters a-f.")


class Medeondertekenaar(models.TextChoices):
    """Who may have to sign besides the praktijkopleider, in the order in which they are asked."""

    LEIDINGGEVENDE = "leidinggevende", "leidinggevende van het leerbedrijf"
    MBO_CONTACT = "mbo_contact", "mbo-contact"
    KANDIDAAT = "kandidaat", "kandidaat"
    OUDER = "ouder", "ouder of voogd, als de kandidaat nog geen 18 is"
    BEWINDVOERDER = "bewindvoerder", "bewindvoerder van de kandidaat"
    CURATOR = "curator", "curator van de kandidaat"


BESIDE_KANDIDAAT = (Medeondertekenaar.OUDER, Medeondertekenaar.BEWINDVOERDER, Medeondertekenaar.CURATOR)
"""A vertegenwoordiger, where there is one. No rule asks it for a praktijkverklaring, so that a regio decides."""


class Volgorde(models.TextChoices):
    TEGELIJK = "tegelijk", "iedereen tegelijk"
    NA_ELKAAR = "na_elkaar", "na elkaar"


class RegioQuerySet(VisibleQuerySet["Regio"]):
    def in_scope(self, scope: Scope) -> Q:
        """The regio's that a membership reaches; a beheerder keeps the whole list."""
        return EVERYTHING if scope.rol == Rol.BEHEERDER else Q(pk__in=scope.regio_ids)


class Regio(models.Model):
    """An arbeidsmarktregio."""

    code = models.CharField(max_length=4, unique=True)
    naam = models.CharField(max_length=80)
    weergavenaam = models.CharField("naam op het scherm", max_length=80, blank=True)
    centrumgemeente = models.CharField(max_length=80, blank=True)
    kleur = models.CharField("accentkleur", max_length=7, default=DEFAULT.kleur, validators=[HEX_COLOUR])
    """Of headings and buttons; dark enough for white text (checked in the form)."""
    contact_email = models.EmailField("e-mailadres voor vragen", blank=True)
    neemt_aanmeldingen_aan = models.BooleanField("neemt aanmeldingen aan", default=False)
    stil_na_dagen = models.PositiveSmallIntegerField("traject is stil na (dagen)", default=28)
    ondertekentermijn_dagen = models.PositiveSmallIntegerField("termijn om te ondertekenen (dagen)", default=30)
    herinner_na_dagen = models.JSONField("herinneren na (dagen)", default=list, blank=True)
    """Days after the invitation; empty means the default of signing.md 2.7 (3, 7, 15, 26)."""
    bel_na_dagen = models.PositiveSmallIntegerField("jobcoach belt na (dagen)", default=12)
    escaleer_na_dagen = models.PositiveSmallIntegerField("coördinator hoort het na (dagen)", default=20)
    ondertekenaars = models.JSONField("wie ondertekent nog meer", default=list, blank=True)
    """Who signs a praktijkverklaring besides the praktijkopleider: values of Medeondertekenaar."""
    ondertekenvolgorde = models.CharField(
        "volgorde van ondertekenen", max_length=10, choices=Volgorde, default=Volgorde.TEGELIJK
    )
    op_papier = models.BooleanField("ondertekenen op papier mag", default=False)
    audit_dossier = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = RegioQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "regio's"

    def __str__(self) -> str:
        return self.weergavenaam or self.naam

    def get_absolute_url(self) -> str:
        return reverse("accounts:regio_edit", args=[self.code])


class Gemeente(models.Model):
    code = models.CharField("CBS-code", max_length=4, unique=True)
    naam = models.CharField(max_length=80)
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="gemeenten")

    class Meta:
        verbose_name_plural = "gemeenten"

    def __str__(self) -> str:
        return self.naam
