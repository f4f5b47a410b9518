"""Print what tests/harness/report.py wrote, a line each: passed, failed, and every test that was skipped."""

import json
import sys
from pathlib import Path

counts = json.loads(Path(sys.argv[1]).read_text())
print(counts["passed"], counts["failed"], *counts["skipped"], sep="\n")
