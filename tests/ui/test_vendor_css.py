from django.core.management import call_command

from praktijkleren.ui.management.commands import vendor_css

THEME = """.voorbeeld-theme {
  --basis-ink: #111; /* used by the one below */
  --nl-link-color: var(--basis-ink);
  --nl-other: red;
}"""


def test_only_tokens_that_are_asked_for_come_along_with_what_they_need():
    found = vendor_css.needed_tokens(THEME, "a { color: var(--nl-link-color, blue) }")

    assert found == {"--basis-ink": "#111", "--nl-link-color": "var(--basis-ink)"}


def test_squeezing_drops_comments_and_maps_but_no_rules():
    css = "/* hello */\n.a { color: red;\n  margin: 0 auto; }\n/*# sourceMappingURL=a.css.map */"

    assert vendor_css.squeeze(css) == ".a{color: red;margin: 0 auto}"


def test_the_command_bundles_components_and_theme(tmp_path, settings):
    modules = tmp_path / "node_modules"
    files = [f"@nl-design-system-candidate/{name}-css/dist/{name}.css" for name in vendor_css.CANDIDATE]
    files += [f"@utrecht/{name}-css/dist/index.css" for name in vendor_css.UTRECHT]
    for name in [*files, vendor_css.THEME]:
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text(THEME if name == vendor_css.THEME else ".a{color:var(--nl-link-color)}")
    settings.BASE_DIR = tmp_path
    (tmp_path / "static" / "css").mkdir(parents=True)

    call_command("vendor_css", str(modules))

    written = (tmp_path / "static" / "css" / "nlds.css").read_text()
    assert written.startswith(vendor_css.NOTICE)
    assert ".voorbeeld-theme{--basis-ink:#111;--nl-link-color:var(--basis-ink);}" in written
    assert written.count(".a{") == len(files)
