"""The way of one person along one route."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from kandidaten.models import Kandidaat
from kandidaten.models.betrokkenheid import betrokken_kandidaten
from kandidaten.states import Route
from kwalificaties.models import Kwalificatie
from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.roles import BETROKKEN, Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from praktijkleren.ui.text import normalise
from trajecten.states import TrajectStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

OPEN = (TrajectStatus.VOORBEREIDING, TrajectStatus.LOPEND, TrajectStatus.ONDERBROKEN)
ENDED = (TrajectStatus.AFGEROND, TrajectStatus.GESTOPT)


def quiet(field: str, on: date | None = None, *, regio: str = "regio", is_day: bool = False) -> Q:
    """Where a moment, or with `is_day` a day, lies further back than the regio allows (Regio.stil_na_dagen)."""
    today = on or timezone.localdate()
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    regios: dict[int, list[int]] = {}
    for pk, days in Regio.objects.order_by("pk").values_list("pk", "stil_na_dagen"):
        regios.setdefault(days, []).append(pk)
    found = Q(pk__in=[])
    for days, pks in regios.items():
        border = (today if is_day else midnight) - timedelta(days=days)
        found |= Q(**{f"{regio}__in": pks, f"{field}__lt": border})
    return found


class TrajectQuerySet(VisibleQuerySet["Traject"]):
    def in_scope(self, scope: Scope) -> Q:
        """Trajecten follow their kandidaat; a coördinator also keeps those that ran in the regio.

        Adviseur werkgevers and bedrijfscontact know a traject by its plaatsing only, so not what came before it.
        """
        if not scope.grants(Permission.TRAJECT_VIEW):
            return NOTHING
        if scope.rol in {Rol.COORDINATOR, Rol.ADMINISTRATIE}:
            return Q(regio__in=scope.regio_ids)
        if scope.rol in BETROKKEN:
            return Q(kandidaat__in=betrokken_kandidaten(scope))
        from trajecten.models.plaatsing import matched

        return Q(pk__in=matched(scope).values("traject"))

    def with_in_full(self, gebruiker: "Gebruiker") -> Self:
        """Adds `in_full`: whether this person may see more of a row than the name and where someone is placed."""
        if not gebruiker.has(Permission.KANDIDAAT_NAME_ONLY):
            return self.annotate(in_full=Value(True))
        if not gebruiker.has(Permission.KANDIDAAT_VIEW):
            return self.annotate(in_full=Value(False))
        allowed = Traject.objects.allowed_to(gebruiker, Permission.KANDIDAAT_VIEW)
        return self.annotate(in_full=Exists(allowed.filter(pk=OuterRef("pk"))))

    def running(self) -> Self:
        return self.filter(status=TrajectStatus.LOPEND)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def ended(self) -> Self:
        return self.filter(status__in=ENDED)

    def silent(self, on: date | None = None) -> Self:
        """Running, and nothing happened for longer than the regio allows (Regio.stil_na_dagen)."""
        return self.running().filter(quiet("laatste_activiteit", on))

    def search(self, text: str) -> Self:
        """By name of the person: every word must start a part of it; accents and capitals do not count."""
        found = self
        for word in normalise(text).split():
            found = found.filter(Q(kandidaat__zoeknaam__startswith=word) | Q(kandidaat__zoeknaam__contains=f" {word}"))
        return found


class GroepQuerySet(VisibleQuerySet["Groep"]):
    def in_scope(self, scope: Scope) -> Q:
        """Colleagues of the regio; a company sees people, not how a regio groups them."""
        if not scope.grants(Permission.TRAJECT_VIEW) or scope.rol == Rol.BEDRIJFSCONTACT:
            return NOTHING
        return Q(regio__in=scope.regio_ids)


class Groep(models.Model):
    """People who start together, such as one class at one leerbedrijf."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="groepen")
    naam = models.CharField(max_length=120)
    startdatum = models.DateField(null=True, blank=True)

    objects = GroepQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "groepen"
        constraints = [models.UniqueConstraint(fields=["regio", "naam"], name="trajecten_groep_naam")]

    def __str__(self) -> str:
        return self.naam


