"""What is counted: dated facts without a person, which outlive the dossier (architecture.md 3, Telfeit)."""

import uuid
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from praktijkleren.accounts.models import Werkgebied
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet


class Feit(models.TextChoices):
    """The kinds of facts from which every indicator is counted."""

    AANMELDING = "aanmelding", "aanmelding ontvangen"
    AANNAME = "aanname", "aanmelding aangenomen"
    ADVIES = "advies", "advies besproken"
    START = "start", "traject gestart"
    EINDE = "einde", "traject geëindigd"
    VERKLARING = "verklaring", "praktijkverklaring uitgereikt"
    WERKPROCES = "werkproces", "werkproces op een uitgereikte praktijkverklaring"
    UITKOMST_EINDE = "uitkomst_0", "uitkomst bij het einde"
    UITKOMST_6 = "uitkomst_6", "uitkomst na 6 maanden"
    UITKOMST_12 = "uitkomst_12", "uitkomst na 12 maanden"
    DUURZAAM = "duurzaam", "werk na 26 weken"
    WEEK = "week", "week met gewerkte uren"
    VOORBEREIDING = "voorber", "voortraject of proefplaatsing begonnen"
    CONTACT = "contact", "bezoek of gesprek"
    ERKENNING = "erkenning", "leerbedrijf erkend"


class TelfeitQuerySet(VisibleQuerySet["Telfeit"]):
    regio_id: int | None = None
    """Of which sums may be kept (sommen.py)."""
    kennis: datetime | None = None
    """As known at which moment; None is now."""

    def _clone(self) -> Self:
        found = super()._clone()  # type: ignore[misc]
        found.regio_id, found.kennis = self.regio_id, self.kennis
        return found  # type: ignore[no-any-return]

    def of_regio(self, regio_id: int, *, sums: bool = False) -> Self:
        found = self.filter(regio=regio_id)
        found.regio_id = regio_id if sums else None
        return found

    def in_scope(self, scope: Scope) -> Q:
        """Figures only. A regio sees its own; a school what it has to do with; a klantmanager the own gemeenten."""
        if not scope.grants(Permission.CIJFERS_VIEW):
            return NOTHING
        here = Q(regio__in=scope.regio_ids)
        if scope.rol == Rol.MBO_CONTACT:
            return here & Q(instelling=scope.organisatie_id)
        if scope.rol == Rol.KLANTMANAGER:
            served = Werkgebied.objects.current().filter(organisatie=scope.organisatie_id)
            return here & Q(gemeente__in=served.values("gemeente"))
        return here

    def known(self, at: datetime | None = None) -> Self:
        """What we held to be true at a moment (the kennisdatum), by default now."""
        if at is None:
            return self.filter(vervallen_op__isnull=True)
        found = self.filter(recorded_at__lte=at).filter(Q(vervallen_op__isnull=True) | Q(vervallen_op__gt=at))
        found.kennis = at
        return found

    def of(self, *soorten: str) -> Self:
        return self.filter(soort__in=soorten)

    def without_end(self, tot: date) -> Self:
        """Of trajecten that had not ended on that day, as known at the same moment.

        Of the end is asked only which traject it is of: all else was said of the start, and would lead a database to a
        whole regio for each of them.
        """
        same = {"persoon": OuterRef("persoon"), "onderwerp": OuterRef("onderwerp")}
        ended = Telfeit.objects.known(self.kennis).filter(soort=Feit.EINDE, datum__lte=tot, **same)
        return self.filter(~Exists(ended))


class Telfeit(models.Model):
    """One counted fact, dated twice: when it was so (`datum`) and from when to when we held it to be so.

    A row never changes but for `vervallen_op`, and when its dossier is erased (`forget`). A correction ends a row and
    writes another, so that a report of last year can be made again with what was known then.
    """

    id = models.BigAutoField(primary_key=True)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="telfeiten")
    soort = models.CharField(max_length=12, choices=Feit)
    persoon = models.UUIDField()
    """Random, and the same for all facts of one person; of an erkenning the leerbedrijf. Leads to nobody."""
    sleutel = models.CharField(max_length=64)
    """Which fact of this person it is, so that a later look finds it again."""
    onderwerp = models.UUIDField(null=True, blank=True)
    """The traject, verklaring or aanmelding behind it; a random key once the dossier is erased."""
    datum = models.DateField()
    recorded_at = models.DateTimeField()
    vervallen_op = models.DateTimeField(null=True, blank=True)

    waarde = models.CharField(max_length=20, blank=True)
    """What came of it: an uitkomst, a chosen route, a code of a werkproces. Empty is unknown."""
    aantal = models.PositiveIntegerField(null=True, blank=True)
    """How much: werkprocessen on a verklaring."""
    dagen = models.PositiveIntegerField(null=True, blank=True)
    """How long it took to come here, in days."""

    met_verklaring = models.BooleanField(null=True, blank=True)
    """Of the end of a traject: whether it yielded a praktijkverklaring."""
    route = models.CharField(max_length=20, blank=True)
    bron = models.CharField(max_length=20, blank=True)
    """Who put the person forward: a VerwijzerSoort or an Ingang."""
    klantgroep = models.CharField(max_length=8, blank=True)
    """Code of the main group, A to H or one of the regio's own; empty is unknown."""
    gemeente = models.ForeignKey("accounts.Gemeente", models.PROTECT, null=True, blank=True, related_name="+")
    kwalificatie = models.ForeignKey(
        "kwalificaties.Kwalificatie", models.PROTECT, null=True, blank=True, related_name="+"
    )
    leerbedrijf = models.ForeignKey(
        "leerbedrijven.Leerbedrijf", models.PROTECT, null=True, blank=True, related_name="+"
    )
    instelling = models.ForeignKey("accounts.Organisatie", models.PROTECT, null=True, blank=True, related_name="+")
    samenwerkingsverband = models.ForeignKey(
        "accounts.Samenwerkingsverband", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TelfeitQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "telfeiten"
        indexes = [
            models.Index(fields=["regio", "soort", "datum"], condition=Q(vervallen_op=None), name="rapportages_nu"),
            models.Index(fields=["regio", "soort", "datum", "recorded_at"]),
            models.Index(fields=["persoon", "soort", "onderwerp"]),
            models.Index(
                fields=["regio", "soort", "persoon", "datum"], condition=Q(vervallen_op=None), name="rapportages_wie"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["persoon", "sleutel"], condition=Q(vervallen_op=None), name="rapportages_telfeit_once"
            ),
            models.CheckConstraint(
                condition=Q(vervallen_op=None) | Q(vervallen_op__gte=F("recorded_at")),
                name="rapportages_telfeit_kennis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.datum}"


class Telsleutel(models.Model):
    """Leads from a dossier to the random `persoon` of its facts. Erasing the dossier removes this row."""

    dossier = models.UUIDField(primary_key=True)
    persoon = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "telsleutels"

    def __str__(self) -> str:
        return str(self.dossier)


class Hertelling(models.Model):
    """Something changed in this dossier: its facts are to be looked at again.

    Written in the transaction that changed it, and worked off right after; else by the sweep, or by whoever asks for
    figures.
    """

    dossier = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "hertellingen"
        indexes = [models.Index(fields=["dossier"])]

    def __str__(self) -> str:
        return f"{self.dossier} {self.recorded_at}"
