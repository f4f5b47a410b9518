"""What the page "Wie mag wat" shows. The rights come from GRANTS itself; who sees what is told in words."""

from dataclasses import dataclass

from praktijkleren.accounts.roles import GRANTS, Permission, Rol


@dataclass(frozen=True)
class PermissionRow:
    what: str
    rollen: list[Rol]


@dataclass(frozen=True)
class Sees:
    """One row of the matrix of who sees what."""

    what: str
    who: list[tuple[str, str]]


def permission_rows() -> list[PermissionRow]:
    """Every right with the roles that have it, in the order of the table in roles.py."""
    return [
        PermissionRow(permission.value, [rol for rol in Rol if permission in GRANTS[rol]]) for permission in Permission
    ]


SEES = [
    Sees(
        "Personen en trajecten",
        [
            ("regiocoördinator", "de hele regio"),
            ("klantmanager, jobcoach, nazorgbegeleider, mbo-contact", "alleen mensen bij wie je betrokken bent"),
            ("adviseur werkgevers", "alleen de naam, na een match met een leerplaats"),
            ("administratie", "alleen de naam"),
            ("praktijkopleider", "alleen wie u begeleidt, via een link in een mail"),
            ("kandidaat", "alleen jezelf, via een link in een mail"),
            ("lezer (bestuur)", "niemand, alleen cijfers"),
            ("beheerder", "alleen naam en status; elke keer dat je kijkt, wordt vastgelegd"),
        ],
    ),
    Sees(
        "Uitkering en klantgroep",
        [
            ("klantmanager", "van mensen bij wie je betrokken bent; jij legt het ook vast"),
            ("jobcoach, nazorgbegeleider", "van mensen bij wie je betrokken bent"),
            ("regiocoördinator", "alleen aantallen, of van wie je zelf betrokken bent"),
            ("kandidaat", "je eigen gegevens"),
            ("lezer (bestuur)", "alleen aantallen"),
            ("alle anderen", "niets"),
        ],
    ),
    Sees(
        "Ondersteuning",
        [
            ("klantmanager, jobcoach, nazorgbegeleider", "van mensen bij wie je betrokken bent; je legt het ook vast"),
            ("mbo-contact", "een samenvatting"),
            ("praktijkopleider", "wat de kandidaat zelf deelt"),
            ("kandidaat", "je eigen gegevens"),
            ("alle anderen, ook de regiocoördinator", "niets"),
        ],
    ),
    Sees(
        "Werkprocessen en voortgang",
        [
            ("regiocoördinator", "de hele regio"),
            ("klantmanager", "van mensen bij wie je betrokken bent"),
            ("jobcoach, nazorgbegeleider, mbo-contact", "van mensen bij wie je betrokken bent; je legt het ook vast"),
            ("praktijkopleider", "van wie u begeleidt; u beoordeelt"),
            ("kandidaat", "je eigen voortgang"),
            ("alle anderen", "niets"),
        ],
    ),
    Sees(
        "Advies",
        [
            ("regiocoördinator", "de hele regio"),
            ("klantmanager, jobcoach", "van mensen bij wie je betrokken bent; je schrijft het advies"),
            ("nazorgbegeleider", "van mensen bij wie je betrokken bent"),
            ("mbo-contact", "van mensen bij wie je betrokken bent; je stemt in of stelt iets anders voor"),
            ("kandidaat", "je eigen advies"),
            ("alle anderen", "niets"),
        ],
    ),
    Sees(
        "Praktijkovereenkomst en aanwezigheid",
        [
            ("regiocoördinator, administratie", "de hele regio"),
            ("mbo-contact", "van mensen bij wie je betrokken bent; jij legt het vast"),
            ("jobcoach, nazorgbegeleider", "van mensen bij wie je betrokken bent"),
            ("klantmanager, adviseur werkgevers", "alleen de status"),
            ("praktijkopleider, kandidaat", "de eigen overeenkomst"),
            ("lezer (bestuur)", "niets"),
        ],
    ),
    Sees(
        "Leerbedrijven en leerplaatsen",
        [
            ("regiocoördinator, jobcoach, adviseur werkgevers", "alles van de regio; je legt het ook vast"),
            ("klantmanager, nazorgbegeleider, mbo-contact, administratie", "alles van de regio"),
            ("praktijkopleider, bedrijfscontact", "het eigen bedrijf"),
            ("lezer (bestuur)", "alleen aantallen"),
        ],
    ),
]
