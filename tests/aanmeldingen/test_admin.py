from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from tests.factories.aanmeldingen import AanmeldingFactory


def test_a_beheerder_sees_who_and_how_far_and_nothing_else(world, sign_in):
    aanmelding = AanmeldingFactory(
        persoon_email="canarie@persoon.example", aanmelder_email="canarie@elders.example", toelichting="Canarietekst."
    )
    client = sign_in(world.gebruiker(Rol.BEHEERDER))
    addresses = [
        reverse("admin:aanmeldingen_aanmelding_changelist"),
        reverse("admin:aanmeldingen_aanmelding_change", args=[aanmelding.pk]),
    ]

    for address in addresses:
        page = client.get(address).content.decode()
        assert aanmelding.wie in page
        assert "anarie" not in page
    assert list(Inzage.objects.values_list("pseudoniem", flat=True)) == [aanmelding.pk, aanmelding.pk]
