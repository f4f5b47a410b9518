from django.urls import path

from rapportages import views

app_name = "rapportages"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("bestand/<str:soort>/", views.download, name="download"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/lijst/<int:place>/", views.records, name="records"),
]
