"""A name in letters that a document cannot have: refused before anything is frozen, with a field for another way."""

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.files import sealed_file
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.sealing import seal_once
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.verklaringen.test_document import pages, words
from verklaringen import actions
from verklaringen.checking import matches_paper
from verklaringen.models import Verklaringversie

BY = Actor.systeem("test")
LABEL = "Naam in Latijnse letters"


@pytest.fixture
def versie(world):
    kandidaat = KandidaatFactory(regio=world.regio, voornamen="伟", tussenvoegsel="", achternaam="张")
    involve(kandidaat, world.gebruiker(Rol.MBO_CONTACT))
    return made.concept(made.ready(kandidaat))


@pytest.fixture
def mbo(world, sign_in):
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


def page(mbo, versie, **typed):
    url = reverse("verklaringen:send", args=[versie.pk])
    if not typed:
        return mbo.get(url).content.decode()
    first = str(versie.verklaring.plaatsing.begeleidingen.get().praktijkopleider_id)
    return mbo.post(url, {"ondertekenaar": first, **typed}, follow=True).content.decode()


def test_the_field_is_there_only_where_it_is_needed(mbo, versie, world):
    ordinary = made.concept(made.ready(world.kandidaat))

    assert LABEL in page(mbo, versie)
    assert LABEL not in page(mbo, ordinary)


def test_nothing_is_frozen_without_it(mbo, versie):
    assert "zoals die op het document moet staan" in page(mbo, versie, naam_latijn="")
    assert "kan niet op het document" in page(mbo, versie, naam_latijn="Zhang 伟")
    assert not Document.objects.exists()


def test_it_stands_on_the_document_and_checks_the_paper(mbo, versie):
    assert "Verstuurd" in page(mbo, versie, naam_latijn="Wei Zhang")

    document = Document.objects.get()
    verzoek = documenten.record_opening(document.verzoeken.get(), by=BY)
    documenten.sign(verzoek, by=BY, **signature(verzoek))
    seal_once(str(document.pk))
    snapshot, code = document.snapshot, versie.verklaring.code
    assert "Wei Zhang" in words(pages(sealed_file(Document.objects.get()))[0])
    assert (snapshot["naam"], snapshot["naam_in_latijnse_letters"]) == ("Wei Zhang", True)
    assert matches_paper(code, "zhang", versie.verklaring.kandidaat.geboortedatum)


def test_a_next_version_begins_with_it(mbo, versie):
    page(mbo, versie, naam_latijn="Wei Zhang")
    versie.refresh_from_db()
    actions.withdraw_versie(versie, reason="Fout", by=BY)

    following = actions.new_version(Verklaringversie.objects.get(pk=versie.pk), by=BY)

    assert 'value="Wei Zhang"' in page(mbo, following)


def test_a_kandidaat_who_signs_as_well_has_the_same_name(mbo, versie, world):
    world.regio.ondertekenaars = ["kandidaat"]
    world.regio.save()

    page(mbo, versie, naam_latijn="Wei Zhang")

    assert {verzoek.naam for verzoek in Document.objects.get().verzoeken.filter(rol="kandidaat")} == {"Wei Zhang"}


def test_a_signature_that_cannot_be_printed_is_refused(db):
    versie = made.opened()
    verzoek = versie.document.verzoeken.get()

    with pytest.raises(MissingGlyphError):
        documenten.sign(verzoek, by=BY, **signature(verzoek, naam="張偉"))

    verzoek.refresh_from_db()
    assert verzoek.is_open
