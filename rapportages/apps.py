from django.apps import AppConfig


class RapportagesConfig(AppConfig):
    name = "rapportages"
    verbose_name = "rapportages"

    def ready(self) -> None:
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.audit.listeners import listen
        from praktijkleren.ui import navigation
        from rapportages.feiten.volgen import follow
        from rapportages.weergaven.labels import LABELS

        listen(follow)
        labels.register(LABELS)
        navigation.register(
            order=60,
            label="Rapportages",
            url_name="rapportages:overview",
            permission=(Permission.CIJFERS_VIEW, Permission.KANDIDAAT_VIEW),
            icon="chart",
        )
