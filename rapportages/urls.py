from django.urls import path

from rapportages import views
from rapportages.kwaliteit import views as kwaliteit
from rapportages.rapporten import views as rapporten
from rapportages.rapporten import views_plan as plan
from rapportages.vergelijking import urls as vergelijking
from rapportages.weergaven import views as zoeken
from rapportages.weergaven import views_bewaard as weergaven

app_name = "rapportages"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("bestand/<str:soort>/", views.download, name="download"),
    path("kwaliteit/", kwaliteit.quality, name="quality"),
    path("kwaliteit/<slug:code>/", kwaliteit.quality_list, name="quality_list"),
    path("onbekend/", kwaliteit.unknown, name="unknown"),
    path("zoeken/", zoeken.search, name="search"),
    path("zoeken/bestand/<str:soort>/", zoeken.search_download, name="search_download"),
    path("zoeken/bewaren/", weergaven.save_view, name="save_view"),
    path("weergaven/", weergaven.saved_views, name="saved_views"),
    path("weergaven/<uuid:pk>/", weergaven.edit_view, name="edit_view"),
    path("weergaven/<uuid:pk>/weg/", weergaven.delete_view, name="delete_view"),
    path("rapporten/", rapporten.rapporten, name="rapporten"),
    path("rapporten/maken/", rapporten.make, name="rapport_make"),
    path("rapporten/vanzelf/", plan.plan, name="plan"),
    path("rapporten/vanzelf/<uuid:pk>/stoppen/", plan.plan_stop, name="plan_stop"),
    path("rapporten/teksten/", plan.texts, name="teksten"),
    path("rapporten/teksten/nieuw/", plan.text_new, name="tekst_new"),
    path("rapporten/teksten/<uuid:pk>/", plan.text_edit, name="tekst"),
    path("rapporten/teksten/<uuid:pk>/weghalen/", plan.text_remove, name="tekst_remove"),
    path("rapporten/<uuid:pk>/", rapporten.rapport, name="rapport"),
    path("rapporten/<uuid:pk>/opnieuw/", rapporten.renew, name="rapport_renew"),
    path("rapporten/<uuid:pk>/bestand.<str:soort>", rapporten.rapport_file, name="rapport_file"),
    *vergelijking.urlpatterns,
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/lijst/<int:place>/", views.records, name="records"),
]
