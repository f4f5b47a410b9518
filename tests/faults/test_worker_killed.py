"""A worker is killed halfway: the next one finishes what it had begun, once."""

from datetime import date, timedelta

from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.models import Document, Zegelstuk
from praktijkleren.post.actions import queue
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Opdracht
from rapportages.models import Rapport
from rapportages.rapporten.actions import ask_report
from rapportages.tijdvak import Tijdvak
from tests.factories.accounts import GebruikerFactory
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


def test_a_document_is_sealed_and_mailed_once_though_its_worker_was_killed(workshop, mail_server):
    workshop.open_broker()
    worker = workshop.start_worker()
    versie = signed()
    document = Document.objects.filter(pk=versie.document_id)
    wait_until(lambda: document.filter(bezig_tot__isnull=False).exists(), what="a worker that draws")

    workshop.kill(worker)
    assert not document.get().is_sealed
    end_leases()
    document.update(volledig_ondertekend_op=timezone.now() - LONG_AGO)
    workshop.start_worker()
    copy = Bericht.objects.filter(sjabloon="verklaringen/copy", status="verzonden")
    wait_until(copy.exists, what="the sealed file and its mail")

    assert document.get().zegel_pogingen == 2
    assert Zegelstuk.objects.count() == copy.count() == 1
    assert AuditEvent.objects.filter(what="document.verzegeld").count() == 1
    assert [mail["Message-ID"] for mail in mail_server.mails].count(copy.get().message_id) == 1


def test_a_report_is_made_once_and_whole_though_its_worker_was_killed(workshop):
    workshop.open_broker()
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR)
    worker = workshop.start_worker()
    asked = {"gebruiker": coordinator, "by": SYSTEEM}
    rapport = ask_report(coordinator.regios[0], "jaar", Tijdvak(date(2025, 1, 1), date(2025, 12, 31)), **asked)
    wait_until(lambda: Opdracht.objects.filter(gedaan__gte=2).exists(), what="figures that were counted")

    workshop.kill(worker)
    halfway = Rapport.objects.get()
    Opdracht.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))
    workshop.start_worker()
    wait_until(lambda: Rapport.objects.filter(status="klaar").exists(), what="a report")

    assert not halfway.is_done
    assert Opdracht.objects.get().gedaan == 7
    files = rapport.bestanden.order_by("soort").values_list("soort", flat=True)
    assert list(files) == ["csv", "ods", "pdf", "xlsx"]
    assert Document.objects.filter(soort="rapport").count() == 1
