"""The shapes of the codes of the kwalificatiestructuur."""

import re

SECTOR = re.compile(r"\d{2}")
DOSSIER = re.compile(r"2[23]\d{3}")
KWALIFICATIE = re.compile(r"2[5-9]\d{3}")
KERNTAAK = re.compile(r"[BP]\d{1,2}-K\d{1,2}")
WERKPROCES = re.compile(r"[BP]\d{1,2}-K\d{1,2}-W\d{1,2}")
"""B is the basisdeel, P a profieldeel: B1-K1-W1."""

EXAMPLES = {
    SECTOR: "06",
    DOSSIER: "23301",
    KWALIFICATIE: "25740",
    KERNTAAK: "B1-K1",
    WERKPROCES: "B1-K1-W1",
}


def wrong_shape(code: str, shape: re.Pattern[str]) -> str:
    """Why this is no such code, or nothing when it is one."""
    if shape.fullmatch(code):
        return ""
    return f"‘{code[:20]}’ is geen goede code. Een goede code ziet eruit als {EXAMPLES[shape]}."


def kerntaak_of(werkproces_code: str) -> str:
    return werkproces_code.rpartition("-")[0]
