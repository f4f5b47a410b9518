"""Rebuild static/css/nlds.css out of npm packages that someone installed; static/README.md names the versions."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

CANDIDATE = ("button", "heading", "paragraph", "link", "skip-link")
UTRECHT = ("textbox", "textarea", "select")
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
OWN = ("merk.css", "app.css", "components.css")
NOTICE = """/* NL Design System, EUPL-1.2: @utrecht/*-css, @nl-design-system-candidate/*-css, the tokens they use
   out of @nl-design-system-unstable/voorbeeld-design-tokens. Written by manage.py vendor_css; see static/README.md. */
"""
USED = re.compile(r"var\(\s*(--[\w-]+)")
DECLARED = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")


class Command(BaseCommand):
    help = "Bundle the NL Design System CSS that our pages use"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("node_modules", type=Path)

    def handle(self, *args: Any, node_modules: Path, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "css"
        parts = [node_modules / f"@nl-design-system-candidate/{name}-css/dist/{name}.css" for name in CANDIDATE]
        parts += [node_modules / f"@utrecht/{name}-css/dist/index.css" for name in UTRECHT]
        components = "\n".join(squeeze(part.read_text()) for part in parts)
        own = "\n".join((folder / name).read_text() for name in OWN if (folder / name).exists())
        tokens = needed_tokens((node_modules / THEME).read_text(), components + own)
        theme = ".voorbeeld-theme{" + "".join(f"{name}:{value};" for name, value in tokens.items()) + "}"
        (folder / "nlds.css").write_text(f"{NOTICE}{theme}\n{components}\n")
        self.stdout.write(f"nlds.css: {len(parts)} componenten, {len(tokens)} tokens")


def needed_tokens(theme: str, css: str) -> dict[str, str]:
    """The theme holds thousands of tokens; only those that our CSS asks for, and what these ask for, come along."""
    declared = {name: " ".join(value.split()) for name, value in DECLARED.findall(without_comments(theme))}
    wanted, needed = set(USED.findall(css)), set[str]()
    while wanted:
        name = wanted.pop()
        if name in declared and name not in needed:
            needed.add(name)
            wanted |= set(USED.findall(declared[name]))
    return {name: value for name, value in declared.items() if name in needed}


def without_comments(css: str) -> str:
    """Also drops sourceMappingURL, on which the manifest storage would fail because the maps stay behind."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def squeeze(css: str) -> str:
    return re.sub(r"\s*([{};,])\s*", r"\1", " ".join(without_comments(css).split())).replace(";}", "}")
