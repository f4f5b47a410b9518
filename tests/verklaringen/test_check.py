import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.links.models import Poging
from tests.factories import verklaringen as made
from tests.factories.documenten import ZegelstukFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.verklaringen import PraktijkverklaringFactory, VerklaringversieFactory
from tests.harness.links import open_link
from verklaringen import actions
from verklaringen.codes import ALPHABET, group_code, new_code, read_code
from verklaringen.models import Verklaringversie
from verklaringen.states import VersieStatus
from verklaringen.uploads import MAX_BYTES

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


PDF = b"%PDF-1.7 dit is geen echte PDF, maar voor de server wel"
AT_FILE = "/v/bestand/"


@pytest.fixture
def sealed(verklaring):
    versie = made.again(verklaring.versies.get())
    become(versie, VersieStatus.VERZEGELD)
    keep(versie, PDF)
    return versie


def become(versie, status):
    Verklaringversie.objects.filter(pk=versie.pk).update(status=status)


def keep(versie, pdf):
    Zegelstuk.objects.filter(document=versie.document).delete()
    ZegelstukFactory(document=versie.document, bestand=pdf)


def upload(client, content, name="verklaring.pdf", **data):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(AT_FILE, {**data, "bestand": file})


def by_hash(client, content, **data):
    return client.post(AT_FILE, {"sha256": hashlib.sha256(content).hexdigest(), **data})


@pytest.mark.parametrize("send", [upload, by_hash])
def test_an_identical_file_is_recognised(client, sealed, send):
    content = send(client, PDF).content.decode()

    assert "Deze PDF is echt" in content
    assert group_code(sealed.verklaring.code) in content
    assert "Geheime" not in content


@pytest.mark.parametrize("send", [upload, by_hash])
def test_a_changed_file_is_not(client, sealed, send):
    content = send(client, PDF + b"\n").content.decode()

    assert "veranderd of niet van ons" in content
    assert group_code(sealed.verklaring.code) not in content


@pytest.mark.parametrize(
    ("status", "said"),
    [(VersieStatus.VERVANGEN, "oude versie"), (VersieStatus.INGETROKKEN, "is ingetrokken")],
)
def test_a_file_that_no_longer_counts_says_so(client, sealed, status, said):
    become(sealed, status)

    assert said in by_hash(client, PDF).content.decode()


def test_a_file_of_another_code_says_so(client, sealed):
    other = group_code(new_code())

    assert "andere code" in by_hash(client, PDF, code=other).content.decode()
    assert "Deze PDF is echt" in by_hash(client, PDF, code=sealed.verklaring.code.lower()).content.decode()


def test_a_document_without_file_is_unknown(client, sealed):
    Zegelstuk.objects.all().delete()

    assert "Kies een bestand" in client.post(AT_FILE, {"sha256": ""}).content.decode()
    assert "niet van ons" in by_hash(client, PDF).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Kies een bestand"),
        ({"sha256": "geen-pdf"}, "Dit is geen PDF"),
        ({"sha256": "x" * 64}, "Dit is geen PDF"),
        ({"bestand": SimpleUploadedFile("a.pdf", b"tekst")}, "Dit is geen PDF"),
        ({"bestand": SimpleUploadedFile("a.pdf", b"")}, "Dit is geen PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_next_to_the_field(client, db, data, said):
    response = client.post(AT_FILE, data)

    assert said in response.content.decode().partition('class="field__error"')[2]


def test_a_large_file_is_refused_and_never_touches_the_disk(client, db, monkeypatch):
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *a, **o: pytest.fail("op schijf"))

    response = upload(client, PDF + b"x" * MAX_BYTES)

    assert "groter dan 5 MB" in response.content.decode()
    assert "Deze PDF" not in response.content.decode()


def test_a_file_just_small_enough_is_looked_at(client, sealed):
    big = PDF + b"x" * (MAX_BYTES - len(PDF))
    keep(sealed, big)

    assert "Deze PDF is echt" in upload(client, big).content.decode()


def test_many_files_together_are_too_large_as_well(client, db):
    half = b"%PDF-" + b"x" * (MAX_BYTES // 2)
    files = [SimpleUploadedFile(f"{n}.pdf", half) for n in range(3)]

    assert "groter dan 5 MB" in client.post(AT_FILE, {"bestand": files}).content.decode()


def test_files_are_limited_per_address(client, db):
    for _ in range(60):
        by_hash(client, PDF)

    assert by_hash(client, PDF).status_code == 429


def test_posting_from_another_site_is_refused(db):
    strict = Client(enforce_csrf_checks=True)

    for url in (AT_FILE, reverse("verklaringen:check_paper", args=[UNKNOWN])):
        assert strict.post(url, {"sha256": "0" * 64}).status_code == 403


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


def test_who_sent_only_the_hash_may_send_the_file_to_know_why(client, sealed):
    by_hash_only, whole = by_hash(client, b"%PDF x").content.decode(), upload(client, b"%PDF-x").content.decode()

    assert "Zoek uit wat er anders is" in by_hash_only
    assert "Zoek uit wat er anders is" not in whole


def test_a_changed_file_is_told_apart_from_one_without_seal(client, db):
    versie = made.sealed()
    pdf = bytes(Zegelstuk.objects.get(document=versie.document).bestand)

    added = upload(client, pdf + b"\n% erbij\n").content.decode()
    other = upload(client, b"%PDF-1.7\n%%EOF\n").content.decode()

    assert "toegevoegd nadat het is verzegeld" in added
    assert "geen zegel" in other


def test_a_genuine_document_of_another_kind_is_no_verklaring(client, db):
    stuk = ZegelstukFactory(bestand=PDF)

    assert "geen praktijkverklaring" in upload(client, PDF).content.decode()
    assert str(stuk.document_id) not in upload(client, PDF).content.decode()


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
