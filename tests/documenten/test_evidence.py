import hashlib
import json
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import rfc8785
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent, Inzage
from praktijkleren.documenten import actions
from praktijkleren.documenten.evidence import Evidence
from praktijkleren.documenten.models import Document, Scan
from praktijkleren.documenten.paper import sign_on_paper
from praktijkleren.post.models import Bericht
from tests.factories.accounts import GebruikerFactory
from tests.factories.documenten import SYSTEEM, HandtekeningFactory, OndertekenverzoekFactory, signature
from tests.factories.post import BerichtFactory

ORIGIN = {"netwerk": "192.0.2.0/24", "apparaat": "telefoon, Chrome"}
SUMMER, WINTER = datetime(2026, 7, 1, 8, 15, 3, tzinfo=UTC), datetime(2026, 11, 24, 9, 15, 3, tzinfo=UTC)


@pytest.fixture
def verzoek(db):
    with time_machine.travel(SUMMER, tick=False):
        verzoek = OndertekenverzoekFactory()
    with time_machine.travel(WINTER, tick=False):
        verzoek.verloopt_op = WINTER.replace(year=2027)
        verzoek.save()
        actions.record_opening(verzoek, by=SYSTEEM)
        actions.sign(verzoek, by=SYSTEEM, **signature(verzoek), **ORIGIN)
    return verzoek


@pytest.fixture
def colleague(db, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.MBO_CONTACT))


def at(verzoek, name="evidence"):
    return reverse(f"documenten:{name}", args=[verzoek.document_id])


def test_the_page_says_who_how_when_and_which_bytes(colleague, verzoek):
    BerichtFactory(over_soort="documenten.ondertekenverzoek", over_id=str(verzoek.pk))

    content = colleague.get(at(verzoek)).content.decode()

    assert "Alles klopt" in content
    for part in (
        "Petra Opleider",
        verzoek.email,
        "code naar hetzelfde e-mailadres",
        "1 juli 2026 om 10.15.03 uur (UTC+02:00)",
        "24 november 2026 om 10.15.03 uur (UTC+01:00)",
        verzoek.document.inhoud_sha256[:8],
        "Ik verklaar dat Łukasz van der Çelik-Ñandú dit kan.",
        "Mail 1",
        "192.0.2.0/24",
        "Telefoon, Chrome",
    ):
        assert part in content
    assert Inzage.objects.get().waar == "documenten:evidence"


def test_the_json_can_be_checked_by_anyone(colleague, verzoek):
    response = colleague.get(at(verzoek, "evidence_json"))
    found = json.loads(response.content)

    assert response["Content-Disposition"].startswith("attachment")
    assert found["klopt"] is True
    assert found["inhoud"]["sha256"] == hashlib.sha256(rfc8785.dumps(verzoek.document.snapshot)).hexdigest()
    made = found["ondertekenaars"][0]["handtekening"]
    assert made["ondertekend_op"] == "2026-11-24T10:15:03+01:00"
    assert {name: made[name] for name in ORIGIN} == ORIGIN
    assert [row["rij"]["what"] for row in found["keten"]["rijen"]][-2:] == [
        "handtekening.gezet",
        "document.ondertekend",
    ]
    for row in found["keten"]["rijen"]:
        assert hashlib.sha256(row["vorige_hash"].encode() + rfc8785.dumps(row["rij"])).hexdigest() == row["hash"]
    assert found["keten"]["laatste_hash"] == AuditEvent.objects.order_by("volgnummer").last().hash


def test_the_pdf_holds_the_whole_hashes(colleague, verzoek):
    response = colleague.get(at(verzoek, "evidence_pdf"))

    text = "".join(PdfReader(BytesIO(response.content)).pages[0].extract_text().split())
    assert verzoek.document.inhoud_sha256 in text
    assert "192.0.2.0/24" in text
    assert response["Cache-Control"] == "private, no-store"
    assert Inzage.objects.get().waar == "documenten:evidence_pdf"


def test_a_name_that_no_font_knows_leads_to_the_json(colleague, verzoek):
    verzoek.handtekening.naam = "王"
    verzoek.handtekening.save()

    response = colleague.get(at(verzoek, "evidence_pdf"), follow=True)

    assert "Neem het bewijs mee als JSON" in response.content.decode()


def test_nothing_of_the_rest_of_the_dossier_is_shown(verzoek):
    other = OndertekenverzoekFactory()
    AuditEvent.objects.count()

    shown = {row.event.object_id for row in Evidence(verzoek.document).rows}

    assert str(other.pk) not in shown
    assert str(verzoek.pk) in shown


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"snapshot": {"naam": "Ander"}}, "de inhoud is gewijzigd"),
        ({"inhoud_sha256": "0" * 64}, "de inhoud is gewijzigd"),
        (
            {
                "snapshot": {"naam": "Ander"},
                "inhoud_sha256": hashlib.sha256(rfc8785.dumps({"naam": "Ander"})).hexdigest(),
            },
            "een andere dan in de keten staat",
        ),
    ],
)
def test_what_was_changed_is_said(verzoek, change, sentence):
    Document.objects.filter(pk=verzoek.document_id).update(**change)

    assert sentence in Evidence(Document.objects.get(pk=verzoek.document_id)).problem


def test_a_signature_of_something_else_is_said(verzoek):
    verzoek.handtekening.inhoud_sha256 = "0" * 64
    verzoek.handtekening.save()

    assert "hoort bij andere inhoud" in Evidence(verzoek.document).problem


def test_a_signature_that_is_not_in_the_chain_is_said(verzoek):
    HandtekeningFactory(verzoek__document=verzoek.document)

    assert "staat niet in de keten" in Evidence(verzoek.document).problem


def test_a_signature_on_paper_counts_with_its_scan(colleague):
    verzoek = OndertekenverzoekFactory()
    made = sign_on_paper(verzoek, naam="Petra", functie="chef", op=date(2026, 1, 5), scan=b"%PDF-1", by=SYSTEEM)

    content = colleague.get(at(verzoek)).content.decode()
    Scan.objects.update(inhoud=b"%PDF-2")

    assert "Met de hand op papier" in content
    assert "IP-adres" not in content
    assert made.scan.sha256[:8] in content
    assert "de scan bij handtekening" in Evidence(verzoek.document).problem


def test_a_row_of_the_chain_that_was_changed_is_said(colleague, verzoek, tamper):
    AuditEvent.objects.filter(what="handtekening.gezet")._raw_delete("default")

    content = colleague.get(at(verzoek)).content.decode()

    assert "Er klopt iets niet" in content
    assert "Alles klopt" not in content


def test_who_was_asked_and_did_not_sign_yet_is_named(colleague):
    verzoek = OndertekenverzoekFactory()

    content = colleague.get(at(verzoek)).content.decode()

    assert "Wacht op ondertekening" in content
    assert "nog niet gemaakt" in content
    assert not Bericht.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_signers(colleague, verzoek, count_queries, number):
    for _ in range(number - 1):
        HandtekeningFactory(verzoek__document=verzoek.document)

    assert count_queries(colleague, at(verzoek)) == 15
