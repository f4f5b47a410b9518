import os

from django.core.asgi import get_asgi_application

from praktijkleren.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praktijkleren.settings")

application = get_asgi_application()
refuse_to_start()
