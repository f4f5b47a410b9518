"""A frozen snapshot, the requests to sign it, the signatures, and the sealed file that came out.

Knows a document by kind, subject and content hash only. What it says is in `snapshot`; HTML and PDF are made from
that alone.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from praktijkleren.documenten.kinds import Item, Kind, kind_of
from praktijkleren.documenten.signer import IN_PERSON, capacity, in_words
from praktijkleren.documenten.states import OPEN_STATES, AfwezigReden, Niveau, VerzoekStatus, WeigerReden


class DocumentQuerySet(models.QuerySet["Document"]):
    def unsealed(self) -> Self:
        """Signed, but without its seal, however long ago."""
        return self.filter(volledig_ondertekend_op__isnull=False, verzegeld_op__isnull=True)

    def free(self, now: datetime) -> Self:
        """Of which no worker has the lease."""
        return self.filter(Q(bezig_tot__isnull=True) | Q(bezig_tot__lt=now))

    def due(self, now: datetime) -> Self:
        """That need not wait, or not any more, after a failure."""
        return self.filter(Q(zegel_weer_op__isnull=True) | Q(zegel_weer_op__lte=now))


class Document(models.Model):
    """One version of one document. Never changes after it was frozen; how far its seal is stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=40)
    """Registered by the room above (documenten/kinds.py), such as praktijkverklaring."""
    onderwerp_id = models.UUIDField()
    snapshot = models.JSONField()
    inhoud_sha256 = models.CharField("hash van de inhoud (SHA-256)", max_length=64)
    """SHA-256 of the snapshot in canonical JSON (RFC 8785)."""
    sjabloonversie = models.PositiveSmallIntegerField(default=1)
    taal = models.CharField(max_length=5, default="nl")
    audit_dossier = models.UUIDField()
    """The dossier of the subject, so that what happens here stands in the same chain."""
    created_at = models.DateTimeField("vastgelegd op")
    volledig_ondertekend_op = models.DateTimeField(null=True, blank=True)
    verzegeld_op = models.DateTimeField(null=True, blank=True)
    """Set in the transaction that keeps the Zegelstuk, and nowhere else."""
    bezig_tot = models.DateTimeField(null=True, blank=True)
    """Lease of the worker that seals it."""
    zegel_weer_op = models.DateTimeField(null=True, blank=True)
    """After a failure: when to try again."""
    zegel_pogingen = models.PositiveIntegerField(default=0)
    zegel_fouten = models.PositiveIntegerField(default=0)
    """In a row. A worker that was killed is a try, not a failure."""
    zegel_fout = models.CharField(max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "documenten"
        indexes = [
            models.Index(fields=["soort", "onderwerp_id"]),
            models.Index(
                fields=["volledig_ondertekend_op"],
                condition=Q(verzegeld_op__isnull=True),
                name="documenten_te_verzegelen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.id}"

    @property
    def kind(self) -> Kind:
        return kind_of(self.soort)

    @property
    def is_signed(self) -> bool:
        return self.volledig_ondertekend_op is not None

    @property
    def is_sealed(self) -> bool:
        return self.verzegeld_op is not None


class OndertekenverzoekQuerySet(models.QuerySet["Ondertekenverzoek"]):
    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATES)

    def expired(self, on: datetime) -> Self:
        """Of those whose turn it was."""
        return self.open().filter(verloopt_op__lte=on, uitgenodigd_op__isnull=False)

    def there(self, on: date) -> Self:
        """Without those who are away on that day."""
        return self.exclude(terug_op__gt=on)

    def required(self) -> Self:
        """Without those that were withdrawn or made way for another; what is left must all be signed."""
        return self.exclude(status__in=[VerzoekStatus.TERUGGETROKKEN, VerzoekStatus.OVERGEDRAGEN]).filter(
            opvolgers__isnull=True
        )


class Ondertekenverzoek(models.Model):
    """One person is asked to sign one document. Correcting an address ends it and makes the next one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="verzoeken")
    volgorde = models.PositiveSmallIntegerField(default=1)
    rol = models.CharField(max_length=40)
    """As whom: praktijkopleider, kandidaat, mbo-instelling."""
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=80, blank=True)
    organisatie = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    link = models.OneToOneField(
        "links.Toegangslink", models.PROTECT, null=True, blank=True, related_name="ondertekenverzoek"
    )
    status = models.CharField(max_length=16, choices=VerzoekStatus, default=VerzoekStatus.OPEN)
    verloopt_op = models.DateTimeField()
    herinneringen = models.PositiveSmallIntegerField("herinneringen verstuurd", default=0)
    laatst_herinnerd_op = models.DateTimeField(null=True, blank=True)
    opvolger_van = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="opvolgers")
    weigering_reden = models.CharField(max_length=40, choices=WeigerReden, blank=True)
    weigering_toelichting = models.TextField(blank=True)
    voorgesteld_op = models.DateTimeField(null=True, blank=True)
    voorgestelde = models.JSONField("wie het wel is", default=dict, blank=True)
    """{"naam", "functie", "email"} of the colleague who should sign instead; someone approves first."""
    terug_op = models.DateField("is er weer op", null=True, blank=True)
    """No reminders before that day (documenten/away.py)."""
    afwezig_reden = models.CharField("waarom afwezig", max_length=20, choices=AfwezigReden, blank=True)
    afwezig_dagen = models.PositiveSmallIntegerField("dagen afwezig", default=0)
    """In all; they do not count as days of waiting."""
    opmerkingen = models.JSONField(default=dict, blank=True)
    """Per item of the document: {"klopt": bool, "opmerking": str}; kept while reading, so that no text is lost."""
    created_at = models.DateTimeField()
    uitgenodigd_op = models.DateTimeField(null=True, blank=True)
    """Empty as long as someone before has to sign first."""

    objects = OndertekenverzoekQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ondertekenverzoeken"
        indexes = [models.Index(fields=["status", "verloopt_op"]), models.Index(fields=["email", "status"])]

    def __str__(self) -> str:
        return f"{self.naam} ({self.get_status_display()})"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.document.audit_dossier

    @property
    def hoedanigheid(self) -> str:
        return capacity(self.rol, self.functie, self.organisatie)

    @property
    def als(self) -> str:
        return in_words(self.rol)

    @property
    def in_person(self) -> bool:
        """Nobody can sign this instead."""
        return self.rol in IN_PERSON

    @property
    def items(self) -> Sequence[Item]:
        """What this signer answers one by one."""
        return self.document.kind.items(self.document.snapshot, self.rol)

    @property
    def zin(self) -> str:
        """What this signer declares."""
        return self.document.kind.sentence(self.document.snapshot, self.rol)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATES

    @property
    def is_away(self) -> bool:
        return self.is_open and self.terug_op is not None and self.terug_op > timezone.localdate()

    @property
    def is_signable(self) -> bool:
        return self.is_open and self.verloopt_op > timezone.now()

    @property
    def may_be_answered(self) -> bool:
        """Not while someone looks at the colleague who was named instead."""
        return self.is_signable and not self.voorgestelde

    @property
    def all_right(self) -> bool:
        """Whether each item was answered with "klopt"."""
        return all(self.opmerkingen.get(item.key, {}).get("klopt") for item in self.items)

    @property
    def remarks(self) -> list[tuple[Item, str]]:
        """The items of which the signer says that they are not right, with what is wrong."""
        answers = [(item, self.opmerkingen.get(item.key, {})) for item in self.items]
        return [(item, answer.get("opmerking", "")) for item, answer in answers if answer.get("klopt") is False]


class Handtekening(models.Model):
    """The act: who signed which bytes, when and how identified. One per request."""

    verzoek = models.OneToOneField(Ondertekenverzoek, models.PROTECT, related_name="handtekening")
    naam = models.CharField(max_length=120)
    """As typed by the person who signed."""
    functie = models.CharField(max_length=80)
    zin = models.TextField()
    """The sentence that was agreed to, in full."""
    methode = models.CharField(max_length=20, default="link_code")
    email = models.EmailField(blank=True)
    inhoud_sha256 = models.CharField(max_length=64)
    code_checked_at = models.DateTimeField(null=True, blank=True)
    ondertekend_op = models.DateTimeField()
    netwerk = models.CharField(max_length=43, blank=True)
    """Whence, and with what: never the whole address (links/origin.py). Not in the chain, so they can be erased."""
    apparaat = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "handtekeningen"

    def __str__(self) -> str:
        return f"{self.naam}, {self.ondertekend_op:%Y-%m-%d}"

    @property
    def hoedanigheid(self) -> str:
        """As whom: `chef magazijn, praktijkopleider bij Bedrijf`."""
        return capacity(self.verzoek.rol, self.functie, self.verzoek.organisatie)

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.verzoek.document.audit_dossier


class Scan(models.Model):
    """The paper that was signed, as it was scanned. Kept beside the document, never placed on it."""

    handtekening = models.OneToOneField(Handtekening, models.PROTECT, related_name="scan")
    inhoud = models.BinaryField()
    mime = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    geupload_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "scans"

    def __str__(self) -> str:
        return f"scan van {self.handtekening_id}"


class ZegelstukManager(models.Manager["Zegelstuk"]):
    def get_queryset(self) -> models.QuerySet["Zegelstuk"]:
        """Without the bytes, which few readers want."""
        return super().get_queryset().defer("bestand")


class Zegelstuk(models.Model):
    """The sealed file, once per document. Never changes: its bytes are what everybody has."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="zegelstuk")
    bestand = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64, unique=True)
    niveau = models.CharField(max_length=4, choices=Niveau)
    organisatie = models.CharField(max_length=200)
    """Whose seal it is, as the document says it."""
    certificaat_serienummer = models.CharField(max_length=64, db_index=True)
    """In hexadecimals; and so is that of the timestamp."""
    tijdstempel_serienummer = models.CharField(max_length=64, blank=True)
    verzegeld_op = models.DateTimeField()

    objects = ZegelstukManager()

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "zegelstukken"

    def __str__(self) -> str:
        return f"{self.document_id}, {self.niveau}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.document.audit_dossier
