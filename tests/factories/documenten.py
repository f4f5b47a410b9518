"""Frozen documents of a kind for tests, and requests to sign them."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import factory
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions, kinds
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek, Scan, Zegelstuk
from praktijkleren.documenten.states import Niveau, VerzoekStatus
from tests.factories.links import ToegangslinkFactory

SYSTEEM = Actor.systeem("test")
SOORT = "proef"
HEARD: list[tuple[str, UUID]] = []
"""What the kind was told, in order: (event, pk)."""


def snapshot(**changes: Any) -> dict[str, Any]:
    return {
        "naam": "Łukasz van der Çelik-Ñandú",
        "afzender": "ROC Voorbeeld",
        "datum": "2026-11-24",
        "onderdelen": [{"code": f"B1-K1-W{n}", "naam": f"Doet proef {n}"} for n in (1, 2)],
        **changes,
    }


def present(snapshot: Mapping[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**snapshot)


def attachments(document: Document) -> list[kinds.Attachment]:
    text = document.snapshot.get("bijlage", "")
    if not text:
        return []
    made = kinds.Attachment(
        name="proef.json", mime="application/json", description="De proef voor een computer", content=text.encode(),
        created=document.created_at,
    )  # fmt: skip
    return [made]


def heard(event: str) -> Any:
    return lambda obj, _by: HEARD.append((event, obj.pk))


kinds.register(
    kinds.Kind(
        soort=SOORT,
        titel="proef",
        html_template="proef/snapshot.html",
        pdf_template="proef/pdf.html",
        presenter=present,
        may_see=lambda gebruiker, _pk: gebruiker.has_role("mbo_contact"),
        page_url=lambda pk: f"/proef/{pk}/",
        sentence=lambda snapshot, _rol: f"Ik verklaar dat {snapshot['naam']} dit kan.",
        items=lambda snapshot, _rol: [
            kinds.Item(key=part["code"], titel=part["naam"], code=part["code"]) for part in snapshot["onderdelen"]
        ],
        sender=lambda snapshot: snapshot["afzender"],
        filename=lambda snapshot: f"Proef {snapshot['naam']}",
        personen=lambda pk: [pk],
        invite=heard("invite"),
        on_colleague_named=heard("colleague_named"),
        on_handed_over=heard("handed_over"),
        on_undeliverable=heard("undeliverable"),
        on_signed=heard("signed"),
        on_declined=heard("declined"),
        on_expired=heard("expired"),
        on_renewed=heard("renewed"),
        attachments=attachments,
        on_seal_started=heard("seal started"),
        on_sealed=heard("sealed"),
        on_seal_failed=heard("seal failed"),
        is_replaced=lambda document: document.snapshot.get("vervangen", False),
    )
)


class DocumentFactory(factory.django.DjangoModelFactory):
    """Frozen by the real action, so that its hash is right."""

    class Meta:
        model = Document

    soort = SOORT
    onderwerp_id = factory.LazyFunction(uuid4)
    snapshot = factory.LazyFunction(snapshot)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Document:
        return actions.freeze(kwargs["soort"], kwargs["onderwerp_id"], kwargs["snapshot"], by=SYSTEEM)


class OndertekenverzoekFactory(factory.django.DjangoModelFactory):
    """The row with its link; `opened=True` is what a right code makes of it."""

    class Meta:
        model = Ondertekenverzoek

    class Params:
        opened = factory.Trait(status=VerzoekStatus.IN_BEHANDELING)
        overdue = factory.Trait(verloopt_op=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)))

    document = factory.SubFactory(DocumentFactory)
    rol = "praktijkopleider"
    naam = "Petra Opleider"
    functie = "chef werkplaats"
    organisatie = "Leerbedrijf Voorbeeld"
    email = factory.Sequence(lambda n: f"petra{n}@leerbedrijf.example")
    verloopt_op = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    created_at = factory.LazyFunction(timezone.now)
    uitgenodigd_op = factory.SelfAttribute("created_at")
    link = factory.SubFactory(
        ToegangslinkFactory,
        doel=actions.DOEL,
        onderwerp_id=factory.SelfAttribute("..id"),
        email=factory.SelfAttribute("..email"),
        naam=factory.SelfAttribute("..naam"),
        verloopt_op=factory.SelfAttribute("..verloopt_op"),
    )
    id = factory.LazyFunction(uuid4)


class HandtekeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Handtekening

    verzoek = factory.SubFactory(OndertekenverzoekFactory, status=VerzoekStatus.ONDERTEKEND)
    naam = "Petra Opleider"
    functie = "chef werkplaats"
    zin = "Ik verklaar dat dit klopt."
    inhoud_sha256 = factory.SelfAttribute("verzoek.document.inhoud_sha256")
    ondertekend_op = factory.LazyFunction(timezone.now)


class ScanFactory(factory.django.DjangoModelFactory):
    """Of the paper that someone signed."""

    class Meta:
        model = Scan

    handtekening = factory.SubFactory(HandtekeningFactory, methode="papier", zin="Ik verklaar dat dit klopt.")
    inhoud = b"%PDF-1.7 scan"
    mime = "application/pdf"
    sha256 = factory.LazyAttribute(lambda scan: hashlib.sha256(scan.inhoud).hexdigest())
    created_at = factory.LazyFunction(timezone.now)


class ZegelstukFactory(factory.django.DjangoModelFactory):
    """The row alone; its bytes are no PDF. `sealing.seal_once` makes a real one."""

    class Meta:
        model = Zegelstuk

    document = factory.SubFactory(DocumentFactory)
    bestand = factory.Sequence(lambda n: f"%PDF-1.7 {n}".encode())
    pdf_sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.bestand).hexdigest())
    niveau = Niveau.B_B
    organisatie = "ROC Voorbeeld"
    certificaat_serienummer = "1f"
    verzegeld_op = factory.LazyFunction(timezone.now)


def signature(verzoek: Ondertekenverzoek, **changes: Any) -> dict[str, Any]:
    """What someone fills in to sign this request."""
    return {
        "naam": verzoek.naam,
        "functie": verzoek.functie,
        "zin": verzoek.zin,
        "inhoud_sha256": verzoek.document.inhoud_sha256,
        "code_checked_at": timezone.now(),
        **changes,
    }
