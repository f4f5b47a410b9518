"""The charts of the gallery: each kind as it is on a good day, and with what makes charts hard."""

from dataclasses import dataclass

from praktijkleren.ui.charts import Chart, Point, Series, bars, columns, funnel, line
from praktijkleren.ui.dates import MONTHS

REGULAR = (14, 22, 31, 18, 27, 35, 9, 12, 38, 41, 33, 32)


@dataclass(frozen=True)
class Example:
    title: str
    chart: Chart


def chart_examples() -> list[Example]:
    return [
        Example("Drie van de vier kandidaten vinden werk", bars(_outcomes())),
        Example(
            "Van aanmelding tot verklaring duurt het meestal zeven maanden",
            bars(_durations(), unit="dagen", shares=False, what="Stap", much="Middelste waarde"),
        ),
        Example("312 verklaringen in 2025, 18 % meer dan in 2024", columns([Series("", _months(2025))])),
        Example("In 2024 groeit het aantal trajecten sneller dan het aantal verklaringen", columns(_two_years())),
        Example("In drie jaar kwamen er ruim duizend aanmeldingen", columns([Series("", _three_years())])),
        Example("Eind 2025 zijn er 312 verklaringen en 408 trajecten", line(_cumulative())),
        Example("Een op de zes aanmeldingen eindigt met een praktijkverklaring", funnel(_way())),
        Example("In het oosten werd het meest geleerd: een miljoen uur", line(_large())),
        Example("Dit kwartaal is één aanmelding geteld", columns([Series("", [Point("2026 K1", 1)])])),
        Example("Over deze regio is nog niets bekend", bars([])),
    ]


def _outcomes() -> list[Point]:
    return [
        Point("Werk bij hetzelfde leerbedrijf", 1234, url="#", note="met een contract van een half jaar of langer"),
        Point("Onbekend", 310, url="#"),
        Point("Werk bij een ander bedrijf in dezelfde sector of in een heel andere sector", 640, url="#"),
        Point("Een vervolgopleiding", 205, url="#"),
        Point("Geen werk", 96, url="#"),
        Point("Verhuisd", 0),
    ]


def _durations() -> list[Point]:
    names = ("Aanmelding tot intake", "Intake tot advies", "Advies tot start", "Start tot verklaring")
    return [Point(name, value) for name, value in zip(names, (12.5, 21, None, 160), strict=True)]


def _months(year: int, *, extra: int = 0) -> list[Point]:
    values = [value + extra for value in REGULAR]
    return [Point(f"{month} {year}", value, url="#") for month, value in zip(MONTHS, values, strict=True)]


def _two_years() -> list[Series]:
    trajecten = [Point(f"2024 K{quarter}", 20 + 15 * quarter) for quarter in range(1, 5)]
    verklaringen = [Point("2024 K1", None), *(Point(f"2024 K{quarter}", 4 + 9 * quarter) for quarter in range(2, 5))]
    return [Series("Trajecten", trajecten), Series("Verklaringen", verklaringen)]


def _three_years() -> list[Point]:
    return [
        Point(point.label, None if point.value == 12 else point.value)
        for year in (2023, 2024, 2025)
        for point in _months(year, extra=(year - 2023) * 3)
    ]


def _cumulative() -> list[Series]:
    trajecten, verklaringen = _running(_months(2025, extra=8)), _running(_months(2025))
    return [Series("Trajecten", trajecten), Series("Verklaringen", [Point("jan 2025", None), *verklaringen[1:]])]


def _large() -> list[Series]:
    goals = {"Het noorden en de eilanden": 958_400, "Midden": 951_200, "Oost": 1_000_000}
    return [
        Series(name, [Point(f"{year}", goal * (year - 2021) // 5) for year in range(2022, 2027)])
        for name, goal in goals.items()
    ]


def _running(points: list[Point]) -> list[Point]:
    values = [int(point.value or 0) for point in points]
    return [Point(point.label, sum(values[: number + 1]), url="#") for number, point in enumerate(points)]


def _way() -> list[Point]:
    names = ("Aanmelding", "Intake", "Advies", "Traject", "Praktijkverklaring", "Nazorg afgerond")
    return [Point(name, value, url="#") for name, value in zip(names, (618, 540, 301, 188, 104, None), strict=True)]
