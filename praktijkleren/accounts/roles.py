"""Who may do what: one table on one screen. The page "Wie mag wat" is made from it."""

from enum import StrEnum

from django.db import models


class Rol(models.TextChoices):
    COORDINATOR = "coordinator", "regiocoördinator"
    KLANTMANAGER = "klantmanager", "klantmanager"
    JOBCOACH = "jobcoach", "jobcoach"
    NAZORGBEGELEIDER = "nazorgbegeleider", "nazorgbegeleider"
    MBO_CONTACT = "mbo_contact", "mbo-contact"
    ADVISEUR_WERKGEVERS = "adviseur_werkgevers", "adviseur werkgevers"
    ADMINISTRATIE = "administratie", "administratie"
    BEDRIJFSCONTACT = "bedrijfscontact", "bedrijfscontact"
    LEZER = "lezer", "lezer (bestuur)"
    BEHEERDER = "beheerder", "beheerder"


BETROKKEN = frozenset({Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT})
"""These see a person only through a current Betrokkenheid."""


class Permission(StrEnum):
    """What a role may do with what it sees. The value is the sentence that the page shows."""

    KWALIFICATIE_VIEW = "kwalificaties en werkprocessen opzoeken"
    KWALIFICATIE_EDIT = "werkprocessen zelf invoeren"
    AANMELDING_VIEW = "aanmeldingen zien"
    AANMELDING_HANDLE = "aanmeldingen behandelen"
    KANDIDAAT_VIEW = "kandidaten zien"
    KANDIDAAT_NAME_ONLY = "alleen de naam van een kandidaat zien"
    KANDIDAAT_EDIT = "gegevens van een kandidaat wijzigen"
    KANDIDAAT_BIRTHPLACE = "een geboorteplaats die ontbreekt invullen"
    KANDIDAAT_TRANSFER = "betrokken collega's kiezen en overdragen"
    SOCIAAL_VIEW = "uitkering en klantgroep zien"
    SOCIAAL_EDIT = "uitkering en klantgroep vastleggen"
    ONDERSTEUNING_VIEW = "ondersteuning zien"
    ONDERSTEUNING_SUMMARY = "samenvatting van de ondersteuning zien"
    ONDERSTEUNING_EDIT = "ondersteuning vastleggen"
    ADVIES_VIEW = "advies lezen"
    ADVIES_WRITE = "intake doen en advies schrijven"
    ADVIES_AGREE = "namens het mbo instemmen met een advies"
    LEERBEDRIJF_VIEW = "leerbedrijven en leerplaatsen zien"
    LEERBEDRIJF_EDIT = "leerbedrijven en leerplaatsen vastleggen"
    LEERBEDRIJF_IMPORT = "leerbedrijven uit een bestand inlezen"
    TRAJECT_VIEW = "trajecten zien"
    TRAJECT_START = "een traject maken, starten en stoppen"
    TRAJECT_PLAN = "leerplaats en werkprocessen kiezen"
    INSCHRIJVING_EDIT = "inschrijven bij de mbo-instelling"
    POK_VIEW = "praktijkovereenkomsten zien"
    POK_EDIT = "praktijkovereenkomsten vastleggen"
    VOORTGANG_VIEW = "voortgang zien"
    VOORTGANG_WRITE = "voortgang en uren vastleggen"
    BEOORDELING_ASK = "een beoordeling vragen"
    VERKLARING_VIEW = "praktijkverklaringen zien"
    VERKLARING_ISSUE = "een praktijkverklaring maken en laten ondertekenen"
    VERKLARING_PAUSE = "vastleggen dat een ondertekenaar een tijd afwezig is"
    VERKLARING_HAND_OVER = "een uitreiking vastleggen"
    VERKLARING_REVOKE = "voorstellen of bevestigen dat een praktijkverklaring wordt ingetrokken"
    CIJFERS_VIEW = "cijfers zien: van de regio, de eigen gemeenten of de eigen mbo-instelling"
    RAPPORT_VIEW = "rapporten over de hele regio lezen"
    RAPPORT_MAKE = "rapporten over de regio maken en plannen"
    COLLEGA_VIEW = "collega's in de regio zien"
    COLLEGA_INVITE = "collega's uitnodigen en rollen geven"
    REGIO_EDIT = "instellingen van de regio wijzigen"
    BEHEER = "het beheer gebruiken"


P = Permission

