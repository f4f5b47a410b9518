from django.apps import AppConfig


class AanmeldingenConfig(AppConfig):
    name = "aanmeldingen"

    def ready(self) -> None:
        from aanmeldingen.kandidaat_page import aanmeldingen_section
        from aanmeldingen.panels import new_aanmeldingen
        from kandidaten import sections
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.ui import navigation
        from praktijkleren.werk.today import register_panel

        navigation.register(
            order=10,
            label="Aanmeldingen",
            url_name="aanmeldingen:list",
            permission=Permission.AANMELDING_VIEW,
            icon="inbox",
        )
        sections.register(90, aanmeldingen_section)
        register_panel(10, new_aanmeldingen)
        labels.register(
            {
                "aanmelding.ontvangen": "Aanmelding ontvangen",
                "aanmelding.in_behandeling": "In behandeling genomen",
                "aanmelding.overgenomen": "Overgenomen van een collega",
                "aanmelding.geaccepteerd": "Aanmelding aangenomen",
                "aanmelding.afgewezen": "Aanmelding afgewezen",
                "aanmelding.doorverwezen": "Aanmelding doorverwezen",
                "aanmelding.ingetrokken": "Aanmelding ingetrokken",
                "aanmelding.kandidaat": "Aangenomen",
                "aanmelding.leerplaats": "Leerplaats gemaakt",
            }
        )
