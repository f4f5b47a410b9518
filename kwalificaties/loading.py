"""Bringing the tables in line with the shipped files: added, changed, closed, never deleted, and all or nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from kwalificaties.models import Dossier, EerdereTitel, Gesloten, Inlezing, Kwalificatie, Sector
from kwalificaties.sources import Structuur
from kwalificaties.versions import Fields, Telling, VersionedTables, apply
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import Row

Report = dict[str, Telling]


@transaction.atomic
def load_structuur(structuur: Structuur, *, by: Actor, on: date | None = None) -> Report:
    """Loading the same files again writes nothing at all."""
    on = on or timezone.localdate()
    report: Report = {}
    report["sectoren"] = _sync(Sector, _sectoren(structuur), key="code", on=on)
    report["dossiers"] = _sync(Dossier, _dossiers(structuur), key="crebo", on=on)
    report["kwalificaties"] = _sync_kwalificaties(structuur, by=by, on=on)
    tables = VersionedTables(on)
    report["kerntaken"] = tables.sync_kerntaken(structuur["kerntaken"])
    report["werkprocessen"] = tables.sync_werkprocessen(structuur["werkprocessen"])
    for kwalificatie, codes in tables.changed_codes().items():
        record("kwalificatie.werkprocessen_gewijzigd", kwalificatie, by=by, changes={"codes": codes})
    if any(telling.changes for telling in report.values()):
        telling = {table: telling.as_json() for table, telling in report.items()}
        inlezing = Inlezing.objects.create(
            bestandsnaam="kwalificatiestructuur", ingelezen_op=timezone.now(), telling=telling
        )
        record("kwalificaties.ingelezen", inlezing, by=by, changes=telling)
    return report


def _sync(
    model: type[Gesloten], wanted: Mapping[str, Fields], *, key: str, on: date, old: dict[str, Fields] | None = None
) -> Telling:
    """One row per code. `old` is given what the changed rows held before."""
    telling = Telling()
    manager: models.Manager[Any] = model._default_manager
    existing = {getattr(row, key): row for row in manager.order_by("pk")}
    new, changed = [], []
    for code, fields in wanted.items():
        row = existing.get(code)
        if row is None:
            new.append(model(**{key: code, "vanaf": on, **fields}))
            telling.nieuw.append(code)
        elif before := apply(row, fields | {"gesloten_op": None}):
            changed.append(row)
            telling.gewijzigd.append(code)
            if old is not None:
                old[code] = before
    for code, row in existing.items():
        if code not in wanted and row.gesloten_op is None:
            row.gesloten_op = on
            changed.append(row)
            telling.gesloten.append(code)
    telling.ongewijzigd = len(wanted) - len(new) - len(telling.gewijzigd)
    names = {name for fields in wanted.values() for name in fields} | {"gesloten_op"}
    manager.bulk_create(new)
    if changed:
        manager.bulk_update(changed, sorted(names))
    return telling


def _sync_kwalificaties(structuur: Structuur, *, by: Actor, on: date) -> Telling:
    """The crebo stays the same kwalificatie when its title changes; the title it had is kept."""
    old: dict[str, Fields] = {}
    telling = _sync(Kwalificatie, _kwalificaties(structuur), key="crebo", on=on, old=old)
    renamed = {crebo: before["titel"] for crebo, before in old.items() if "titel" in before}
    for kwalificatie in Kwalificatie.objects.filter(crebo__in=renamed).order_by("crebo"):
        titel = renamed[kwalificatie.crebo]
        EerdereTitel.objects.create(kwalificatie=kwalificatie, titel=titel, tot=on)
        record("kwalificatie.hernoemd", kwalificatie, by=by, changes={"titel": [titel, kwalificatie.titel]})
    return telling


def _sectoren(structuur: Structuur) -> dict[str, Fields]:
    return {row["code"]: {"naam": row["naam"], **_origin(row)} for row in structuur["sectorkamers"]}


def _dossiers(structuur: Structuur) -> dict[str, Fields]:
    sectoren = dict(Sector.objects.values_list("code", "pk"))
    return {
        row["crebo"]: {
            "titel": row["titel"],
            "sector_id": sectoren.get(row["sectorkamer_code"]),
            "opvolger_crebo": row["opvolger_dossier_crebo"],
            **_origin(row),
        }
        for row in structuur["kwalificatiedossiers"]
    }


def _kwalificaties(structuur: Structuur) -> dict[str, Fields]:
    sectoren = {sector.code: sector for sector in Sector.objects.order_by("code")}
    dossiers = dict(Dossier.objects.values_list("crebo", "pk"))
    wanted: dict[str, Fields] = {}
    for row in structuur["kwalificaties"]:
        sector = sectoren.get(row["sectorkamer_code"])
        searchable = Kwalificatie(crebo=row["crebo"], titel=row["titel"], sector=sector)
        searchable.make_searchable()
        wanted[row["crebo"]] = {
            "titel": row["titel"],
            "niveau": int(row["niveau"]),
            "leerwegen": row["leerwegen"],
            "dossier_id": dossiers.get(row["dossier_crebo"]),
            "sector_id": sector.pk if sector else None,
            "actueel": row["actueel"],
            "zoektitel": searchable.zoektitel,
            "zoektekst": searchable.zoektekst,
            **_origin(row),
        }
    return wanted


def _origin(row: Row) -> Fields:
    return {"bron": row["bron"], "geverifieerd": row["geverifieerd"] == "ja"}
