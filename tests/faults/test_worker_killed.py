"""A worker is killed halfway: the next one finishes what it had begun, once."""

from datetime import timedelta

from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.models import Document
from praktijkleren.post.actions import queue
from praktijkleren.post.models import Bericht
from tests.factories.verklaringen import signed
from tests.faults.conftest import wait_until

SYSTEEM = Actor.systeem("test")
LONG_AGO = timedelta(minutes=20)


def promise(number):
    context = {"regio": "Groenland", "nummer": str(number), "zelf": False}
    mail = {"sjabloon": "aanmeldingen/confirmation", "aan": f"vera{number}@sociaal.example", "naam": "Vera"}
    return queue(f"test:{number}", **mail, context=context, by=SYSTEEM)


def end_leases():
    """As if the time was over that a worker may take."""
    over = timezone.now() - timedelta(seconds=1)
    Bericht.objects.filter(bezig_tot__isnull=False).update(bezig_tot=over)
    Document.objects.filter(bezig_tot__isnull=False).update(bezig_tot=over)


def test_mails_arrive_once_though_their_worker_was_killed(workshop, mail_server):
    workshop.open_broker()
    mail_server.at_data["vera1@sociaal.example"] = "hang"
    promise(1)
    worker = workshop.start_worker()
    assert mail_server.hanging.wait(timeout=40)
    promise(2)

    workshop.kill(worker)
    mail_server.released.set()
    mail_server.at_data.clear()
    first = Bericht.objects.get(key="test:1")
    end_leases()
    workshop.start_worker()
    wait_until(lambda: Bericht.objects.filter(status="verzonden").count() == 2, what="two mails")

    assert (first.status, first.pogingen) == ("bezig", 1)
    received = [mail["Message-ID"] for mail in mail_server.mails]
    assert sorted(received) == sorted(Bericht.objects.values_list("message_id", flat=True))


def test_a_pdf_is_made_once_though_its_worker_was_killed(workshop):
    workshop.open_broker()
    worker = workshop.start_worker()
    versie = signed()
    document = Document.objects.filter(pk=versie.document_id)
    wait_until(lambda: document.filter(bezig_tot__isnull=False).exists(), what="a worker that draws")

    workshop.kill(worker)
    assert document.get().pdf_sha256 == ""
    end_leases()
    document.update(volledig_ondertekend_op=timezone.now() - LONG_AGO)
    workshop.start_worker()
    wait_until(lambda: document.exclude(pdf_sha256="").exists(), what="the PDF")

    assert document.get().render_pogingen == 2
    assert AuditEvent.objects.filter(what="document.pdf").count() == 1
