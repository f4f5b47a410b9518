"""The document that someone would frame: one page, every name, readable back."""

import csv
import random
import re
import subprocess
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from praktijkleren.documenten.files import sealed_file
from praktijkleren.documenten.kinds import kind_of
from praktijkleren.documenten.pdf import _html, html_to_pdf
from tests.documenten import verapdf
from tests.factories import verklaringen as made
from verklaringen.snapshot import SOORT
from verklaringen.tekst import Verklaringtekst

SHORT, LONG = "Li Wu", "Maria Antoinetta Wilhelmina Bernardina van der Heijden-Waterschoot tot Oosterhout"
NAMES = [SHORT, "Samira Jansen-El Idrissi", LONG, "Łukasz Żółć-Šimić", "سميرة الإدريسي", "Αθήνα Κωνσταντίνου"]
SIGNATURE = SimpleNamespace(
    naam="Petra Opleider",
    hoedanigheid="chef magazijn, praktijkopleider bij Voorbeeld B.V.",
    methode="link_code",
    ondertekend_op=timezone.now(),
)


def titles(name):
    with (settings.BASE_DIR / "kwalificaties" / "data" / name).open() as file:
        return sorted({row["titel"] for row in csv.DictReader(file)}, key=len)


def snapshot(werkprocessen, *, naam=SHORT, per_kerntaak=4, kerntaak="Werkt mee in het magazijn"):
    groups = [werkprocessen[i : i + per_kerntaak] for i in range(0, len(werkprocessen), per_kerntaak)]
    numbered = iter(range(1, len(werkprocessen) + 1))
    return {
        "code": "7QK4M2XP9TBDH6RC",
        "controle_url": "https://praktijkleren.voorbeeld.nl/v/7QK4M2XP9TBDH6RC/",
        "versie": 1,
        "gemaakt_op": "2026-11-20",
        "naam": naam,
        "geboortedatum": "1994-03-04",
        "geboorteplaats": "Zwolle",
        "geboorteland": "",
        "kwalificatie": {"crebo": "25256", "titel": "Assistent logistiek", "niveau": 1, "dossier": "Entree (23110)"},
        "kerntaken": [
            {
                "code": f"B1-K{k}",
                "titel": kerntaak,
                "werkprocessen": [
                    {"nummer": next(numbered), "code": f"B1-K{k}-W{w}", "naam": each, "toelichting": ""}
                    for w, each in enumerate(group, start=1)
                ],
            }
            for k, group in enumerate(groups, start=1)
        ],
        "leerbedrijf": {"naam": "Voorbeeld B.V.", "vestiging": "", "plaats": "Zwolle", "leerbedrijf_id": "100012345"},
        "praktijkopleider": {"naam": "Petra Opleider", "functie": "chef magazijn"},
        "ondertekenaars": [person("praktijkopleider", "Petra Opleider", "chef magazijn")],
        "verstrekker": {"naam": "ROC Voorbeeld", "plaats": "Zwolle"},
        "regio": "Zwolle",
        "periode": {"van": "2026-03-01", "tot": "2026-10-31"},
    }


def person(rol, naam, functie):
    return {"rol": rol, "naam": naam, "functie": functie, "organisatie": "Voorbeeld B.V."}


def draw(data, *, concept=False):
    kind = kind_of(SOORT)
    return html_to_pdf(_html(kind, data, [] if concept else [SIGNATURE], concept=concept), css=kind.css)


def pages(pdf):
    return PdfReader(BytesIO(pdf)).pages


def words(page):
    return " ".join(page.extract_text().split())


@pytest.mark.parametrize("concept", [False, True])
@pytest.mark.parametrize("naam", [SHORT, LONG])
@pytest.mark.parametrize("per_kerntaak", [1, 2, 8])
@pytest.mark.parametrize("length", [-8, 0])
def test_up_to_eight_werkprocessen_fit_on_one_page(length, per_kerntaak, naam, concept):
    """The eight longest names of the whole kwalificatiestructuur, and the eight shortest."""
    names = titles("werkprocessen.csv")[length:][:8]
    kerntaak = titles("kerntaken.csv")[-1 if per_kerntaak > 1 else 200]

    made_pages = pages(draw(snapshot(names, naam=naam, per_kerntaak=per_kerntaak, kerntaak=kerntaak), concept=concept))

    assert len(made_pages) == 2
    assert "Voor werkgevers" in words(made_pages[1])


@pytest.mark.parametrize("signers", [2, 4, 6])
@pytest.mark.parametrize("number", [1, 4])
def test_with_more_signers_it_is_still_one_page(signers, number):
    data = snapshot(titles("werkprocessen.csv")[200:][:number])
    data["ondertekenaars"] = [person("leidinggevende", f"Persoon {n}", "hoofd van de afdeling") for n in range(signers)]
    kind = kind_of(SOORT)

    made_pages = pages(html_to_pdf(_html(kind, data, [SIGNATURE] * signers, concept=False), css=kind.css))

    assert len(made_pages) == 2
    assert words(made_pages[0]).count("Elektronisch ondertekend") == signers


