from django.apps import AppConfig


class KwalificatiesConfig(AppConfig):
    name = "kwalificaties"

    def ready(self) -> None:
        from praktijkleren.accounts.roles import Permission
        from praktijkleren.audit import labels
        from praktijkleren.ui import navigation

        navigation.register(
            order=60,
            label="Kwalificaties",
            url_name="kwalificaties:list",
            permission=Permission.KWALIFICATIE_VIEW,
            icon="book",
        )
        labels.register(
            {
                "kwalificaties.ingelezen": "Kwalificatiestructuur ingelezen",
                "kwalificatie.hernoemd": "Kwalificatie kreeg een andere titel",
                "kwalificatie.werkprocessen_gewijzigd": "Werkprocessen gewijzigd door de kwalificatiestructuur",
                "kwalificatie.werkprocessen_ingevoerd": "Werkprocessen ingelezen uit een bestand",
                "werkprocessen.ingelezen": "Werkprocessen ingelezen uit een bestand",
                "kerntaak.ingevoerd": "Kerntaak ingevoerd",
                "kerntaak.gewijzigd": "Kerntaak gewijzigd",
                "kerntaak.gesloten": "Kerntaak gesloten",
                "werkproces.ingevoerd": "Werkproces ingevoerd",
                "werkproces.gewijzigd": "Werkproces gewijzigd",
                "werkproces.gesloten": "Werkproces gesloten",
            }
        )
