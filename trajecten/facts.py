"""What a page must know of many plaatsingen or trajecten at once, each in one query: subqueries that answer JSON."""

import json
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, JSONObject
from django.utils import timezone

from leerbedrijven.models import Erkenning
from praktijkleren.accounts.periode import holds_on
from trajecten.models import (
    Aanwezigheid,
    Begeleiding,
    Inschrijving,
    Plaatsing,
    Praktijkovereenkomst,
    Resultaat,
    Traject,
)
from trajecten.states import PokStatus

POK_ORDER = [PokStatus.GETEKEND, PokStatus.TER_ONDERTEKENING, PokStatus.CONCEPT, PokStatus.BEEINDIGD]


def one(rows: QuerySet[Any], **fields: str) -> Subquery:
    """The first row of a subquery as a dict, or None."""
    return Subquery(rows.values(json=JSONObject(**fields))[:1], output_field=JSONField())


def nested(value: Any) -> dict[str, Any]:
    """A dict within a dict of `one`: SQLite answers it as text."""
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value or {}
    return found


def first_of(field: str, values: list[Any]) -> Case:
    whens = [When(**{field: value}, then=Value(number)) for number, value in enumerate(values)]
    return Case(*whens, default=Value(len(values)), output_field=IntegerField())


def pok_that_counts() -> QuerySet[Praktijkovereenkomst]:
    """A signed version before one that waits, that before a concept; of the same the newest."""
    rows = Praktijkovereenkomst.objects.exclude(status=PokStatus.VERVANGEN)
    return rows.order_by(first_of("status", [*POK_ORDER]), "-versie")


def enrolment(on: Any, traject: OuterRef, kwalificatie: OuterRef) -> Coalesce:
    """The inschrijving that holds on the day, else the newest, for a page that says why it does not count."""
    rows = Inschrijving.objects.filter(traject=traject, kwalificatie=kwalificatie).order_by("-van", "pk")
    fields = {"id": "id", "instelling": "instelling__naam", "leerweg": "leerweg", "van": "van", "tot": "tot"}
    return Coalesce(one(rows.filter(holds_on(on)), **fields), one(rows, **fields))


def that_day(on: date | None = None) -> Any:
    """The day for which a plaatsing is looked at: one that is given, else its first day or, when past, today."""
    today = Value(on or timezone.localdate(), output_field=DateField())
    return today if on else Greatest("van", today)


def erkenningen() -> QuerySet[Erkenning]:
    """Of the leerbedrijf of a plaatsing, for the kwalificatie of its traject."""
    return Erkenning.objects.filter(leerbedrijf=OuterRef("leerbedrijf"), kwalificatie=OuterRef("traject__kwalificatie"))


def recognised_on(on: Any) -> QuerySet[Erkenning]:
    """What holds on a day; decided last comes first, for it replaces the one before (domain.md 2.3)."""
    return erkenningen().filter(holds_on(on)).order_by("-van", "pk")


def recognition(on: Any) -> Coalesce:
    """The erkenning that holds on the day, else the last that ended or else the first to come, to say why not."""
    fields = {"id": "id", "van": "van", "tot": "tot"}
    past, coming = erkenningen().filter(tot__lt=on).order_by("-tot", "pk"), erkenningen().order_by("van", "pk")
    return Coalesce(one(recognised_on(on), **fields), one(past, **fields), one(coming, **fields))


def last_recognised_day(on: Any, until: Any) -> Subquery:
    """The first day from `on` after which no erkenning follows, where it lies before the end of the plaatsing."""
    next_day = ExpressionWrapper(OuterRef("tot") + timedelta(days=1), output_field=DateField())
    follows = Erkenning.objects.filter(
        Q(tot__isnull=True) | Q(tot__gt=OuterRef("tot")),
        leerbedrijf=OuterRef("leerbedrijf"),
        kwalificatie=OuterRef("kwalificatie"),
        van__lte=next_day,
    )
    ends = erkenningen().filter(~Exists(follows), tot__gte=on, tot__lt=Coalesce(until, Value(date.max)))
    return Subquery(ends.order_by("tot").values("tot")[:1])


def with_facts(plaatsingen: QuerySet[Plaatsing], on: date | None = None) -> QuerySet[Plaatsing]:
    """Adds `opleider`, `pok`, `inschrijving` and `erkenning` (dicts or None), `erkenning_eindigt`, `erkend_nu`, `uren`.

    Inschrijving and erkenning are those of that_day(); one that does not hold then is there to say so.
    """
    begeleiding = Begeleiding.objects.filter(plaatsing=OuterRef("pk")).order_by("-van", "-pk")
    pok = pok_that_counts().filter(plaatsing=OuterRef("pk"))
    hours = Aanwezigheid.objects.filter(plaatsing=OuterRef("pk")).order_by().values("plaatsing")
    return plaatsingen.annotate(dag=that_day(on)).annotate(  # type: ignore[no-redef]  # declared on the model
        opleider=one(begeleiding, id="praktijkopleider_id", naam="praktijkopleider__naam"),
        pok=one(
            pok,
            id="id",
            versie="versie",
            status="status",
            begindatum="begindatum",
            einddatum="einddatum",
            instelling="getekend_instelling_op",
            leerbedrijf="getekend_leerbedrijf_op",
            kandidaat="getekend_kandidaat_op",
        ),
        inschrijving=enrolment(OuterRef("dag"), OuterRef("traject"), OuterRef("traject__kwalificatie")),
        erkenning=recognition(OuterRef("dag")),
        erkenning_eindigt=last_recognised_day(OuterRef("dag"), OuterRef("tot")),
        erkend_nu=Exists(recognised_on(timezone.localdate())),
        uren=Coalesce(Subquery(hours.values(total=Sum("uren"))), Value(0), output_field=DecimalField()),
    )


def with_papers(trajecten: QuerySet[Traject]) -> QuerySet[Traject]:
    """Adds `enrolment` and `newest_result` (dicts or None): the inschrijving that holds, and the newest result."""
    here = OuterRef("pk")
    result = Resultaat.objects.current().filter(traject=here).order_by("-datum", "-pk")
    return trajecten.annotate(  # type: ignore[no-redef]  # the model declares them for whoever reads them
        enrolment=enrolment(timezone.localdate(), here, OuterRef("kwalificatie")),
        newest_result=one(result, soort="soort", datum="datum", code="code"),
    )


def day(value: str) -> date:
    """A date out of JSON."""
    return date.fromisoformat(value[:10])
