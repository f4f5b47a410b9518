from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.links.models import Poging
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory
from tests.harness.links import open_link
from tests.verklaringen.checking import UNKNOWN, at, become
from verklaringen import actions
from verklaringen.codes import ALPHABET, group_code, new_code, read_code
from verklaringen.states import VersieStatus

BY = Actor.systeem("test")


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
    assert known.content.count(b"<dt>") == unknown.content.count(b"<dt>") == 9
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

    assert "<dt>Aantal versies</dt><dd>1</dd>" in content
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


def paper(client, code, achternaam="Naam", geboortedatum="1998-05-17", **extra):
    url = reverse("verklaringen:check_paper", args=[code])
    return client.post(url, {"achternaam": achternaam, "geboortedatum": geboortedatum}, **extra)


@pytest.fixture
def on_paper(verklaring):
    return {
        "code": verklaring.code,
        "achternaam": "Naam",
        "geboortedatum": verklaring.kandidaat.geboortedatum.isoformat(),
    }


@pytest.mark.parametrize("typed", ["Naam", " naam ", "NÁÁM", "Geheime Naam"])
def test_the_name_on_the_paper_fits(client, on_paper, typed):
    content = paper(client, **{**on_paper, "achternaam": typed}).content.decode()

    assert "Komt overeen" in content
    assert "Komt niet overeen" not in content


def test_a_surname_fits_with_and_without_what_stands_before_it(client, db):
    kandidaat = KandidaatFactory(voornamen="Anna", tussenvoegsel="van den", achternaam="Berg")
    code = made.signed(made.ready(kandidaat)).verklaring.code
    born = kandidaat.geboortedatum.isoformat()

    found = {typed: "Komt overeen" in paper(client, code, typed, born).content.decode() for typed in NAMES}

    assert found == NAMES


NAMES = {"Berg": True, "van den Berg": True, "den Berg": False, "Anna": False}


@pytest.mark.parametrize("changed", [{"achternaam": "Nam"}, {"geboortedatum": "1901-01-01"}, {"code": UNKNOWN}])
def test_anything_else_does_not_fit(client, on_paper, changed):
    content = paper(client, **{**on_paper, **changed}).content.decode()

    assert "Komt niet overeen" in content
    assert "Geheime" not in content


def test_wrong_and_unknown_read_the_same(client, on_paper):
    wrong = paper(client, **{**on_paper, "achternaam": "Anders"})
    unknown = paper(client, **{**on_paper, "code": UNKNOWN})

    answers = [
        page.content.decode().partition('id="antwoord"')[2].partition("</div>\n")[0] for page in (wrong, unknown)
    ]
    assert answers[0] == answers[1] != ""


@pytest.mark.parametrize(
    ("status", "said"), [(VersieStatus.VERVANGEN, "oude versie"), (VersieStatus.INGETROKKEN, "is ingetrokken")]
)
def test_paper_that_no_longer_counts_says_so(client, verklaring, on_paper, status, said):
    become(verklaring.versies.get(), status)

    assert said in paper(client, **on_paper).content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_five_tries_a_day_per_code_wherever_they_come_from(client, on_paper, known):
    asked = on_paper if known else {**on_paper, "code": UNKNOWN}
    for number in range(5):
        paper(client, **{**asked, "achternaam": f"Gok {number}"}, REMOTE_ADDR=f"192.0.2.{number}")

    sixth = paper(client, **asked, REMOTE_ADDR="198.51.100.9")

    assert sixth.status_code == 429
    assert "vijf keer" in sixth.content.decode()
    assert "Komt overeen" not in sixth.content.decode()


def test_the_next_day_one_may_try_again(client, on_paper):
    for _ in range(5):
        paper(client, **{**on_paper, "achternaam": "Gok"})

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert "Komt overeen" in paper(client, **on_paper).content.decode()


def test_an_empty_form_counts_no_try(client, on_paper):
    for _ in range(7):
        assert "Vul de achternaam in" in paper(client, on_paper["code"], "", "").content.decode()

    assert "Komt overeen" in paper(client, **on_paper).content.decode()


def test_a_replaced_version_names_the_one_that_took_its_place(client, sealed):
    become(sealed, VersieStatus.VERVANGEN)
    VerklaringversieFactory(verklaring=sealed.verklaring, versie=2, status=VersieStatus.VERZEGELD)

    content = client.get(at(sealed.verklaring.code)).content.decode()

    assert "Versie 1 is vervangen door versie 2." in content
    assert "verzegelde praktijkverklaring" in content
    assert "Geldig" in content


def test_a_signed_correction_takes_no_place_before_it_is_sealed(client, sealed):
    VerklaringversieFactory(verklaring=sealed.verklaring, versie=2, ondertekend=True)

    content = client.get(at(sealed.verklaring.code)).content.decode()

    assert "<dt>Nieuwste versie</dt><dd>1</dd>" in content
    assert "vervangen" not in content


def test_known_and_unknown_take_as_many_queries(client, verklaring):
    counts = []
    for code in (verklaring.code, UNKNOWN):
        with CaptureQueriesContext(connection) as asked:
            client.get(at(code))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_sealed_one_says_when_and_by_whom(client, db):
    versie = made.sealed()
    stuk = Zegelstuk.objects.get(document=versie.document)

    content = client.get(at(versie.verklaring.code)).content.decode()

    assert f"<dt>Verzegeld door</dt><dd>{stuk.organisatie}</dd>" in content
    assert "verzegelde praktijkverklaring" in content


def test_whoever_signed_sees_that_a_copy_no_longer_counts(db):
    versie = made.sealed()
    holder = open_link("document", versie.document_id)
    url = reverse("documenten:holder", args=[versie.document_id])
    before = holder.get(url).content.decode()
    become(versie, VersieStatus.INGETROKKEN)

    assert "Geldt niet meer" not in before
    assert "Deze praktijkverklaring is ingetrokken." in holder.get(url).content.decode()
