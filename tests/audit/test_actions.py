from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from praktijkleren.audit.actions import chain_hash, log_inzage, record, record_many, table_dossier
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Inzage
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.links import ToegangslinkFactory
from tests.factories.werk import TaakFactory

SYSTEM = Actor.systeem("test")


def test_events_of_one_dossier_form_a_chain(db):
    taak = TaakFactory()

    first = record("taak.gemaakt", taak, by=SYSTEM)
    second = record("taak.klaar", taak, by=SYSTEM, changes={"met_de_hand": True})

    assert (first.dossier, first.volgnummer, first.vorige_hash) == (taak.pk, 1, "")
    assert (second.dossier, second.volgnummer, second.vorige_hash) == (taak.pk, 2, first.hash)


def test_the_hash_can_be_made_again_from_what_the_database_kept(db):
    changes = {"op": date(2026, 6, 30), "bedrag": Decimal("2700.00"), "naam": "Özgür ĲŁ", "deel": 0.1, "leeg": None}
    taak = TaakFactory()

    record("taak.gemaakt", taak, by=SYSTEM, changes=changes)

    kept = AuditEvent.objects.get(dossier=taak.pk)
    assert kept.hash == chain_hash(kept)
    assert kept.changes["op"] == "2026-06-30"


def test_an_object_without_a_dossier_is_in_the_chain_of_its_table(db):
    groups = [Group.objects.create(name="een"), Group.objects.create(name="twee")]

    events = [record("groep.gewijzigd", group, by=SYSTEM) for group in groups]

    assert [event.volgnummer for event in events] == [1, 2]
    assert {event.dossier for event in events} == {table_dossier(Group)}


def test_one_event_may_be_about_many_rows(db):
    event = record_many("taak.opgeruimd", Taak, by=SYSTEM, changes={"aantal": 12})

    assert (event.soort, event.object_id, event.changes) == ("werk.taak", "", {"aantal": 12})


def test_an_event_is_lost_with_the_transaction_of_its_fact(db):
    taak = TaakFactory()

    with transaction.atomic():
        record("taak.gemaakt", taak, by=SYSTEM)
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()


def test_the_log_names_people_by_reference_only(db):
    gebruiker, link = GebruikerFactory(naam="Sanne Bakker"), ToegangslinkFactory(naam="Wim Kok")
    taak = TaakFactory()

    events = [record("taak.klaar", taak, by=by) for by in (Actor.gebruiker(gebruiker), Actor.link(link), SYSTEM)]

    assert [event.actor for event in events] == [f"gebruiker:{gebruiker.pk}", f"link:{link.pk}", "systeem:test"]
    assert [event.actor_soort for event in events] == ["gebruiker", "link", "systeem"]


def test_who_was_shown_is_written_in_one_insert_and_once_per_person(db):
    first, second = uuid4(), uuid4()

    with CaptureQueriesContext(connection) as captured:
        log_inzage(SYSTEM, [first, second, first], waar="trajecten:list")

    assert [query["sql"][:6] for query in captured if query["sql"].startswith("INSERT")] == ["INSERT"]
    assert list(Inzage.objects.order_by("pk").values_list("pseudoniem", "waar")) == [
        (first, "trajecten:list"),
        (second, "trajecten:list"),
    ]


def test_showing_nobody_writes_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        log_inzage(SYSTEM, [], waar="trajecten:list")
