"""What an event is called for people. Every room registers the words for its own events."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.text import capfirst

_labels: dict[str, str] = {}


def register(labels: Mapping[str, str]) -> None:
    """{"traject.lopend": "Traject gestart"}: a short sentence without a subject; who did it stands beside it."""
    _labels.update(labels)


def label(what: str, soort: str) -> str:
    """The registered words, or "Traject: lopend" made from the model and the verb."""
    if what in _labels:
        return _labels[what]
    try:
        noun = str(apps.get_model(soort)._meta.verbose_name)
    except (LookupError, ValueError):
        noun = soort
    return f"{capfirst(noun)}: {what.rpartition('.')[2].replace('_', ' ')}"
