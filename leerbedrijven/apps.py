from django.apps import AppConfig


class LeerbedrijvenConfig(AppConfig):
    name = "leerbedrijven"

    def ready(self) -> None:
        from leerbedrijven import jobs
        from leerbedrijven.today import ending_erkenningen
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.ui import navigation
        from praktijkleren.werk.opdrachten import register_job
        from praktijkleren.werk.today import register_panel

        navigation.register(
            order=40,
            label="Leerbedrijven",
            url_name="leerbedrijven:list",
            permission=Permission.LEERBEDRIJF_VIEW,
            icon="building",
        )
        register_panel(60, ending_erkenningen)
        register_job(jobs.READ_IN, jobs.rows, total=jobs.total)
        labels.register(
            {
                "leerbedrijven.ingelezen": "Leerbedrijven ingelezen uit een bestand",
                "leerbedrijf.gemaakt": "Leerbedrijf toegevoegd",
                "leerbedrijf.gewijzigd": "Gegevens van het leerbedrijf gewijzigd",
                "leerbedrijf.ingelezen": "Leerbedrijf ingelezen uit een bestand",
                "erkenning.gemaakt": "Erkenning vastgelegd",
                "erkenning.gewijzigd": "Erkenning gewijzigd",
                "relatie.gemaakt": "Eerste contact met de regio",
                "relatie.gewijzigd": "Contactgegevens gewijzigd",
                "contactmoment.gemaakt": "Contact vastgelegd",
                "praktijkopleider.gemaakt": "Praktijkopleider toegevoegd",
                "praktijkopleider.gewijzigd": "Praktijkopleider gewijzigd",
                "leerplaats.gemaakt": "Leerplaats toegevoegd",
                "leerplaats.gewijzigd": "Leerplaats gewijzigd",
            }
        )
