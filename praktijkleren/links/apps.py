from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "praktijkleren.links"
    verbose_name = "links"

    def ready(self) -> None:
        from praktijkleren.links import secrets

        secrets.register()
