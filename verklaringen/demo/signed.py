"""Praktijkverklaringen on their way: begun, waiting, opened, late, sent back, taken back, expired, signed."""

from datetime import timedelta

from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.actions import decline, expire, record_opening, sign
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.signer import Signer
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.links.models import Toegangslink
from trajecten.beoordelingen import mastered
from verklaringen.actions import Keuze, make_concept, send, withdraw_versie
from verklaringen.demo.placed import Placed, Spot
from verklaringen.models import Verklaringversie


class Signed:
    def __init__(self, placed: Placed) -> None:
        self.placed = placed

    def verklaring_concept(self) -> tuple[Spot, Verklaringversie]:
        spot, bpv = self.placed.beoordeeld()
        keuzes = [Keuze(beoordeling) for beoordeling in mastered(bpv)]
        return spot, make_concept(bpv, keuzes, by=spot.school)

    def verklaring_ter_ondertekening(self) -> Ondertekenverzoek:
        spot, versie = self.verklaring_concept()
        opleider = spot.bedrijf.opleider
        signer = Signer(
            naam=opleider.naam,
            email=opleider.email,
            functie=opleider.functie,
            organisatie=spot.bedrijf.leerbedrijf.naam,
        )
        return send(versie, signer=signer, by=spot.school)

    def verklaring_te_laat(self) -> Ondertekenverzoek:
        """Asked sixteen days ago: what the clock does next is a reminder."""
        verzoek = self.verklaring_ter_ondertekening()
        asked = timezone.now() - timedelta(days=16)
        Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(
            created_at=asked, uitgenodigd_op=asked, verloopt_op=asked + timedelta(days=30)
        )
        Verklaringversie.objects.filter(document=verzoek.document).update(verstuurd_op=asked)
        return verzoek

    def verklaring_teruggestuurd(self) -> Ondertekenverzoek:
        verzoek = self.opened()
        words = "De kassa heeft deze kandidaat hier nog niet gedaan."
        return decline(verzoek, reden=WeigerReden.INHOUD, toelichting=words, by=self.holder(verzoek))

    def verklaring_verlopen(self) -> Ondertekenverzoek:
        verzoek = self.verklaring_ter_ondertekening()
        yesterday = timezone.now() - timedelta(days=1)
        Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(verloopt_op=yesterday)
        Toegangslink.objects.filter(ondertekenverzoek=verzoek).update(verloopt_op=yesterday)
        verzoek.refresh_from_db()
        return expire(verzoek, by=Actor.systeem("load_demo"))

    def verklaring_ondertekend(self) -> Ondertekenverzoek:
        """Signed today, and waiting to be handed over."""
        verzoek = self.opened()
        sign(
            verzoek,
            by=self.holder(verzoek),
            naam=verzoek.naam,
            functie=verzoek.functie,
            zin=verzoek.zin,
            inhoud_sha256=verzoek.document.inhoud_sha256,
            code_checked_at=timezone.now(),
        )
        return verzoek

    def verklaring_teruggetrokken(self) -> Verklaringversie:
        verzoek = self.verklaring_ter_ondertekening()
        versie = verzoek.document.verklaringversie
        by = Actor.gebruiker(versie.gemaakt_door) if versie.gemaakt_door else Actor.systeem("load_demo")
        return withdraw_versie(versie, reason="Er komt nog een werkproces bij.", by=by)

    def verklaring_geopend(self) -> Ondertekenverzoek:
        return self.opened()

    def opened(self) -> Ondertekenverzoek:
        verzoek = self.verklaring_ter_ondertekening()
        return record_opening(verzoek, by=self.holder(verzoek))

    def holder(self, verzoek: Ondertekenverzoek) -> Actor:
        if verzoek.link is None:
            raise LookupError("dit verzoek heeft geen link")
        return Actor.link(verzoek.link, naam=verzoek.naam, functie=verzoek.functie)
