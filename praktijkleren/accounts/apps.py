from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "praktijkleren.accounts"
    verbose_name = "mensen en organisaties"
    default = True

    def ready(self) -> None:
        from praktijkleren.accounts import huisstijl as own
        from praktijkleren.accounts import mail
        from praktijkleren.accounts.actions import invitations
        from praktijkleren.links import purposes
        from praktijkleren.ui import huisstijl

        mail.register_secrets()
        purposes.register(invitations.purpose())
        huisstijl.register(own.own_style)
        register_navigation()


def register_navigation() -> None:
    from praktijkleren.accounts.roles import Permission
    from praktijkleren.ui.navigation import register

    register(
        order=90, label="Collega's", url_name="accounts:colleagues", permission=Permission.COLLEGA_VIEW, icon="users"
    )
    register(order=91, label="Regio", url_name="accounts:regios", permission=Permission.REGIO_EDIT, icon="location")
    register(order=92, label="Beheer", url_name="admin:index", permission=Permission.BEHEER, icon="settings")
    register(order=10, label="Mijn account", url_name="accounts:profile", icon="user", place="account")
    register(order=20, label="Wie mag wat", url_name="accounts:who_may_what", icon="lock", place="account")


class BeheerConfig(admin_apps.AdminConfig):
    """Stands in INSTALLED_APPS instead of django.contrib.admin."""

    default = False
    default_site = "praktijkleren.accounts.beheer.BeheerSite"
