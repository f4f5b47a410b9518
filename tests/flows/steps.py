"""What people do in more than one story, each on pages that they can reach."""

import re
from datetime import date
from io import BytesIO

from django.conf import settings
from pypdf import PdfReader

from praktijkleren.accounts.roles import Rol
from tests.flows.story import OPLEIDER, WERKPROCESSEN, Story, code_in, link_in
from tests.flows.visitor import Visitor

SAMIRAS_MAIL, VERWIJZER = "samira@persoon.example", "vera@sociaal.example"


def refer(story: Story) -> None:
    """Through the form of the regio that is open to anyone."""
    vera = Visitor()
    vera.open(f"/aanmeldingen/{story.regio.code}/")
    vera.follow("Ik meld iemand aan")
    story.wait(minutes=3)
    vera.press(
        "Verstuur de aanmelding",
        {
            "Waar werk je?": "gemeente of sociale dienst",
            "Naam van je organisatie": "Sociale dienst Leek",
            "Je naam": "Vera Verwijzer",
            "Je e-mailadres": VERWIJZER,
            "Voornaam": "Samira",
            "Achternaam": "Voorbeeld",
            "Geboortedatum": "1996-05-04",
            "Gemeente waar deze persoon woont": "Leek",
            "E-mailadres van deze persoon": SAMIRAS_MAIL,
            "Deze persoon weet": True,
            "Wat moeten we weten": "Wil graag in een bakkerij leren.",
        },
    )
    vera.sees("De aanmelding is binnen")


def take_up_and_accept(story: Story, wie: str, *, begeleider: str) -> None:
    """From Vandaag of the coördinator: take it up, accept it, and say who goes on."""
    cora = story[Rol.COORDINATOR]
    cora.today()
    cora.sees("Nieuwe aanmeldingen", wie)
    cora.follow(wie) if wie in cora.page.links else cora.follow("Bekijk")
    cora.press("Neem in behandeling")
    cora.follow("Neem aan")
    cora.press("Neem de aanmelding aan", {"Wie doet de intake?": begeleider})
    cora.sees("De aanmelding is aangenomen.")
    cora.today()
    cora.sees_not("Nieuwe aanmeldingen")


def find_person(visitor: Visitor, wie: str) -> None:
    """Any person in two clicks."""
    visitor.today()
    visitor.follow("Kandidaten")
    visitor.follow(wie)


def find_traject(visitor: Visitor, wie: str) -> None:
    visitor.today()
    visitor.follow("Trajecten")
    visitor.follow(wie)


def involve(visitor: Visitor, wie: str, colleague: str) -> None:
    find_person(visitor, wie)
    visitor.follow("Maak iemand betrokken")
    visitor.press("Maak betrokken", {"Wie?": colleague})


def choose_werkprocessen(story: Story, werkprocessen: list[str]) -> None:
    """By their plain name, on the page of the traject."""
    joost = story[Rol.JOBCOACH]
    joost.follow("Kies werkprocessen")
    joost.press("Zoek", {"Wat gaat deze persoon doen?": "bakkerij"})
    joost.follow(f"Kies {story.kwalificatie.titel}")
    joost.press("Bewaar deze werkprocessen", {"Welke werkprocessen gaat deze persoon leren?": werkprocessen})


def place(visitor: Visitor, soort: str, van: date, tot: date) -> None:
    visitor.follow("Plaats hier")
    answers = {
        "Wat voor plaatsing is het?": soort,
        "Wat is de eerste dag?": van.isoformat(),
        "Wat is de geplande laatste dag?": tot.isoformat(),
        "Uren per week": "24",
        "Wie begeleidt?": "Petra Bakker",
    }
    visitor.press("Plan deze plaatsing", answers)
    visitor.sees("De plaatsing is gepland.")


def enrol(story: Story, wie: str) -> None:
    maaike = story[Rol.MBO_CONTACT]
    find_traject(maaike, wie)
    maaike.follow("Schrijf in bij het mbo")
    maaike.press("Schrijf in", {"Mbo-instelling": "Mbo-contact Groenland", "Leerweg": "Derde leerweg"})


def agree_on_pok(story: Story, wie: str, zelf: str, signed: date) -> None:
    """Drafted, offered, and signed by all three."""
    maaike = story[Rol.MBO_CONTACT]
    find_traject(maaike, wie)
    maaike.follow("Leg de praktijkovereenkomst vast")
    maaike.press("Bewaar de praktijkovereenkomst", {"Afspraken over begeleiding": "Elke week een gesprek."})
    maaike.sees(*WERKPROCESSEN[:2], "nog niet getekend")
    maaike.press("De tekst is klaar, laat tekenen")
    maaike.follow("Leg handtekeningen vast")
    parties = {"De mbo-instelling": "Dora Docent", "Het leerbedrijf": "Bas Deegrol", "De kandidaat": zelf}
    answers = {f"{party} tekende op": signed.isoformat() for party in parties}
    names = {f"Wie tekende voor {party.lower()}?": name for party, name in parties.items()}
    maaike.press("Bewaar de handtekeningen", {**answers, **names})
    maaike.sees("De handtekeningen zijn bewaard.")


