"""All that proves a document: who signed, how we knew who it was, when, which bytes, and the rows of the chain.

One description for the page, the PDF and the JSON, so that they never say different things (signing.md 2.9).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from praktijkleren.audit.actions import hashed_row
from praktijkleren.audit.check import Report, check_chain
from praktijkleren.audit.history import Gebeurtenis, tell
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.documenten.integrity import Kept, content_is_intact, kept_file, wrong_with
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek, Scan
from praktijkleren.documenten.states import VerzoekStatus
from praktijkleren.post.models import Bericht

METHODS = {
    "link_code": "Link in een mail, en daarna een code naar hetzelfde e-mailadres",
    "scherm_code": "Code op het scherm van een begeleider die erbij zat",
    "papier": "Met de hand op papier; een collega bewaarde de scan",
}
OVER = Ondertekenverzoek._meta.label_lower


@dataclass(frozen=True)
class Asked:
    """One person who was asked to sign, and what came of it."""

    verzoek: Ondertekenverzoek
    mails: list[Bericht]
    opened_at: datetime | None

    @property
    def signature(self) -> Handtekening | None:
        return getattr(self.verzoek, "handtekening", None)

    @property
    def scan(self) -> Scan | None:
        return getattr(self.signature, "scan", None)

    @property
    def method(self) -> str:
        made = self.signature
        return METHODS.get(made.methode, made.methode) if made else ""


@dataclass(frozen=True)
class Row:
    event: AuditEvent
    told: Gebeurtenis


class Evidence:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.made_at = timezone.now()

    @cached_property
    def content_is_intact(self) -> bool:
        return content_is_intact(self.document)

    @cached_property
    def file(self) -> Kept | None:
        return kept_file(self.document)

    @cached_property
    def problem(self) -> str:
        return wrong_with(self.document)

    @cached_property
    def asked(self) -> list[Asked]:
        found = self.document.verzoeken.select_related("handtekening__scan").defer("handtekening__scan__inhoud")
        found = found.order_by("volgorde", "created_at")
        verzoeken = {str(verzoek.pk): verzoek for verzoek in found}
        mails: dict[str, list[Bericht]] = {key: [] for key in verzoeken}
        for mail in Bericht.objects.filter(over_soort=OVER, over_id__in=verzoeken).order_by("created_at", "pk"):
            mails[mail.over_id].append(mail)
        steps = Stap.objects.filter(
            soort=OVER, object_id__in=list(verzoeken), naar=VerzoekStatus.IN_BEHANDELING
        ).order_by("-recorded_at")
        opened = {str(step.object_id): step.recorded_at for step in steps}
        return [Asked(verzoek, mails[key], opened.get(key)) for key, verzoek in verzoeken.items()]

    @cached_property
    def rows(self) -> list[Row]:
        """The events of this document, its requests and its signatures; not the rest of the dossier."""
        ids = [self.document.pk, self.document.onderwerp_id, *(asked.verzoek.pk for asked in self.asked)]
        signatures = [str(asked.signature.pk) for asked in self.asked if asked.signature]
        ours = Q(object_id__in=[str(pk) for pk in ids])
        ours |= Q(soort=Handtekening._meta.label_lower, object_id__in=signatures)
        events = list(AuditEvent.objects.filter(ours, dossier=self.document.audit_dossier).order_by("volgnummer"))
        return [Row(event, told) for event, told in zip(events, tell(events), strict=True)]

    @cached_property
    def chain(self) -> Report:
        return check_chain(self.document.audit_dossier)

    @cached_property
    def head(self) -> AuditEvent | None:
        """The last row of the dossier now: who keeps this, can show later that no row was taken away or put in."""
        found: AuditEvent | None = (
            AuditEvent.objects.filter(dossier=self.document.audit_dossier).order_by("-volgnummer").first()
        )
        return found

    @property
    def all_is_well(self) -> bool:
        return not self.problem and self.chain.broken is None

    def as_json(self) -> dict[str, Any]:
        """For who wants to check it with a program of their own."""
        document = self.document
        return {
            "soort": document.kind.titel,
            "document": str(document.pk),
            "opgemaakt_op": with_offset(self.made_at),
            "klopt": self.all_is_well,
            "wat_niet_klopt": self.problem or str(self.chain.broken or ""),
            "inhoud": {
                "sha256": document.inhoud_sha256,
                "vorm": "canonieke JSON (RFC 8785)",
                "vastgelegd_op": with_offset(document.created_at),
                "klopt": self.content_is_intact,
            },
            "bestand": _file(self.file),
            "ondertekenaars": [_asked(asked) for asked in self.asked],
            "keten": {
                "hoe": "hash = SHA-256(vorige_hash || canonieke JSON van rij)",
                "klopt": self.chain.broken is None,
                "aantal_rijen": self.chain.regels,
                "laatste_hash": self.head.hash if self.head else "",
                "rijen": [
                    {"rij": hashed_row(row.event), "vorige_hash": row.event.vorige_hash, "hash": row.event.hash}
                    for row in self.rows
                ],
            },
        }


def with_offset(moment: datetime | None) -> str:
    """`2026-11-24T10:15:00+01:00`."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _file(file: Kept | None) -> dict[str, Any] | None:
    if file is None:
        return None
    return {
        "sha256": file.sha256,
        "bytes": len(file.pdf),
        "bewaard_op": with_offset(file.kept_at),
        "klopt": file.is_intact,
    }


def _asked(asked: Asked) -> dict[str, Any]:
    verzoek, made = asked.verzoek, asked.signature
    return {
        "rol": verzoek.rol,
        "naam": verzoek.naam,
        "functie": verzoek.functie,
        "organisatie": verzoek.organisatie,
        "email": verzoek.email,
        "stand": verzoek.get_status_display(),
        "gevraagd_op": with_offset(verzoek.uitgenodigd_op or verzoek.created_at),
        "geopend_op": with_offset(asked.opened_at),
        "mails": [
            {
                "message_id": mail.message_id,
                "stand": mail.get_status_display(),
                "verzonden_op": with_offset(mail.verzonden_op),
            }
            for mail in asked.mails
        ],
        "handtekening": made
        and {
            "naam": made.naam,
            "functie": made.functie,
            "zin": made.zin,
            "hoe_herkend": asked.method,
            "email": made.email,
            "code_goed_op": with_offset(made.code_checked_at),
            "ondertekend_op": with_offset(made.ondertekend_op),
            "netwerk": made.netwerk,
            "apparaat": made.apparaat,
            "inhoud_sha256": made.inhoud_sha256,
            "scan_sha256": asked.scan.sha256 if asked.scan else "",
        },
    }
