from django.urls import path

from praktijkleren.links import views

app_name = "links"
urlpatterns = [
    path("l/code/<uuid:pk>/", views.link_code, name="code"),
    path("l/code/<uuid:pk>/nieuw/", views.link_resend, name="resend"),
    path("l/vernieuwen/", views.link_renew, name="renew"),
    path("l/verstuurd/", views.link_sent, name="sent"),
    path("link-kwijt/", views.link_lost, name="lost"),
    # Also takes whatever a mail program put behind the address; clean_token cuts it off.
    path("l/<path:token>", views.link_open, name="open"),
]
