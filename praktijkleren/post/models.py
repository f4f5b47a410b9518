"""The outbox: one Bericht is one mail promised to one person."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse

from praktijkleren.post.states import BerichtStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


ADVICE: dict[str, str] = {
    BerichtStatus.ONBESTELBAAR: "Vraag de ontvanger om een ander e-mailadres, of bel. Verbeter het adres op de pagina "
    "waar het over gaat en verzend daar opnieuw.",
    BerichtStatus.MISLUKT: "Probeer het opnieuw. Lukt het weer niet, bel dan de ontvanger en waarschuw een beheerder.",
    BerichtStatus.ONZEKER: "Vraag de ontvanger of de mail is aangekomen. Zo niet, vraag dan een nieuwe code aan.",
}


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def visible_to(self, gebruiker: "Gebruiker") -> Self:
        """One's own mails; a beheerder sees whether any mail arrived, never what it says."""
        return self.all() if gebruiker.is_staff else self.filter(eigenaar=gebruiker.pk)

    def ended(self) -> Self:
        return self.exclude(status__in=[BerichtStatus.GEPLAND, BerichtStatus.BEZIG])

    def due(self, now: datetime) -> Self:
        return self.filter(status=BerichtStatus.GEPLAND, volgende_poging_op__lte=now)

    def abandoned(self, now: datetime) -> Self:
        """Whoever was sending these is gone."""
        return self.filter(status=BerichtStatus.BEZIG, bezig_tot__lt=now)


class Bericht(models.Model):
    """A promise to mail. Subject and body are made from `sjabloon` and `context` at the moment of sending.

    Secrets (a link, a code) are never stored: `geheim_soort` and `geheim_id` say what is minted at delivery.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """What makes it this mail and no other: queueing it twice gives the first."""
    sjabloon = models.CharField(max_length=80)
    """<app>/<name>: templates/<app>/mail/<name>.txt."""
    aan = models.EmailField("e-mailadres")
    naam = models.CharField(max_length=120, blank=True)
    context = models.JSONField(default=dict)
    geheim_soort = models.CharField(max_length=40, blank=True)
    geheim_id = models.UUIDField(null=True, blank=True)
    eigenaar = models.ForeignKey("accounts.Gebruiker", models.SET_NULL, null=True, blank=True, related_name="berichten")
    """Who gets a Taak when it cannot be delivered."""
    over_soort = models.CharField(max_length=40, blank=True)
    over_id = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=16, choices=BerichtStatus, default=BerichtStatus.GEPLAND)
    message_id = models.CharField("Message-ID", max_length=120, unique=True)
    """The same at every try, so that a mail server can drop the second copy."""
    pogingen = models.PositiveSmallIntegerField(default=0)
    zachte_bounces = models.PositiveSmallIntegerField(default=0)
    """How often the receiving side said "not now"."""
    volgende_poging_op = models.DateTimeField()
    bezig_tot = models.DateTimeField(null=True, blank=True)
    """End of the lease of the worker that is sending it."""
    verzonden_op = models.DateTimeField(null=True, blank=True)
    onderwerp = models.CharField(max_length=200, blank=True)
    """Filled at the first try."""
    fout = models.CharField(max_length=300, blank=True)
    vervallen = models.BooleanField(default=False)
    """Not sent because what it was for was over."""
    created_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    """When its content was erased."""

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(fields=["status", "volgende_poging_op"]),
            models.Index(fields=["over_soort", "over_id"]),
            models.Index(fields=["aan"]),
        ]

    def __str__(self) -> str:
        return f"{self.sjabloon} ({self.get_status_display()})"

    @property
    def audit_dossier(self) -> uuid.UUID:
        """A chain of its own, so that mails to different people never wait for each other."""
        return self.id

    @property
    def is_purged(self) -> bool:
        return self.purged_at is not None

    @property
    def may_be_retried(self) -> bool:
        """Whoever sees it may, as long as its content is there and it still matters."""
        return self.status == BerichtStatus.MISLUKT and not self.is_purged and not self.vervallen

    @property
    def title(self) -> str:
        return f"Mail aan {self.naam or self.aan}"

    @property
    def advice(self) -> str:
        return "" if self.vervallen else ADVICE.get(self.status, "")

    @property
    def pagina(self) -> str:
        """Where a colleague repairs what could not be delivered, if the room that queued it said so."""
        return str(self.context.get("pagina", ""))

    @property
    def template_name(self) -> str:
        app, name = self.sjabloon.split("/")
        return f"{app}/mail/{name}.txt"

    def get_absolute_url(self) -> str:
        return reverse("post:detail", args=[self.pk])
