from django.urls import path

from rapportages import views
from rapportages.kwaliteit import views as kwaliteit

app_name = "rapportages"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("bestand/<str:soort>/", views.download, name="download"),
    path("kwaliteit/", kwaliteit.quality, name="quality"),
    path("kwaliteit/<slug:code>/", kwaliteit.quality_list, name="quality_list"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/lijst/<int:place>/", views.records, name="records"),
]
