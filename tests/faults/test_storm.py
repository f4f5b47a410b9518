"""A hundred signatures, two dozen kills: everything sealed, everything mailed, nothing twice but for its kill."""

import socket
from collections import Counter

import pytest

from praktijkleren.audit.check import check_chain
from praktijkleren.documenten.files import sealed_file
from praktijkleren.documenten.models import Document, Handtekening, Zegelstuk
from praktijkleren.documenten.verifying import explain
from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus
from tests.faults.storm import Storm, copies, plan_of, sealed

NUMBER, WEB, WORKER = 100, 12, 12


@pytest.fixture
def make_storm(transactional_db, tmp_path, mail_server):
    storms = []

    def make(**kind):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        storm = Storm(tmp_path, mail_server.port, port, **kind)
        storms.append(storm)
        return storm

    yield make
    for storm in storms:
        storm.stop()


def test_a_hundred_signatures_survive_two_dozen_kills(make_storm, mail_server):
    storm = make_storm()
    signers = storm.ask(NUMBER)
    storm.start("web")
    storm.start("worker")

    storm.blow(signers, plan_of(20261122, web=WEB, worker=WORKER, number=NUMBER))
    storm.wait(lambda: copies().filter(status=BerichtStatus.VERZONDEN).count() == NUMBER, "mails")

    documents = list(Document.objects.order_by("pk"))
    assert storm.killed == {"web": WEB, "worker": WORKER}
    assert Zegelstuk.objects.count() == Handtekening.objects.count() == len(documents) == NUMBER
    assert all(explain(sealed_file(document)).is_genuine for document in documents)
    assert [check_chain(document.audit_dossier).broken for document in documents] == [None] * NUMBER
    received = Counter(mail["Message-ID"] for mail in mail_server.mails)
    assert set(received) == set(Bericht.objects.values_list("message_id", flat=True)) & set(received)
    assert set(copies().values_list("message_id", flat=True)) <= set(received)
    assert received.total() - len(received) <= WORKER


def test_without_the_sweep_something_stays_behind(make_storm):
    storm = make_storm(sweeping=False)
    signers = storm.ask(4)
    storm.start("web")
    storm.start("worker")

    signers[0].sign(storm.until)
    storm.wait(lambda: Document.objects.filter(bezig_tot__isnull=False).exists(), "a worker that seals")
    storm.kill("worker")
    storm.start("worker")
    storm.blow(signers[1:], [])
    storm.wait(lambda: sealed() >= 3, "the others")

    left = Document.objects.unsealed().get()
    assert left.zegel_pogingen == 1
    assert not copies().filter(over_id=str(left.onderwerp_id)).exists()
