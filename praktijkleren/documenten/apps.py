from django.apps import AppConfig

from praktijkleren.documenten.labels import LABELS


class DocumentenConfig(AppConfig):
    name = "praktijkleren.documenten"
    verbose_name = "documenten"

    def ready(self) -> None:
        from praktijkleren.audit import labels
        from praktijkleren.documenten import holders, one_mail, signing_link

        signing_link.register_purpose()
        holders.register_purpose()
        one_mail.register_secret()
        labels.register(LABELS)
