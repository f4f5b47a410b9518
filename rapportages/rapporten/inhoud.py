"""What a report says: every figure of a period as plain JSON, so that it can be frozen and read again years later.

Nothing about fewer than five persons is in it: a report travels.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kandidaten.models import Klantgroep
from praktijkleren.accounts.models import Gebruiker
from rapportages.bescherming import KLEIN, about, hidden
from rapportages.cijfers import Deel, Uitslag, Vraag, add_persons, count, divide
from rapportages.indicatoren import ALLE
from rapportages.indicatoren.begrip import Indicator, Lijn
from rapportages.indicatoren.klantgroep import PER_KLANTGROEP
from rapportages.indicatoren.velden import ONBEKEND, VELDEN
from rapportages.models import Rapport, Tekstblok, TelfeitQuerySet
from rapportages.rapporten.perioden import name_of
from rapportages.states import RapportSoort
from rapportages.tijdvak import Tijdvak
from rapportages.uitvoer import safe

Json = dict[str, Any]
NIEMAND = Deel("", "", 0, personen=0)


def contents(rapport: Rapport, gebruiker: Gebruiker, kennis: datetime) -> Json:
    """The whole report, counted as this person may count."""
    tijdvak = Tijdvak(rapport.van, rapport.tot)
    return {
        "titel": title(rapport),
        "soort": rapport.soort,
        "periode": name_of(rapport.soort, tijdvak),
        "regio": str(rapport.regio),
        "van": rapport.van.isoformat(),
        "tot": rapport.tot.isoformat(),
        "kennis": timezone.localtime(kennis).isoformat(timespec="seconds"),
        "versie": rapport.versie,
        "teksten": texts(rapport),
        **figures(rapport, gebruiker, kennis),
    }


def title(rapport: Rapport) -> str:
    name = name_of(rapport.soort, Tijdvak(rapport.van, rapport.tot))
    return f"{RapportSoort(rapport.soort).label.capitalize()} {name}"


def texts(rapport: Rapport) -> list[Json]:
    blocks = Tekstblok.objects.filter(regio=rapport.regio, soort__in=["", rapport.soort])
    blocks = blocks.order_by("volgorde", "kop", "pk")
    return [{"plek": block.plek, "kop": block.kop, "tekst": block.tekst} for block in blocks]


def figures(rapport: Rapport, gebruiker: Gebruiker, kennis: datetime | None = None) -> Json:
    """As known at a moment, by default now."""
    vraag = Vraag(rapport.regio, Tijdvak(rapport.van, rapport.tot), kennis)
    feiten = vraag.facts(gebruiker)
    return {
        "indicatoren": [_indicator(indicator, feiten, vraag.tijdvak) for indicator in ALLE],
        "klantgroepen": per_klantgroep(feiten, vraag.tijdvak),
    }


def _indicator(indicator: Indicator, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Json:
    counted = count(indicator, feiten, tijdvak)
    return {
        "code": indicator.code,
        "naam": indicator.naam,
        "definitie": indicator.definitie,
        "populatie": indicator.populatie,
        "datumregel": indicator.datumregel,
        "bron": indicator.bron,
        "ontbreekt": indicator.ontbreekt,
        "lijnen": [_line(line, shown) for line, shown in zip(counted, safe(counted), strict=True)],
    }


def _line(counted: Uitslag, shown: Uitslag) -> Json:
    cijfer = shown.cijfer
    return {
        "naam": counted.lijn.naam,
        "meet": str(counted.lijn.meet),
        "waarde": _plain(cijfer.waarde),
        "records": cijfer.records,
        "laagste": _plain(cijfer.laagste),
        "hoogste": _plain(cijfer.hoogste),
        "gemiddeld": _plain(cijfer.gemiddeld),
        "klein": cijfer.waarde is None and counted.cijfer.records > 0,
        "per": VELDEN[counted.lijn.delen].titel if counted.lijn.delen else "",
        "delen": [_part(deel) for deel in shown.delen],
    }


def _part(deel: Deel) -> Json:
    return {"label": deel.label, "aantal": _plain(deel.aantal), "noemer": deel.noemer, "procent": _plain(deel.procent)}


def per_klantgroep(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Json:
    """Each column is hidden as one row of parts: its total stands elsewhere in the report.

    So is what is left of the column of which it is a part. Every klantgroep has its row: of a column that is hidden
    one may not know how many groups have something in it.
    """
    counted = [_divided(lijn, feiten, tijdvak) for lijn in PER_KLANTGROEP]
    labels = _labels(counted)
    columns = [
        _hidden(own, {} if lijn.naast is None else counted[lijn.naast], labels)
        for lijn, own in zip(PER_KLANTGROEP, counted, strict=True)
    ]
    rows = zip(labels, zip(*columns, strict=True), strict=True)
    return {
        "kolommen": [lijn.naam for lijn in PER_KLANTGROEP],
        "rijen": [{"label": label, "cellen": list(cells)} for label, cells in rows],
    }


def _divided(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> dict[str, Deel]:
    veld = VELDEN["klantgroep"]
    delen = add_persons(divide(lijn, feiten, tijdvak, veld), lijn, feiten, tijdvak, veld)
    return {deel.label: deel for deel in delen}


def _hidden(own: dict[str, Deel], whole: dict[str, Deel], labels: Sequence[str]) -> list[int | None]:
    delen = [own.get(label, NIEMAND) for label in labels]
    numbers = [int(deel.aantal or 0) for deel in delen]
    of = [int(whole.get(label, NIEMAND).aantal or 0) for label in labels]
    left = [place for place, number in enumerate(numbers) if 0 < of[place] - number < KLEIN]
    places = hidden(about(delen), also=left)
    return [None if place in places else number for place, number in enumerate(numbers)]


def _labels(columns: Iterable[dict[str, Deel]]) -> list[str]:
    """In the order of their codes, what is unknown last."""
    every = {str(groep) for groep in Klantgroep.objects.filter(hoofdgroep=None).order_by("code")}
    found = every | {label for column in columns for label in column}
    return [*sorted(found - {ONBEKEND}), ONBEKEND]


def _plain(value: Decimal | int | None) -> str | int | None:
    """A fraction as text: a float would not come back the same."""
    return str(value) if isinstance(value, Decimal) else value


def numbers_of(content: Json) -> Iterator[tuple[tuple[str, str, str], Any]]:
    """Every number by what it is: (indicator, line, part) → the number, or None when it was too small to show."""
    for indicator in content["indicatoren"]:
        for line in indicator["lijnen"]:
            key = f"{indicator['code']} {indicator['naam']}", line["naam"]
            yield (*key, ""), line["waarde"]
            for part in line["delen"]:
                yield (*key, part["label"]), part["aantal"]
    table = content["klantgroepen"]
    for row in table["rijen"]:
        for column, value in zip(table["kolommen"], row["cellen"], strict=True):
            yield ("Per klantgroep", column, row["label"]), value
