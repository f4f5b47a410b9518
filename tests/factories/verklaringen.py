"""Praktijkverklaringen. The rows are bare; `ready`, `concept`, `sent` and `signed` walk the real way there."""

from typing import Any

import factory
from django.utils import timezone

from kandidaten.models import Kandidaat
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.handing_over import name_colleague
from praktijkleren.documenten.paper import sign_on_paper
from praktijkleren.documenten.sealing import seal_once
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.werk.runner import run_opdracht
from tests.factories.accounts import GebruikerFactory, OrganisatieFactory
from tests.factories.documenten import signature
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.links import ToegangslinkFactory
from tests.factories.trajecten import (
    BegeleidingFactory,
    BeoordelingFactory,
    InschrijvingFactory,
    LeerdoelFactory,
    PlaatsingFactory,
    TrajectFactory,
)
from trajecten.beoordelingen import mastered
from trajecten.models import Plaatsing
from verklaringen import actions
from verklaringen.codes import new_code
from verklaringen.export import start_export
from verklaringen.models import (
    Credential,
    Credentialsleutel,
    Deellink,
    Intrekking,
    Praktijkverklaring,
    Verklaringversie,
    VerklaringWerkproces,
)
from verklaringen.signers import signers_of
from verklaringen.states import VersieStatus

SYSTEEM = Actor.systeem("test")


class PraktijkverklaringFactory(factory.django.DjangoModelFactory):
    """Without a version; of a person with a running traject."""

    class Meta:
        model = Praktijkverklaring

    class Params:
        elders_uitgegeven = factory.Trait(elders=True, ondertekend_op=factory.LazyFunction(timezone.localdate))

    code = factory.LazyFunction(new_code)
    kandidaat = factory.SubFactory(KandidaatFactory)
    regio = factory.SelfAttribute("kandidaat.regio")
    traject = factory.LazyAttribute(lambda row: TrajectFactory(kandidaat=row.kandidaat, lopend=True))
    plaatsing = factory.LazyAttribute(lambda row: PlaatsingFactory(traject=row.traject, bpv=True, lopend=True))
    verstrekker = factory.SubFactory(OrganisatieFactory, mbo=True)
    dossier = factory.SelfAttribute("kandidaat.pseudoniem")
    naam = factory.SelfAttribute("kandidaat.lijstnaam")
    laatste_activiteit = factory.LazyFunction(timezone.now)
    created_at = factory.LazyFunction(timezone.now)


class VerklaringversieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Verklaringversie

    class Params:
        ondertekend = factory.Trait(status=VersieStatus.ONDERTEKEND, verstuurd_op=factory.LazyFunction(timezone.now))

    verklaring = factory.SubFactory(PraktijkverklaringFactory)
    created_at = factory.LazyFunction(timezone.now)


class VerklaringWerkprocesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VerklaringWerkproces

    versie = factory.SubFactory(VerklaringversieFactory)
    volgorde = factory.Sequence(lambda n: n + 1)
    kerntaak_code = "B1-K1"
    kerntaak_naam = "Werkt mee in het magazijn"
    code = factory.Sequence(lambda n: f"B1-K1-W{n + 1}")
    naam = factory.Sequence(lambda n: f"Doet werkproces {n}")


class IntrekkingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intrekking

    versie = factory.SubFactory(VerklaringversieFactory, status=VersieStatus.VERZEGELD)
    reden = "onjuist"
    toelichting = "De werkprocessen horen bij een ander."
    voorgesteld_door = factory.SubFactory(GebruikerFactory)
    voorgesteld_op = factory.LazyFunction(timezone.now)


class DeellinkFactory(factory.django.DjangoModelFactory):
    """A bare row; `actions.share` makes a real one."""

    class Meta:
        model = Deellink

    verklaring = factory.SubFactory(PraktijkverklaringFactory)
    link = factory.SubFactory(ToegangslinkFactory, doel="gedeelde_verklaring", email="")
    created_at = factory.LazyFunction(timezone.now)


class CredentialsleutelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Credentialsleutel

    publiek = factory.Sequence(lambda n: f"z6Mk{n}")
    created_at = factory.LazyFunction(timezone.now)


class CredentialFactory(factory.django.DjangoModelFactory):
    """A bare row; `issue_credential` makes a real one."""

    class Meta:
        model = Credential

    versie = factory.SubFactory(VerklaringversieFactory, ondertekend=True)
    tekst = "{}"
    zout = "0" * 32
    sleutel = factory.SubFactory(CredentialsleutelFactory)
    plek = factory.Sequence(lambda n: n)
    created_at = factory.LazyFunction(timezone.now)


