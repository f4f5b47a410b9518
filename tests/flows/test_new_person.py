"""Someone whom the gemeente refers: from the first form to the praktijkverklaring in hand, page by page."""

from datetime import date

from praktijkleren.accounts.roles import Rol
from tests.flows import steps
from tests.flows.steps import SAMIRAS_MAIL, VERWIJZER
from tests.flows.story import WERKPROCESSEN, link_in

SAMIRA, IN_LIST = "Samira Voorbeeld", "Voorbeeld, Samira"


def test_new_person_gets_a_praktijkverklaring(story):
    steps.refer(story)
    assert story.mail_to(VERWIJZER).subject == "We hebben de aanmelding"
    steps.take_up_and_accept(story, IN_LIST, begeleider="Karin Klantmanager")
    hear_of_it(story)
    do_intake(story)
    ask_mbo(story)
    story.on(date(2027, 1, 13))
    agree(story)
    discuss(story)
    open_traject(story)
    try_out(story)
    story.on(date(2027, 2, 8))
    settle_papers(story)
    story.on(date(2027, 2, 15))
    steps.start_bpv(story, IN_LIST)
    learn(story)
    steps.ask_beoordeling(story, IN_LIST)
    steps.judge(story, ["Kan dit", "Kan dit", "Kan dit nog niet"])
    steps.complete_person(story[Rol.JOBCOACH], IN_LIST)
    steps.make_verklaring(story, IN_LIST)
    assert story.mail_to(SAMIRAS_MAIL).subject == "Je praktijkverklaring is verstuurd"
    steps.read_and_sign(story, 2)
    steps.check_as_employer(story, IN_LIST)
    hand_over(story)
    story.end()


def hear_of_it(story):
    """Who does the intake sees the person now; others of the regio do not even know of the page."""
    assert story.mail_to(VERWIJZER).subject == "De aanmelding is aangenomen"
    karin = story[Rol.KLANTMANAGER]
    karin.open(link_in(story.mail_to(karin.gebruiker.email)))
    karin.sees(SAMIRA, "Doe de intake")
    for rol in (Rol.JOBCOACH, Rol.MBO_CONTACT, Rol.LEZER):
        story[rol].today()
        assert story[rol].status_of(karin.page.url) == 404


def do_intake(story):
    """From Vandaag through each of the five steps."""
    karin = story[Rol.KLANTMANAGER]
    karin.today()
    karin.sees("Kandidaten zonder advies", IN_LIST)
    steps.find_person(karin, IN_LIST)
    karin.follow("Doe de intake")
    karin.press("Bewaar de intake", {"Leerbaarheid": "Vraagt zelf om nieuw werk.", "Wat wil de kandidaat": "Bakken."})
    karin.press("Bewaar de klantgroep", {"Heeft deze persoon een startkwalificatie?": "Nee", "Welke klantgroep": "A1"})
    situatie = {"Waarvan leeft deze persoon": "bijstand (Participatiewet)", "Vanaf welke dag?": "2025-03-01"}
    karin.press("Voeg dit toe", situatie)
    needs = {"Wat heeft deze persoon nodig": "Rustig voordoen.", "Samenvatting voor het mbo": "Voordoen werkt."}
    karin.press("Bewaar de ondersteuning", needs)
    karin.press(
        "Bewaar het advies",
        {
            "Mbo-diploma": "Nu niet haalbaar: te veel lesdagen.",
            "Mbo-certificaat": "Misschien later.",
            "Praktijkverklaring: passend": "Ja, leert op de werkvloer.",
            "Geadviseerde route": "praktijkverklaring",
            "Waarom deze route?": "Leert het best door te doen.",
            "Richting of beroep": "bakkerij",
        },
    )
    karin.sees("Het advies is bewaard.")


def ask_mbo(story):
    karin, maaike = story[Rol.KLANTMANAGER], story[Rol.MBO_CONTACT]
    karin.follow("Leg voor aan het mbo")
    karin.press("Leg voor aan het mbo", {"Aan welk mbo-contact": "Maaike Mbo"})
    cora = story[Rol.COORDINATOR]
    steps.find_person(cora, IN_LIST)
    cora.sees("Intake en advies")
    cora.sees_not("Rustig voordoen.", "Inkomen, klantgroep en ondersteuning")
    story.mail_to(maaike.gebruiker.email)


