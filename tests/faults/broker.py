"""Where the messages of a test go: nowhere, or into a folder."""

from pathlib import Path
from typing import Any

AWAY: dict[str, Any] = {"broker_url": "redis://127.0.0.1:1/0", "broker_transport_options": {"max_retries": 0}}
"""Nobody listens there."""


def filesystem(folder: Path) -> dict[str, Any]:
    """As in settings.py where there is no Redis."""
    places = {name: folder / name for name in ("queue", "control", "processed")}
    for place in places.values():
        place.mkdir(exist_ok=True)
    return {
        "broker_url": "filesystem://localhost",
        "broker_transport_options": {
            "data_folder_in": str(places["queue"]),
            "data_folder_out": str(places["queue"]),
            "control_folder": str(places["control"]),
            "processed_folder": str(places["processed"]),
            "store_processed": False,
        },
    }
