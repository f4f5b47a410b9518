from django.urls import path

from praktijkleren.werk import views

app_name = "werk"

urlpatterns = [
    path("vandaag/", views.today, name="today"),
    path("vandaag/<uuid:pk>/klaar/", views.taak_done, name="taak_done"),
    path("vandaag/<uuid:pk>/terugzetten/", views.taak_undo, name="taak_undo"),
    path("opdrachten/<uuid:pk>/", views.opdracht, name="opdracht"),
    path("opdrachten/<uuid:pk>/verder/", views.opdracht_retry, name="opdracht_retry"),
]
