from django.apps import AppConfig


class VerklaringenConfig(AppConfig):
    name = "verklaringen"
    verbose_name = "verklaringen"

    def ready(self) -> None:
        from kandidaten import sections as of_kandidaten
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.ui import navigation
        from praktijkleren.werk.opdrachten import register_job
        from praktijkleren.werk.today import register_panel
        from trajecten import next_step as of_trajecten_step
        from trajecten import sections as of_trajecten
        from verklaringen import (
            checks,  # noqa: F401 - importing it registers it
            export,
            holders,
            in_one_go,
            sections,
            today,
        )
        from verklaringen.kind import register_kind
        from verklaringen.labels import LABELS

        register_kind()
        holders.register_purposes()
        labels.register(LABELS)
        navigation.register(
            order=50,
            label="Verklaringen",
            url_name="verklaringen:list",
            permission=Permission.VERKLARING_VIEW,
            icon="certificate",
        )
        of_kandidaten.register(50, sections.of_kandidaat)
        of_trajecten.register(50, sections.of_traject)
        of_trajecten_step.register(50, sections.next_step)
        register_panel(40, today.unsigned_panel)
        register_panel(45, today.concept_panel)
        register_job(export.SOORT, export.rows, total=export.total)
        register_job(in_one_go.SOORT, in_one_go.rows, total=in_one_go.total)