def test_any_few_werkprocessen_fit_on_one_page():
    chance = random.Random(3)
    names, kerntaken = titles("werkprocessen.csv"), titles("kerntaken.csv")

    for number in range(12):
        data = snapshot(
            chance.sample(names, number % 8 + 1),
            per_kerntaak=chance.choice([1, 2, 3, 8]),
            kerntaak=chance.choice(kerntaken),
            naam=chance.choice(NAMES),
        )
        assert len(pages(draw(data))) == 2, data


def test_twelve_may_take_another_page_but_lose_nothing():
    names = titles("werkprocessen.csv")[-12:]

    text = " ".join(words(page) for page in pages(draw(snapshot(names))))

    plain = re.sub(r"\W", "", text)
    assert all(re.sub(r"\W", "", name) in plain for name in names)


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
@pytest.mark.parametrize("naam", NAMES)
def test_every_name_gives_an_accessible_archive_file(naam, flavour):
    if why := verapdf.missing():
        pytest.skip(why)

    assert verapdf.failures(draw(snapshot(titles("werkprocessen.csv")[300:303], naam=naam)), flavour) == []


def test_what_must_stand_on_it_stands_on_the_first_page(db):
    versie = made.sealed()

    first = words(pages(sealed_file(made.again(versie).document))[0])

    data = versie.document.snapshot
    needed = [
        data["naam"],
        "17 april 1998 in Nergenshuizen",
        data["kwalificatie"]["titel"],
        f"crebo {data['kwalificatie']['crebo']}",
        data["kerntaken"][0]["werkprocessen"][0]["naam"],
        data["kerntaken"][0]["werkprocessen"][0]["code"],
        data["leerbedrijf"]["naam"],
        data["leerbedrijf"]["plaats"],
        "ROC Voorbeeld",
        "Elektronisch ondertekend op",
        "chef magazijn",
    ]
    assert [part for part in needed if part not in first] == []


def test_what_must_not_stand_on_it_does_not():
    text = " ".join(words(page) for page in pages(draw(snapshot(["Verzamelt orders"]))))

    for word in ("vrijstelling", "BSN", "burgerservice", "succesvol"):
        assert word.casefold() not in text.casefold()
    assert not re.search(r"\b\d{9}\b", text.replace("100012345", ""))


def test_the_qr_code_leads_back_to_its_page(tmp_path):
    data = snapshot(["Verzamelt orders"])
    (tmp_path / "doc.pdf").write_bytes(draw(data))

    subprocess.run(["pdftoppm", "-r", "96", "-f", "1", "-l", "1", "-png", "doc.pdf", "doc"], cwd=tmp_path, check=True)
    image = next(tmp_path.glob("*.png"))
    read = subprocess.run(["zbarimg", "-q", "--raw", image], capture_output=True, text=True, check=True).stdout.strip()

    assert read == data["controle_url"]


def test_the_file_is_whole_and_tagged_in_reading_order(tmp_path):
    (tmp_path / "doc.pdf").write_bytes(draw(snapshot(["Verzamelt orders", "Slaat goederen op"])))

    subprocess.run(["qpdf", "--check", "doc.pdf"], cwd=tmp_path, check=True, capture_output=True)
    structure = subprocess.run(
        ["pdfinfo", "-struct-text", "doc.pdf"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    order = [structure.index(part) for part in ("H1", "Li Wu", "Verzamelt orders", "Slaat goederen op", "Petra", "H3")]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("plaats", "land", "expected"),
    [
        ("Zwolle", "", "4 maart 1994 in Zwolle"),
        ("Rabat", "Marokko", "4 maart 1994 in Rabat, Marokko"),
        ("", "Eritrea", "4 maart 1994 in Eritrea"),
        ("", "", "4 maart 1994"),
    ],
)
def test_birth_reads_as_on_a_diploma(plaats, land, expected):
    data = {"geboortedatum": "1994-03-04", "geboorteplaats": plaats, "geboorteland": land}

    assert Verklaringtekst(data).geboren == expected


def test_html_and_pdf_say_the_same(db):
    from django.template.loader import render_to_string

    data = snapshot(["Verzamelt orders", "Slaat goederen op"])

    html = render_to_string("verklaringen/_snapshot.html", {"doc": Verklaringtekst(data)})

    text = words(pages(draw(data))[0])
    for part in ("Li Wu", "Verzamelt orders", "Slaat goederen op", "Assistent logistiek", "Voorbeeld B.V."):
        assert part in html
        assert part in text
