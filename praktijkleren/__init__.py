"""Imported by whatever starts: it registers the tasks of Celery and the checks that keep production safe."""

from praktijkleren import checks
from praktijkleren.celery import app as celery_app

__all__ = ["celery_app", "checks"]
