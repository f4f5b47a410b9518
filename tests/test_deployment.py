"""Where no container engine is at hand, Dockerfile and compose file are at least read, and held against the rest."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SETTINGS = (ROOT / "praktijkleren/settings.py").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
OF_THE_DATABASE_IMAGE = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
OF_THE_SUITE_AND_TOOLS = {"PATH", "PYTHONUNBUFFERED", "UV_PYTHON_DOWNLOADS", "UV_LINK_MODE"}


def read_by_settings():
    return set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', SETTINGS))


def compose():
    return yaml.safe_load(COMPOSE)["services"]


def example_names():
    return set(re.findall(r"^(?:# )?([A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))


def test_compose_has_every_part():
    assert set(compose()) == {"migrate", "web", "worker", "beat", "db", "redis"}


@pytest.mark.parametrize("name", sorted(set(compose()) - {"migrate"}))
def test_every_part_that_keeps_running_says_whether_it_is_well(name):
    service = compose()[name]

    assert service["restart"] == "unless-stopped"
    assert "test" in service.get("healthcheck", {}) or (name == "web" and "\nHEALTHCHECK" in DOCKERFILE)


def test_every_volume_is_declared():
    declared = set(yaml.safe_load(COMPOSE)["volumes"])

    volumes = [volume for service in compose().values() for volume in service.get("volumes", [])]
    used = {volume.split(":")[0] for volume in volumes if not volume.startswith("./")}

    assert used == declared


def test_every_part_waits_only_for_parts_that_are_there():
    for service in compose().values():
        assert set(service.get("depends_on", {})) <= set(compose())


def test_every_name_in_compose_and_example_is_read_by_the_settings():
    set_in_compose = {name for service in compose().values() for name in service.get("environment", {})}

    assert (set_in_compose | example_names()) - OF_THE_DATABASE_IMAGE <= read_by_settings()


def test_every_name_that_the_image_is_built_with_is_read_by_the_settings():
    build = DOCKERFILE.partition("RUN SECRET_KEY")[1] + DOCKERFILE.partition("RUN SECRET_KEY")[2].partition("python")[0]
    names = set(re.findall(r"\b([A-Z_]{4,})=", build + "".join(re.findall(r"^ENV .*$", DOCKERFILE, re.MULTILINE))))

    assert names - OF_THE_SUITE_AND_TOOLS <= read_by_settings()


def test_no_secret_stands_in_the_files():
    secret = r"^(?:SECRET_KEY|LINK_PEPPER|POSTGRES_PASSWORD|SEAL_PKCS12_PASSWORD|SEAL_PKCS11_PIN)=(.+)$"
    assert re.findall(secret, EXAMPLE, re.MULTILINE) == []
    assert "SECRET_KEY" not in COMPOSE
    assert "PASSWORD: $" not in COMPOSE.replace("POSTGRES_PASSWORD: $", "")
    assert set(re.findall(r"POSTGRES_PASSWORD: (\S+)", COMPOSE)) == {"${POSTGRES_PASSWORD:?zet"}
    assert "\n.env\n" in (ROOT / ".gitignore").read_text()


def test_the_image_installs_locked_packages_and_runs_without_rights():
    assert "--require-hashes" in DOCKERFILE
    assert re.search(r"^USER (?!root)", DOCKERFILE, re.MULTILINE)
    assert "collectstatic" in DOCKERFILE


def test_the_image_runs_a_python_that_the_project_allows():
    versions = re.findall(r"^FROM python:3\.(\d+)-", DOCKERFILE, re.MULTILINE)

    assert versions
    assert {11 <= int(minor) < 14 for minor in versions} == {True}


def test_uv_is_the_same_everywhere():
    in_script = re.search(r"^UV_VERSION=(\S+)$", (ROOT / "script/_common.sh").read_text(), re.MULTILINE)

    assert f"uv=={in_script[1]}" in DOCKERFILE


def test_the_readme_explains_every_setting():
    explained = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))

    assert sorted(read_by_settings() - explained) == []
    assert sorted(explained - read_by_settings() - OF_THE_DATABASE_IMAGE) == []


def test_the_lock_names_no_address_of_an_index():
    for path in (ROOT / "requirements").glob("*.txt"):
        assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", path.read_text()) == [], path


def test_publiccode_can_be_read():
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text())

    assert public["description"]["nl"]["shortDescription"]
    assert len(public["description"]["nl"]["longDescription"]) > 150
