"""The national register: who is recognised, for what, and until when (architecture.md 3, domain.md 2.3)."""

import uuid
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import InlezingBase, Kwalificatie, Werkproces
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import EVERYTHING, NOTHING, Scope, VisibleQuerySet
from praktijkleren.ui.text import normalise


class LeerbedrijfQuerySet(VisibleQuerySet["Leerbedrijf"]):
    def in_scope(self, scope: Scope) -> Q:
        """A national register: staff of any regio who work with leerbedrijven read all of it."""
        return EVERYTHING if scope.grants(Permission.LEERBEDRIJF_VIEW) else NOTHING

    def search(self, text: str) -> Self:
        """Every word must be found in the name, the vestiging, the place or the leerbedrijf-ID."""
        found = self
        for word in normalise(text).split():
            found = found.filter(zoeknaam__contains=word)
        return found

    def search_all(self, text: str) -> Self:
        """The same, or in what it is recognised for today: the title or the crebo of a kwalificatie."""
        found = self
        for word in normalise(text).split():
            meant = Kwalificatie.objects.filter(Q(zoektitel__contains=word) | Q(crebo=word)).values("pk")
            recognised = Erkenning.objects.current().filter(kwalificatie__in=meant).values("leerbedrijf")
            found = found.filter(Q(zoeknaam__contains=word) | Q(pk__in=recognised))
        return found

    def recognised_for(self, kwalificaties: models.QuerySet[Kwalificatie], on: date | None = None) -> Self:
        current = Erkenning.objects.current(on).filter(kwalificatie__in=kwalificaties.values("pk"))
        return self.filter(pk__in=current.values("leerbedrijf"))


class Leerbedrijf(models.Model):
    """One vestiging or afdeling, as SBB recognises it (domain.md 2.3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leerbedrijf_id = models.CharField("leerbedrijf-ID", max_length=12, unique=True)
    """Digits, as in the register of SBB."""
    naam = models.CharField(max_length=160)
    vestiging = models.CharField("vestiging of afdeling", max_length=160, blank=True)
    straat = models.CharField("straat en huisnummer", max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    zoeknaam = models.CharField(max_length=420, editable=False)
    zoekplaats = models.CharField(max_length=80, editable=False, default="")
    organisatie = models.OneToOneField(
        "accounts.Organisatie", models.SET_NULL, null=True, blank=True, related_name="leerbedrijf"
    )
    """Set when the company is an organisatie as well, such as an ontwikkelbedrijf."""
    versie = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = LeerbedrijfQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "leerbedrijven"
        indexes = [models.Index(fields=["zoeknaam", "id"]), models.Index(fields=["zoekplaats", "zoeknaam"])]

    def __str__(self) -> str:
        return f"{self.naam}, {self.plaats}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.make_searchable()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("leerbedrijven:detail", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.pk

    @property
    def adres(self) -> str:
        return ", ".join(part for part in (self.straat, f"{self.postcode} {self.plaats}".strip()) if part)

    def make_searchable(self) -> None:
        """The name first, for it is what the list is sorted by."""
        self.zoeknaam = normalise(f"{self.naam} {self.vestiging} {self.plaats} {self.leerbedrijf_id}")[:420]
        self.zoekplaats = normalise(self.plaats)[:80]


def four_years(van: date) -> date:
    """The last day of an erkenning that was decided on this day (domain.md 2.3)."""
    try:
        ended = van.replace(year=van.year + 4)
    except ValueError:  # 29 February, where the year 2100 has none
        ended = van.replace(year=van.year + 4, month=3, day=1)
    return ended - timedelta(days=1)


class ErkenningQuerySet(PeriodeQuerySet["Erkenning"]):
    def unrenewed(self) -> Self:
        """Not followed by another erkenning of this leerbedrijf for this kwalificatie that goes on longer."""
        next_one = Erkenning.objects.filter(
            leerbedrijf=OuterRef("leerbedrijf"), kwalificatie=OuterRef("kwalificatie"), van__gt=OuterRef("van")
        )
        goes_on = next_one.filter(Q(tot__isnull=True) | Q(tot__gt=OuterRef("tot")))
        return self.filter(~Exists(goes_on))

    def ends_between(self, van: date, tot: date) -> Self:
        """The last day falls in the period, and nothing follows."""
        return self.filter(tot__gte=van, tot__lte=tot).unrenewed()


class Erkenning(Periode):
    """Recognised for one kwalificatie; valid for four years, to be renewed (domain.md 2.3)."""

    leerbedrijf = models.ForeignKey(Leerbedrijf, models.CASCADE, related_name="erkenningen")
    kwalificatie = models.ForeignKey(Kwalificatie, models.PROTECT, related_name="erkenningen")
    bron = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = ErkenningQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "erkenningen"
        indexes = [models.Index(fields=["leerbedrijf", "kwalificatie", "van"]), models.Index(fields=["tot"])]
        constraints = [
            *Periode.Meta.constraints,
            models.UniqueConstraint(fields=["leerbedrijf", "kwalificatie", "van"], name="leerbedrijven_erkenning_once"),
        ]

    def __str__(self) -> str:
        return f"{self.leerbedrijf}: {self.kwalificatie}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.leerbedrijf_id

    def covers(self, van: date, tot: date | None) -> bool:
        """Valid on the first and on the last day of a period."""
        return self.holds(van) and (self.tot is None or (tot is not None and self.tot >= tot))


class ErkendWerkproces(models.Model):
    """Whether the company can really offer this werkproces (`uitvoerbaar` in the register of SBB)."""

    erkenning = models.ForeignKey(Erkenning, models.CASCADE, related_name="werkprocessen")
    werkproces = models.ForeignKey(Werkproces, models.PROTECT, related_name="erkend")
    uitvoerbaar = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "erkende werkprocessen"
        constraints = [
            models.UniqueConstraint(fields=["erkenning", "werkproces"], name="leerbedrijven_erkend_werkproces")
        ]

    def __str__(self) -> str:
        return f"{self.werkproces} ({'uitvoerbaar' if self.uitvoerbaar else 'niet uitvoerbaar'})"


class Inlezing(InlezingBase):
    """A file with leerbedrijven and erkenningen."""

    class Meta:
        verbose_name_plural = "inlezingen"

    def get_absolute_url(self) -> str:
        return reverse("leerbedrijven:import_confirm", args=[self.pk])
