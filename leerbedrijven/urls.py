from django.urls import path

from leerbedrijven.views import importing, leerplaatsen, regio, register

app_name = "leerbedrijven"
urlpatterns = [
    path("", register.leerbedrijf_list, name="list"),
    path("nieuw/", register.leerbedrijf_add, name="add"),
    path("inlezen/", importing.import_file, name="import"),
    path("inlezen/voorbeeld.csv", importing.import_example, name="import_example"),
    path("inlezen/<uuid:pk>/", importing.import_confirm, name="import_confirm"),
    path("erkenning/<int:pk>/", register.erkenning_edit, name="erkenning_edit"),
    path("praktijkopleider/<uuid:pk>/", regio.praktijkopleider_edit, name="praktijkopleider_edit"),
    path("leerplaats/<uuid:pk>/", leerplaatsen.leerplaats_detail, name="leerplaats"),
    path("leerplaats/<uuid:pk>/wijzigen/", leerplaatsen.leerplaats_edit, name="leerplaats_edit"),
    path("leerplaats/<uuid:pk>/sluiten/", leerplaatsen.leerplaats_close, name="leerplaats_close"),
    path("<uuid:pk>/", register.leerbedrijf_detail, name="detail"),
    path("<uuid:pk>/wijzigen/", register.leerbedrijf_edit, name="edit"),
    path("<uuid:pk>/geschiedenis/", register.leerbedrijf_history, name="history"),
    path("<uuid:pk>/erkenning/", register.erkenning_choose, name="erkenning_choose"),
    path("<uuid:pk>/erkenning/<int:crebo>/", register.erkenning_add, name="erkenning_add"),
    path("<uuid:pk>/regio/<str:code>/", regio.relatie_edit, name="relatie_edit"),
    path("<uuid:pk>/regio/<str:code>/contact/", regio.contact_add, name="contact_add"),
    path("<uuid:pk>/regio/<str:code>/praktijkopleider/", regio.praktijkopleider_add, name="praktijkopleider_add"),
    path("<uuid:pk>/regio/<str:code>/leerplaats/", leerplaatsen.leerplaats_add, name="leerplaats_add"),
]
