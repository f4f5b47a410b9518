from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from praktijkleren.accounts.actions import invite
from praktijkleren.accounts.actions.invitations import PURPOSE
from praktijkleren.accounts.models import Organisatie, OrganisatieSoort, Uitnodiging
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.links.actions import mint
from praktijkleren.links.models import Toegangslink

PLATFORM = "Beheer van Praktijkleren"


class Command(BaseCommand):
    help = "Nodigt een beheerder uit: voor een nieuw platform, of als alle beheerders hun toegang kwijt zijn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("naam")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError("Dit is geen e-mailadres.") from None
        uitnodiging = self._invite(options["email"], options["naam"])
        link = Toegangslink.objects.get(doel=PURPOSE, onderwerp_id=uitnodiging.pk)
        self.stdout.write(f"De uitnodiging gaat naar {uitnodiging.email}. Werkt de mail nog niet? Open dan deze link:")
        self.stdout.write(mint(link.pk))

    @transaction.atomic
    def _invite(self, email: str, naam: str) -> Uitnodiging:
        organisatie, _ = Organisatie.objects.get_or_create(naam=PLATFORM, soort=OrganisatieSoort.ANDERS)
        by = Actor.systeem("invite_beheerder")
        return invite(naam=naam, email=email, organisatie=organisatie, rol=Rol.BEHEERDER, regio=None, by=by)
