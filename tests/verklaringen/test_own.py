"""Behind the link of the kandidaat, and behind a link that the kandidaat gave to someone else."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Inzage
from praktijkleren.documenten.files import sealed_file
from praktijkleren.links.models import Toegangslink, Token
from praktijkleren.post.mail import render
from praktijkleren.post.models import Bericht
from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory
from tests.harness.links import open_link
from trajecten.refused import RefusedError
from verklaringen import actions, mail
from verklaringen.actions.credential import issue_credential
from verklaringen.actions.delen import MAX_OPEN, address_of
from verklaringen.holders import OWN, give_to_kandidaat
from verklaringen.models import Credential, Deellink, Verklaringversie
from verklaringen.states import VersieStatus

BY = Actor.systeem("test")


@pytest.fixture
def versie(db):
    kandidaat = KandidaatFactory(voornamen="Samira", achternaam="Vries", tussenvoegsel="de", email="sam@mail.example")
    return made.sealed(made.ready(kandidaat))


@pytest.fixture
def verklaring(versie):
    return versie.verklaring


@pytest.fixture
def holder(verklaring):
    return open_link(OWN, verklaring.pk)


def own(verklaring, name="own", *args):
    return reverse(f"verklaringen:{name}", args=[verklaring.pk, *args])


def path_of(url):
    return url.removeprefix("http://localhost:8000")


def become(versie, status):
    Verklaringversie.objects.filter(pk=versie.pk).update(status=status)


def read(url):
    """Someone who got the address, presses "Verder" and reads."""
    reader = Client()
    reader.post(path_of(url))
    return reader


def test_the_page_says_je_and_shows_what_stands_on_it(holder, verklaring):
    content = holder.get(own(verklaring)).content.decode()

    assert "Samira de Vries" in content
    assert "Je praktijkverklaring" in content
    assert " u " not in content.partition("<main")[2].partition("</main")[0]
    assert Inzage.objects.filter(pseudoniem=verklaring.dossier, waar="verklaringen:own").exists()


def test_the_pdf_is_the_one_that_was_kept(holder, verklaring, versie):
    response = holder.get(own(verklaring, "own_pdf"))

    assert response["Content-Type"] == "application/pdf"
    assert response.content == sealed_file(versie.document)


def test_the_credential_comes_as_json_and_as_jwt(holder, verklaring, versie):
    Credential.objects.all().delete()
    assert "Open Badge" not in holder.get(own(verklaring)).content.decode()
    assert holder.get(own(verklaring, "own_credential", "json")).status_code == 404
    credential = issue_credential(versie.document)

    as_json, jwt = (holder.get(own(verklaring, "own_credential", vorm)) for vorm in ("json", "jwt"))

    assert "Open Badge" in holder.get(own(verklaring)).content.decode()
    assert as_json.content.decode() == credential.tekst
    assert json.loads(as_json.content)["id"] in decoded(jwt)
    assert jwt["Content-Disposition"] == 'attachment; filename="praktijkverklaring.jwt"'
    assert holder.get(own(verklaring, "own_credential", "xml")).status_code == 404


def decoded(jwt):
    from base64 import urlsafe_b64decode

    body = jwt.content.decode().split(".")[1]
    return urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()


def test_a_shared_link_shows_the_content_to_whoever_has_it(holder, verklaring):
    page = holder.post(own(verklaring, "share"), {"voor": "Bakkerij Jansen"}).content.decode()
    url = page.partition('class="share__address"><a href="')[2].partition('"')[0]

    reader = read(url)
    content = reader.get(reverse("verklaringen:shared", args=[Deellink.objects.get().pk])).content.decode()

    assert "Samira de Vries" in content
    assert "<dd>Praktijkleren (test)</dd>" in content.partition("Verzegeld door")[2]
    assert "Bakkerij Jansen" in page
    assert "Bakkerij Jansen" not in content
    assert Deellink.objects.get().geopend == 1
    assert "1 keer geopend" in holder.get(own(verklaring)).content.decode()


def test_only_a_hash_of_its_address_is_kept(verklaring):
    url = address_of(actions.share(verklaring, by=BY))

    token = url.rstrip("/").rpartition("/")[2]
    assert not Token.objects.filter(hash__contains=token).exists()
    assert token not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_fetching_the_address_shows_nobody_and_counts_nothing(verklaring):
    url = path_of(address_of(actions.share(verklaring, by=BY)))

    for method in ("get", "head", "options"):
        content = getattr(Client(), method)(url).content.decode()
        assert "Vries" not in content

    assert Deellink.objects.get().geopend == 0


def test_after_seven_days_it_is_over(verklaring):
    deellink = actions.share(verklaring, by=BY)
    url = path_of(address_of(deellink))
    reader = read(url)

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        read_again = reader.get(reverse("verklaringen:shared", args=[deellink.pk]))
        content = Client().get(url).content.decode()

    assert read_again.status_code == 404
    assert "zeven dagen" in content
    assert "nieuwe link" not in content


def test_a_reader_may_come_back_within_the_week_without_a_code(verklaring):
    deellink = actions.share(verklaring, by=BY)
    reader = read(address_of(deellink))

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        page = reader.get(reverse("verklaringen:shared", args=[deellink.pk]))

    assert page.status_code == 200


def test_sharing_can_be_stopped_at_once(holder, verklaring):
    deellink = actions.share(verklaring, by=BY)
    reader = read(address_of(deellink))

    holder.post(own(verklaring, "stop_sharing", deellink.pk))
    page = reader.get(reverse("verklaringen:shared", args=[deellink.pk]))

    assert page.status_code == 410
    assert "deelt die niet meer" in page.content.decode()
    assert "Vries" not in page.content.decode()
    assert "Stop met delen" not in holder.get(own(verklaring)).content.decode()


def test_showing_the_link_again_keeps_the_first_address_working(holder, verklaring):
    deellink = actions.share(verklaring, by=BY)
    first = address_of(deellink)

    page = holder.post(own(verklaring, "show_share", deellink.pk))

    assert page.status_code == 200
    assert Client().get(path_of(first)).status_code == 200
    assert Deellink.objects.count() == 1


def test_the_link_of_someone_else_cannot_be_stopped_or_shown(holder, verklaring):
    other = actions.share(made.sealed().verklaring, by=BY)

    for name in ("stop_sharing", "show_share"):
        assert holder.post(own(verklaring, name, other.pk)).status_code == 404
    other.refresh_from_db()
    assert other.is_open


def test_there_is_an_end_to_sharing(holder, verklaring):
    for _ in range(MAX_OPEN):
        actions.share(verklaring, by=BY)

    with pytest.raises(RefusedError, match="10 links"):
        actions.share(verklaring, by=BY)
    assert "Stop er eerst een" in holder.post(own(verklaring, "share"), follow=True).content.decode()


def test_a_revoked_verklaring_is_shown_to_nobody(holder, verklaring, versie):
    deellink = actions.share(verklaring, by=BY)
    reader = read(address_of(deellink))
    become(versie, VersieStatus.INGETROKKEN)

    page = reader.get(reverse("verklaringen:shared", args=[deellink.pk])).content.decode()

    assert "ingetrokken" in page
    assert "Vries" not in page
    assert "is ingetrokken" in holder.get(own(verklaring)).content.decode()
    assert holder.get(own(verklaring, "own_pdf")).status_code == 404
    assert "geldt niet meer" in holder.post(own(verklaring, "share"), follow=True).content.decode()


def test_someone_without_email_gets_the_link_on_the_screen_of_a_colleague(world, sign_in):
    world.kandidaat.email = ""
    world.kandidaat.save()
    verklaring = made.sealed(made.ready(world.kandidaat)).verklaring
    coach = sign_in(world.gebruiker("jobcoach"))

    page = coach.post(own(verklaring, "share_on_screen")).content.decode()
    url = page.partition('class="share__address"><a href="')[2].partition('"')[0]

    assert read(url).get(reverse("verklaringen:shared", args=[Deellink.objects.get().pk])).status_code == 200
    assert "Stop met delen" in coach.get(own(verklaring, "detail")).content.decode()
    coach.post(reverse("verklaringen:stop_share_of", args=[Deellink.objects.get().pk]))
    assert not Deellink.objects.select_related("link").get().is_open


def test_who_has_email_shares_alone(world, sign_in):
    verklaring = made.sealed(made.ready(world.kandidaat)).verklaring
    coach = sign_in(world.gebruiker("jobcoach"))

    assert verklaring.kandidaat.email
    assert coach.post(own(verklaring, "share_on_screen")).status_code == 403


def test_the_kandidaat_gets_a_link_to_the_own_page(verklaring):
    actions.record_uitreiking(verklaring, op=timezone.localdate(), door="ROC", by=BY, mail_kandidaat=True)

    link = Toegangslink.objects.get(doel=OWN)
    assert (link.email, link.onderwerp_id) == ("sam@mail.example", verklaring.pk)


JE = re.compile(r"\b(je|jij|jouw|jou)\b", re.IGNORECASE)


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main")[0]


def test_a_parent_reads_about_the_kandidaat_and_is_not_taken_for_one(verklaring, versie):
    give_to_kandidaat(verklaring, naam="Ria Ouder", email="ria@thuis.example", als="ouder of voogd", by=BY)
    parent = open_link(OWN, verklaring.pk)

    pages = [main_of(parent.get(own(verklaring))), main_of(parent.post(own(verklaring, "share"), {"voor": "x"}))]
    become(versie, VersieStatus.INGETROKKEN)
    pages.append(main_of(parent.get(own(verklaring))))

    assert "Dit is de praktijkverklaring van Samira de Vries." in pages[0]
    assert not [page for page in pages if JE.search(page)]


def test_what_waits_behind_the_link_says_the_same_to_both(verklaring):
    link = give_to_kandidaat(verklaring, naam="Ria Ouder", email="ria@thuis.example", als="ouder of voogd", by=BY)

    assert (link.titel, link.functie) == ("Er staat een praktijkverklaring klaar", "ouder of voogd")


@pytest.mark.parametrize("tell", [mail.copy_for_kandidaat, mail.replaced, mail.revoked])
def test_a_minor_and_the_parent_each_get_a_mail_of_their_own(db, tell):
    kandidaat = KandidaatFactory(minderjarig=True, ouder__email="ria@thuis.example", email="sam@mail.example")
    versie = made.sealed(made.ready(kandidaat))
    Bericht.objects.all().delete()

    tell(versie, by=BY)

    to_kandidaat, to_parent = (
        render(Bericht.objects.get(aan=aan), {"link_url": "https://x.example"})
        for aan in ("sam@mail.example", "ria@thuis.example")
    )
    assert "ouder of voogd" in to_parent.tekst
    assert not JE.search(f"{to_parent.onderwerp} {to_parent.tekst}")
    assert JE.search(to_kandidaat.tekst)
    assert kandidaat.achternaam not in to_parent.tekst


def test_who_shares_a_mailbox_with_the_kandidaat_gets_one_mail_to_the_kandidaat(db):
    kandidaat = KandidaatFactory(minderjarig=True, ouder__email="thuis@mail.example", email="thuis@mail.example")
    versie = made.sealed(made.ready(kandidaat))

    mail.copy_for_kandidaat(versie, by=BY)

    assert Bericht.objects.get(sjabloon="verklaringen/given").naam == kandidaat.naam
