"""What holds for the house as a whole, whoever adds a room."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import factory
import pytest
from django.apps import apps
from django.conf import settings
from django.forms import BaseForm, DecimalField
from django.template import TemplateDoesNotExist, engines
from django.urls import URLPattern, URLResolver, get_resolver

from tests.pages import all_pages

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
ROOMS = [
    config for config in apps.get_app_configs() if ROOT in Path(config.path).parents and ".venv" not in config.path
]
FOREIGN_URLS = {"admin", "account", "mfa"}
STATUS_IS_WRITTEN_BY = "praktijkleren/audit/steps.py"
FOUND_BY_DJANGO = re.compile(r"^(400|403|404|429|500)\.html$|^(account|mfa|admin|registration|allauth|django)/|^nlds/")
STRING = re.compile(r"""["']([\w./-]+)["'#]""")


@cache
def own_python() -> dict[str, ast.Module]:
    paths = [path for room in ROOMS for path in Path(room.path).rglob("*.py")] + list(
        (ROOT / "praktijkleren").glob("*.py")
    )
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in paths if "migrations" not in path.parts
    }


@cache
def own_templates() -> dict[str, str]:
    files = (path for path in TEMPLATES.rglob("*") if path.is_file())
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in files}


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def named_urls(resolver=None, namespace="") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_urls(entry, entry.namespace or namespace)
        else:
            yield f"{namespace}:{entry.name}" if namespace else str(entry.name), entry


def own_urls() -> dict[str, URLPattern]:
    own = {room.name.rsplit(".", 1)[-1] for room in ROOMS}
    return {name: pattern for name, pattern in named_urls() if name.split(":")[0] in own}


def test_every_url_stands_in_the_access_matrix():
    in_matrix = {page.name for page in all_pages()}

    assert sorted(set(own_urls()) - in_matrix) == []
    assert sorted(in_matrix - set(dict(named_urls()))) == []


def test_nothing_is_open_to_the_public_but_what_the_matrix_says():
    open_pages = {page.name for page in all_pages() if page.public or page.link}
    urls = {**own_urls(), **{name: pattern for name, pattern in named_urls() if name in open_pages}}

    found = {name for name, pattern in urls.items() if not getattr(pattern.callback, "login_required", True)}

    assert found == open_pages


def test_every_url_is_of_a_room_or_of_a_known_third_party():
    elsewhere = {name.split(":")[0].split("_")[0] for name in dict(named_urls()) if name not in own_urls()}

    assert elsewhere <= FOREIGN_URLS


@pytest.mark.parametrize("path", sorted(own_python()))
def test_only_a_step_writes_status(path):
    if path != STATUS_IS_WRITTEN_BY:
        assert [f"{path}:{line}" for line in status_writes(own_python()[path])] == []


def status_writes(tree: ast.AST) -> Iterator[int]:
    """`x.status = …`, `update(status=…)`, `setattr(x, "status", …)`, `bulk_update(…, ["status"])`."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets):
            yield node.lineno
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            by_name = called in {"update", "aupdate"} and any(keyword.arg == "status" for keyword in node.keywords)
            by_text = called in {"setattr", "bulk_update", "save"} and "status" in strings(node)
            if by_name or by_text:
                yield node.lineno


def test_the_check_on_status_sees_each_way():
    ways = ["a.status = 1", "b.update(status=1)", "setattr(c, 'status', 1)", "d.bulk_update(e, ['status'])"]
    ways.append("f.save(update_fields=['status'])")

    assert list(status_writes(ast.parse("\n".join(ways)))) == [1, 2, 3, 4, 5]
    assert list(status_writes(ast.parse("a.create(status=1); b = c.status; d.filter(status=1)"))) == []


def mail_templates(text: str) -> set[str]:
    """`aanmeldingen/confirmation` stands for aanmeldingen/mail/confirmation.txt and .html."""
    room, _, name = text.partition("/")
    return {f"{room}/mail/{name}.txt", f"{room}/mail/{name}.html"}


def test_no_template_is_unused():
    named = {text for tree in own_python().values() for text in strings(tree)}
    named |= {text for source in own_templates().values() for text in STRING.findall(source)}
    named |= {f"components/icons/{text}.svg" for text in named}
    for path, tree in own_python().items():
        room = Path(path).parts[-2]
        for text in strings(tree):
            named |= mail_templates(text if "/" in text else f"{room}/{text}")

    unused = [name for name in own_templates() if name not in named and not FOUND_BY_DJANGO.match(name)]

    assert sorted(unused) == []


@pytest.mark.parametrize("name", sorted(own_templates()))
def test_every_template_can_be_read(name):
    if name.endswith((".html", ".txt", ".svg")):
        engines["django"].get_template(name)


def test_every_template_that_is_named_exists():
    literal = re.compile(r"^(?!django/forms/)[a-z_]+/[\w/-]+\.(html|txt)$")

    missing = []
    for path, tree in own_python().items():
        for text in filter(literal.match, strings(tree)):
            try:
                engines["django"].get_template(text)
            except TemplateDoesNotExist:
                missing.append(f"{path}: {text}")

    assert missing == []


def test_every_mail_that_is_queued_has_a_text():
    queued = {
        node.value.value
        for tree in own_python().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "sjabloon" and isinstance(node.value, ast.Constant)
    }

    assert sorted(key for key in queued if not mail_templates(key) & set(own_templates())) == []


def test_every_room_with_tables_has_migrations():
    rooms = [room for room in ROOMS if any(room.get_models())]

    assert [room.name for room in rooms if not (Path(room.path) / "migrations/0001_initial.py").exists()] == []


def test_every_model_has_a_factory():
    factories = Path(__file__).parent / "factories"
    modules = [import_module(f"tests.factories.{path.stem}") for path in factories.glob("[!_]*.py")]
    made = {
        value._meta.model
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, factory.django.DjangoModelFactory) and not value._meta.abstract
    }

    without = [model._meta.label for room in ROOMS for model in room.get_models() if model not in made]

    assert without == []


def test_every_number_with_a_fraction_is_typed_with_a_comma():
    """Without `localize` a form refuses 12,5, which is how everyone here writes it."""
    assert own_urls()  # every view, and so every form, is loaded
    rooms = tuple(room.name for room in ROOMS)
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in subclasses(BaseForm)
        if form.__module__.startswith(rooms) and hasattr(form, "base_fields")
        for name, field in form.base_fields.items()
        if isinstance(field, DecimalField) and not field.localize
    }

    assert not found


def subclasses(cls):
    return {sub for child in cls.__subclasses__() for sub in {child, *subclasses(child)}}
