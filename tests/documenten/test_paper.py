import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions
from praktijkleren.documenten.models import Document, Scan
from praktijkleren.documenten.paper import MAX_BYTES, mime_of, sign_on_paper
from praktijkleren.documenten.pdf import render_print
from tests.factories.documenten import HEARD, OndertekenverzoekFactory, signature

PNG = b"\x89PNG\r\n\x1a\n plaatje"


@pytest.fixture
def verzoek(db):
    return OndertekenverzoekFactory()


@pytest.fixture
def uploader(world):
    return world.gebruiker(Rol.MBO_CONTACT)


def put(verzoek, uploader, **changes):
    fields = {"naam": "Petra", "functie": "chef", "op": timezone.localdate(), "scan": PNG, **changes}
    return sign_on_paper(verzoek, by=Actor.gebruiker(uploader), **fields)


def test_paper_counts_as_signed_with_date_and_by_whom(verzoek, uploader):
    made = put(verzoek, uploader)

    verzoek.refresh_from_db()
    scan = Scan.objects.get()
    assert (verzoek.status, made.methode, timezone.localdate(made.ondertekend_op)) == (
        "ondertekend",
        "papier",
        timezone.localdate(),
    )
    assert (scan.geupload_door, scan.mime, bytes(scan.inhoud)) == (uploader, "image/png", PNG)
    assert Document.objects.get().is_signed
    assert [("signed", verzoek.document_id), ("seal started", verzoek.document_id)] == HEARD
    assert made.inhoud_sha256 == verzoek.document.inhoud_sha256


def test_who_signed_online_does_not_sign_on_paper_as_well(uploader, db):
    verzoek = OndertekenverzoekFactory(opened=True)
    actions.sign(verzoek, by=Actor.systeem("test"), **signature(verzoek))

    with pytest.raises(TransitionError):
        put(verzoek, uploader)

    assert not Scan.objects.exists()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"PK\x03\x04 docx", b"<svg/>", b"%PDF-" + b"x" * MAX_BYTES])
def test_what_is_no_scan_is_refused(verzoek, uploader, content):
    with pytest.raises(ValueError, match="scan"):
        put(verzoek, uploader, scan=content)


@pytest.mark.parametrize(
    ("content", "mime"),
    [(b"%PDF-1.7", "application/pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (PNG, "image/png"), (b"MZ", "")],
)
def test_what_it_is_is_read_from_the_bytes(content, mime):
    assert mime_of(content) == mime


def test_a_colleague_may_keep_the_scan_and_others_find_nothing(verzoek, uploader, world, sign_in):
    put(verzoek, uploader)
    url = reverse("documenten:scan", args=[Scan.objects.get().pk])

    response = sign_in(uploader).get(url)

    assert (response.content, response["Content-Type"], response["X-Content-Type-Options"]) == (
        PNG,
        "image/png",
        "nosniff",
    )
    assert response["Content-Disposition"].startswith("attachment")
    assert sign_in(world.gebruiker(Rol.LEZER)).get(url).status_code == 404


def test_a_scan_that_was_changed_is_not_served(verzoek, uploader, sign_in):
    put(verzoek, uploader)
    Scan.objects.update(inhoud=b"\x89PNG\r\n\x1a\n iets anders")
    client = sign_in(uploader)
    client.raise_request_exception = False

    assert client.get(reverse("documenten:scan", args=[Scan.objects.get().pk])).status_code == 500


def test_the_print_is_of_what_was_frozen(verzoek):
    assert render_print(verzoek.document).startswith(b"%PDF")
