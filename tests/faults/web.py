"""The website of script/server, on the broker of a test: `gunicorn tests.faults.web:application`."""

import os
from pathlib import Path

from django.conf import settings

from praktijkleren.celery import app
from praktijkleren.wsgi import application  # noqa: F401
from tests.faults.broker import filesystem

if not settings.REDIS_URL:
    app.conf.update(**filesystem(Path(os.environ["FAULTS_FOLDER"])))
