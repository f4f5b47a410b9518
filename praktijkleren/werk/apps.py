from django.apps import AppConfig


class WerkConfig(AppConfig):
    name = "praktijkleren.werk"

    def ready(self) -> None:
        from praktijkleren.audit import labels
        from praktijkleren.ui.navigation import register
        from praktijkleren.werk.states import LABELS

        labels.register(LABELS)
        register(order=0, label="Vandaag", url_name="werk:today", icon="today")
