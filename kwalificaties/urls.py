from django.urls import path

from kwalificaties import own_views, views

app_name = "kwalificaties"
urlpatterns = [
    path("", views.kwalificatie_list, name="list"),
    path("inlezen/", own_views.upload, name="upload"),
    path("inlezen/voorbeeld.csv", own_views.upload_example, name="upload_example"),
    path("inlezen/<uuid:pk>/", own_views.upload_confirm, name="upload_confirm"),
    path("kerntaak/<int:pk>/werkproces/", own_views.werkproces_add, name="werkproces_add"),
    path("kerntaak/<int:pk>/wijzigen/", own_views.kerntaak_edit, name="kerntaak_edit"),
    path("kerntaak/<int:pk>/sluiten/", own_views.kerntaak_close, name="kerntaak_close"),
    path("werkproces/<int:pk>/wijzigen/", own_views.werkproces_edit, name="werkproces_edit"),
    path("werkproces/<int:pk>/sluiten/", own_views.werkproces_close, name="werkproces_close"),
    path("<int:crebo>/", views.kwalificatie_detail, name="detail"),
    path("<int:crebo>/kerntaak/", own_views.kerntaak_add, name="kerntaak_add"),
]
