import pytest
from django.urls import reverse

from praktijkleren.audit.actor import Actor
from praktijkleren.links.models import Poging
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory
from verklaringen import actions
from verklaringen.codes import ALPHABET, group_code, new_code, read_code

BY = Actor.systeem("test")
UNKNOWN = "0123456789ABCDEF"


def at(code):
    return reverse("verklaringen:check", args=[code])


@pytest.fixture
def verklaring(db):
    kandidaat = KandidaatFactory(voornamen="Geheime", achternaam="Naam", geboorteplaats="Verweggistan")
    return made.signed(made.ready(kandidaat, naam="Stille Opleider")).verklaring


def test_codes_are_random_and_readable():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == 16 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["7qk4-m2xp-9tbd-h6rc", "7QK4 M2XP 9TBD H6RC", " 7QK4M2XP9TBDH6RC "])
def test_capitals_dashes_and_spaces_do_not_matter(typed):
    assert read_code(typed) == "7QK4M2XP9TBDH6RC"


def test_letters_that_look_like_digits_are_read_as_digits():
    assert read_code("IL10-oO00-1111-0000") == "1110000011110000"


@pytest.mark.parametrize("typed", ["", "7QK4", "7QK4M2XP9TBDH6RU", "7QK4M2XP9TBDH6RC1", "../../etc/passwd1", "é" * 16])
def test_what_can_be_no_code_of_ours_is_none(typed):
    assert read_code(typed) == ""


def test_a_genuine_one_shows_status_date_organisation_and_versions(client, verklaring):
    content = client.get(at(group_code(verklaring.code).lower())).content.decode()

    assert "hoort bij een geldige praktijkverklaring" in content
    assert "Geldig" in content
    assert "ROC Voorbeeld" in content
    assert group_code(verklaring.code) in content


def test_it_shows_nobody(client, verklaring):
    content = client.get(at(verklaring.code)).content.decode()

    plaatsing = verklaring.plaatsing
    for secret in ("Geheime", "Naam", "Verweggistan", "1998", "Stille Opleider", plaatsing.leerbedrijf.naam):
        assert secret not in content
    assert "verzegel" not in content


def test_an_unknown_code_has_the_same_layout(client, verklaring):
    known, unknown = client.get(at(verklaring.code)), client.get(at(UNKNOWN))

    assert (known.status_code, unknown.status_code) == (200, 404)
    assert "kennen we niet" in unknown.content.decode()
    assert known.content.count(b"<dt>") == unknown.content.count(b"<dt>") == 6
    assert abs(len(known.content) - len(unknown.content)) < 120


@pytest.mark.parametrize("make", [made.concept, made.sent, made.declined, made.expired])
def test_what_was_never_signed_is_unknown(client, db, make):
    assert client.get(at(make().verklaring.code)).status_code == 404


def test_what_came_from_elsewhere_is_unknown(client, db):
    verklaring = PraktijkverklaringFactory(elders_uitgegeven=True)
    VerklaringversieFactory(verklaring=verklaring, ondertekend=True)

    assert client.get(at(verklaring.code)).status_code == 404


def test_only_signed_versions_are_counted(client, db):
    verklaring = made.declined().verklaring
    second = actions.new_version(verklaring.versies.get(), by=BY)
    VerklaringversieFactory._meta.model.objects.filter(pk=second.pk).delete()
    VerklaringversieFactory(verklaring=verklaring, versie=2, ondertekend=True)

    content = client.get(at(verklaring.code)).content.decode()

    assert "<dt>Aantal ondertekende versies</dt><dd>1</dd>" in content
    assert "<dt>Nieuwste versie</dt><dd>2</dd>" in content


def test_the_page_is_not_indexed_or_kept(client, verklaring):
    response = client.get(at(verklaring.code))

    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_tries_are_limited_per_address(client, db):
    for number in range(120):
        client.get(at(f"{number:016d}"))

    assert client.get(at(UNKNOWN)).status_code == 429
    assert Poging.objects.filter(soort="verklaringen.check.address").count() == 120


def test_tries_are_limited_per_code_whoever_asks(client, verklaring):
    for number in range(60):
        client.get(at(verklaring.code), REMOTE_ADDR=f"192.0.2.{number}")

    assert client.get(at(verklaring.code), REMOTE_ADDR="198.51.100.7").status_code == 429


def test_a_typed_code_leads_to_its_page(client, db):
    start = reverse("verklaringen:check_start")

    assert client.get(start, {"code": "0123 4567 89ab cdef"}).url == at(UNKNOWN)
    assert "zestien letters en cijfers" in client.get(start, {"code": "0123"}).content.decode()
    assert "Vul de code in" in client.get(start, {"code": ""}).content.decode()
