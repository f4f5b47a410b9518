"""Words of the field, each explained in one sentence that a kandidaat or a company can follow."""

TERMS = {
    "aanmelding": (
        "Met een aanmelding laat iemand weten dat een persoon wil praktijkleren of dat een bedrijf een "
        "leerplaats heeft."
    ),
    "bpv": "Bpv (beroepspraktijkvorming) is het leren op de werkplek dat bij een mbo-opleiding hoort.",
    "beoordeling": "In een beoordeling zegt de praktijkopleider of iemand een werkproces zelf kan uitvoeren.",
    "crebo": "De crebo is het landelijke nummer van een mbo-kwalificatie.",
    "derde leerweg": (
        "De derde leerweg is leren op het mbo zonder vast aantal lesuren; je kunt ook een deel van een opleiding doen."
    ),
    "diploma": "Een mbo-diploma krijg je als je een hele mbo-opleiding met examens hebt gehaald.",
    "certificaat": (
        "Een mbo-certificaat krijg je voor een deel van een mbo-opleiding dat je met een examen hebt afgesloten."
    ),
    "erkenning": (
        "Met een erkenning zegt SBB dat een bedrijf mensen mag opleiden voor een kwalificatie; een erkenning "
        "geldt vier jaar."
    ),
    "inclusief advies": (
        "In het inclusieve advies staat welke manier van leren het beste bij iemand past; de persoon kiest zelf."
    ),
    "inschrijving": "Met de inschrijving sta je bij een mbo-instelling ingeschreven voor een kwalificatie.",
    "intake": "In de intake bespreekt iemand met je wat je kunt, wat je wilt en wat je daarbij nodig hebt.",
    "jobcoach": "Een jobcoach helpt een kandidaat om op de werkplek te leren en er te blijven werken.",
    "kandidaat": "Een kandidaat is iemand die wil leren op een werkplek of dat al doet.",
    "kerntaak": "Een kerntaak is een groot deel van een beroep en bestaat uit een aantal werkprocessen.",
    "klantgroep": (
        "Een klantgroep zegt in welke situatie iemand begint, bijvoorbeeld met een WW-uitkering of met een baan."
    ),
    "klantmanager": "Een klantmanager van de gemeente of het UWV helpt iemand met een uitkering om werk te vinden.",
    "kwalificatie": "Een kwalificatie beschrijft wat iemand met een bepaald mbo-diploma kan.",
    "kwalificatiedossier": "Een kwalificatiedossier bundelt kwalificaties die op elkaar lijken.",
    "leerbaarheid": (
        "Leerbaarheid gaat over hoe iemand het beste leert, en of leren op de werkplek nu bij die persoon past."
    ),
    "leerbedrijf": "Een leerbedrijf is een bedrijf dat van SBB mensen mag opleiden op de werkvloer.",
    "leerplaats": "Een leerplaats is een plek bij een leerbedrijf waar iemand kan werken en leren.",
    "leerdoel": "Een leerdoel is een werkproces dat iemand in zijn traject wil leren.",
    "loonkostensubsidie": (
        "Loonkostensubsidie is geld van de gemeente voor een werkgever, als iemand nog niet alles zelf kan."
    ),
    "mbo-contact": "Het mbo-contact is de vaste persoon bij de mbo-instelling voor jouw traject.",
    "mbo-instelling": "Een mbo-instelling is een school die mbo-opleidingen en praktijkverklaringen mag geven.",
    "mbo-verklaring": (
        "In een mbo-verklaring staat wat iemand op het mbo heeft gehaald zonder diploma; de praktijkverklaring "
        "hoort daarbij."
    ),
    "nazorg": "Nazorg is hulp nadat het traject klaar is, zodat iemand aan het werk blijft.",
    "ondersteuning": "Ondersteuning is wat iemand nodig heeft om goed te kunnen werken en leren.",
    "plaatsing": "Een plaatsing is de tijd dat iemand bij één bedrijf werkt en leert.",
    "praktijkleren": "Bij praktijkleren leer je een vak door te werken, met begeleiding van een praktijkopleider.",
    "praktijkopleider": (
        "De praktijkopleider is de medewerker van het leerbedrijf die je begeleidt en zegt wat je kunt."
    ),
    "praktijkovereenkomst": (
        "In de praktijkovereenkomst spreken school, leerbedrijf en kandidaat af wat iemand leert en wie daarbij helpt."
    ),
    "praktijkverklaring": (
        "In een praktijkverklaring staat welk werk iemand in de praktijk heeft laten zien dat hij of zij kan."
    ),
    "proefplaatsing": "Bij een proefplaatsing werkt iemand een tijdje op proef, meestal met behoud van uitkering.",
    "regio": "Een regio is een groep gemeenten die samen mensen aan werk helpt; Nederland heeft er 35.",
    "samenwerkingsverband": (
        "Een samenwerkingsverband is een groep organisaties die samen afspraken maakt over praktijkleren."
    ),
    "sbb": "SBB is de organisatie die leerbedrijven erkent en de mbo-kwalificaties bijhoudt.",
    "situatie": "De situatie zegt hoe iemand op een dag aan inkomen komt, bijvoorbeeld met een uitkering of met werk.",
    "startkwalificatie": "Een startkwalificatie is een diploma mbo niveau 2 of hoger, havo of vwo.",
    "traject": "Een traject is de hele weg die iemand aflegt, van het eerste plan tot de praktijkverklaring en daarna.",
    "uitreiking": "Bij de uitreiking krijgt iemand de praktijkverklaring in handen, vaak met een feestelijk moment.",
    "verwijzer": "Een verwijzer is iemand die een ander aanmeldt, zoals een klantmanager of een school.",
    "vertegenwoordiger": (
        "Een vertegenwoordiger beslist of tekent met iemand mee, zoals een ouder, bewindvoerder of curator."
    ),
    "voortraject": "In een voortraject bereidt iemand zich voor op werk, bijvoorbeeld met taal of werkritme.",
    "werkgever": "De werkgever betaalt het loon; dat kan een ander bedrijf zijn dan het leerbedrijf.",
    "werkproces": "Een werkproces is een stuk werk uit een beroep dat je in de praktijk kunt leren en laten zien.",
}


def explain(word: str) -> str:
    """A word that is not explained yet is a mistake of the page, so it fails where the page is tested."""
    return TERMS[word.casefold()]
