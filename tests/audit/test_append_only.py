import pytest
from django.db import IntegrityError, connection, transaction

from praktijkleren.audit import triggers
from praktijkleren.audit.models import AppendOnlyError, AuditEvent, Inzage, Stap
from tests.factories.audit import AuditEventFactory, InzageFactory, StapFactory, StapRedenFactory

FACTORIES = [AuditEventFactory, StapFactory, InzageFactory]
each_log = pytest.mark.parametrize("make", FACTORIES)


@each_log
def test_a_row_is_not_saved_a_second_time(make, db):
    row = make()

    with pytest.raises(AppendOnlyError):
        row.save()


@each_log
def test_a_row_is_not_deleted(make, db):
    row = make()

    with pytest.raises(AppendOnlyError):
        row.delete()


@each_log
@pytest.mark.parametrize("verb", ["update", "delete", "bulk_update"])
def test_a_queryset_changes_nothing(make, verb, db):
    row = make()
    arguments = {"update": {"actor": "x"}, "delete": {}, "bulk_update": {"objs": [row], "fields": ["actor"]}}

    with pytest.raises(AppendOnlyError):
        getattr(type(row).objects.all(), verb)(**arguments[verb])


@each_log
@pytest.mark.parametrize("sql", ["UPDATE {} SET actor = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_who_goes_round_the_application(make, sql, guarded):
    table = make()._meta.db_table

    with pytest.raises(IntegrityError, match="staat vast"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), max(actor) FROM {table}")
        assert cursor.fetchone() != (0, "x")


@pytest.mark.sqlite
@each_log
def test_a_row_is_not_replaced(make, guarded):
    row = make()
    columns = [field.column for field in row._meta.concrete_fields]
    table, names = row._meta.db_table, ", ".join(columns)

    with pytest.raises(IntegrityError, match="staat vast"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s", [row.pk])


@pytest.mark.postgresql
@pytest.mark.parametrize("model", [AuditEvent, Stap, Inzage])
def test_a_log_is_not_emptied_at_once(model, guarded):
    with pytest.raises(IntegrityError, match="staat vast"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_rows_are_still_added(guarded):
    rows = [make() for make in FACTORIES]

    assert all(type(row).objects.filter(pk=row.pk).exists() for row in rows)


def test_the_triggers_may_be_installed_and_removed_twice(guarded):
    event = AuditEventFactory()

    for change in (triggers.install, triggers.install, triggers.remove, triggers.remove):
        change()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET actor = 'x'")
    event.refresh_from_db()
    assert event.actor == "x"


def test_the_words_of_a_step_can_be_erased_and_the_step_stays(guarded):
    reden = StapRedenFactory()

    reden.delete()

    assert Stap.objects.filter(pk=reden.stap_id).exists()
