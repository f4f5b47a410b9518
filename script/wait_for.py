"""Wait until an address answers 200, or until the process that should serve it is gone."""

import os
import sys
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 60


def main(url: str, pid: int) -> int:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and is_alive(pid):
        if answers(url):
            return 0
        time.sleep(0.1)
    return 1


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - an address of this machine
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
