from django.db import models


class AanmeldingStatus(models.TextChoices):
    NIEUW = "nieuw", "nieuw"
    IN_BEHANDELING = "in_behandeling", "in behandeling"
    GEACCEPTEERD = "geaccepteerd", "aangenomen"
    AFGEWEZEN = "afgewezen", "afgewezen"
    DOORVERWEZEN = "doorverwezen", "doorverwezen"
    INGETROKKEN = "ingetrokken", "ingetrokken"


S = AanmeldingStatus
ENDED = frozenset({S.GEACCEPTEERD, S.AFGEWEZEN, S.DOORVERWEZEN, S.INGETROKKEN})
NEXT: dict[str, frozenset[str]] = {
    S.NIEUW: frozenset({S.IN_BEHANDELING}),
    S.IN_BEHANDELING: ENDED,
    S.GEACCEPTEERD: frozenset(),
    S.AFGEWEZEN: frozenset(),
    S.DOORVERWEZEN: frozenset(),
    S.INGETROKKEN: frozenset(),
}
