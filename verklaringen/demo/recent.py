"""The newest verklaringen of the demo: frozen, signed and sealed, so that each has a file of its own."""

from datetime import date, timedelta

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.actions import content_hash
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek
from praktijkleren.documenten.sealing import make_sealed, store
from praktijkleren.documenten.signer import Signer
from praktijkleren.documenten.states import VerzoekStatus
from verklaringen.demo.bedrijven import DemoBedrijf
from verklaringen.demo.moments import noon
from verklaringen.models import Verklaringversie
from verklaringen.snapshot import SOORT, build_snapshot
from verklaringen.tekst import sentence

BY = Actor.systeem("load_demo")


def freeze_sign_and_seal(versie: Verklaringversie, bedrijf: DemoBedrijf, day: date) -> None:
    opleider, moment = bedrijf.opleider, noon(day)
    signer = Signer(
        naam=opleider.naam, email=opleider.email, functie=opleider.functie, organisatie=bedrijf.leerbedrijf.naam
    )
    snapshot = {**build_snapshot(versie, signer), "gemaakt_op": day.isoformat()}
    document = Document.objects.create(
        soort=SOORT,
        onderwerp_id=versie.pk,
        snapshot=snapshot,
        inhoud_sha256=content_hash(snapshot),
        audit_dossier=versie.verklaring.dossier,
        created_at=moment,
        volledig_ondertekend_op=moment,
    )
    Verklaringversie.objects.filter(pk=versie.pk).update(document=document)
    verzoek = Ondertekenverzoek.objects.create(
        document=document,
        rol=signer.rol,
        naam=signer.naam,
        functie=signer.functie,
        organisatie=signer.organisatie,
        email=signer.email,
        status=VerzoekStatus.ONDERTEKEND,
        verloopt_op=moment + timedelta(days=30),
        created_at=moment,
    )
    handtekening = Handtekening.objects.create(
        verzoek=verzoek,
        naam=signer.naam,
        functie=signer.functie,
        zin=sentence(snapshot, signer.rol),
        email=signer.email,
        inhoud_sha256=document.inhoud_sha256,
        code_checked_at=moment,
        ondertekend_op=moment,
    )
    _put_in_chain(document, handtekening)
    stuk = store(document, make_sealed(document), at=moment)
    if stuk:
        record("document.verzegeld", document, by=BY, changes={"pdf_sha256": stuk.pdf_sha256, "niveau": stuk.niveau})


def _put_in_chain(document: Document, handtekening: Handtekening) -> None:
    """The hashes, as the actions would have done; without them reading everything back finds fault."""
    hashed = {"inhoud_sha256": document.inhoud_sha256}
    record("document.bevroren", document, by=BY, changes={"soort": document.soort, **hashed})
    record("handtekening.gezet", handtekening, by=BY, changes={**hashed, "methode": handtekening.methode})
    record("document.ondertekend", document, by=BY)
