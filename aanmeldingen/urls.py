from django.urls import path, register_converter

from aanmeldingen import views, views_place, views_public
from aanmeldingen.views_public import FORMS


class IngangConverter:
    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class BesluitConverter(IngangConverter):
    regex = "|".join(views.BESLUITEN)


class RegioConverter(IngangConverter):
    regex = "[A-Za-z][A-Za-z0-9]{3}"


register_converter(IngangConverter, "ingang")
register_converter(BesluitConverter, "besluit")
register_converter(RegioConverter, "regio")

app_name = "aanmeldingen"
urlpatterns = [
    path("", views.aanmelding_list, name="list"),
    path("in-behandeling/", views.take_up_chosen, name="take_up_chosen"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/in-behandeling/", views.take_up_one, name="take_up"),
    path("<uuid:pk>/overnemen/", views.take_over_one, name="take_over"),
    path("<uuid:pk>/aannemen/", views.accept_one, name="accept"),
    path("<uuid:pk>/leerplaats/", views_place.place_one, name="place"),
    path("<uuid:pk>/<besluit:besluit>/", views.close, name="close"),
    path("<regio:code>/", views_public.apply, name="apply"),
    path("<regio:code>/<ingang:ingang>/", views_public.apply_form, name="apply_form"),
    path("<regio:code>/bedankt/<uuid:pk>/", views_public.applied, name="applied"),
]
