from django.urls import path

from verklaringen.views import check, concept, credentials, overview, uitreiking, versie

app_name = "verklaringen"
urlpatterns = [
    path(".well-known/did.json", credentials.did_json, name="did"),
    path("credentials/status/<int:lijst>/", credentials.credential_status, name="status_list"),
    path("v/", check.check_start, name="check_start"),
    path("v/<str:code>/", check.check, name="check"),
    path("verklaringen/", overview.verklaring_list, name="list"),
    path("verklaringen/<uuid:pk>/", overview.verklaring_detail, name="detail"),
    path("verklaringen/maken/<uuid:pk>/", concept.draft, name="draft"),
    path("verklaringen/<uuid:pk>/uitreiking/", uitreiking.hand_over, name="hand_over"),
    path("verklaringen/<uuid:pk>/uitreiking/ongedaan/", uitreiking.undo_hand_over, name="undo_hand_over"),
    path("verklaringen/<uuid:pk>/op-scherm/", uitreiking.show_on_screen, name="show_on_screen"),
    path("verklaringen/versie/<uuid:pk>/versturen/", versie.send, name="send"),
    path("verklaringen/versie/<uuid:pk>/voorbeeld/", concept.preview, name="preview"),
    path("verklaringen/versie/<uuid:pk>/weggooien/", concept.drop, name="drop"),
    path("verklaringen/versie/<uuid:pk>/nieuwe-versie/", concept.new_version, name="new_version"),
    path("verklaringen/versie/<uuid:pk>/herinneren/", versie.remind, name="remind"),
    path("verklaringen/versie/<uuid:pk>/opnieuw/", versie.send_again, name="send_again"),
    path("verklaringen/versie/<uuid:pk>/adres/", versie.correct_address, name="correct_address"),
    path("verklaringen/versie/<uuid:pk>/terugtrekken/", versie.withdraw, name="withdraw"),
]
