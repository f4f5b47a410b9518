"""The field groups beside Kandidaat, each a table with its own visibility (architecture.md 3 and 4)."""

import uuid
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from kandidaten.models.betrokkenheid import betrokken_kandidaten
from kandidaten.models.kandidaat import Kandidaat
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import BETROKKEN, Permission
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from praktijkleren.ui.dates import datum


def betrokken_with(scope: Scope, *permissions: Permission) -> Q:
    """Rows of people with whom this membership is involved, if it grants one of the permissions."""
    if scope.rol in BETROKKEN and any(scope.grants(permission) for permission in permissions):
        return Q(kandidaat__in=betrokken_kandidaten(scope))
    return NOTHING


class Klantgroep(models.Model):
    """A to H with subcodes (domain.md 4.1); a regio may add its own."""

    code = models.CharField(max_length=8, unique=True)
    hoofdgroep = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subgroepen")
    naam = models.CharField(max_length=120)
    omschrijving = models.CharField(max_length=300, blank=True)
    gevoelig = models.BooleanField(default=False)
    """Tells something about health, origin or detention (domain.md 4.1)."""

    class Meta:
        verbose_name_plural = "klantgroepen"

    def __str__(self) -> str:
        return f"{self.code.upper()} {self.naam}"


class SociaalQuerySet(VisibleQuerySet["Sociaal"]):
    def in_scope(self, scope: Scope) -> Q:
        return betrokken_with(scope, Permission.SOCIAAL_VIEW)


class Sociaal(models.Model):
    """Klantgroepen and startkwalificatie. Uitkering is read from Situatie."""

    kandidaat = models.OneToOneField(Kandidaat, models.CASCADE, primary_key=True, related_name="sociaal")
    startkwalificatie = models.BooleanField("heeft een startkwalificatie", null=True, blank=True)
    """mbo-2, havo or vwo (domain.md 3.2); empty is unknown."""
    primaire_klantgroep = models.ForeignKey(Klantgroep, models.PROTECT, null=True, blank=True, related_name="primair")
    klantgroepen = models.ManyToManyField(Klantgroep, related_name="extra", blank=True)
    versie = models.PositiveIntegerField(default=1)
    """Counts saves: a save on top of someone else's is refused."""
    updated_at = models.DateTimeField(auto_now=True)

    objects = SociaalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "sociale gegevens"

    def __str__(self) -> str:
        return f"sociaal van {self.kandidaat_id}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem


class OndersteuningQuerySet(VisibleQuerySet["Ondersteuning"]):
    def in_scope(self, scope: Scope) -> Q:
        return betrokken_with(scope, Permission.ONDERSTEUNING_VIEW, Permission.ONDERSTEUNING_SUMMARY)


class Ondersteuning(models.Model):
    """What someone needs to learn well, in neutral words; never a diagnosis (domain.md 6.2)."""

    kandidaat = models.OneToOneField(Kandidaat, models.CASCADE, primary_key=True, related_name="ondersteuning")
    behoefte = models.TextField("wat heeft deze persoon nodig?", blank=True)
    samenvatting = models.CharField("samenvatting voor het mbo", max_length=400, blank=True)
    gedeeld_met_leerbedrijf = models.TextField("wat de kandidaat met het leerbedrijf wil delen", blank=True)
    versie = models.PositiveIntegerField(default=1)
    """Counts saves: a save on top of someone else's is refused."""
    updated_at = models.DateTimeField(auto_now=True)

    objects = OndersteuningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ondersteuning"

    def __str__(self) -> str:
        return f"ondersteuning van {self.kandidaat_id}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem


class SituatieSoort(models.TextChoices):
    """Income and outcome are both read from this list (domain.md 4.2)."""

    PW = "PW", "bijstand (Participatiewet)"
    IOAW = "IOAW", "IOAW- of IOAZ-uitkering"
    ANW = "ANW", "nabestaanden- of wezenuitkering"
    WW = "WW", "WW-uitkering"
    WAJONG = "WAJONG", "Wajong"
    WIA = "WIA", "WIA, WAO of WAZ"
    ZW = "ZW", "Ziektewet"
    LOON = "LOON", "loon"
    LOON_LKS = "LOON_LKS", "loon met loonkostensubsidie"
    LOON_DISP = "LOON_DISP", "loon met loondispensatie"
    BESCHUT = "BESCHUT", "beschut werk"
    WSW = "WSW", "Wsw-dienstverband"
    UITZEND = "UITZEND", "loon als uitzendkracht"
    PROEF = "PROEF", "proefplaatsing met behoud van uitkering"
    OPLEIDING = "OPLEIDING", "opleiding"
    NUG = "NUG", "geen uitkering en geen loon"
    ONB = "ONB", "onbekend"

    @classmethod
    def work(cls) -> frozenset[str]:
        return frozenset({cls.LOON, cls.LOON_LKS, cls.LOON_DISP, cls.BESCHUT, cls.WSW, cls.UITZEND})


class WerkgeverSoort(models.TextChoices):
    EXTERN = "extern", "werkgever"
    LEERBEDRIJF = "leerbedrijf", "het eigen leerbedrijf"
    ONTWIKKELBEDRIJF = "ontwikkelbedrijf", "sociaal ontwikkelbedrijf"


class SituatieQuerySet(PeriodeQuerySet["Situatie"], VisibleQuerySet["Situatie"]):
    def in_scope(self, scope: Scope) -> Q:
        return betrokken_with(scope, Permission.SOCIAAL_VIEW)

    def known(self, at: datetime | None = None) -> Self:
        """What we held to be true at a moment, by default now: recorded by then and not yet withdrawn."""
        if at is None:
            return self.filter(vervallen_op__isnull=True)
        return self.filter(recorded_at__lte=at).filter(Q(vervallen_op__isnull=True) | Q(vervallen_op__gt=at))

    def current(self, on: date | None = None) -> Self:
        return super().current(on).known()

    def overlaps(self, van: date, tot: date | None) -> Self:
        return super().overlaps(van, tot).known()


class Situatie(Periode):
    """Of what someone lives or what someone does, from a day on. Dated twice: when it holds, when we knew it.

    A row never changes but for `vervallen_op`: ending or correcting it withdraws it and writes a new one, so that a
    report of last month can be made again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kandidaat = models.ForeignKey(Kandidaat, models.CASCADE, related_name="situaties")
    soort = models.CharField(max_length=10, choices=SituatieSoort)
    werkgever_soort = models.CharField("soort werkgever", max_length=16, choices=WerkgeverSoort, blank=True)
    uren = models.DecimalField("uren per week", max_digits=4, decimal_places=1, null=True, blank=True)
    bron = models.CharField("van wie gehoord", max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    vervallen_op = models.DateTimeField(null=True, blank=True)
    """From this moment on we know better."""

    objects = SituatieQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "situaties"
        indexes = [models.Index(fields=["kandidaat", "van"])]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} vanaf {datum(self.van)}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem
