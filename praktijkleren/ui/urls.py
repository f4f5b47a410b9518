from django.urls import path, re_path

from praktijkleren.ui import views

app_name = "ui"

urlpatterns = [
    path("gezond/", views.health, name="health"),
    re_path(r"^huisstijl/(?P<kleurcode>[0-9a-f]{6})\.css$", views.accent_css, name="accent_css"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("ontwikkel/componenten/", views.gallery, name="gallery"),
]
