from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from praktijkleren.audit import check as checking
from praktijkleren.audit import seals
from praktijkleren.audit.check import check
from praktijkleren.audit.models import INZAGE_DOSSIER, AuditEvent, Inzage
from tests.factories.audit import InzageFactory, make_chain


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def raw(value):
    """A UUID as this database keeps it."""
    return value if connection.vendor == "postgresql" else value.hex


def found():
    broken = check(timezone.now()).broken
    return broken and (broken.dossier, broken.volgnummer, broken.reden)


def sealed_with_a_gap(*, days_ago):
    """The number that lies open between two sealed lines."""
    with time_machine.travel(timezone.now() - timedelta(days=days_ago)):
        first = InzageFactory(recorded_at=timezone.now() - timedelta(hours=1))
        InzageFactory(pk=first.pk + 2, recorded_at=first.recorded_at)
        seals.seal(timezone.now())
    return first.pk + 1


def sealed_lines(count):
    lines = InzageFactory.create_batch(count, recorded_at=timezone.now() - timedelta(hours=3))
    seals.seal(timezone.now())
    return lines


def test_all_is_well_with_whole_chains_and_seals(db):
    make_chain(3)
    make_chain(2)
    sealed_lines(4)

    report = check(timezone.now())

    assert (report.broken, report.regels, report.dossiers, report.inzagen, report.zegels) == (None, 6, 3, 4, 1)


@pytest.mark.parametrize("column", ["what", "object_id", "actor"])
def test_a_changed_row_is_named(column, tamper):
    dossier = make_chain()

    sql(f"UPDATE audit_auditevent SET {column} = 'x' WHERE dossier = %s AND volgnummer = 2", raw(dossier))

    assert found() == (dossier, 2, "deze regel is gewijzigd")


def test_changed_contents_are_named(tamper):
    dossier = make_chain()

    sql("""UPDATE audit_auditevent SET changes = '{"nummer": 9}' WHERE dossier = %s AND volgnummer = 3""", raw(dossier))

    assert found() == (dossier, 3, "deze regel is gewijzigd")


@pytest.mark.parametrize("volgnummer", [1, 2])
def test_a_missing_row_is_named(volgnummer, tamper):
    dossier = make_chain()

    sql("DELETE FROM audit_auditevent WHERE dossier = %s AND volgnummer = %s", raw(dossier), volgnummer)

    assert found() == (dossier, volgnummer, "deze regel ontbreekt")


def test_rows_that_changed_places_are_named(tamper):
    dossier = make_chain(4)

    for before, after in ((2, 99), (3, 2), (99, 3)):
        sql(
            "UPDATE audit_auditevent SET volgnummer = %s WHERE dossier = %s AND volgnummer = %s",
            after,
            raw(dossier),
            before,
        )

    assert found() == (dossier, 2, "deze regel is verplaatst")


def test_a_row_that_was_taken_out_and_hidden_by_renumbering_is_named(tamper):
    dossier = make_chain(3)
    sql("DELETE FROM audit_auditevent WHERE dossier = %s AND volgnummer = 2", raw(dossier))

    sql("UPDATE audit_auditevent SET volgnummer = 2 WHERE dossier = %s AND volgnummer = 3", raw(dossier))

    assert found()[:2] == (dossier, 2)


def test_a_row_that_was_replaced_with_a_right_hash_breaks_the_next_one(tamper):
    dossier = make_chain(3)
    second = AuditEvent.objects.get(dossier=dossier, volgnummer=2)
    second.actor = "systeem:iemand-anders"

    sql(
        "UPDATE audit_auditevent SET actor = %s, hash = %s WHERE id = %s",
        second.actor,
        checking.chain_hash(second),
        second.pk,
    )

    assert found() == (dossier, 3, "de regel hiervoor is vervangen of weggehaald")


def test_the_first_broken_row_is_named_in_the_order_of_the_dossiers(tamper):
    dossiers = sorted((make_chain(), make_chain()), key=UUID.__str__)

    sql("UPDATE audit_auditevent SET what = 'x' WHERE volgnummer = 3")

    assert found() == (dossiers[0], 3, "deze regel is gewijzigd")


def test_a_sealed_line_that_was_changed_breaks_its_seal(tamper):
    lines = sealed_lines(3)

    sql("UPDATE audit_inzage SET waar = 'x' WHERE id = %s", lines[1].pk)

    expected = f"een inzage van {lines[0].pk} tot en met {lines[2].pk} is gewijzigd"
    assert found() == (INZAGE_DOSSIER, 1, expected)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_sealed_line_that_is_missing_is_named(place, tamper):
    lines = sealed_lines(3)

    sql("DELETE FROM audit_inzage WHERE id = %s", lines[place].pk)

    expected = f"inzage {lines[place].pk} van {lines[0].pk} tot en met {lines[2].pk} ontbreekt"
    assert found() == (INZAGE_DOSSIER, 1, expected)


def test_a_line_that_was_put_between_sealed_ones_is_found(db):
    gap = sealed_with_a_gap(days_ago=9)

    InzageFactory(pk=gap, recorded_at=timezone.now() - timedelta(days=10))

    assert found() == (INZAGE_DOSSIER, 1, "inzagen tussen de verzegelde die er niet bij horen: 1")


def test_a_line_that_was_just_committed_late_is_no_fault(db):
    gap = sealed_with_a_gap(days_ago=0)

    InzageFactory(pk=gap, recorded_at=timezone.now() - timedelta(minutes=20))

    assert found() is None


def test_lines_that_wait_for_their_seal_are_no_fault(db):
    sealed_lines(2)
    InzageFactory.create_batch(3)

    assert found() is None


def test_the_command_says_how_much_it_read(db):
    make_chain(3)
    out = StringIO()

    call_command("check_audit", stdout=out)

    assert out.getvalue() == "alles klopt: 3 regels in 1 dossiers, 0 inzagen in 0 zegels\n"


def test_the_command_fails_on_a_broken_row(tamper):
    dossier = make_chain()
    sql("UPDATE audit_auditevent SET what = 'x' WHERE volgnummer = 2")

    with pytest.raises(CommandError) as error:
        call_command("check_audit")

    assert str(error.value) == f"dossier {dossier}, regel 2: deze regel is gewijzigd"
    assert error.value.returncode == 1


def test_reading_many_rows_takes_little_memory(db, monkeypatch):
    monkeypatch.setattr(checking, "CHUNK", 10)
    make_chain(35)
    sealed_lines(25)

    report = check(timezone.now())

    assert (report.broken, report.regels, report.inzagen) == (None, 36, 25)
    assert Inzage.objects.count() == 25
