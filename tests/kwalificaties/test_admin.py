import pytest
from django.urls import reverse

from kwalificaties.models import Werkproces
from praktijkleren.accounts.roles import Rol
from tests.factories.kwalificaties import EerdereTitelFactory, InlezingFactory, WerkprocesFactory

TABLES = ["sector", "dossier", "kwalificatie", "kerntaak", "werkproces", "eerderetitel", "inlezing"]


@pytest.fixture
def beheerder(world, sign_in):
    WerkprocesFactory.create_batch(2)
    EerdereTitelFactory()
    InlezingFactory()
    return sign_in(world.gebruiker(Rol.BEHEERDER))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_searched_and_none_can_be_changed(beheerder, table):
    url = reverse(f"admin:kwalificaties_{table}_changelist")

    assert beheerder.get(url, {"q": "e"}).status_code == 200
    assert beheerder.get(reverse(f"admin:kwalificaties_{table}_add")).status_code == 403


def test_a_werkproces_is_shown_and_not_saved(beheerder):
    werkproces = Werkproces.objects.order_by("pk")[0]
    url = reverse("admin:kwalificaties_werkproces_change", args=[werkproces.pk])

    assert werkproces.naam in beheerder.get(url).content.decode()
    assert beheerder.post(url, {"naam": "Anders"}).status_code == 403
