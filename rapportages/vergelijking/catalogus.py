"""A description of the open data for catalogues such as data.overheid.nl: DCAT, in JSON-LD.

With the fields that DCAT-AP-NL asks for. No context has to be fetched to read it.
"""

from datetime import date
from typing import Any

from django.conf import settings

from rapportages.models import Deling
from rapportages.vergelijking.opendata import LICENTIE, OMSCHRIJVING, TITEL, address

TREFWOORDEN = ("praktijkleren", "praktijkverklaring", "mbo", "arbeidsmarktregio", "leven lang ontwikkelen")
AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]


def catalogue(*, today: date) -> Node:
    first = Deling.objects.public().order_by("sinds").first()
    dates = {"dct:issued": _date(first.sinds.date() if first else today), "dct:modified": _date(today)}
    return {
        "@context": CONTEXT,
        "@id": address("open_catalog"),
        "@type": "dcat:Catalog",
        "dct:title": _nl("Open data van Praktijkleren"),
        "dct:publisher": _publisher(),
        "dcat:contactPoint": _contact(),
        "dcat:dataset": {**_dataset(), **dates, "dcat:distribution": {**_distribution(), **dates}},
        **_common(),
        **dates,
    }


def _dataset() -> Node:
    page = address("open_data")
    return {
        "@id": f"{page}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{page}#dataset",
        "dct:title": _nl(TITEL),
        "dct:publisher": {"@id": settings.SITE_URL},
        "dct:creator": {"@id": settings.SITE_URL},
        "dcat:contactPoint": _contact(),
        "dcat:theme": [_known("data-theme/EDUC"), _known("data-theme/SOCI")],
        "dcat:keyword": [_nl(word) for word in TREFWOORDEN],
        "dct:language": _known("language/NLD"),
        "dct:spatial": _known("country/NLD"),
        "dct:accessRights": _known("access-right/PUBLIC"),
        "dct:accrualPeriodicity": _known("frequency/ANNUAL"),
        "dcat:landingPage": {"@id": page},
        **_common(),
    }


def _distribution() -> Node:
    return {
        "@id": address("open_csv"),
        "@type": "dcat:Distribution",
        "dct:title": _nl(f"{TITEL} (CSV)"),
        "dcat:accessURL": {"@id": address("open_data")},
        "dcat:downloadURL": {"@id": address("open_csv")},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dct:format": _known("file-type/CSV"),
        "dct:conformsTo": {"@id": "https://www.w3.org/TR/tabular-data-model/"},
        "foaf:page": {"@id": address("open_metadata")},
        **_common(),
    }


def _common() -> Node:
    return {"dct:description": _nl(OMSCHRIJVING), "dct:license": {"@id": LICENTIE}}


def _publisher() -> Node:
    return {
        "@id": settings.SITE_URL,
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": _nl(settings.CREDENTIAL_ISSUER),
        "dct:identifier": settings.SITE_URL,
    }


def _contact() -> Node:
    return {
        "@type": "vcard:Organization",
        "vcard:fn": _nl(settings.CREDENTIAL_ISSUER),
        "vcard:hasURL": {"@id": address("open_data")},
    }


def _known(name: str) -> Node:
    """A word from the lists of the European Union."""
    return {"@id": f"{AUTHORITY}/{name}"}


def _nl(text: str) -> Node:
    return {"@value": text, "@language": "nl"}


def _date(day: date) -> Node:
    return {"@value": day.isoformat(), "@type": "xsd:date"}