def settle_quality(story: Story, wie: str) -> None:
    """Fourth of the five conditions: the school spoke about the quality of the place."""
    maaike = story[Rol.MBO_CONTACT]
    find_traject(maaike, wie)
    if "Leg vast" in maaike.page.links:
        maaike.follow("Leg vast")
        maaike.press("Leg vast dat dit besproken is")


def start_bpv(story: Story, wie: str) -> None:
    joost = story[Rol.JOBCOACH]
    find_traject(joost, wie)
    joost.follow("Start de bpv")
    joost.press("Start de bpv")
    joost.sees("Leg een bezoek vast")


def log_visit(story: Story, wie: str, tekst: str, standen: dict[str, str]) -> None:
    joost = story[Rol.JOBCOACH]
    find_traject(joost, wie)
    joost.follow("Leg een bezoek vast")
    joost.press("Bewaar dit bezoek", {"Wat is er gebeurd?": tekst, "Gewerkte uren in die week": "24", **standen})
    joost.sees("Het bezoek is bewaard.", tekst)


def open_mailed_link(story: Story, address: str) -> Visitor:
    """The link of the last mail, and the code that follows it."""
    visitor = Visitor()
    visitor.open(link_in(story.mail_to(address)))
    visitor.press("Verder")
    visitor.press("Ga verder", {"Code uit de mail": code_in(story.mail_to(address))})
    return visitor


def ask_beoordeling(story: Story, wie: str) -> None:
    joost = story[Rol.JOBCOACH]
    find_traject(joost, wie)
    joost.follow("Vraag een beoordeling")
    joost.press("Stuur naar de praktijkopleider")
    joost.sees("De vraag gaat per mail naar Petra Bakker.")


def judge(story: Story, answers: list[str]) -> None:
    petra = open_mailed_link(story, OPLEIDER)
    choices = {f"{number}. Wat kan deze persoon?": answer for number, answer in enumerate(answers, start=1)}
    petra.press("Verstuur mijn oordeel", choices)


def complete_person(visitor: Visitor, wie: str) -> None:
    """What must stand on the document and nobody asked for yet."""
    find_person(visitor, wie)
    visitor.follow("Wijzig de gegevens")
    visitor.press("Bewaar de gegevens", {"Geboorteplaats": "Paramaribo", "Geboorteland": "Suriname"})


def make_verklaring(story: Story, wie: str) -> None:
    maaike = story[Rol.MBO_CONTACT]
    find_traject(maaike, wie)
    maaike.follow("Maak de praktijkverklaring")
    maaike.press("Bewaar en bekijk de verklaring", {"1. Waar of waarmee?": "aan de deegmachine"})
    maaike.sees("aan de deegmachine", "in Paramaribo, Suriname")
    maaike.press("Stuur naar de praktijkopleider", {"Wie ondertekent?": "Petra Bakker"})
    maaike.sees("Wacht op ondertekening")


def read_and_sign(story: Story, number: int) -> Visitor:
    """On a phone: read, "klopt" for each werkproces, and sign with the typed name."""
    petra = open_mailed_link(story, OPLEIDER)
    petra.sees(*WERKPROCESSEN[:number])
    petra.press("Naar ondertekenen", dict.fromkeys(WERKPROCESSEN[:number], "Klopt"))
    petra.press(
        "Ondertekenen", {"Uw naam": "Petra Bakker", "Uw functie": "leermeester", "Ik ben praktijkopleider": True}
    )
    petra.sees("Dank u wel, u hebt ondertekend")
    return petra


def check_as_employer(story: Story, wie: str) -> None:
    """The signer gets a copy. The QR of the PDF leads to a page that says it is genuine, and nobody's name."""
    assert story.mail_to(OPLEIDER).subject == "Uw exemplaar van de praktijkverklaring"
    maaike = story[Rol.MBO_CONTACT]
    find_traject(maaike, wie)
    maaike.follow("Praktijkverklaring van")
    maaike.sees("ondertekend")
    pdf = maaike.download("Open de PDF")
    werkgever = Visitor()
    werkgever.open(address_in(pdf))
    werkgever.sees("Status Geldig", "Uitgegeven door Mbo-contact Groenland")
    werkgever.sees_not(*wie.split(", "))


def address_in(pdf: bytes) -> str:
    """Where the document says that it can be checked."""
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    found = re.search(rf"{re.escape(settings.SITE_URL)}/v/\w+/", text.replace("\n", ""))
    assert found, text
    return found[0]
