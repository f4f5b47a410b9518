"""The mailed link: opens exactly one thing for someone without an account (signing.md 2.4)."""

import uuid

from django.db import models
from django.utils import timezone

from praktijkleren.links.purposes import Purpose, purpose_of


class Toegangslink(models.Model):
    """Someone at an e-mail address may open one subject for one purpose until it ends. Has many tokens."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    doel = models.CharField(max_length=40)
    """The purpose, registered by the room that owns the subject (links/purposes.py)."""
    onderwerp_id = models.UUIDField()
    email = models.EmailField(blank=True)
    """Where the code goes. Empty for a person without e-mail: opened on the screen of a jobcoach."""
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=80, blank=True)
    verloopt_op = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=40, blank=True)
    """A word that the neutral page explains: ondertekend, geweigerd, overgedragen, teruggetrokken."""
    onbestelbaar_op = models.DateTimeField(null=True, blank=True)
    """Mail to this address does not arrive: no more links and no more codes."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "toegangslinks"
        indexes = [models.Index(fields=["doel", "onderwerp_id"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return f"{self.doel} voor {self.email}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and self.verloopt_op > timezone.now()

    @property
    def audit_dossier(self) -> uuid.UUID:
        """A chain of its own, so that mails to different people never wait for each other."""
        return self.id

    @property
    def purpose(self) -> Purpose:
        return purpose_of(self.doel)

    @property
    def titel(self) -> str:
        """What waits behind it."""
        return self.purpose.title_of(self.onderwerp_id)

    @property
    def afzender(self) -> str:
        return self.purpose.sender(self.onderwerp_id)


class Token(models.Model):
    """One mailed address of a link; only its peppered hash is kept. Each stays valid until the link ends."""

    link = models.ForeignKey(Toegangslink, models.CASCADE, related_name="tokens")
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"token van {self.link_id}"


class Code(models.Model):
    """A six-digit code, bound to the link and to the browser that asked for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Toegangslink, models.CASCADE, related_name="codes")
    sessie = models.CharField(max_length=64, blank=True)
    """Hash of a secret in the session of the browser that asked. Empty for a code shown on a colleague's screen."""
    hash = models.CharField(max_length=64, blank=True)
    """Empty until the mail with the code is made."""
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    verloopt_op = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["link", "created_at"])]

    def __str__(self) -> str:
        return f"code van {self.link_id}"


class Poging(models.Model):
    """One try at something that is limited. Counted on rows, so that an emptied cache lifts no limit."""

    soort = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=64)
    """Keyed hash of whom or what is counted: an address, an e-mail, a code."""
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "pogingen"
        indexes = [models.Index(fields=["soort", "sleutel", "created_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"{self.soort} {self.created_at:%Y-%m-%d %H:%M}"
