"""Part of the addresses of the room, before those that take any word for the code of an indicator."""

from django.urls import path

from rapportages.vergelijking import public, views

urlpatterns = [
    path("vergelijken/", views.compare, name="compare"),
    path("delen/<str:code>/", views.sharing, name="sharing"),
    path("delen/<str:code>/inwoners/", views.population, name="population"),
    path("open-data/", public.open_data, name="open_data"),
    path("open-data/praktijkleren-regios.csv", public.open_csv, name="open_csv"),
    path("open-data/praktijkleren-regios.csv-metadata.json", public.open_metadata, name="open_metadata"),
    path("open-data/catalogus.jsonld", public.open_catalog, name="open_catalog"),
]
