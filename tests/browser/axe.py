"""axe-core on the page as it stands. Chromium lets a debugger run it, so that the page's own policy stays in force."""

from functools import cache
from pathlib import Path

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def source():
    return (Path(__file__).parent / "axe.min.js").read_text()


def violations(page):
    """One line per node that breaks a rule."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": source()})
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    session.detach()
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]
