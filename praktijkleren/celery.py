import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init

from praktijkleren.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praktijkleren.settings")

app = Celery("praktijkleren")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="schedule")


@celeryd_init.connect
@beat_init.connect
def refuse_what_is_unsafe(**_kwargs: Any) -> None:
    refuse_to_start()
