"""The person, with nothing that a praktijkopleider may not see."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from kandidaten.models.betrokkenheid import Betrokkenheid, betrokken_kandidaten
from kandidaten.states import AdviesStatus
from praktijkleren.accounts.models import Lidmaatschap
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import BETROKKEN, Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from praktijkleren.ui.text import normalise

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


ADULT = 18


class KandidaatQuerySet(VisibleQuerySet["Kandidaat"]):
    def in_scope(self, scope: Scope) -> Q:
        """Coördinator and administratie: the regio. Who is betrokken: those people. Others: nobody, until a match.

        What a room above adds (the adviseur werkgevers after a match, the bedrijfscontact of the leerbedrijf) it
        registers in `kandidaten.sight`.
        """
        if scope.rol in {Rol.COORDINATOR, Rol.ADMINISTRATIE}:
            return Q(regio__in=scope.regio_ids)
        if scope.rol in BETROKKEN:
            return Q(pk__in=betrokken_kandidaten(scope))
        from kandidaten.sight import seen_through_rooms_above

        return seen_through_rooms_above(scope)

    def with_in_full(self, gebruiker: "Gebruiker") -> Self:
        """Adds `in_full`: whether this person may see more of a row than the name."""
        if not gebruiker.has(Permission.KANDIDAAT_NAME_ONLY):
            return self.annotate(in_full=Value(True))
        if not gebruiker.has(Permission.KANDIDAAT_VIEW):
            return self.annotate(in_full=Value(False))
        allowed = Kandidaat.objects.allowed_to(gebruiker, Permission.KANDIDAAT_VIEW)
        return self.annotate(in_full=Exists(allowed.filter(pk=OuterRef("pk"))))

    def with_traject(self) -> Self:
        """Adds `has_traject`: one that did not end. Trajecten live above; here one knows only their reverse name."""
        going_on = Kandidaat.objects.filter(trajecten__isnull=False, trajecten__einddatum__isnull=True)
        return self.annotate(has_traject=Exists(going_on.filter(pk=OuterRef("pk"))))

    def without_advies(self) -> Self:
        """Nobody advised them yet, and they are not on their way without it."""
        ever = Kandidaat.objects.filter(trajecten__isnull=False, pk=OuterRef("pk"))
        return self.filter(adviezen__isnull=True).exclude(Exists(ever))

    def without_traject(self) -> Self:
        """Their choice is recorded and nothing was begun on it."""
        chosen = Kandidaat.objects.filter(adviezen__status=AdviesStatus.BESPROKEN, adviezen__trajecten__isnull=True)
        waiting = chosen.filter(pk=OuterRef("pk"))
        return self.with_traject().filter(Exists(waiting), Q(has_traject=False))

    def unguided(self) -> Self:
        """Waiting or on their way, while nobody who still works in that role is betrokken; no team either."""
        works = Lidmaatschap.objects.current().filter(
            gebruiker=OuterRef("gebruiker"), organisatie=OuterRef("organisatie"), rol=OuterRef("rol")
        )
        guides = Betrokkenheid.objects.current().filter(Q(gebruiker__isnull=True) | Exists(works))
        ever = Kandidaat.objects.filter(trajecten__isnull=False, pk=OuterRef("pk"))
        asking = self.with_traject().filter(~Exists(ever) | Q(has_traject=True))
        return asking.exclude(Exists(guides.filter(kandidaat=OuterRef("pk"))))

    def search(self, text: str) -> Self:
        """Every word must start a part of the name; accents and capitals do not count."""
        found = self
        for word in normalise(text).split():
            found = found.filter(Q(zoeknaam__startswith=word) | Q(zoeknaam__contains=f" {word}"))
        return found


class Kandidaat(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="kandidaten")
    """One at a time; another regio takes over by an explicit overdracht."""
    voornamen = models.CharField(max_length=120)
    """In full, as in the BRP (domain.md 1.4, row 3)."""
    roepnaam = models.CharField(max_length=60, blank=True)
    tussenvoegsel = models.CharField(max_length=20, blank=True)
    achternaam = models.CharField(max_length=120)
    zoeknaam = models.CharField(max_length=300, editable=False)
    """Surname first, without accents and capitals: for search and sorting on every database."""
    geboortedatum = models.DateField()
    geboorteplaats = models.CharField(max_length=120, blank=True)
    geboorteland = models.CharField(max_length=80, blank=True)
    gemeente = models.ForeignKey("accounts.Gemeente", models.PROTECT, null=True, blank=True, related_name="kandidaten")
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    pseudoniem = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """How the logs name this person, and the key of the audit chain; it outlives the person's own row."""
    samengevoegd_met = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="dubbelen")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    versie = models.PositiveIntegerField(default=1)
    """Counts saves: a save on top of someone else's is refused."""

    objects = KandidaatQuerySet.as_manager()

    if TYPE_CHECKING:
        in_full: bool
        """Only after with_in_full()."""
        has_traject: bool
        """Only after with_traject()."""
        betrokken: str
        """Only on a row of the list."""

    class Meta:
        verbose_name_plural = "kandidaten"
        indexes = [
            models.Index(fields=["regio", "zoeknaam", "id"]),
            models.Index(fields=["regio", "geboortedatum"]),
            models.Index(fields=["regio", "-created_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.lijstnaam

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.zoeknaam = self.make_zoeknaam()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "zoeknaam", "updated_at"}
        super().save(*args, **kwargs)

    def make_zoeknaam(self) -> str:
        return normalise(f"{self.achternaam} {self.tussenvoegsel} {self.roepnaam} {self.voornamen}")[:300]

    def get_absolute_url(self) -> str:
        return reverse("kandidaten:detail", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.pseudoniem

    @property
    def naam(self) -> str:
        """As one would say it: Samira de Vries."""
        return " ".join(part for part in (self.roepnaam or self.voornamen, self.tussenvoegsel, self.achternaam) if part)

    @property
    def volledige_naam(self) -> str:
        """As it stands on a document: all first names."""
        return " ".join(part for part in (self.voornamen, self.tussenvoegsel, self.achternaam) if part)

    @property
    def lijstnaam(self) -> str:
        """As in a list: Vries, Samira de."""
        voor = " ".join(part for part in (self.roepnaam or self.voornamen, self.tussenvoegsel) if part)
        return f"{self.achternaam}, {voor}" if voor else self.achternaam

    def age(self, on: date | None = None) -> int:
        on, born = on or timezone.localdate(), self.geboortedatum
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    @property
    def birthplace(self) -> str:
        """Empty as long as nobody asked."""
        return ", ".join(part for part in (self.geboorteplaats, self.geboorteland) if part)

    @property
    def is_minor(self) -> bool:
        """Then a parent or guardian signs as well."""
        return self.age() < ADULT

    @property
    def last_day_as_minor(self) -> date:
        born = self.geboortedatum
        leap_day = (born.month, born.day) == (2, 29)
        birthday = date(born.year + ADULT, 3, 1) if leap_day else born.replace(year=born.year + ADULT)
        return birthday - timedelta(days=1)


class VertegenwoordigerSoort(models.TextChoices):
    OUDER = "ouder", "ouder of voogd"
    BEWINDVOERDER = "bewindvoerder", "bewindvoerder"
    CURATOR = "curator", "curator"
    MENTOR = "mentor", "mentor"


class VertegenwoordigerQuerySet(PeriodeQuerySet["Vertegenwoordiger"], VisibleQuerySet["Vertegenwoordiger"]):
    def in_scope(self, scope: Scope) -> Q:
        """Whoever sees the person in full."""
        if not scope.grants(Permission.KANDIDAAT_VIEW):
            return NOTHING
        return Q(kandidaat__in=Kandidaat.objects.filter(Kandidaat.objects.all().in_scope(scope)).values("pk"))


class Vertegenwoordiger(Periode):
    """Signs and gets mail beside, or instead of, the kandidaat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kandidaat = models.ForeignKey(Kandidaat, models.CASCADE, related_name="vertegenwoordigers")
    soort = models.CharField(max_length=16, choices=VertegenwoordigerSoort)
    naam = models.CharField(max_length=120)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=20, blank=True)

    objects = VertegenwoordigerQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "vertegenwoordigers"

    def __str__(self) -> str:
        return f"{self.naam} ({self.get_soort_display()})"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem
