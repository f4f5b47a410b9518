"""Many signatures through a real website and a real worker, both of which are killed now and then."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from praktijkleren.documenten.actions import DOEL
from praktijkleren.documenten.models import Document
from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus
from tests.factories import verklaringen as made
from tests.faults.conftest import database_url
from tests.faults.worker import READY
from tests.harness.links import open_link

PATIENCE = 900
"""Seconds for the whole storm; nothing here measures time, and a busy machine may take long."""
TOKEN = "a" * 32
AT_ONCE = 3


@dataclass(frozen=True)
class Signer:
    """Someone on a phone who goes on pressing until the page says thank you."""

    base: str
    pk: str
    session: str
    answers: dict[str, str]
    signature: dict[str, str]

    def sign(self, until: float) -> None:
        while time.monotonic() < until:
            try:
                self._post("sign", self.answers)
                self._post("confirm", self.signature)
                if "u hebt ondertekend" in self._get("done"):
                    return
            except (OSError, HTTPException, urllib.error.URLError):
                time.sleep(0.2)
        raise AssertionError(f"Request {self.pk} could not be signed.")

    def _get(self, name: str) -> str:
        return self._send(name, None)

    def _post(self, name: str, data: dict[str, str]) -> str:
        return self._send(name, urllib.parse.urlencode({**data, "csrfmiddlewaretoken": TOKEN}).encode())

    def _send(self, name: str, body: bytes | None) -> str:
        cookies = f"csrftoken={TOKEN}; {settings.SESSION_COOKIE_NAME}={self.session}"
        url = f"{self.base}{reverse(f'documenten:{name}', args=[self.pk])}"
        request = urllib.request.Request(url, data=body, headers={"Cookie": cookies})
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.read().decode()


class Storm:
    """What runs, what is killed, and what came of it. `sweeping=False` is a worker whose clock starts nothing."""

    def __init__(self, folder: Path, mail_port: int, web_port: int, *, sweeping: bool = True) -> None:
        self.folder, self.web_port, self.running = folder, web_port, {}
        self.base = f"http://127.0.0.1:{web_port}"
        self.until = time.monotonic() + PATIENCE
        self.killed = {"web": 0, "worker": 0}
        self.env = os.environ | {
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "PYTHONWARNINGS": "ignore",
            "FAULTS_FOLDER": str(folder),
            "FAULTS_SWEEP": "1" if sweeping else "",
        }
        if settings.REDIS_URL:
            self.env["REDIS_URL"] = settings.CACHES["default"]["LOCATION"]

    def ask(self, number: int) -> list[Signer]:
        """Opened requests; what was mailed until here does not count."""
        signers = [self._signer(made.opened()) for _ in range(number)]
        Bericht.objects.update(status=BerichtStatus.VERZONDEN)
        return signers

    def _signer(self, versie) -> Signer:
        verzoek = versie.document.verzoeken.get()
        items = versie.document.kind.items(versie.document.snapshot, verzoek.rol)
        signature = {"naam": verzoek.naam, "functie": verzoek.functie, "akkoord": "on"}
        client = open_link(DOEL, verzoek.pk)
        return Signer(
            base=self.base,
            pk=str(verzoek.pk),
            session=client.cookies[settings.SESSION_COOKIE_NAME].value,
            answers={f"{item.key}-klopt": "ja" for item in items},
            signature={**signature, "inhoud_sha256": versie.document.inhoud_sha256},
        )

    def start(self, part: str) -> None:
        (self.folder / READY).unlink(missing_ok=True)
        gunicorn = ["-m", "gunicorn", "tests.faults.web:application", "--bind", f"127.0.0.1:{self.web_port}"]
        command = {
            "web": [*gunicorn, "--threads", "4", "--no-control-socket", "--log-level", "error"],
            "worker": ["-m", "tests.faults.worker", str(self.folder)],
        }[part]
        self.running[part] = subprocess.Popen(
            [sys.executable, *command], env=self.env, cwd=settings.BASE_DIR, start_new_session=True
        )

    def kill(self, part: str) -> None:
        """All of it at once, as when the machine loses power."""
        process = self.running.pop(part)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.killed[part] += 1

    def blow(self, signers: list[Signer], plan: list[tuple[str, int, float]]) -> None:
        """Have all sign, and kill each part of the plan when so many are signed (web) or sealed (worker)."""
        with ThreadPoolExecutor(AT_ONCE) as phones:
            signing = [phones.submit(signer.sign, self.until) for signer in signers]
            for part, count, pause in plan:
                reached = signed if part == "web" else sealed
                self.wait(lambda count=count, reached=reached: reached() >= count, f"{count} for {part}")
                time.sleep(pause)
                self.kill(part)
                self.start(part)
            for each in signing:
                each.result()

    def wait(self, done, what: str) -> None:
        while not done():
            assert time.monotonic() < self.until, f"Nothing came of it: {what} ({signed()} signed, {sealed()} sealed)"
            time.sleep(0.05)

    def stop(self) -> None:
        for part in list(self.running):
            self.kill(part)


def plan_of(seed: int, *, web: int, worker: int, number: int) -> list[tuple[str, int, float]]:
    """Spread over the run, each at a moment of its own within what is going on."""
    chance = random.Random(seed)
    parts = ["web"] * web + ["worker"] * worker
    counts = sorted(chance.sample(range(1, number - number // 10), len(parts)))
    chance.shuffle(parts)
    return [(part, count, chance.uniform(0, 0.4)) for part, count in zip(parts, counts, strict=True)]


def signed() -> int:
    return Document.objects.filter(volledig_ondertekend_op__isnull=False).count()


def sealed() -> int:
    return Document.objects.filter(verzegeld_op__isnull=False).count()


def copies():
    """The mails that go out only when a document is sealed."""
    return Bericht.objects.filter(sjabloon="verklaringen/copy")
