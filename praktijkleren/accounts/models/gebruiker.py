"""People who sign in. What someone sees and may do follows from Lidmaatschap alone."""

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac

from praktijkleren.accounts.models.organisatie import Deelname, Organisatie
from praktijkleren.accounts.models.regio import Regio
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import EVERYTHING, Scope, VisibleQuerySet, scopes_that_see
from praktijkleren.ui.text import normalise


class ZoeknaamField(models.CharField):  # type: ignore[type-arg]  # takes none at run time
    """The name as it is searched and sorted; filled on every way into the table, bulk_create included."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        zoeknaam = normalise(model_instance.naam)[: self.max_length]  # type: ignore[attr-defined]  # beside a `naam`
        setattr(model_instance, self.attname, zoeknaam)
        return zoeknaam


class EmailField(models.EmailField):  # type: ignore[type-arg]  # takes none at run time
    """Kept in lower case, because that is how one is found when signing in."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        email = getattr(model_instance, self.attname).lower()
        setattr(model_instance, self.attname, email)
        return email


class GebruikerQuerySet(VisibleQuerySet["Gebruiker"]):
    def in_scope(self, scope: Scope) -> Q:
        """Colleagues: people with a current membership in the same regio's."""
        if scope.rol == Rol.BEHEERDER:
            return EVERYTHING
        if not scope.grants(Permission.COLLEGA_VIEW):
            return Q(pk=scope.gebruiker_id)
        reaching = Lidmaatschap.objects.current().in_regios(scope.regio_ids).values("gebruiker")
        return Q(pk=scope.gebruiker_id) | Q(pk__in=reaching)

    def with_role(self, *rollen: str) -> Self:
        return self.filter(pk__in=Lidmaatschap.objects.current().filter(rol__in=rollen).values("gebruiker"))

    def with_second_factor(self) -> Self:
        """Adds `has_second_factor`, so that asking for it at every request costs no query of its own."""
        totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return self.annotate(has_second_factor=Exists(totp))


class GebruikerManager(BaseUserManager.from_queryset(GebruikerQuerySet)):  # type: ignore[misc]  # made at run time
    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        gebruiker: Gebruiker = self.get(email=(username or "").lower())
        return gebruiker


