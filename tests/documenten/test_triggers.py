import pytest
from django.db import IntegrityError, connection, transaction

from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.documenten.triggers import SEALED_FILES
from tests.factories.documenten import ZegelstukFactory

REFUSED = "documenten_zegelstuk: deze regel staat vast"


@pytest.mark.parametrize(
    "change", [{"bestand": b"%PDF anders"}, {"pdf_sha256": "0" * 64}, {"organisatie": "Een ander"}, {"bestand": b""}]
)
def test_a_sealed_file_is_never_changed(guarded, change):
    stuk = ZegelstukFactory()
    before = Zegelstuk.objects.values().get()

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Zegelstuk.objects.filter(pk=stuk.pk).update(**change)

    assert Zegelstuk.objects.values().get() == before


@pytest.mark.parametrize("remove", [lambda stuk: stuk.delete(), lambda _stuk: Zegelstuk.objects.all().delete()])
def test_a_sealed_file_is_never_removed(guarded, remove):
    stuk = ZegelstukFactory()

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        remove(stuk)

    assert Zegelstuk.objects.filter(pk=stuk.pk).exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("same", ["id", "document_id", "pdf_sha256"])
def test_a_sealed_file_is_not_replaced_by_another_with_the_same(guarded, same):
    ZegelstukFactory()
    others = {"id": "id + 1", "document_id": "'een ander'", "pdf_sha256": "'een andere'"}
    others.pop(same)
    columns = [field.column for field in Zegelstuk._meta.concrete_fields]
    table, names = Zegelstuk._meta.db_table, ", ".join(columns)
    values = ", ".join(others.get(column, column) for column in columns)

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {values} FROM {table}")


@pytest.mark.postgresql
def test_the_files_are_not_emptied_at_once(guarded):
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE documenten_zegelstuk")


def test_a_second_file_is_still_kept_and_the_way_back_is_open(guarded):
    SEALED_FILES.install()
    ZegelstukFactory.create_batch(2)
    connection.check_constraints()  # or PostgreSQL still wants to look at the rows before it lets the triggers go

    SEALED_FILES.remove()
    SEALED_FILES.remove()

    assert Zegelstuk.objects.update(organisatie="Een ander") == 2