class Traject(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kandidaat = models.ForeignKey(Kandidaat, models.CASCADE, related_name="trajecten")
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="trajecten")
    """Where it runs and counts; stays when the person moves to another regio."""
    samenwerkingsverband = models.ForeignKey(
        "accounts.Samenwerkingsverband", models.PROTECT, null=True, blank=True, related_name="trajecten"
    )
    groep = models.ForeignKey(Groep, models.SET_NULL, null=True, blank=True, related_name="trajecten")
    route = models.CharField(max_length=20, choices=Route, default=Route.PRAKTIJKVERKLARING)
    advies = models.ForeignKey("kandidaten.Advies", models.SET_NULL, null=True, blank=True, related_name="trajecten")
    kwalificatie = models.ForeignKey(Kwalificatie, models.PROTECT, null=True, blank=True, related_name="trajecten")
    plan_versie = models.PositiveIntegerField(default=1, editable=False)
    """Counts the saves of kwalificatie and leerdoelen."""
    status = models.CharField(max_length=16, choices=TrajectStatus, default=TrajectStatus.VOORBEREIDING)
    startdatum = models.DateField(null=True, blank=True)
    """First day of the bpv or, on another route, of the opleiding."""
    einddatum = models.DateField(null=True, blank=True)
    stopreden = models.CharField("reden van stoppen", max_length=300, blank=True)
    vervolg_op = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="vervolgen")
    """The traject from which this one goes on, after an overstap."""
    elders = models.BooleanField("ingebracht uit een ander systeem", default=False)
    laatste_activiteit = models.DateTimeField()
    """Moment of the last Logregel, Stap or Beoordeling: order of the list, and how silence is found."""
    laatste_contact = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrajectQuerySet.as_manager()

    if TYPE_CHECKING:  # added by with_in_full and by trajecten.facts.with_papers
        in_full: bool
        enrolment: dict[str, Any] | None
        newest_result: dict[str, Any] | None

    class Meta:
        verbose_name_plural = "trajecten"
        indexes = [
            models.Index(fields=["regio", "-laatste_activiteit", "-id"]),
            models.Index(fields=["regio", "status", "-laatste_activiteit", "-id"]),
            models.Index(fields=["regio", "startdatum"]),
            models.Index(fields=["kandidaat", "status"]),
            models.Index(fields=["-laatste_activiteit", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(einddatum__isnull=False, status__in=["afgerond", "gestopt"])
                | (Q(einddatum__isnull=True) & ~Q(status__in=["afgerond", "gestopt"])),
                name="trajecten_traject_einddatum",
            ),
            models.CheckConstraint(
                condition=Q(startdatum__isnull=True) | Q(einddatum__isnull=True) | Q(einddatum__gte=F("startdatum")),
                name="trajecten_traject_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kandidaat.lijstnaam}: {self.get_route_display()}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:detail", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class ResultaatSoort(models.TextChoices):
    DIPLOMA = "diploma", "mbo-diploma"
    CERTIFICAAT = "certificaat", "mbo-certificaat"
    PRAKTIJKVERKLARING = "praktijkverklaring", "praktijkverklaring"


class ResultaatQuerySet(models.QuerySet["Resultaat"]):
    def current(self) -> Self:
        return self.filter(vervallen_op__isnull=True)

    def on(self, day: date) -> Self:
        """What counted on that day, also when it was taken back since."""
        return self.filter(Q(vervallen_op__isnull=True) | Q(vervallen_op__gt=day), datum__lte=day)


class Resultaat(models.Model):
    """What a traject yielded; a praktijkverklaring is written here when it is signed."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="resultaten")
    soort = models.CharField(max_length=20, choices=ResultaatSoort)
    datum = models.DateField()
    code = models.CharField(max_length=40, blank=True)
    """Crebo or code of the certificaat, or number of the verklaring."""
    vervallen_op = models.DateField(null=True, blank=True)
    """From this day it counts no more, such as a verklaring that was revoked. Before it, it did."""

    objects = ResultaatQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "resultaten"

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.datum}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.traject.audit_dossier
