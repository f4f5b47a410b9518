"""What a chain alone does not show: that its end was cut off, or that all of it was computed again."""

import subprocess
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from praktijkleren.audit.actions import chain_hash
from praktijkleren.audit.check import check_chain
from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.anchor import write_anchor
from praktijkleren.documenten.paper import sign_on_paper
from tests.factories.documenten import SYSTEEM, DocumentFactory, OndertekenverzoekFactory


def signed_on_paper(verzoek):
    """With more than one row in its chain."""
    sign_on_paper(verzoek, naam="Petra", functie="chef", op=date(2026, 1, 5), scan=b"%PDF-1", by=SYSTEEM)
    return verzoek.document


@pytest.fixture
def documents(tamper):
    return [signed_on_paper(OndertekenverzoekFactory()), DocumentFactory()]


@pytest.fixture
def anchor(documents, tmp_path):
    call_command("export_anchor", tmp_path)
    return next(tmp_path.glob("auditanker-*.txt"))


def last(document):
    return AuditEvent.objects.filter(dossier=document.audit_dossier).latest("volgnummer")


def test_every_chain_is_in_it_once_with_its_last_row(documents, anchor):
    title, *lines = anchor.read_text().splitlines()

    assert title.startswith("praktijkleren auditanker 20")
    dossiers = set(map(str, AuditEvent.objects.order_by("pk").values_list("dossier", flat=True)))
    assert [line.split()[0] for line in lines] == sorted(dossiers)
    for document in documents:
        row = last(document)
        assert f"{row.dossier} {row.volgnummer} {row.hash}" in lines


def test_what_was_added_since_changes_nothing(anchor, documents, capsys):
    DocumentFactory()

    call_command("check_anchor", anchor)

    assert capsys.readouterr().out.endswith("Alles van dit anker staat er nog zo.\n")


def test_an_end_that_was_cut_off_is_named(anchor, documents):
    row = last(documents[0])
    AuditEvent.objects.filter(pk=row.pk)._raw_delete("default")

    assert check_chain(row.dossier).broken is None
    with pytest.raises(CommandError, match=f"dossier {row.dossier}, regel {row.volgnummer}: deze regel ontbreekt"):
        call_command("check_anchor", anchor)


def test_a_chain_that_was_computed_again_is_named(anchor, documents):
    row = last(documents[0])
    row.actor = "iemand anders"
    changed = {"actor": row.actor, "hash": chain_hash(row)}
    super(type(AuditEvent.objects.all()), AuditEvent.objects.filter(pk=row.pk)).update(**changed)

    assert check_chain(row.dossier).broken is None
    with pytest.raises(CommandError, match="een andere geworden"):
        call_command("check_anchor", anchor)


@pytest.mark.parametrize("place", [".txt", ".p7s"])
def test_an_anchor_that_was_changed_is_refused(anchor, place):
    file = anchor.with_suffix(place)
    file.write_bytes(file.read_bytes()[:-3] + b"0\n\n")

    with pytest.raises(CommandError, match="gewijzigd of niet met ons zegel ondertekend"):
        call_command("check_anchor", anchor)


def test_an_anchor_of_someone_else_is_refused(anchor, settings, other_authority, tmp_path):
    settings.SEAL_TRUST_ANCHORS = str(other_authority.anchors(tmp_path, "ander.pem"))

    with pytest.raises(CommandError, match="niet met ons zegel"):
        call_command("check_anchor", anchor)


def test_openssl_checks_it_without_us_and_it_carries_a_timestamp(documents, long_term, tmp_path):
    folder = tmp_path / "ankers"
    folder.mkdir()
    call_command("export_anchor", folder)
    anchor = next(folder.glob("*.txt"))

    command = f"openssl cms -verify -binary -inform DER -in {anchor.with_suffix('.p7s')} -content {anchor}"
    command += f" -CAfile {tmp_path / 'ca.pem'} -purpose any -out /dev/null"

    assert subprocess.run(command.split(), capture_output=True, check=False, timeout=60).returncode == 0
    assert long_term.asked > 0


def test_one_that_stands_there_is_not_overwritten(documents, tmp_path):
    now = timezone.now()
    before = write_anchor(tmp_path, at=now).read_bytes()
    DocumentFactory()

    with pytest.raises(FileExistsError):
        write_anchor(tmp_path, at=now)

    assert [file.read_bytes() for file in tmp_path.glob("*.txt")] == [before]
