from django.urls import path

from verklaringen.views import check, concept, credentials, overview, own, sharing, uitreiking, versie

app_name = "verklaringen"
urlpatterns = [
    path(".well-known/did.json", credentials.did_json, name="did"),
    path("credentials/status/<int:lijst>/", credentials.credential_status, name="status_list"),
    path("v/", check.check_start, name="check_start"),
    path("v/bestand/", check.check_file, name="check_file"),
    path("v/<str:code>/", check.check, name="check"),
    path("v/<str:code>/papier/", check.check_paper, name="check_paper"),
    path("mijn-verklaring/<uuid:pk>/", own.own, name="own"),
    path("mijn-verklaring/<uuid:pk>/pdf/", own.own_pdf, name="own_pdf"),
    path("mijn-verklaring/<uuid:pk>/praktijkverklaring.<str:vorm>", own.own_credential, name="own_credential"),
    path("mijn-verklaring/<uuid:pk>/delen/", own.share, name="share"),
    path("mijn-verklaring/<uuid:pk>/delen/<uuid:deellink>/", own.show_share, name="show_share"),
    path("mijn-verklaring/<uuid:pk>/delen/<uuid:deellink>/stoppen/", own.stop_sharing, name="stop_sharing"),
    path("gedeelde-verklaring/<uuid:pk>/", own.shared, name="shared"),
    path("verklaringen/", overview.verklaring_list, name="list"),
    path("verklaringen/<uuid:pk>/", overview.verklaring_detail, name="detail"),
    path("verklaringen/maken/<uuid:pk>/", concept.draft, name="draft"),
    path("verklaringen/<uuid:pk>/uitreiking/", uitreiking.hand_over, name="hand_over"),
    path("verklaringen/<uuid:pk>/uitreiking/ongedaan/", uitreiking.undo_hand_over, name="undo_hand_over"),
    path("verklaringen/<uuid:pk>/op-scherm/", uitreiking.show_on_screen, name="show_on_screen"),
    path("verklaringen/<uuid:pk>/delen/", sharing.share_on_screen, name="share_on_screen"),
    path("verklaringen/delen/<uuid:pk>/stoppen/", sharing.stop_share_of, name="stop_share_of"),
    path("verklaringen/versie/<uuid:pk>/versturen/", versie.send, name="send"),
    path("verklaringen/versie/<uuid:pk>/voorbeeld/", concept.preview, name="preview"),
    path("verklaringen/versie/<uuid:pk>/weggooien/", concept.drop, name="drop"),
    path("verklaringen/versie/<uuid:pk>/nieuwe-versie/", concept.new_version, name="new_version"),
    path("verklaringen/versie/<uuid:pk>/herinneren/", versie.remind, name="remind"),
    path("verklaringen/versie/<uuid:pk>/opnieuw/", versie.send_again, name="send_again"),
    path("verklaringen/versie/<uuid:pk>/adres/", versie.correct_address, name="correct_address"),
    path("verklaringen/versie/<uuid:pk>/terugtrekken/", versie.withdraw, name="withdraw"),
]
