"""A report that is kept: the figures of one period as they were on one moment, and the files made from them."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from rapportages.models.telfeit import Telfeit
from rapportages.states import Plek, RapportSoort, RapportStatus


def of_whole_regio(scope: Scope) -> Q:
    """For who may see all figures of a regio, and not only those of a school or of some gemeenten."""
    return Q(regio__in=scope.regio_ids) if scope.grants(Permission.RAPPORT_VIEW) else NOTHING


class RapportQuerySet(VisibleQuerySet["Rapport"]):
    def in_scope(self, scope: Scope) -> Q:
        return of_whole_regio(scope)

    def with_news(self) -> Self:
        """`iets_veranderd`: since then a fact of its period, or of before, became known or was taken back."""
        changed = Q(recorded_at__gt=OuterRef("kennis")) | Q(vervallen_op__gt=OuterRef("kennis"))
        facts = Telfeit.objects.filter(changed, regio=OuterRef("regio"), datum__lte=OuterRef("tot"))
        return self.annotate(iets_veranderd=Exists(facts))


class Rapport(models.Model):
    """One version of one report. Once it is `klaar` nothing about it changes; a correction is a next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="rapporten")
    soort = models.CharField(max_length=10, choices=RapportSoort)
    van = models.DateField()
    tot = models.DateField("tot en met")
    versie = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=RapportStatus, default=RapportStatus.GEVRAAGD)
    kennis = models.DateTimeField("zoals bekend op", null=True, blank=True)
    """The moment at which the figures were taken."""
    document = models.OneToOneField(
        "documenten.Document", models.PROTECT, null=True, blank=True, related_name="rapport"
    )
    """The figures themselves, frozen, with the texts of the regio as they were then."""
    plan = models.ForeignKey("Rapportplan", models.SET_NULL, null=True, blank=True, related_name="rapporten")
    gevraagd_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    klaar_op = models.DateTimeField(null=True, blank=True)
    iets_veranderd: bool
    """Only after `with_news()`."""

    objects = RapportQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rapporten"
        indexes = [models.Index(fields=["regio", "tot"])]
        constraints = [
            models.UniqueConstraint(fields=["regio", "soort", "van", "tot", "versie"], name="rapportages_rapport_once"),
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="rapportages_rapport_periode"),
            models.CheckConstraint(
                condition=~Q(status=RapportStatus.KLAAR)
                | Q(kennis__isnull=False, document__isnull=False, klaar_op__isnull=False),
                name="rapportages_rapport_heel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.van} {self.tot}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.id

    @property
    def is_done(self) -> bool:
        return self.status == RapportStatus.KLAAR

    def get_absolute_url(self) -> str:
        return reverse("rapportages:rapport", args=[self.pk])


class Rapportbestand(models.Model):
    """One file of a report, as it was made then: what a template becomes later does not change it."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="bestanden")
    soort = models.CharField(max_length=4)
    """Its extension: pdf, xlsx, ods or csv."""
    inhoud = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "rapportbestanden"
        constraints = [models.UniqueConstraint(fields=["rapport", "soort"], name="rapportages_rapportbestand_once")]

    def __str__(self) -> str:
        return f"{self.rapport_id}.{self.soort}"


class RapportplanQuerySet(VisibleQuerySet["Rapportplan"]):
    def in_scope(self, scope: Scope) -> Q:
        return of_whole_regio(scope)

    def running(self) -> Self:
        return self.filter(gestopt_op__isnull=True)


class Rapportplan(models.Model):
    """Makes a report by itself on the first working day after each month or quarter, and mails who wants it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="rapportplannen")
    soort = models.CharField(max_length=10, choices=RapportSoort)
    vanaf = models.DateField()
    """Of periods that end on or after this day."""
    ontvangers = models.ManyToManyField("accounts.Gebruiker", related_name="+", blank=True)
    gemaakt_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="+")
    """In whose name it is made, for as long as this person may."""
    created_at = models.DateTimeField(auto_now_add=True)
    gestopt_op = models.DateTimeField(null=True, blank=True)

    objects = RapportplanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rapportplannen"
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "soort"], condition=Q(gestopt_op=None), name="rapportages_rapportplan_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_soort_display()

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.id


class TekstblokQuerySet(VisibleQuerySet["Tekstblok"]):
    def in_scope(self, scope: Scope) -> Q:
        return of_whole_regio(scope)


class Tekstblok(models.Model):
    """What a regio itself writes in its reports; a report keeps the words as they were when it was made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="tekstblokken")
    soort = models.CharField("in welk rapport", max_length=10, choices=RapportSoort, blank=True)
    """Empty is in each."""
    plek = models.CharField("waar", max_length=4, choices=Plek, default=Plek.VOOR)
    volgorde = models.PositiveSmallIntegerField(default=1)
    kop = models.CharField("kop", max_length=120)
    tekst = models.TextField("tekst", max_length=5000)
    versie = models.PositiveIntegerField(default=1, editable=False)
    """Counts its changes, so that two colleagues do not write over each other."""

    objects = TekstblokQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tekstblokken"

    def __str__(self) -> str:
        return self.kop

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.id
