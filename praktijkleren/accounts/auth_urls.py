"""The pages of allauth that we use, at Dutch addresses. What is not here does not exist: no sign-up, no e-mails."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("inloggen/afgesloten/", account.account_inactive, name="account_inactive"),
    path("inloggen/opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/opnieuw/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("wachtwoord/wijzigen/", account.password_change, name="account_change_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    # "/l/" is what links/logs.py knows a secret by, so that no log line keeps this one.
    re_path(
        r"^wachtwoord/l/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("wachtwoord/ingesteld/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("tweede-stap/", mfa.index, name="mfa_index"),
    path("tweede-stap/aanzetten/", totp.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/uitzetten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tweede-stap/herstelcodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tweede-stap/herstelcodes/bestand/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
