from django.apps import AppConfig


class TrajectenConfig(AppConfig):
    name = "trajecten"
    verbose_name = "trajecten"

    def ready(self) -> None:
        from kandidaten import next_step, sections
        from kandidaten.sight import add_sight
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.links import purposes
        from praktijkleren.ui import navigation
        from praktijkleren.werk.today import register_panel
        from trajecten import kandidaat_page, today
        from trajecten.labels import LABELS
        from trajecten.purposes import BEOORDELEN
        from trajecten.sight import seen_by_plaatsing

        navigation.register(
            order=30, label="Trajecten", url_name="trajecten:list", permission=Permission.TRAJECT_VIEW, icon="route"
        )
        labels.register(LABELS)
        purposes.register(BEOORDELEN)
        add_sight(seen_by_plaatsing)
        sections.register(20, kandidaat_page.trajecten_section)
        next_step.register(60, kandidaat_page.go_on_with_traject)
        register_panel(20, today.mine_panel)
        register_panel(40, today.blocked_panel)
        register_panel(41, today.pok_panel)
        register_panel(42, today.ending_panel)
        register_panel(43, today.verzoek_panel)
        register_panel(44, today.quality_panel)
        register_panel(50, today.silent_panel)
