"""What a seal of B-LT needs, on this machine: the CA and the timestamp service of the tests.

They run in a process of their own, so that their work is not counted as ours.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings


@contextmanager
def time_service() -> Iterator[dict[str, Any]]:
    """The settings with which a seal is one of B-LT, as long as the service runs."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.harness.tsa", folder]
        with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as service:  # noqa: S603
            try:
                yield _settings(service, Path(folder))
            finally:
                service.terminate()


def _settings(service: "subprocess.Popen[str]", folder: Path) -> dict[str, Any]:
    address, password = (service.stdout.readline() if service.stdout else "").split()
    return {
        "SEAL_TSA_URL": f"{address}/tsa",
        "SEAL_TSA_TRUST_ANCHORS": str(folder / "ca.pem"),
        "SEAL_TRUST_ANCHORS": str(folder / "ca.pem"),
        "SEAL_PKCS12": str(folder / "zegel.p12"),
        "SEAL_PKCS12_PASSWORD": password,
    }
