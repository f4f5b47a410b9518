from datetime import UTC, datetime, timedelta

import pytest

from praktijkleren.audit import seals
from praktijkleren.audit.models import INZAGE_DOSSIER, AuditEvent
from praktijkleren.audit.schedule import seal_inzage
from tests.factories.audit import InzageFactory

NOON = datetime(2026, 6, 30, 12, 5, tzinfo=UTC)


def make_lines(count, *, at=NOON - timedelta(hours=1)):
    return InzageFactory.create_batch(count, recorded_at=at)


def changes():
    return [seal.changes for seal in seals.seals()]


def test_lines_are_sealed_with_what_is_needed_to_check_them(db):
    lines = make_lines(3)

    seal_inzage(NOON.isoformat())

    first, last = lines[0].pk, lines[-1].pk
    assert changes() == [
        {
            "eerste": first,
            "laatste": last,
            "aantal": 3,
            "sha256": seals.digest(lines),
            "reeksen": [[first, last]],
            "nagekomen": False,
        }
    ]
    event = AuditEvent.objects.get(dossier=INZAGE_DOSSIER)
    assert (event.what, event.actor) == ("inzage.sealed", "systeem:audit.seal_inzage")


def test_a_second_seal_goes_on_where_the_first_ended(db):
    make_lines(2)
    seals.seal(NOON)
    later = make_lines(3, at=NOON)

    assert seals.seal(NOON + timedelta(hours=1)) == 3

    assert (changes()[1]["eerste"], changes()[1]["aantal"]) == (later[0].pk, 3)


def test_without_new_lines_there_is_no_new_seal(db):
    make_lines(2)
    seals.seal(NOON)

    assert seals.seal(NOON + timedelta(hours=1)) == 0

    assert len(changes()) == 1


def test_lines_that_may_not_have_settled_wait_for_the_next_hour(db):
    make_lines(2)
    make_lines(1, at=NOON - timedelta(minutes=1))

    assert seals.seal(NOON) == 2
    assert seals.seal(NOON + timedelta(hours=1)) == 1


def test_after_missed_hours_everything_is_sealed_in_batches(db, monkeypatch):
    monkeypatch.setattr(seals, "BATCH", 4)
    make_lines(10, at=NOON - timedelta(hours=30))

    assert seals.seal(NOON) == 10

    assert [change["aantal"] for change in changes()] == [4, 4, 2]


def test_a_line_that_was_committed_late_gets_a_seal_of_its_own(db):
    first = make_lines(1)[0]
    InzageFactory(pk=first.pk + 2, recorded_at=NOON - timedelta(hours=1))
    seals.seal(NOON)
    late = InzageFactory(pk=first.pk + 1, recorded_at=NOON - timedelta(hours=1))

    assert seals.seal(NOON + timedelta(hours=1)) == 1
    assert seals.seal(NOON + timedelta(hours=2)) == 0

    assert changes()[0]["reeksen"] == [[first.pk, first.pk], [first.pk + 2, first.pk + 2]]
    assert (changes()[1]["reeksen"], changes()[1]["nagekomen"]) == ([[late.pk, late.pk]], True)


def test_after_a_late_seal_the_next_one_still_starts_at_the_end(db):
    first = make_lines(1)[0]
    InzageFactory(pk=first.pk + 2, recorded_at=NOON - timedelta(hours=1))
    seals.seal(NOON)
    InzageFactory(pk=first.pk + 1, recorded_at=NOON - timedelta(hours=1))
    seals.seal(NOON + timedelta(hours=1))
    new = InzageFactory(pk=first.pk + 3, recorded_at=NOON)

    seals.seal(NOON + timedelta(hours=2))

    assert changes()[2]["reeksen"] == [[new.pk, new.pk]]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [([], []), ([4], [(4, 4)]), ([1, 2, 3, 7, 9, 10], [(1, 3), (7, 7), (9, 10)]), ([3, 1, 2], [(1, 3)])],
)
def test_runs_names_ids_without_listing_them(ids, expected):
    assert seals.runs(ids) == expected


def test_merge_joins_what_touches_or_overlaps():
    assert seals.merge([(5, 9), (1, 4), (8, 12), (20, 20)]) == [(1, 12), (20, 20)]
