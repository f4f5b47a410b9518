"""The praktijkverklaring and its versions. It stands alone: it outlives the dossier from which it came."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from kandidaten.models import Kandidaat
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from praktijkleren.ui.text import normalise
from verklaringen.codes import group_code
from verklaringen.states import VALID, IntrekReden, VersieStatus


class PraktijkverklaringQuerySet(VisibleQuerySet["Praktijkverklaring"]):
    def in_scope(self, scope: Scope) -> Q:
        """The regio's own, and those of the people one may see; the mbo-instelling keeps those that it issued."""
        if not scope.grants(Permission.VERKLARING_VIEW):
            return NOTHING
        if scope.rol == Rol.COORDINATOR:
            return Q(regio__in=scope.regio_ids)
        seen = Kandidaat.objects.filter(Kandidaat.objects.all().in_scope(scope)).values("pk")
        if scope.rol == Rol.MBO_CONTACT:
            return Q(kandidaat__in=seen) | Q(kandidaat__isnull=True, verstrekker=scope.organisatie_id)
        return Q(kandidaat__in=seen)

    def with_current(self) -> Self:
        """Adds `status` and `versie` of the version that counts: the last that was made."""
        last = Verklaringversie.objects.filter(verklaring=OuterRef("pk")).order_by("-versie")
        return self.annotate(status=Subquery(last.values("status")[:1]), versie=Subquery(last.values("versie")[:1]))

    def in_status(self, *statuses: str) -> Self:
        """Whose last version has one of these statuses."""
        last = Verklaringversie.objects.filter(verklaring=OuterRef("pk"), vervangen_door__isnull=True)
        return self.filter(Exists(last.filter(status__in=statuses)))

    def signed(self) -> Self:
        return self.filter(ondertekend_op__isnull=False)

    def to_hand_over(self) -> Self:
        """Ready, and nobody has it in hand yet."""
        return self.signed().filter(uitgereikt_op__isnull=True, elders=False).in_status(VersieStatus.VERZEGELD)

    def search(self, text: str) -> Self:
        """Every word must start a part of the name; accents and capitals do not count."""
        found = self
        for word in normalise(text).split():
            found = found.filter(Q(zoeknaam__startswith=word) | Q(zoeknaam__contains=f" {word}"))
        return found


class Praktijkverklaring(models.Model):
    """Belongs to one plaatsing; a traject may yield several, a person many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    """80 random bits in Crockford base32: the address behind the QR, the same for every version."""
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="praktijkverklaringen")
    kandidaat = models.ForeignKey(
        Kandidaat, models.SET_NULL, null=True, blank=True, related_name="praktijkverklaringen"
    )
    traject = models.ForeignKey(
        "trajecten.Traject", models.SET_NULL, null=True, blank=True, related_name="praktijkverklaringen"
    )
    plaatsing = models.ForeignKey(
        "trajecten.Plaatsing", models.SET_NULL, null=True, blank=True, related_name="praktijkverklaringen"
    )
    verstrekker = models.ForeignKey("accounts.Organisatie", models.PROTECT, related_name="praktijkverklaringen")
    """The mbo-instelling that issues it."""
    dossier = models.UUIDField()
    """Pseudonym of the person: key of the audit chain, also after the person's row is gone."""
    naam = models.CharField(max_length=250)
    """Surname first, for lists."""
    zoeknaam = models.CharField(max_length=300, editable=False)
    elders = models.BooleanField("elders uitgegeven", default=False)
    """Came from another system: counted, never sealed or checkable."""
    ondertekend_op = models.DateField(null=True, blank=True)
    uitgereikt_op = models.DateField("uitgereikt op", null=True, blank=True)
    """A dated fact, not a state."""
    uitgereikt_door = models.CharField(max_length=120, blank=True)
    uitgereikt_plaats = models.CharField(max_length=120, blank=True)
    uitreiking = models.UUIDField(null=True, blank=True)
    """The same for all that were handed over on one occasion."""
    laatste_activiteit = models.DateTimeField()
    created_at = models.DateTimeField()

    objects = PraktijkverklaringQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "praktijkverklaringen"
        indexes = [
            models.Index(fields=["regio", "-laatste_activiteit", "-id"]),
            models.Index(fields=["regio", "uitgereikt_op"]),
            models.Index(fields=["kandidaat"]),
            models.Index(fields=["uitreiking"]),
        ]

    def __str__(self) -> str:
        return f"praktijkverklaring van {self.naam}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.zoeknaam = normalise(self.naam)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("verklaringen:detail", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.dossier

    @property
    def code_in_groups(self) -> str:
        return group_code(self.code)


