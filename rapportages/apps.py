from django.apps import AppConfig


class RapportagesConfig(AppConfig):
    name = "rapportages"
    verbose_name = "rapportages"

    def ready(self) -> None:
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.audit.listeners import listen
        from praktijkleren.ui import navigation
        from praktijkleren.werk.opdrachten import register_job
        from rapportages.feiten.volgen import follow
        from rapportages.rapporten import job
        from rapportages.rapporten.actions import JOB
        from rapportages.rapporten.kind import register_kind
        from rapportages.rapporten.labels import LABELS as OF_RAPPORTEN
        from rapportages.vergelijking.labels import LABELS as OF_VERGELIJKING
        from rapportages.weergaven.labels import LABELS as OF_WEERGAVEN

        listen(follow)
        labels.register(OF_RAPPORTEN)
        labels.register(OF_VERGELIJKING)
        labels.register(OF_WEERGAVEN)
        register_kind()
        register_job(JOB, job.rows, total=job.total)
        navigation.register(
            order=60,
            label="Rapportages",
            url_name="rapportages:overview",
            permission=(Permission.CIJFERS_VIEW, Permission.KANDIDAAT_VIEW),
            icon="chart",
        )
