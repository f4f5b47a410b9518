import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leerbedrijven.models import Inlezing, Leerbedrijf
from praktijkleren.werk.models import Opdracht, OpdrachtRegel
from tests.factories.kwalificaties import KwalificatieFactory

URL = reverse("leerbedrijven:import")
HEADING = "leerbedrijf_id;naam;plaats"


def upload(client, *rows, name="bedrijven.csv"):
    file = SimpleUploadedFile(name, "\n".join([HEADING, *rows]).encode())
    return client.post(URL, {"bestand": file}, follow=True)


def test_a_file_is_shown_first_and_then_read_in_once(coordinator):
    preview = upload(coordinator, "100200300;De Korst;Assen")
    before = Leerbedrijf.objects.count()
    url = Inlezing.objects.get().get_absolute_url()
    answers = [coordinator.post(url, follow=True).content.decode() for _ in range(2)]

    assert (before, Leerbedrijf.objects.count()) == (0, 1)
    assert "Nieuw zijn onder andere: De Korst." in preview.content.decode()
    assert "De leerbedrijven zijn ingelezen." in answers[0]
    assert "Dit bestand was al ingelezen." in answers[1]
    assert "Dit is er gebeurd" in coordinator.get(url).content.decode()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["12;De Korst;Assen"], "Rij 3: leerbedrijf_id"),
        ([], "Er staan geen leerbedrijven in dit bestand."),
        (["100200300;De Korst;Assen;x"], "Rij 3: er staan meer cellen"),
    ],
)
def test_a_file_that_is_wrong_is_refused_whole(coordinator, rows, reason):
    response = upload(coordinator, "999888777;Wel goed;Assen", *rows) if rows else upload(coordinator)

    assert reason in response.content.decode()
    assert not Inlezing.objects.exists()


def test_another_kind_of_file_is_refused(coordinator):
    response = coordinator.post(URL, {"bestand": SimpleUploadedFile("film.csv", b"\x89PNG\r\n" + b"x" * 100)})

    assert response.context["form"].errors == {
        "bestand": ["Dit is een afbeelding. Sla het op als CSV-bestand en kies dat."]
    }


def test_a_file_that_fits_no_longer_is_refused_when_it_is_confirmed(coordinator):
    kwalificatie = KwalificatieFactory(crebo="25180")
    file = f"{HEADING};crebo;erkenning_van\n100200300;De Korst;Assen;25180;01-03-2025"
    coordinator.post(URL, {"bestand": SimpleUploadedFile("bedrijven.csv", file.encode())})
    kwalificatie.gesloten_op = "2026-01-01"
    kwalificatie.save()

    response = coordinator.post(Inlezing.objects.get().get_absolute_url())

    assert "Rij 2: crebo 25180 is geen bekende kwalificatie." in response.content.decode()
    assert Inlezing.objects.get().ingelezen_op is None


def test_a_colleague_does_not_read_in_my_file(coordinator, adviseur):
    upload(coordinator, "100200300;De Korst;Assen")

    assert adviseur.post(Inlezing.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_large_file_goes_to_the_progress_page(coordinator, run_queued):
    upload(coordinator, *[f"{100200300 + number};Bedrijf {number};Assen" for number in range(201)])
    url = Inlezing.objects.get().get_absolute_url()

    answers = [coordinator.post(url).url for _ in range(2)]
    before = Leerbedrijf.objects.count()
    run_queued()

    opdracht = Opdracht.objects.get()
    assert answers == [opdracht.get_absolute_url()] * 2
    assert (before, Leerbedrijf.objects.count()) == (0, 201)
    assert (opdracht.status, opdracht.totaal, opdracht.gedaan) == ("klaar", 201, 201)
    assert OpdrachtRegel.objects.filter(uitleg="nieuw").count() == 201
