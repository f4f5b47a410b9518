import hashlib
import os
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.werk import runner
from praktijkleren.werk.models import Opdracht
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory, involve
from verklaringen import export, schedule
from verklaringen.models import Praktijkverklaring


@pytest.fixture
def jobcoach(world):
    return world.gebruiker(Rol.JOBCOACH)


@pytest.fixture
def coach(jobcoach, sign_in):
    return sign_in(jobcoach)


@pytest.fixture
def rows(world, jobcoach):
    return [ready(jobcoach, achternaam=naam) for naam in ("Çelik", "van / der \\ Berg\u202e", "Bakker")]


def ready(colleague, make=made.sealed, **fields):
    kandidaat = KandidaatFactory(regio=colleague.regios[0], **fields)
    involve(kandidaat, colleague)
    return make(made.ready(kandidaat)).verklaring


def asked(client, rows):
    """The job that this colleague starts."""
    client.post(reverse("verklaringen:export"), {"pk": [str(row.pk) for row in rows]})
    return Opdracht.objects.latest("created_at")


def work():
    for opdracht in Opdracht.objects.all():
        runner.run_opdracht(str(opdracht.pk))


def fetched(client, opdracht):
    response = client.get(opdracht.verder_url)
    assert response.status_code == 200, response
    return zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))


def left_behind():
    return sorted(path.name for path in export.folder().iterdir())


def test_the_zip_holds_the_originals_and_a_list(coach, jobcoach, rows):
    opdracht = asked(coach, rows)
    work()

    archive = fetched(coach, opdracht)

    assert archive.testzip() is None
    assert archive.namelist()[-1] == "Lijst voor de uitreiking.pdf"
    files = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()[:-1]}
    assert files == set(Zegelstuk.objects.values_list("pdf_sha256", flat=True))
    for where in ("verklaringen:export", "verklaringen:export_file"):
        assert {seen.pseudoniem for seen in Inzage.objects.filter(waar=where)} == {row.dossier for row in rows}
    page = coach.get(opdracht.get_absolute_url()).content.decode()
    assert "3 van 3 gedaan" in page
    assert opdracht.verder_url in page
    assert left_behind() == [f"{opdracht.gegevens['export']}.zip"]


def test_names_are_safe_and_no_two_the_same(rows):
    namesakes = [*rows, *(Praktijkverklaring(naam="Bakker", code="ABCDEFGHJKMNPQR" + last) for last in "ST")]

    names = [export.name_of(row) for row in namesakes]

    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert not set('<>:"/\\|?*\u202e') & set(name)
    assert names[0].startswith("Çelik")
    assert names[3] == "Bakker ABCD-EFGH-JKMN-PQRS.pdf"
    assert len(export.name_of(Praktijkverklaring(naam="x" * 250, code="ABCDEFGHJKMNPQRS"))) < 130


def test_what_may_not_be_seen_is_refused_and_not_logged(coach, world, rows):
    stranger = made.sealed(made.ready(KandidaatFactory(regio=world.regio))).verklaring
    opdracht = asked(coach, [*rows, stranger])
    assert len(opdracht.gegevens["ids"]) == 3
    opdracht.gegevens["ids"].append(str(stranger.pk))
    opdracht.save()

    work()

    assert opdracht.regels.get(gelukt=False).uitleg == export.NOT_SEEN
    assert len(fetched(coach, opdracht).namelist()) == 4
    assert not Inzage.objects.filter(pseudoniem=stranger.dossier).exists()


def test_a_file_that_is_not_there_or_not_whole_stays_out(tamper, coach, jobcoach, rows):
    waiting = ready(jobcoach, made.signed)
    Zegelstuk.objects.filter(document__verklaringversie__verklaring=rows[0]).update(bestand=b"%PDF anders")
    opdracht = asked(coach, [*rows, waiting])

    work()

    said = set(opdracht.regels.filter(gelukt=False).values_list("uitleg", flat=True))
    assert said == {export.DAMAGED, export.NOT_READY}
    assert len(fetched(coach, opdracht).namelist()) == 3


def test_nothing_went_in_means_nothing_to_fetch(coach, jobcoach):
    opdracht = asked(coach, [ready(jobcoach, made.signed)])

    work()

    assert coach.get(opdracht.verder_url).status_code == 410
    assert left_behind() == []


def test_a_worker_that_dies_halfway_leaves_no_half_zip(coach, rows, monkeypatch):
    opdracht = asked(coach, rows)
    real, budget = runner.monotonic, iter([0.0, 0.0, 0.0])
    monkeypatch.setattr(runner, "monotonic", lambda: next(budget, 9e9))
    work()
    opdracht.refresh_from_db()
    assert 0 < opdracht.gedaan < 3
    assert left_behind() == []
    assert coach.get(opdracht.verder_url).url == opdracht.get_absolute_url()

    monkeypatch.setattr(runner, "monotonic", real)
    runner.run_opdracht(str(opdracht.pk))

    assert len(fetched(coach, opdracht).namelist()) == 4


def test_after_a_day_it_is_gone(coach, rows):
    opdracht = asked(coach, rows)
    work()
    Opdracht.objects.update(klaar_op=timezone.now() - timedelta(hours=25))
    gone = coach.get(opdracht.verder_url)

    assert gone.status_code == 410
    assert "Deze ZIP is er niet meer" in gone.content.decode()


def test_old_files_are_removed_by_the_clock(coach, rows):
    opdracht = asked(coach, rows)
    work()
    (export.folder() / "half.zip.abc").write_bytes(b"half")
    old = timezone.now().timestamp() - 25 * 3600
    os.utime(export.folder() / "half.zip.abc", (old, old))

    schedule.forget_exports()
    assert left_behind() == [export.path_of(opdracht.gegevens["export"]).name]
    schedule.forget_exports(at=(timezone.now() + timedelta(hours=25)).isoformat())

    assert left_behind() == []


def test_who_loses_sight_of_one_of_them_gets_nothing(coach, rows):
    opdracht = asked(coach, rows)
    work()
    rows[0].kandidaat.betrokkenheden.all().delete()

    assert coach.get(opdracht.verder_url).status_code == 410


def test_only_who_asked_for_it_fetches_it(coach, world, rows, sign_in):
    opdracht = asked(coach, rows)
    work()

    assert sign_in(world.gebruiker(Rol.COORDINATOR)).get(opdracht.verder_url).status_code == 404
