import pytest
from django.utils import timezone

from rapportages.models import Telfeit
from tests.factories.accounts import RegioFactory
from tests.factories.rapportages import TelfeitFactory


@pytest.fixture
def year():
    """The last one that is over."""
    return timezone.localdate().year - 1


@pytest.fixture
def facts(year):
    """Facts of as many persons, on 1 March of a year."""

    def make(regio, number, *, jaar=None, **fields):
        on = timezone.localdate().replace(year=jaar or year, month=3, day=1)
        rows = TelfeitFactory.build_batch(number, regio=regio, datum=on, **fields)
        return Telfeit.objects.bulk_create(rows)

    return make


@pytest.fixture
def here(db):
    return RegioFactory(naam="Groenland")


@pytest.fixture
def there(db):
    return RegioFactory(naam="Overzee")
