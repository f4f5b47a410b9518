from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "praktijkleren.audit"

    def ready(self) -> None:
        from praktijkleren.audit import labels

        labels.register({"inzage.sealed": "Inzagen verzegeld"})
