"""What happens to an account as a whole."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from praktijkleren.accounts.actions.invitations import withdraw_invitation
from praktijkleren.accounts.actions.memberships import check_administrators_stay, hand_over_taken
from praktijkleren.accounts.mail import queue_security_notice
from praktijkleren.accounts.models import Gebruiker, Uitnodiging
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor


@transaction.atomic
def edit_profile(gebruiker: Gebruiker, *, naam: str, functie: str, telefoon: str, by: Actor) -> Gebruiker:
    before = {"naam": gebruiker.naam, "functie": gebruiker.functie, "telefoon": gebruiker.telefoon}
    after = {"naam": naam, "functie": functie, "telefoon": telefoon}
    changed = [name for name in after if after[name] != before[name]]
    for name in changed:
        setattr(gebruiker, name, after[name])
    if changed:
        gebruiker.save(update_fields=[*changed, "zoeknaam"])
        record("gebruiker.gewijzigd", gebruiker, by=by, changes={"velden": changed})
    return gebruiker


@transaction.atomic
def change_email(gebruiker: Gebruiker, *, email: str, by: Actor) -> Gebruiker:
    """Another address to sign in with. The former address is told, and every session ends."""
    former = gebruiker.email
    if email.lower() == former:
        return gebruiker
    gebruiker.email = email
    gebruiker.save(update_fields=["email"])
    EmailAddress.objects.filter(user=gebruiker).delete()
    end_sessions(gebruiker, by=by)
    record("gebruiker.email_gewijzigd", gebruiker, by=by)
    queue_security_notice(gebruiker, "email_changed", moment=timezone.now(), aan=former)
    return gebruiker


@transaction.atomic
def close_account(gebruiker: Gebruiker, *, by: Actor) -> Gebruiker:
    """Nobody signs in with it any more, from this moment: sessions, invitations and own Taken end with it."""
    memberships = list(gebruiker.lidmaatschappen.current().select_related("organisatie").with_regios().order_by("pk"))
    check_administrators_stay(memberships)
    if Gebruiker.objects.filter(pk=gebruiker.pk, is_active=True).update(is_active=False):
        record("gebruiker.afgesloten", gebruiker, by=by)
        if memberships:
            hand_over_taken(gebruiker, aan=None, team=memberships[0], by=by)
        for uitnodiging in Uitnodiging.objects.open().filter(email=gebruiker.email).order_by("created_at"):
            withdraw_invitation(uitnodiging, by=by)
    gebruiker.refresh_from_db()
    return gebruiker


@transaction.atomic
def reopen_account(gebruiker: Gebruiker, *, by: Actor) -> Gebruiker:
    """Memberships that still hold count again; the password is set anew by mail."""
    if Gebruiker.objects.filter(pk=gebruiker.pk, is_active=False).update(is_active=True):
        record("gebruiker.heropend", gebruiker, by=by)
    gebruiker.refresh_from_db()
    return gebruiker


@transaction.atomic
def reset_second_factor(gebruiker: Gebruiker, *, by: Actor) -> Gebruiker:
    """For who lost a phone: the next sign-in, with the password, sets up a new one. The owner is told by mail."""
    deleted, _ = Authenticator.objects.filter(user=gebruiker).delete()
    if deleted:
        end_sessions(gebruiker, by=by)
        record("gebruiker.tweede_stap_verwijderd", gebruiker, by=by)
        queue_security_notice(gebruiker, "second_factor_reset", moment=timezone.now())
    return gebruiker


@transaction.atomic
def end_sessions(gebruiker: Gebruiker, *, by: Actor) -> Gebruiker:
    """Sign this person out in every browser."""
    Gebruiker.objects.filter(pk=gebruiker.pk).update(sessiereeks=F("sessiereeks") + 1)
    record("gebruiker.uitgelogd", gebruiker, by=by)
    return gebruiker
