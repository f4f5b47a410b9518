import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from praktijkleren.celery import app
from praktijkleren.werk import wake
from tests.faults.broker import AWAY, filesystem
from tests.faults.worker import READY
from tests.post.smtp import MailServer

PATIENCE = 40


def wait_until(done, *, what):
    """A busy machine may take long; nothing here measures time."""
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, f"Nothing came of it: {what}"
        time.sleep(0.02)


class Workshop:
    """The broker and the workers of one test. The database is that of the test, the mail server a sink."""

    def __init__(self, folder: Path, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.mail_server, self.monkeypatch = folder, mail_server, monkeypatch
        self.workers: list[subprocess.Popen[bytes]] = []

    def close_broker(self) -> None:
        self._point_at(AWAY)

    def open_broker(self) -> None:
        self._point_at(filesystem(self.folder))

    def _point_at(self, broker: dict) -> None:
        self.monkeypatch.setattr(wake._Broker, "silent_until", 0.0)
        self.monkeypatch.setattr(app, "_pool", None)
        self.monkeypatch.setattr(app.amqp, "_producer_pool", None)
        app.conf.update(**broker)

    def start_worker(self) -> subprocess.Popen[bytes]:
        ready = self.folder / READY
        ready.unlink(missing_ok=True)
        env = os.environ | {
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_server.port}",
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, "-m", "tests.faults.worker", str(self.folder)]
        worker = subprocess.Popen(command, env=env, cwd=django_settings.BASE_DIR, start_new_session=True)
        self.workers.append(worker)
        wait_until(ready.exists, what="a worker that is ready")
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """Worker, clock and child at once, as when the machine loses power."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.workers.remove(worker)

    def close(self) -> None:
        self.mail_server.released.set()
        for worker in list(self.workers):
            self.kill(worker)


def database_url() -> str:
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{options['NAME']}"
    return f"postgres://{options['USER']}:{options['PASSWORD']}@{options['HOST']}:{options['PORT']}/{options['NAME']}"


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def workshop(transactional_db, tmp_path, mail_server, monkeypatch):
    before = {name: app.conf[name] for name in ("broker_url", "broker_transport_options")}
    folder = tmp_path / "broker"
    folder.mkdir()
    workshop = Workshop(folder, mail_server, monkeypatch)
    yield workshop
    workshop.close()
    app.conf.update(**before)
