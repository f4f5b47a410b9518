import pytest
from django.test import RequestFactory

from praktijkleren.accounts.actions import edit_regio
from praktijkleren.accounts.huisstijl import own_style, style_of
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from tests.factories.accounts import GebruikerFactory, RegioFactory, give_membership

FIELDS = {
    "weergavenaam": "Het Noorden",
    "kleur": "#123456",
    "contact_email": "vragen@noorden.example",
    "neemt_aanmeldingen_aan": "on",
    "stil_na_dagen": "21",
    "ondertekentermijn_dagen": "30",
    "herinner_na_dagen": "15, 3,7",
    "bel_na_dagen": "10",
    "escaleer_na_dagen": "18",
    "ondertekenaars": ["leidinggevende", "kandidaat"],
    "ondertekenvolgorde": "na_elkaar",
    "op_papier": "on",
}


@pytest.fixture
def regio(db):
    return RegioFactory(naam="Groenland")


@pytest.fixture
def browser(regio, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.COORDINATOR, regio=regio))


def test_a_coordinator_changes_the_settings(browser, regio):
    response = browser.post(regio.get_absolute_url(), FIELDS)

    regio.refresh_from_db()
    assert response.url == regio.get_absolute_url()
    assert (str(regio), regio.kleur, regio.neemt_aanmeldingen_aan) == ("Het Noorden", "#123456", True)
    assert (regio.stil_na_dagen, regio.herinner_na_dagen) == (21, [3, 7, 15])
    assert (regio.bel_na_dagen, regio.escaleer_na_dagen, regio.op_papier) == (10, 18, True)
    assert (regio.ondertekenaars, regio.ondertekenvolgorde) == (["leidinggevende", "kandidaat"], "na_elkaar")
    assert AuditEvent.objects.get(what="regio.gewijzigd").changes["stil_na_dagen"] == [28, 21]


def test_saving_the_same_is_not_recorded(regio):
    edit_regio(regio, by=Actor.systeem("test"), kleur=regio.kleur, stil_na_dagen=28)

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kleur", "#ffd400", "contrast 1,4"),
        ("kleur", "rood", "# met zes cijfers"),
        ("herinner_na_dagen", "3, morgen", "met een komma ertussen"),
        ("herinner_na_dagen", "1,2,3,4,5,6,7", "hooguit 6"),
        ("stil_na_dagen", "0", "van 1 tot en met 365"),
        ("ondertekentermijn_dagen", "400", "van 1 tot en met 365"),
        ("bel_na_dagen", "0", "van 1 tot en met 365"),
        ("escaleer_na_dagen", "366", "van 1 tot en met 365"),
        ("ondertekenaars", ["leidinggevende", "ouder"], "Kies ook de kandidaat."),
    ],
)
def test_what_would_not_work_is_refused_beside_the_field(browser, regio, field, value, words):
    response = browser.post(regio.get_absolute_url(), {**FIELDS, field: value})

    assert words in " ".join(response.context["form"].errors[field])
    assert list(response.context["form"].errors) == [field]


def test_who_changes_one_regio_goes_there_at_once(browser, regio, sign_in):
    beheerder = GebruikerFactory(rol=Rol.BEHEERDER, regio=regio)
    RegioFactory()

    assert browser.get("/regios/").url == regio.get_absolute_url()
    assert len(sign_in(beheerder).get("/regios/").context["regios"]) == 2


def test_pages_wear_the_name_and_colour_of_ones_only_regio(regio, django_assert_num_queries):
    gebruiker = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    request = RequestFactory().get("/")
    request.user = gebruiker

    with django_assert_num_queries(2):  # the memberships that every page reads
        style = own_style(request)

    assert (style.naam, style.kleur) == ("Groenland", regio.kleur)
    give_membership(gebruiker, rol=Rol.LEZER)
    assert own_style(request).naam == "Praktijkleren"


def test_a_visitor_sees_the_common_look(regio):
    assert own_style(RequestFactory().get("/")) is None
    assert style_of(regio).naam == "Groenland"
