from django.apps import AppConfig


class KandidatenConfig(AppConfig):
    name = "kandidaten"
    verbose_name = "kandidaten"

    def ready(self) -> None:
        from kandidaten import next_step, today
        from kandidaten.caseloads import caseload_in_hand
        from kandidaten.labels import LABELS
        from praktijkleren.accounts import leaving
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.ui import navigation
        from praktijkleren.werk.today import register_panel

        navigation.register(
            order=20,
            label="Kandidaten",
            url_name="kandidaten:list",
            permission=(Permission.KANDIDAAT_VIEW, Permission.KANDIDAAT_NAME_ONLY),
            icon="users",
        )
        labels.register(LABELS)
        next_step.register_own()
        leaving.register(caseload_in_hand)
        register_panel(20, today.unguided_panel)
        register_panel(30, today.mbo_panel)
        register_panel(31, today.answered_panel)
        register_panel(32, today.without_traject_panel)
        register_panel(60, today.without_advies_panel)