class Gebruiker(AbstractBaseUser):
    email = EmailField("e-mailadres", max_length=254)
    naam = models.CharField(max_length=120)
    zoeknaam = ZoeknaamField(max_length=120, editable=False)
    functie = models.CharField(max_length=80, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField("mag inloggen", default=True)
    sessiereeks = models.PositiveIntegerField(default=0, editable=False)
    """Part of what a session is checked against: one higher, and every session of this person has ended."""
    audit_dossier = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    created_at = models.DateTimeField("gemaakt op", auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]
    objects: ClassVar[Any] = GebruikerManager()

    if TYPE_CHECKING:
        has_second_factor: bool
        """Only after with_second_factor(), as on request.user."""

    class Meta:
        verbose_name_plural = "gebruikers"
        indexes = [models.Index(fields=["zoeknaam", "id"])]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_gebruiker_email")]

    def __str__(self) -> str:
        return self.naam or self.email

    def get_short_name(self) -> str:
        """What the Django admin calls someone."""
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("accounts:colleague", args=[self.pk])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        value = f"{self.password}:{self.sessiereeks}"
        return salted_hmac("praktijkleren.accounts.Gebruiker", value, secret=secret, algorithm="sha256").hexdigest()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.forget_scopes()

    @cached_property
    def current_memberships(self) -> list["Lidmaatschap"]:
        """Read once per instance (two queries), so once per request; none for an account that was closed.

        Whoever changes memberships in the middle of a request calls `forget_scopes()`, as the actions of this room do.
        """
        if not self.is_active:
            return []
        return list(self.lidmaatschappen.current().select_related("organisatie").with_regios().order_by("pk"))

    @cached_property
    def scopes(self) -> list[Scope]:
        """One Scope per current membership; remembered as long as `current_memberships`."""
        return list(dict.fromkeys(lidmaatschap.scope for lidmaatschap in self.current_memberships))

    @property
    def regios(self) -> list[Regio]:
        """The regio's that this person reaches today, by name."""
        found = {regio.pk: regio for lidmaatschap in self.current_memberships for regio in lidmaatschap.regios}
        return sorted(found.values(), key=str)

    def regios_with(self, permission: Permission) -> list[Regio]:
        """Where one and the same membership reaches and grants this, by name."""
        reached = {pk for scope in self.scopes if scope.grants(permission) for pk in scope.regio_ids}
        return [regio for regio in self.regios if regio.pk in reached]

    def forget_scopes(self) -> None:
        """Read memberships again at the next question: what was asked before may no longer be true."""
        for name in ("current_memberships", "scopes", "_seen"):
            self.__dict__.pop(name, None)

    def has(self, permission: Permission) -> bool:
        """Whether any current membership grants this, whatever the object."""
        return any(scope.grants(permission) for scope in self.scopes)

    def has_role(self, *rollen: str) -> bool:
        return any(scope.rol in rollen for scope in self.scopes)

    @property
    def only_reads(self) -> bool:
        """Sees figures and does nothing: nothing ever asks for this person."""
        return bool(self.scopes) and all(scope.rol == Rol.LEZER for scope in self.scopes)

    def can(self, permission: Permission, *, for_: models.Model) -> bool:
        """Whether one and the same current membership shows this object and grants the permission."""
        return any(scope.grants(permission) for scope in self.scopes_for(for_))

    def scopes_for(self, obj: models.Model) -> list[Scope]:
        """The memberships that show this object; asked once per object. See `scopes` for how long it is remembered."""
        key = (obj._meta.label_lower, obj.pk)
        if key not in self._seen:
            self._seen[key] = scopes_that_see(self, obj)
        return self._seen[key]

    @cached_property
    def _seen(self) -> dict[tuple[str, Any], list[Scope]]:
        return {}

    @property
    def is_staff(self) -> bool:
        """May open the Django admin."""
        return self.has(Permission.BEHEER)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Asked by the Django admin only; its ModelAdmins narrow this further."""
        return self.is_staff

    def has_perms(self, perm_list: Iterable[str], obj: Any = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class LidmaatschapQuerySet(PeriodeQuerySet["Lidmaatschap"]):
    def in_scope(self, scope: Scope) -> Q:
        """One's own, and for who sees colleagues: what reaches the same regio's."""
        if scope.rol == Rol.BEHEERDER:
            return EVERYTHING
        own = Q(gebruiker=scope.gebruiker_id)
        return own | reaches(scope.regio_ids) if scope.grants(Permission.COLLEGA_VIEW) else own

    def in_regios(self, regio_ids: Iterable[int]) -> Self:
        """Memberships that reach at least one of these regio's today."""
        return self.filter(reaches(regio_ids))

    def with_regios(self) -> Self:
        current = Deelname.objects.current().select_related("regio")
        return self.prefetch_related(models.Prefetch("organisatie__deelnames", current, to_attr="current_deelnames"))


def reaches(regio_ids: Iterable[int]) -> Q:
    """A membership reaches the regio's where its organisatie takes part today, or the one of these that it names."""
    taking_part = Deelname.objects.current().filter(organisatie=OuterRef("organisatie"), regio__in=regio_ids)
    return Exists(taking_part.filter(regio=OuterRef("regio"))) | Q(Exists(taking_part), regio__isnull=True)


class Lidmaatschap(Periode):
    """Someone works for an organisatie in a role; without regio it reaches every regio of the organisatie.

    An organisatie that no longer takes part in a regio takes its people with it: they reach that regio no more.
    """

    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="lidmaatschappen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="lidmaatschappen")
    rol = models.CharField(max_length=20, choices=Rol)
    regio = models.ForeignKey(Regio, models.PROTECT, null=True, blank=True, related_name="lidmaatschappen")

    objects = LidmaatschapQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "lidmaatschappen"
        indexes = [models.Index(fields=["gebruiker", "van"]), models.Index(fields=["organisatie", "rol"])]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.get_rol_display()} bij {self.organisatie}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        """What happens to a membership belongs to the chain of the person."""
        return self.gebruiker.audit_dossier

    @property
    def regios(self) -> list[Regio]:
        """Where it reaches today. One query, or none after with_regios()."""
        deelnames = getattr(self.organisatie, "current_deelnames", None)
        if deelnames is None:
            deelnames = self.organisatie.deelnames.current().select_related("regio").order_by("pk")
        return [deelname.regio for deelname in deelnames if self.regio_id in {None, deelname.regio_id}]

    @property
    def regio_ids(self) -> frozenset[int]:
        return frozenset(regio.pk for regio in self.regios)

    @property
    def scope(self) -> Scope:
        return Scope(self.rol, self.gebruiker_id, self.organisatie_id, self.regio_ids)