def agree(story):
    maaike, karin = story[Rol.MBO_CONTACT], story[Rol.KLANTMANAGER]
    maaike.today()
    maaike.sees("Geef antwoord op het advies voor Voorbeeld, Samira")
    maaike.follow("Lees het advies")
    maaike.sees("Leert het best door te doen.")
    maaike.sees_not("Rustig voordoen.")
    maaike.follow("Geef antwoord")
    maaike.press("Geef dit antwoord", {"Wat vindt het mbo?": "Akkoord met dit advies"})
    maaike.today()
    maaike.sees_not("Geef antwoord op het advies")
    story.mail_to(karin.gebruiker.email)


def discuss(story):
    """What she chooses herself stands beside the advies; then a jobcoach takes over."""
    karin = story[Rol.KLANTMANAGER]
    karin.today()
    karin.sees("Adviezen met een antwoord van het mbo", IN_LIST)
    steps.find_person(karin, IN_LIST)
    karin.follow("Bespreek het advies")
    karin.follow("Leg de keuze vast")
    karin.press("Leg de keuze vast", {"Wat kiest de kandidaat?": "praktijkverklaring"})
    steps.involve(karin, IN_LIST, "Joost Jobcoach")
    story.mail_to(story[Rol.JOBCOACH].gebruiker.email)


def open_traject(story):
    joost = story[Rol.JOBCOACH]
    steps.find_person(joost, IN_LIST)
    joost.follow("Open een traject")
    joost.sees("Het advies is praktijkverklaring")
    joost.press("Open het traject", {"Welke route?": "Praktijkverklaring"})
    joost.sees("Het traject van Samira Voorbeeld is geopend.")
    steps.choose_werkprocessen(story, list(WERKPROCESSEN))


def try_out(story):
    """A proefplaatsing, and what follows it is planned at the same company."""
    joost = story[Rol.JOBCOACH]
    steps.place(joost, "Proefplaatsing", date(2027, 1, 13), date(2027, 2, 7))
    steps.find_traject(joost, IN_LIST)
    joost.follow("Leg de start vast")
    joost.press("Start de plaatsing")
    joost.follow("Zoek een andere leerplaats")
    steps.place(joost, "Beroepspraktijkvorming", date(2027, 2, 15), date(2027, 6, 30))


def settle_papers(story):
    joost = story[Rol.JOBCOACH]
    steps.find_traject(joost, IN_LIST)
    joost.follow("Beëindig de plaatsing")
    joost.press("Beëindig de plaatsing")
    steps.enrol(story, IN_LIST)
    steps.agree_on_pok(story, IN_LIST, SAMIRA, signed=date(2027, 2, 8))
    steps.settle_quality(story, IN_LIST)


def learn(story):
    story.on(date(2027, 2, 22))
    steps.log_visit(story, IN_LIST, "Weegt al zelf het meel af.", {WERKPROCESSEN[0]: "Oefent"})
    story.on(date(2027, 3, 15))
    steps.log_visit(story, IN_LIST, "Bakt zelf af.", {WERKPROCESSEN[0]: "Zelf", WERKPROCESSEN[1]: "Zelf"})
    karin = story[Rol.KLANTMANAGER]
    steps.find_traject(karin, IN_LIST)
    karin.sees("Bakt zelf af.", "Lukt zelfstandig")
    story.on(date(2027, 6, 14))


def hand_over(story):
    joost = story[Rol.JOBCOACH]
    story.on(date(2027, 6, 28))
    joost.today()
    joost.sees("Reik de praktijkverklaring van Voorbeeld, Samira uit")
    steps.find_traject(joost, IN_LIST)
    joost.follow("Reik de praktijkverklaring uit")
    joost.press("Leg de uitreiking vast", {"Uitgereikt door": "De wethouder", "Mail de PDF": True})
    samira = steps.open_mailed_link(story, SAMIRAS_MAIL)
    assert samira.download("Open de PDF").startswith(b"%PDF")
