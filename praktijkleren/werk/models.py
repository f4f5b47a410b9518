"""What asks for someone (Taak) and long work that may be left and found again (Opdracht)."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from praktijkleren.werk.states import OpdrachtStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


RECENT = timedelta(days=7)
TO_A_TEAM = Q(organisatie__isnull=False) | Q(regio__isnull=False) | ~Q(rol="")


class TaakQuerySet(models.QuerySet["Taak"]):
    def visible_to(self, gebruiker: "Gebruiker") -> Self:
        """Tasks for this person, and for the teams (organisatie, rol, regio) of which this person is one.

        A task of a colleague whose account was closed falls to the team that it names.
        """
        found = Q(wie=gebruiker.pk)
        nobody = Q(wie__isnull=True) | Q(wie__is_active=False)
        for scope in gebruiker.scopes:
            found |= (
                nobody
                & TO_A_TEAM
                & Q(rol__in=["", scope.rol])
                & (Q(organisatie=scope.organisatie_id) | Q(organisatie__isnull=True))
                & (Q(regio__in=scope.regio_ids) | Q(regio__isnull=True))
            )
        return self.filter(found)

    def open(self) -> Self:
        return self.filter(klaar_op__isnull=True)

    def most_urgent_first(self) -> Self:
        return self.order_by(F("voor").asc(nulls_last=True), "created_at", "pk")


class Taak(models.Model):
    """Something asks for a person or, without `wie`, for a team: those with `rol` in `organisatie` or `regio`.

    With a rol alone it is for everyone with that role, such as the beheerders.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    titel = models.CharField(max_length=200)
    """No more of a person than a name: it stands on a list and in a digest."""
    url = models.CharField(max_length=200)
    knop = models.CharField(max_length=40, default="Bekijk")
    wie = models.ForeignKey("accounts.Gebruiker", models.CASCADE, null=True, blank=True, related_name="taken")
    organisatie = models.ForeignKey("accounts.Organisatie", models.CASCADE, null=True, blank=True, related_name="taken")
    regio = models.ForeignKey("accounts.Regio", models.CASCADE, null=True, blank=True, related_name="taken")
    rol = models.CharField(max_length=20, blank=True)
    voor = models.DateField("doen voor", null=True, blank=True)
    over_soort = models.CharField(max_length=40, blank=True)
    over_id = models.CharField(max_length=40, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)
    met_de_hand = models.BooleanField("met de hand afgevinkt", default=False)
    """Ticked off by someone while its reason may still last."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TaakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "taken"
        indexes = [
            models.Index(fields=["wie", "klaar_op", "voor"]),
            models.Index(fields=["organisatie", "rol", "klaar_op"]),
            models.Index(fields=["over_soort", "over_id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(wie__isnull=False) | TO_A_TEAM, name="werk_taak_voor_iemand"),
            models.CheckConstraint(
                condition=Q(met_de_hand=False) | Q(klaar_op__isnull=False), name="werk_taak_met_de_hand_klaar"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def audit_dossier(self) -> uuid.UUID:
        """A chain of its own: one chain for all tasks would let everyone wait for everyone."""
        return self.id

    @property
    def is_open(self) -> bool:
        return self.klaar_op is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.voor is not None and self.voor < timezone.localdate()


class OpdrachtQuerySet(models.QuerySet["Opdracht"]):
    def visible_to(self, gebruiker: "Gebruiker") -> Self:
        return self.filter(eigenaar=gebruiker.pk)

    def runnable(self, now: datetime) -> Self:
        """Jobs that no worker has: not begun, put down, or left behind by a crash."""
        free = Q(bezig_tot__isnull=True) | Q(bezig_tot__lt=now)
        return self.filter(free, status__in=[OpdrachtStatus.WACHT, OpdrachtStatus.BEZIG])

    def recent(self, now: datetime) -> Self:
        """What runs, and what ended in the last week."""
        running = Q(status__in=[OpdrachtStatus.WACHT, OpdrachtStatus.BEZIG])
        return self.filter(running | Q(klaar_op__gte=now - RECENT))


class Opdracht(models.Model):
    """A long job. The row is the truth: a sweep takes up again what a crash cut off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """Dedupe key: starting the same job twice gives the first."""
    soort = models.CharField(max_length=60)
    titel = models.CharField(max_length=160)
    eigenaar = models.ForeignKey("accounts.Gebruiker", models.CASCADE, related_name="opdrachten")
    status = models.CharField(max_length=10, choices=OpdrachtStatus, default=OpdrachtStatus.WACHT)
    gegevens = models.JSONField(default=dict)
    totaal = models.PositiveIntegerField(default=0)
    gedaan = models.PositiveIntegerField(default=0)
    fout = models.CharField(max_length=300, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    bezig_tot = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    klaar_op = models.DateTimeField(null=True, blank=True)

    objects = OpdrachtQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opdrachten"
        indexes = [models.Index(fields=["eigenaar", "created_at"]), models.Index(fields=["status", "bezig_tot"])]

    def __str__(self) -> str:
        return self.titel

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.id

    def get_absolute_url(self) -> str:
        return reverse("werk:opdracht", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.status in {OpdrachtStatus.WACHT, OpdrachtStatus.BEZIG}

    @property
    def verder_url(self) -> str:
        """Where one goes on when it is done."""
        return str(self.gegevens.get("verder_url", ""))

    @property
    def verder(self) -> str:
        return str(self.gegevens.get("verder", "Ga verder"))

    @property
    def is_failed(self) -> bool:
        return self.status == OpdrachtStatus.MISLUKT


class OpdrachtRegel(models.Model):
    """What happened to one row of a job. Written in the same transaction as what the row did."""

    opdracht = models.ForeignKey(Opdracht, models.CASCADE, related_name="regels")
    nummer = models.PositiveIntegerField()
    wat = models.CharField(max_length=200)
    gelukt = models.BooleanField(default=True)
    uitleg = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "opdrachtregels"
        constraints = [models.UniqueConstraint(fields=["opdracht", "nummer"], name="werk_opdrachtregel_once")]

    def __str__(self) -> str:
        return f"{self.nummer}: {self.wat}"