class Verklaringversie(models.Model):
    """One version: what stands on it is frozen in its Document when it goes to be signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verklaring = models.ForeignKey(Praktijkverklaring, models.PROTECT, related_name="versies")
    versie = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=20, choices=VersieStatus, default=VersieStatus.CONCEPT)
    document = models.OneToOneField(
        "documenten.Document", models.PROTECT, null=True, blank=True, related_name="verklaringversie"
    )
    vervangt = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="vervangen_door")
    toelichting = models.TextField("toelichting voor de praktijkopleider", blank=True)
    gemaakt_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, null=True, related_name="verklaringversies")
    verstuurd_op = models.DateTimeField(null=True, blank=True)
    zending = models.UUIDField(null=True, blank=True)
    """The same for all that were sent in one go; whoever signs several of those gets one mail."""
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "verklaringversies"
        constraints = [
            models.UniqueConstraint(fields=["verklaring", "versie"], name="verklaringen_versie_once"),
        ]
        indexes = [models.Index(fields=["status", "verstuurd_op"])]

    def __str__(self) -> str:
        return f"versie {self.versie} ({self.get_status_display()})"

    @property
    def is_signed(self) -> bool:
        return self.status in VALID

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.verklaring.dossier


class VerklaringWerkproces(models.Model):
    """One werkproces that stands on a version, with the codes and names as they were."""

    versie = models.ForeignKey(Verklaringversie, models.CASCADE, related_name="werkprocessen")
    volgorde = models.PositiveSmallIntegerField()
    werkproces = models.ForeignKey(
        "kwalificaties.Werkproces", models.PROTECT, null=True, blank=True, related_name="verklaringen"
    )
    beoordeling = models.ForeignKey(
        "trajecten.Beoordeling", models.SET_NULL, null=True, blank=True, related_name="verklaringen"
    )
    kerntaak_code = models.CharField(max_length=10)
    kerntaak_naam = models.CharField(max_length=300)
    code = models.CharField(max_length=14)
    naam = models.CharField(max_length=300)
    toelichting = models.CharField(max_length=300, blank=True)
    """In plain words: where, with what (domain.md 1.4, row 11)."""

    class Meta:
        verbose_name_plural = "werkprocessen op een verklaring"
        constraints = [models.UniqueConstraint(fields=["versie", "volgorde"], name="verklaringen_werkproces_volgorde")]

    def __str__(self) -> str:
        return self.naam


class Intrekking(models.Model):
    """Taking a sealed version back for good: one colleague proposes, another confirms or turns it down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    versie = models.ForeignKey(Verklaringversie, models.PROTECT, related_name="intrekkingen")
    reden = models.CharField(max_length=20, choices=IntrekReden)
    toelichting = models.TextField(blank=True)
    """For colleagues; nothing of it is shown to anyone else."""
    voorgesteld_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="+")
    voorgesteld_op = models.DateTimeField()
    besloten_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, null=True, blank=True, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)
    akkoord = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "intrekkingen"
        constraints = [
            models.UniqueConstraint(
                fields=["versie"], condition=Q(besloten_op__isnull=True), name="verklaringen_intrekking_een_open"
            ),
            models.CheckConstraint(
                condition=Q(akkoord=False) | (Q(besloten_op__isnull=False) & ~Q(besloten_door=F("voorgesteld_door"))),
                name="verklaringen_intrekking_vier_ogen",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reden_display()

    @property
    def is_open(self) -> bool:
        return self.besloten_op is None

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.versie.audit_dossier


def open_intrekking() -> Subquery:
    """The key of the proposal that waits for a decision, next to each version."""
    waiting = Intrekking.objects.filter(versie=OuterRef("pk"), besloten_op__isnull=True)
    return Subquery(waiting.values("pk")[:1])


class Deellink(models.Model):
    """The kandidaat lets someone read the verklaring for a week, through a mailed or shown address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verklaring = models.ForeignKey(Praktijkverklaring, models.CASCADE, related_name="deellinks")
    link = models.OneToOneField("links.Toegangslink", models.PROTECT, related_name="deellink")
    voor = models.CharField(max_length=60, blank=True)
    """For whom, in the words of the kandidaat."""
    geopend = models.PositiveIntegerField(default=0)
    laatst_geopend_op = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deellinks"
        indexes = [models.Index(fields=["verklaring", "created_at"])]

    def __str__(self) -> str:
        return f"deellink {self.created_at:%Y-%m-%d}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.verklaring.dossier

    @property
    def is_open(self) -> bool:
        return self.link.is_open


class Credential(models.Model):
    """The version as an Open Badge 3.0: signed once, attached to its PDF and never made again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    versie = models.OneToOneField(Verklaringversie, models.PROTECT, related_name="credential")
    tekst = models.TextField()
    """The signed JSON, byte for byte as it stands in the PDF."""
    zout = models.CharField(max_length=32)
    sleutel = models.ForeignKey("verklaringen.Credentialsleutel", models.PROTECT, related_name="+")
    lijst = models.PositiveIntegerField(default=1)
    plek = models.PositiveIntegerField()
    """Random place in the status list, so that it says nothing about when or for whom."""
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "credentials"
        constraints = [models.UniqueConstraint(fields=["lijst", "plek"], name="verklaringen_credential_plek")]

    def __str__(self) -> str:
        return f"credential {self.id}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.versie.audit_dossier


class Credentialsleutel(models.Model):
    """A public key that signed. It stays in the did document for good, also after the key was changed."""

    publiek = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "credentialsleutels"

    def __str__(self) -> str:
        return self.publiek