# fmt: off
GRANTS: dict[str, frozenset[Permission]] = {
    Rol.COORDINATOR: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.AANMELDING_VIEW, P.AANMELDING_HANDLE,
            P.KANDIDAAT_VIEW, P.KANDIDAAT_EDIT, P.KANDIDAAT_TRANSFER, P.ADVIES_VIEW,
            P.LEERBEDRIJF_VIEW, P.LEERBEDRIJF_EDIT, P.LEERBEDRIJF_IMPORT,
            P.TRAJECT_VIEW, P.TRAJECT_START, P.TRAJECT_PLAN, P.POK_VIEW, P.VOORTGANG_VIEW,
            P.VERKLARING_VIEW, P.VERKLARING_PAUSE, P.VERKLARING_HAND_OVER, P.VERKLARING_REVOKE,
            P.CIJFERS_VIEW, P.RAPPORT_VIEW, P.RAPPORT_MAKE, P.COLLEGA_VIEW, P.COLLEGA_INVITE, P.REGIO_EDIT,
        }
    ),
    Rol.KLANTMANAGER: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.KANDIDAAT_VIEW, P.KANDIDAAT_EDIT, P.KANDIDAAT_TRANSFER,
            P.SOCIAAL_VIEW, P.SOCIAAL_EDIT, P.ONDERSTEUNING_VIEW, P.ONDERSTEUNING_EDIT,
            P.ADVIES_VIEW, P.ADVIES_WRITE, P.LEERBEDRIJF_VIEW,
            P.TRAJECT_VIEW, P.TRAJECT_START, P.POK_VIEW, P.VOORTGANG_VIEW, P.VERKLARING_VIEW,
            P.CIJFERS_VIEW, P.COLLEGA_VIEW,
        }
    ),
    Rol.JOBCOACH: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.KANDIDAAT_VIEW, P.KANDIDAAT_EDIT, P.KANDIDAAT_TRANSFER, P.SOCIAAL_VIEW,
            P.ONDERSTEUNING_VIEW, P.ONDERSTEUNING_EDIT, P.ADVIES_VIEW, P.ADVIES_WRITE,
            P.LEERBEDRIJF_VIEW, P.LEERBEDRIJF_EDIT,
            P.TRAJECT_VIEW, P.TRAJECT_START, P.TRAJECT_PLAN, P.POK_VIEW,
            P.VOORTGANG_VIEW, P.VOORTGANG_WRITE, P.BEOORDELING_ASK, P.VERKLARING_VIEW, P.VERKLARING_PAUSE,
            P.VERKLARING_HAND_OVER, P.COLLEGA_VIEW,
        }
    ),
    Rol.NAZORGBEGELEIDER: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.KANDIDAAT_VIEW, P.KANDIDAAT_EDIT, P.SOCIAAL_VIEW,
            P.ONDERSTEUNING_VIEW, P.ONDERSTEUNING_EDIT, P.ADVIES_VIEW, P.LEERBEDRIJF_VIEW,
            P.TRAJECT_VIEW, P.POK_VIEW, P.VOORTGANG_VIEW, P.VOORTGANG_WRITE, P.VERKLARING_VIEW, P.COLLEGA_VIEW,
        }
    ),
    Rol.MBO_CONTACT: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.KANDIDAAT_VIEW, P.KANDIDAAT_BIRTHPLACE, P.ONDERSTEUNING_SUMMARY,
            P.ADVIES_VIEW, P.ADVIES_AGREE,
            P.LEERBEDRIJF_VIEW, P.TRAJECT_VIEW, P.TRAJECT_PLAN, P.INSCHRIJVING_EDIT, P.POK_VIEW, P.POK_EDIT,
            P.VOORTGANG_VIEW, P.VOORTGANG_WRITE, P.BEOORDELING_ASK,
            P.VERKLARING_VIEW, P.VERKLARING_ISSUE, P.VERKLARING_PAUSE, P.VERKLARING_HAND_OVER,
            P.VERKLARING_REVOKE, P.CIJFERS_VIEW, P.COLLEGA_VIEW,
        }
    ),
    Rol.ADVISEUR_WERKGEVERS: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.KANDIDAAT_NAME_ONLY, P.LEERBEDRIJF_VIEW, P.LEERBEDRIJF_EDIT,
            P.LEERBEDRIJF_IMPORT, P.TRAJECT_VIEW, P.POK_VIEW, P.COLLEGA_VIEW,
        }
    ),
    Rol.ADMINISTRATIE: frozenset(
        {
            P.KWALIFICATIE_VIEW, P.KANDIDAAT_NAME_ONLY, P.LEERBEDRIJF_VIEW, P.TRAJECT_VIEW, P.POK_VIEW, P.COLLEGA_VIEW,
        }
    ),
    Rol.BEDRIJFSCONTACT: frozenset(
        {P.KWALIFICATIE_VIEW, P.KANDIDAAT_NAME_ONLY, P.TRAJECT_VIEW, P.POK_VIEW, P.VOORTGANG_VIEW}
    ),
    Rol.LEZER: frozenset({P.KWALIFICATIE_VIEW, P.CIJFERS_VIEW, P.RAPPORT_VIEW}),
    Rol.BEHEERDER: frozenset(
        {P.KWALIFICATIE_VIEW, P.KWALIFICATIE_EDIT, P.COLLEGA_VIEW, P.COLLEGA_INVITE, P.REGIO_EDIT, P.BEHEER}
    ),
}
# fmt: on
