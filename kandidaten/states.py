from django.db import models


class AdviesStatus(models.TextChoices):
    CONCEPT = "concept", "concept"
    VOORGELEGD = "voorgelegd", "ligt bij het mbo"
    AKKOORD_MBO = "akkoord_mbo", "mbo is akkoord"
    ANDER_VOORSTEL = "ander_voorstel", "mbo stelt iets anders voor"
    BESPROKEN = "besproken", "besproken met de kandidaat"
    VERVANGEN = "vervangen", "vervangen door een nieuwe versie"


S = AdviesStatus
NEXT: dict[str, frozenset[str]] = {
    S.CONCEPT: frozenset({S.VOORGELEGD, S.VERVANGEN}),
    S.VOORGELEGD: frozenset({S.AKKOORD_MBO, S.ANDER_VOORSTEL, S.VERVANGEN}),
    S.AKKOORD_MBO: frozenset({S.BESPROKEN, S.VERVANGEN}),
    S.ANDER_VOORSTEL: frozenset({S.CONCEPT, S.VERVANGEN}),
    S.BESPROKEN: frozenset({S.VERVANGEN}),
    S.VERVANGEN: frozenset(),
}


class Route(models.TextChoices):
    """The three routes of the inclusief advies (domain.md 3.1, step 3)."""

    DIPLOMA = "diploma", "mbo-diploma"
    CERTIFICAAT = "certificaat", "mbo-certificaat"
    PRAKTIJKVERKLARING = "praktijkverklaring", "praktijkverklaring"
