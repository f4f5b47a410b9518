"""What people fill in."""

from datetime import timedelta
from uuid import uuid4

from django.core import signing
from django.utils import timezone


def sent(opened=timedelta(minutes=2), **fields):
    """The hidden fields of a form that was opened so long ago, with what was typed."""
    moment = (timezone.now() - opened).timestamp()
    return {"formulier_id": str(uuid4()), "geopend": signing.dumps(moment, salt="aanmelding"), **fields}


def by_verwijzer(**fields):
    return sent(**{
        "verwijzer_soort": "gemeente",
        "aanmelder_organisatie": "Sociale dienst Voorbeeld",
        "aanmelder_naam": "Vera Verwijzer",
        "aanmelder_email": "vera@organisatie.example",
        "persoon_voornamen": "Noor",
        "persoon_achternaam": "Voorbeeld",
        "persoon_geboortedatum": "1999-03-04",
        "persoon_weet_ervan": "on",
        **fields,
    })  # fmt: skip


def by_kandidaat(**fields):
    return sent(**{
        "persoon_voornamen": "Sem",
        "persoon_achternaam": "Fictief",
        "persoon_geboortedatum": "2001-05-06",
        "persoon_telefoon": "06 12345678",
        "toelichting": "Ik wil in een keuken werken.",
        **fields,
    })  # fmt: skip


def by_werkgever(wat, **fields):
    return sent(**{
        "bedrijf_naam": "Bakker Nepstra",
        "bedrijf_plaats": "Leek",
        "aanmelder_naam": "Bas Bakker",
        "aanmelder_email": "bas@bakker.example",
        "wat": wat,
        **fields,
    })  # fmt: skip
