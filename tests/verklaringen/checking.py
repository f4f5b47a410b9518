"""What the tests of the public check have in common."""

from django.urls import reverse

from praktijkleren.documenten.models import Zegelstuk
from tests.factories.documenten import ZegelstukFactory
from verklaringen.models import Verklaringversie

UNKNOWN = "0123456789ABCDEF"
PDF = b"%PDF-1.7 dit is geen echte PDF, maar voor de server wel"


def at(code):
    return reverse("verklaringen:check", args=[code])


def become(versie, status):
    Verklaringversie.objects.filter(pk=versie.pk).update(status=status)


def keep(versie, pdf):
    Zegelstuk.objects.filter(document=versie.document).delete()
    ZegelstukFactory(document=versie.document, bestand=pdf)
