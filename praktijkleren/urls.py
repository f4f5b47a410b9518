from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("praktijkleren.accounts.urls")),
    path("", include("praktijkleren.werk.urls")),
    path("", include("praktijkleren.links.urls")),
    path("", include("praktijkleren.documenten.urls")),
    path("", include("praktijkleren.post.urls")),
    path("", include("praktijkleren.ui.urls")),
    path("", include("praktijkleren.accounts.auth_urls")),
    path("beheer/", admin.site.urls),
    path("kwalificaties/", include("kwalificaties.urls")),
    path("kandidaten/", include("kandidaten.urls")),
    path("leerbedrijven/", include("leerbedrijven.urls")),
    path("aanmeldingen/", include("aanmeldingen.urls")),
    path("trajecten/", include("trajecten.urls")),
    path("rapportages/", include("rapportages.urls")),
    path("", include("verklaringen.urls")),
]

handler400 = "praktijkleren.ui.views.bad_request"
handler403 = "praktijkleren.ui.views.permission_denied"
handler404 = "praktijkleren.ui.views.not_found"
handler500 = "praktijkleren.ui.views.server_error"
