"""Counts for script/test, which adds up several runs."""

import json
import os
from pathlib import Path
from typing import Any


def write(terminalreporter: Any) -> None:
    if path := os.environ.get("TEST_REPORT"):
        stats = terminalreporter.stats
        counts = {
            "passed": len(stats.get("passed", [])) + len(stats.get("xfailed", [])),
            "failed": len(stats.get("failed", [])) + len(stats.get("error", [])) + len(stats.get("xpassed", [])),
            "skipped": [f"{report.nodeid}: {_reason(report)}" for report in stats.get("skipped", [])],
        }
        Path(path).write_text(json.dumps(counts))


def _reason(report: Any) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)