def ready(kandidaat: Kandidaat | None = None, *, werkprocessen: int = 2, **opleider: Any) -> Plaatsing:
    """A bpv with everything that a verklaring needs: enrolled, guided, and judged with "kan dit"."""
    traject = TrajectFactory(kandidaat=kandidaat or KandidaatFactory(), lopend=True)
    InschrijvingFactory(traject=traject, instelling__naam="ROC Voorbeeld", instelling__plaats="Zwolle")
    plaatsing: Plaatsing = PlaatsingFactory(traject=traject, bpv=True, lopend=True)
    begeleiding = BegeleidingFactory(plaatsing=plaatsing)
    for name, value in {"naam": "Petra Opleider", "functie": "chef magazijn", **opleider}.items():
        setattr(begeleiding.praktijkopleider, name, value)
    begeleiding.praktijkopleider.save()
    for _ in range(werkprocessen):
        leerdoel = LeerdoelFactory(traject=traject)
        BeoordelingFactory(plaatsing=plaatsing, leerdoel=leerdoel, praktijkopleider=begeleiding.praktijkopleider)
    return plaatsing


def concept(plaatsing: Plaatsing | None = None, *, by: Actor = SYSTEEM) -> Verklaringversie:
    plaatsing = plaatsing or ready()
    return actions.make_concept(plaatsing, [actions.Keuze(row) for row in mastered(plaatsing)], by=by)


def sent(plaatsing: Plaatsing | None = None, *, by: Actor = SYSTEEM) -> Verklaringversie:
    versie = concept(plaatsing, by=by)
    actions.send(versie, signer=next(iter(signers_of(versie).values())), by=by)
    versie.refresh_from_db()
    return versie


def opened(plaatsing: Plaatsing | None = None, *, by: Actor = SYSTEEM) -> Verklaringversie:
    versie = sent(plaatsing, by=by)
    documenten.record_opening(versie.document.verzoeken.get(), by=SYSTEEM)
    return versie


def signed(plaatsing: Plaatsing | None = None, *, by: Actor = SYSTEEM) -> Verklaringversie:
    versie = opened(plaatsing, by=by)
    verzoek = versie.document.verzoeken.get()
    documenten.sign(verzoek, by=SYSTEEM, **signature(verzoek))
    return again(versie)


def declined(plaatsing: Plaatsing | None = None, **decision: Any) -> Verklaringversie:
    versie = opened(plaatsing)
    decision = {"reden": WeigerReden.INHOUD, "toelichting": "Dit klopt niet.", **decision}
    documenten.decline(versie.document.verzoeken.get(), by=SYSTEEM, **decision)
    return again(versie)


def expired(plaatsing: Plaatsing | None = None) -> Verklaringversie:
    versie = sent(plaatsing)
    documenten.expire(versie.document.verzoeken.get(), by=SYSTEEM)
    return again(versie)


def sealed(plaatsing: Plaatsing | None = None) -> Verklaringversie:
    return seal(signed(plaatsing))


def seal(versie: Verklaringversie) -> Verklaringversie:
    seal_once(str(versie.document_id))
    return again(versie)


def handed_over(plaatsing: Plaatsing | None = None) -> Verklaringversie:
    versie = sealed(plaatsing)
    actions.record_uitreiking(versie.verklaring, op=timezone.localdate(), door="ROC Voorbeeld", by=SYSTEEM)
    return again(versie)


def occasion(plaatsing: Plaatsing | None = None) -> Praktijkverklaring:
    """Handed over together with nobody else."""
    versie, today = sealed(plaatsing), timezone.localdate()
    facts = {"op": today, "door": "ROC Voorbeeld", "plaats": "Zwolle", "mail_kandidaat": False}
    actions.record_uitreikingen([versie.verklaring], by=SYSTEEM, **facts)
    return again(versie).verklaring


def exported(plaatsing: Plaatsing, gebruiker: Any) -> str:
    """The key of a ZIP that this colleague asked for."""
    opdracht = start_export([sealed(plaatsing).verklaring], gebruiker=gebruiker)
    run_opdracht(str(opdracht.pk))
    return str(opdracht.gegevens["export"])


def again(versie: Verklaringversie) -> Verklaringversie:
    return Verklaringversie.objects.select_related("verklaring", "document").get(pk=versie.pk)


def request(world: Any) -> Any:
    """Id of a request to sign that was opened."""
    return opened(ready(world.kandidaat)).document.verzoeken.get().pk


def proposed(world: Any) -> Any:
    """A request whose signer named someone of another domain."""
    verzoek = opened(ready(world.kandidaat)).document.verzoeken.get()
    colleague = {"naam": "Karel de Chef", "functie": "chef", "email": "karel@elders.example"}
    return name_colleague(verzoek, by=SYSTEEM, **colleague)


def scanned(world: Any) -> Any:
    """A scan of the paper that was signed."""
    verzoek = opened(ready(world.kandidaat)).document.verzoeken.get()
    today = timezone.localdate()
    made = sign_on_paper(verzoek, naam="Petra", functie="chef", op=today, scan=b"%PDF-1.7 scan", by=SYSTEEM)
    return made.scan


def given(world: Any) -> Any:
    """Id of a document of which someone has a copy."""
    return sealed(ready(world.kandidaat)).document_id
