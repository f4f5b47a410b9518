import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory
from tests.factories.documenten import DocumentFactory, snapshot

LIST = reverse("admin:documenten_document_changelist")


@pytest.fixture
def beheerder(db, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.BEHEERDER))


@pytest.mark.parametrize("typed", ["bakker", "Anna Bakker", "ABCD-EFGH-JKMN-PQRS", "abcd efgh jkmn pqrs"])
def test_a_document_is_found_by_name_and_code_and_does_not_say_them(beheerder, typed):
    wanted = DocumentFactory(snapshot=snapshot(naam="Anna Bakker", code="ABCDEFGHJKMNPQRS"))
    DocumentFactory(snapshot=snapshot(naam="Bram Visser", code="0000000000000000"))

    response = beheerder.get(LIST, {"q": typed})

    assert [row.pk for row in response.context["cl"].result_list] == [wanted.pk]
    assert "Anna Bakker" not in response.content.decode().replace(f'value="{typed}"', "")


def test_a_document_is_found_by_kind(beheerder):
    document = DocumentFactory()

    for typed, found in ((document.soort[:6], [document.pk]), ("iets anders", [])):
        assert [row.pk for row in beheerder.get(LIST, {"q": typed}).context["cl"].result_list] == found
