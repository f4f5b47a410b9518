import pytest
from django.contrib.admin import site
from django.db import connection
from django.forms import modelform_factory
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.beheer import MOST_COUNTED, BoundedPaginator, LoggedAdmin
from praktijkleren.audit.models import AuditEvent, Inzage, Stap
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.audit import AuditEventFactory, InzageFactory, StapFactory, make_chain
from tests.factories.werk import TaakFactory

LOGS = {AuditEvent: AuditEventFactory, Stap: StapFactory, Inzage: InzageFactory}
each_log = pytest.mark.parametrize("model", LOGS)


@pytest.fixture
def beheerder(db, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.BEHEERDER))


def admin_url(model, page, *args):
    return reverse(f"admin:audit_{model._meta.model_name}_{page}", args=args)


@each_log
def test_a_beheerder_reads_a_log_and_changes_nothing(model, beheerder):
    row = LOGS[model]()

    assert beheerder.get(admin_url(model, "changelist")).status_code == 200
    assert beheerder.get(admin_url(model, "change", row.pk)).status_code == 200
    assert beheerder.post(admin_url(model, "change", row.pk), {}).status_code == 403
    assert beheerder.post(admin_url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert beheerder.get(admin_url(model, "add")).status_code == 403


@each_log
def test_looking_is_logged(model, beheerder):
    row = LOGS[model]()
    name = model._meta.model_name

    beheerder.get(admin_url(model, "changelist"))
    beheerder.get(admin_url(model, "change", row.pk))

    looked = AuditEvent.objects.filter(actor_soort="gebruiker").order_by("pk")
    assert [event.what for event in looked] == [f"{name}.lijst_bekeken", f"{name}.bekeken"]


@each_log
def test_who_is_no_beheerder_does_not_get_in(model, db, sign_in):
    coordinator = sign_in(GebruikerFactory(rol=Rol.COORDINATOR))

    assert coordinator.get(admin_url(model, "changelist")).status_code in {302, 403, 404}


def shown(client, model, query):
    response = client.get(admin_url(model, "changelist"), {"q": query})
    return {row.pk for row in response.context["cl"].result_list}


def test_events_are_found_by_dossier_and_by_object(beheerder):
    dossier = make_chain(2)
    other = AuditEventFactory(object_id="77")
    of_dossier = set(AuditEvent.objects.filter(dossier=dossier).values_list("pk", flat=True))

    assert shown(beheerder, AuditEvent, str(dossier)) == of_dossier
    assert shown(beheerder, AuditEvent, f" {dossier.hex} ") == of_dossier
    assert shown(beheerder, AuditEvent, "77") == {other.pk}
    assert shown(beheerder, AuditEvent, "zomaar") == set()


def test_steps_are_found_by_object(beheerder):
    stap, _ = StapFactory(), StapFactory()

    assert shown(beheerder, Stap, str(stap.object_id)) == {stap.pk}
    assert shown(beheerder, Stap, "zomaar") == set()


def test_lines_are_found_by_person_and_by_who_looked(beheerder):
    line = InzageFactory(actor="gebruiker:12")
    InzageFactory()

    assert shown(beheerder, Inzage, str(line.pseudoniem)) == {line.pk}
    assert shown(beheerder, Inzage, "gebruiker:12") == {line.pk}


def test_a_list_is_counted_no_further_than_one_pages(db):
    query = BoundedPaginator(Stap.objects.order_by("pk"), 50)

    assert query.count == 0
    assert BoundedPaginator([1, 2, 3], 50).count == 3
    assert f"LIMIT {MOST_COUNTED}" in str(query.object_list[:MOST_COUNTED].query)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_queries_however_many_rows(rows, beheerder, count_queries):
    InzageFactory.create_batch(rows)

    lock_of_the_chain = connection.vendor == "postgresql"
    assert count_queries(beheerder, admin_url(Inzage, "changelist")) == 10 + lock_of_the_chain


@pytest.fixture
def request_of_beheerder(db, rf):
    request = rf.post("/")
    request.user = GebruikerFactory(rol=Rol.BEHEERDER)
    return request


def events_of(taak):
    return list(AuditEvent.objects.filter(dossier=taak.pk).order_by("volgnummer").values_list("what", "changes"))


def test_what_a_beheerder_saves_is_logged_by_the_names_of_the_fields(request_of_beheerder):
    admin, taak = LoggedAdmin(Taak, site), TaakFactory()
    form = modelform_factory(Taak, fields=["titel"])({"titel": "Anders"}, instance=taak)

    admin.save_model(request_of_beheerder, form.save(commit=False), form, change=True)

    taak.refresh_from_db()
    assert taak.titel == "Anders"
    assert events_of(taak) == [("taak.gewijzigd", {"velden": ["titel"]})]


def test_what_a_beheerder_removes_is_logged(request_of_beheerder):
    taak = TaakFactory()
    dossier = Taak(pk=taak.pk)

    LoggedAdmin(Taak, site).delete_model(request_of_beheerder, taak)

    assert not Taak.objects.exists()
    assert events_of(dossier) == [("taak.verwijderd", {})]


def test_nothing_is_removed_in_bulk(request_of_beheerder):
    assert "delete_selected" not in LoggedAdmin(Taak, site).get_actions(request_of_beheerder)
