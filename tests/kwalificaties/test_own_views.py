import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kwalificaties.models import Herkomst, Inlezing, Kerntaak, Kwalificatie, Werkproces
from praktijkleren.accounts.roles import Rol
from tests.factories.kwalificaties import (
    InlezingFactory,
    KerntaakFactory,
    KwalificatieFactory,
    WerkprocesFactory,
)


@pytest.fixture
def beheerder(world, sign_in):
    return sign_in(world.gebruiker(Rol.BEHEERDER))


def test_a_beheerder_makes_a_kwalificatie_choosable(beheerder):
    kwalificatie = KwalificatieFactory()
    origin = {"bron": "SBB 2026", "vanaf": "2026-08-01"}

    response = beheerder.post(
        reverse("kwalificaties:kerntaak_add", args=[kwalificatie.crebo]),
        {"code": "b1-k1", "titel": "Maakt schoon", **origin},
    )
    beheerder.post(response.url, {"code": "B1-K1-W1", "naam": "Wast ramen", **origin})

    werkproces = Werkproces.objects.get(naam="Wast ramen")
    assert (werkproces.herkomst, werkproces.bron) == (Herkomst.ZELF, "SBB 2026")
    assert list(Kwalificatie.objects.choosable()) == [kwalificatie]


def test_sending_a_form_twice_adds_once(beheerder):
    kerntaak = KerntaakFactory(code="B1-K1")
    url = reverse("kwalificaties:werkproces_add", args=[kerntaak.pk])
    data = {"code": "B1-K1-W1", "naam": "Wast ramen", "bron": "SBB", "vanaf": "2026-08-01"}

    answers = [beheerder.post(url, data).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Werkproces.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("code", "W1", "Een goede code ziet eruit als B1-K1-W1."),
        ("code", "B2-K1-W1", "De code hoort te beginnen met B1-K1-W."),
        ("code", "B1-K1-W7", "Deze code is al in gebruik."),
        ("naam", "", "Vul dit in."),
        ("bron", "", "Vul dit in."),
        ("vanaf", "1926-08-01", "Kijk het jaartal na."),
    ],
)
def test_a_wrong_field_says_what_to_do_and_keeps_the_rest(beheerder, field, value, message):
    kerntaak = KerntaakFactory(code="B1-K1")
    WerkprocesFactory(kerntaak=kerntaak, code="B1-K1-W7")
    data = {"code": "B1-K1-W1", "naam": "Wast hoge ramen", "bron": "Bron van SBB", "vanaf": "2026-08-01"}

    response = beheerder.post(reverse("kwalificaties:werkproces_add", args=[kerntaak.pk]), {**data, field: value})

    assert message in response.context["form"].errors[field][0]
    assert ("Wast hoge ramen" in response.content.decode()) is (field != "naam")
    assert Werkproces.objects.count() == 1


@pytest.mark.parametrize(("factory", "name"), [(KerntaakFactory, "kerntaak"), (WerkprocesFactory, "werkproces")])
def test_what_was_shipped_or_closed_is_not_edited(beheerder, factory, name):
    for row in (factory(), factory(own=True, closed=True)):
        for verb in ("edit", "close"):
            assert beheerder.get(reverse(f"kwalificaties:{name}_{verb}", args=[row.pk])).status_code == 403


def test_a_beheerder_edits_and_closes_what_was_typed_in(beheerder):
    kerntaak = KerntaakFactory(own=True, titel="Poetst")
    werkproces = WerkprocesFactory(kerntaak=kerntaak, own=True)
    origin = {"bron": "SBB", "vanaf": "2026-08-01"}

    beheerder.post(reverse("kwalificaties:kerntaak_edit", args=[kerntaak.pk]), {"titel": "Maakt schoon", **origin})
    beheerder.post(reverse("kwalificaties:werkproces_edit", args=[werkproces.pk]), {"naam": "Dweilt", **origin})
    beheerder.post(reverse("kwalificaties:werkproces_close", args=[werkproces.pk]))
    beheerder.post(reverse("kwalificaties:kerntaak_close", args=[kerntaak.pk]))

    werkproces.refresh_from_db()
    assert Kerntaak.objects.get().titel == "Maakt schoon"
    assert (werkproces.naam, Werkproces.objects.open().count()) == ("Dweilt", 0)


def upload(client, text):
    file = SimpleUploadedFile("werk.csv", text.encode())
    return client.post(reverse("kwalificaties:upload"), {"bestand": file}, follow=True)


def test_a_file_is_shown_first_and_then_read_in_once(beheerder):
    text = InlezingFactory.build(kwalificatie=KwalificatieFactory()).inhoud

    preview = upload(beheerder, text)
    before = Werkproces.objects.count()
    url = Inlezing.objects.get().get_absolute_url()
    answers = [beheerder.post(url, follow=True).content.decode() for _ in range(2)]

    assert (preview.status_code, before) == (200, 0)
    assert "Wast ramen" in preview.content.decode()
    assert Werkproces.objects.get().herkomst == Herkomst.ZELF
    assert "zijn ingelezen" in answers[0]
    assert "was al ingelezen" in answers[1]
    assert beheerder.get(url).status_code == 200


def test_a_file_that_is_wrong_is_refused_with_row_numbers(beheerder):
    text = InlezingFactory.build(kwalificatie=KwalificatieFactory()).inhoud

    response = upload(beheerder, text.replace("Wast ramen", ""))

    assert "Rij 2: werkproces_naam is leeg." in response.content.decode()
    assert not Inlezing.objects.exists()


def test_a_file_that_fits_no_longer_is_refused_when_it_is_confirmed(beheerder, world):
    inlezing = InlezingFactory(gebruiker=world.gebruiker(Rol.BEHEERDER))
    Kwalificatie.objects.update(gesloten_op="2026-01-01")

    response = beheerder.post(inlezing.get_absolute_url())

    inlezing.refresh_from_db()
    assert "is geen bekende kwalificatie" in response.content.decode()
    assert inlezing.ingelezen_op is None


def test_an_excel_file_is_refused_in_a_sentence(beheerder):
    response = beheerder.post(
        reverse("kwalificaties:upload"), {"bestand": SimpleUploadedFile("werk.xlsx", b"PK\x03\x04")}
    )

    assert "Sla het op als CSV-bestand" in response.context["form"].errors["bestand"][0]


def test_the_example_can_be_read(beheerder):
    KwalificatieFactory(crebo="25032")
    example = beheerder.get(reverse("kwalificaties:upload_example")).content.decode()

    assert upload(beheerder, example).context["inlezing"].telling["nieuw"] == ["Bereidt het werk voor", "Wast ramen"]
