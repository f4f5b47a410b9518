"""An undefined variable in one of our own templates fails the test; third parties keep Django's behaviour."""

import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.template.base import FilterExpression, Node

OWN_TEMPLATES = Path(settings.BASE_DIR) / "templates"


class UndefinedVariableError(Exception):
    pass


class FailOnUndefined(str):
    """Django asks first whether `string_if_invalid` is true and then formats it with the variable: there we raise."""

    __slots__ = ()

    def __bool__(self) -> bool:
        caller = sys._getframe(1)
        return caller.f_code is FilterExpression.resolve.__code__ and own_origin(caller) is not None

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariableError(f"{{{{ {variable} }}}} is undefined in {own_origin(sys._getframe(1))}")


def own_origin(frame: FrameType | None) -> str | None:
    """The template, if it is ours, of the innermost node that is being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            path = Path(node.origin.name)
            return str(path) if path.is_relative_to(OWN_TEMPLATES) else None
        frame = frame.f_back
    return None


def find_templates_of_tests() -> None:
    """In the settings, because an engine is thrown away whenever a test changes those."""
    settings.TEMPLATES[0]["DIRS"] += sorted(Path(__file__).parent.parent.glob("*/templates"))


def fail_on_undefined_variables() -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = FailOnUndefined()
