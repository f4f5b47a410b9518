"""A werkende whom the employer puts forward: no gemeente, no uitkering, no advies and no proefplaatsing."""

from datetime import date

from praktijkleren.accounts.roles import Rol
from tests.flows import steps
from tests.flows.story import OPLEIDER, WERKPROCESSEN, link_in
from tests.flows.visitor import Visitor

JAMAL, IN_LIST, WERKGEVER = "Jamal Voorbeeld", "Voorbeeld, Jamal", "bas@bakkerij.example"


def test_an_employee_learns_at_the_own_employer(story):
    put_forward(story)
    steps.take_up_and_accept(story, IN_LIST, begeleider="Joost Jobcoach")
    hear_of_it(story)
    go_straight_to_a_traject(story)
    steps.enrol(story, IN_LIST)
    steps.agree_on_pok(story, IN_LIST, JAMAL, signed=date(2027, 1, 11))
    steps.settle_quality(story, IN_LIST)
    steps.start_bpv(story, IN_LIST)
    steps.log_visit(story, IN_LIST, "Bakt alles al zelf af.", dict.fromkeys(WERKPROCESSEN[:2], "Zelf"))
    story.on(date(2027, 4, 12))
    write_down_the_judgement(story)
    steps.complete_person(story[Rol.JOBCOACH], IN_LIST)
    steps.make_verklaring(story, IN_LIST)
    send_back(story)
    make_a_better_one(story)
    be_reminded(story)
    steps.read_and_sign(story, 2)
    steps.check_as_employer(story, IN_LIST)
    hand_over_and_finish(story)
    story.end()


def put_forward(story):
    """What is not right yet stands next to its field, and nothing that was typed is lost."""
    bas = Visitor()
    bas.open(f"/aanmeldingen/{story.regio.code}/")
    bas.follow("Ik ben werkgever")
    bas.follow("Iemand die bij ons werkt")
    story.wait(minutes=2)
    answers = {
        "Naam van het bedrijf": "Bakkerij Deegrol",
        "Plaats": "Leek",
        "Uw naam": "Bas Deegrol",
        "Uw e-mailadres": WERKGEVER,
        "Voornaam": "Jamal",
        "Achternaam": "Voorbeeld",
        "Geboortedatum": "1988-09-12",
    }
    refused = bas.send("Verstuur de aanmelding", answers).refusal
    assert "Overleg eerst met deze persoon" in refused
    story.wait(seconds=10)
    bas.press("Verstuur de aanmelding", {"Deze persoon weet": True})
    bas.sees("De aanmelding is binnen")
    assert story.mail_to(WERKGEVER).subject == "We hebben de aanmelding"


def hear_of_it(story):
    """The jobcoach does the intake; the klantmanager of the gemeente knows nothing of this person."""
    assert story.mail_to(WERKGEVER).subject == "De aanmelding is aangenomen"
    joost, karin = story[Rol.JOBCOACH], story[Rol.KLANTMANAGER]
    joost.open(link_in(story.mail_to(joost.gebruiker.email)))
    joost.sees(JAMAL)
    karin.today()
    assert karin.status_of(joost.page.url) == 404
    steps.involve(joost, IN_LIST, "Maaike Mbo")
    story.mail_to(story[Rol.MBO_CONTACT].gebruiker.email)


def go_straight_to_a_traject(story):
    """Planned at the employer before there is anything to learn: then what the company may teach comes first."""
    joost = story[Rol.JOBCOACH]
    steps.find_person(joost, IN_LIST)
    joost.follow("Open een traject")
    joost.sees("Dan kan het ook zonder.")
    joost.press("Open het traject")
    joost.follow("Zoek een leerplaats")
    steps.place(joost, "Beroepspraktijkvorming", date(2027, 1, 11), date(2027, 4, 30))
    joost.press("Zoek", {"Wat gaat deze persoon doen?": "deeg"})
    joost.follow(f"Kies {story.kwalificatie.titel}")
    joost.sees("Bakkerij Deegrol kan hiervan 3 werkprocessen aanbieden.")
    chosen = {"Welke werkprocessen gaat deze persoon leren?": list(WERKPROCESSEN[:2])}
    joost.press("Bewaar deze werkprocessen", chosen)


def write_down_the_judgement(story):
    """Heard in a talk, and so written down by the jobcoach."""
    joost = story[Rol.JOBCOACH]
    steps.find_traject(joost, IN_LIST)
    joost.follow("Vraag een beoordeling")
    joost.follow("Heb je het oordeel gehoord in een gesprek?")
    answers = {"1. Wat kan deze persoon?": "Kan dit", "2. Wat kan deze persoon?": "Kan dit"}
    joost.press("Leg dit oordeel vast", answers)
    joost.sees("Het oordeel is vastgelegd.")


def send_back(story):
    petra = steps.open_mailed_link(story, OPLEIDER)
    petra.press(
        "Stuur terug met opmerkingen",
        {WERKPROCESSEN[0]: "Klopt niet", WERKPROCESSEN[1]: "Klopt", "1. Wat klopt er niet?": "Niet aan de machine."},
    )
    petra.press("Stuur terug met opmerkingen", {"Waarom ondertekent u niet?": "Er klopt iets niet in de inhoud"})
    petra.sees("U hebt het teruggestuurd")


def make_a_better_one(story):
    """The remark stands on the page of the verklaring; the next version replaces what was sent."""
    maaike = story[Rol.MBO_CONTACT]
    maaike.open(link_in(story.mail_to(maaike.gebruiker.email)))
    maaike.sees("Niet aan de machine.")
    maaike.press("Maak een nieuwe versie")
    maaike.press("Bewaar en bekijk de verklaring", {"1. Waar of waarmee?": "met de hand"})
    maaike.press("Stuur naar de praktijkopleider", {"Wie ondertekent?": "Petra Bakker"})
    assert story.mail_to(OPLEIDER).subject == "Praktijkverklaring ter ondertekening"


def be_reminded(story):
    """After three days, once; its link works as well as the first."""
    story.on(date(2027, 4, 15))
    story.on(date(2027, 4, 16))


def hand_over_and_finish(story):
    """Without an e-mail address nothing is mailed to Jamal: he gets it on paper."""
    joost = story[Rol.JOBCOACH]
    steps.find_traject(joost, IN_LIST)
    joost.follow("Reik de praktijkverklaring uit")
    joost.press("Leg de uitreiking vast", {"Uitgereikt door": "Bas Deegrol"})
    story.on(date(2027, 5, 3))
    steps.find_traject(joost, IN_LIST)
    joost.follow("Rond het traject af")
    joost.press("Rond het traject af", {"Wat is de laatste dag?": "2027-04-30"})
    joost.sees("Het traject is afgerond.", "Afgerond")
