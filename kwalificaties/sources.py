"""The shipped files of the kwalificatiestructuur: read whole and found sound, or refused whole with reasons per row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kwalificaties import codes
from kwalificaties.models import Actueel
from praktijkleren.ui.csvfile import CsvError, Row, RowError, decode, read_rows

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Source:
    """What a file must hold: its key, the column that may not be empty, code shapes, references and fixed values."""

    file: str
    key: tuple[str, ...]
    titel: str
    longest: int
    shapes: Mapping[str, re.Pattern[str]]
    references: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    more: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        referring = [name for names in self.references for name in names]
        names = [*self.key, self.titel, *self.shapes, *referring, *self.values, *self.more, "bron", "geverifieerd"]
        return list(dict.fromkeys(names))

    def key_of(self, row: Row) -> tuple[str, ...]:
        return tuple(row[name] for name in self.key)


SOURCES = (
    Source("sectorkamers", ("code",), "naam", 120, {"code": codes.SECTOR}),
    Source(
        "kwalificatiedossiers",
        ("crebo",),
        "titel",
        200,
        {"crebo": codes.DOSSIER},
        references={("sectorkamer_code",): "sectorkamers"},
        more=("opvolger_dossier_crebo",),
    ),
    Source(
        "kwalificaties",
        ("crebo",),
        "titel",
        200,
        {"crebo": codes.KWALIFICATIE},
        references={("dossier_crebo",): "kwalificatiedossiers", ("sectorkamer_code",): "sectorkamers"},
        values={"niveau": frozenset("1234"), "actueel": frozenset(Actueel.values)},
        more=("leerwegen",),
    ),
    Source(
        "kerntaken",
        ("kwalificatie_crebo", "kerntaak_code"),
        "titel",
        300,
        {"kerntaak_code": codes.KERNTAAK},
        references={("kwalificatie_crebo",): "kwalificaties"},
        more=("cohort",),
    ),
    Source(
        "werkprocessen",
        ("kwalificatie_crebo", "werkproces_code"),
        "titel",
        300,
        {"werkproces_code": codes.WERKPROCES},
        references={("kwalificatie_crebo", "kerntaak_code"): "kerntaken"},
        more=("cohort",),
    ),
)

Structuur = dict[str, list[Row]]
"""Per file its rows."""


class SourceError(Exception):
    """Per file what is wrong with it; nothing was written."""

    def __init__(self, errors: Mapping[str, list[RowError]]) -> None:
        self.errors = errors
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> list[str]:
        return [f"{file}.csv: {error}" for file, errors in self.errors.items() for error in errors]


def read_structuur(folder: Path = DATA) -> Structuur:
    """All five files, or SourceError with every row that is wrong."""
    structuur: Structuur = {}
    errors: dict[str, list[RowError]] = {}
    for source in SOURCES:
        try:
            structuur[source.file] = _read(folder / f"{source.file}.csv", source)
        except CsvError as error:
            errors[source.file] = error.errors
    if errors:
        raise SourceError(errors)
    for source in SOURCES:
        if found := list(_faults(source, structuur)):
            errors[source.file] = found
    if errors:
        raise SourceError(errors)
    return structuur


def _read(path: Path, source: Source) -> list[Row]:
    try:
        data = path.read_bytes()
    except OSError:
        raise CsvError(f"het bestand {path.name} is niet te vinden of niet te lezen.") from None
    return read_rows(decode(data), required=source.columns)


def _faults(source: Source, structuur: Structuur) -> Iterator[RowError]:
    known = {file: _keys(file, structuur) for file in source.references.values()}
    first_seen: dict[tuple[str, ...], int] = {}
    for row in structuur[source.file]:
        key = source.key_of(row)
        if key in first_seen:
            yield RowError(row.number, f"{' '.join(key)} staat ook in rij {first_seen[key]}.")
        first_seen.setdefault(key, row.number)
        for reason in (*_wrong_cells(source, row), *_wrong_references(source, row, known)):
            yield RowError(row.number, reason)


def _wrong_cells(source: Source, row: Row) -> Iterator[str]:
    for name, shape in source.shapes.items():
        if reason := codes.wrong_shape(row[name], shape):
            yield f"{name}: {reason}"
    if not row[source.titel]:
        yield f"{source.titel} is leeg."
    elif len(row[source.titel]) > source.longest:
        yield f"{source.titel} heeft meer dan {source.longest} tekens."
    for name, allowed in (*source.values.items(), ("geverifieerd", frozenset({"ja", "nee"}))):
        if row[name] not in allowed:
            yield f"{name}: ‘{row[name][:20]}’ kan niet. Het mag zijn: {', '.join(sorted(allowed))}."


def _wrong_references(source: Source, row: Row, known: Mapping[str, set[tuple[str, ...]]]) -> Iterator[str]:
    """A reference to something may be empty, unless it is part of what the row is."""
    for names, file in source.references.items():
        reference = tuple(row[name] for name in names)
        may_be_empty = not set(names) & set(source.key)
        if reference not in known[file] and not (may_be_empty and not any(reference)):
            yield f"{' '.join(reference).strip() or names[-1]} staat niet in {file}.csv."
    if source.file == "werkprocessen" and codes.kerntaak_of(row["werkproces_code"]) != row["kerntaak_code"]:
        yield f"{row['werkproces_code']} hoort niet bij kerntaak {row['kerntaak_code']}."


def _keys(file: str, structuur: Structuur) -> set[tuple[str, ...]]:
    source = next(source for source in SOURCES if source.file == file)
    return {source.key_of(row) for row in structuur[file]}
