from django.urls import path

from praktijkleren.post import views

app_name = "post"

urlpatterns = [
    path("berichten/<uuid:pk>/", views.detail, name="detail"),
    path("berichten/<uuid:pk>/opnieuw/", views.bericht_retry, name="retry"),
    path("post/bezorging/", views.delivery_events, name="delivery_events"),
    path("ontwikkel/post/", views.dev_list, name="dev_list"),
    path("ontwikkel/post/<str:name>/", views.dev_mail, name="dev_mail"),
    path("ontwikkel/post/<str:name>/html/", views.dev_html, name="dev_html"),
]
