from django.urls import path

from kandidaten.views import advies, betrokkenheid, groepen, overview, persoon

app_name = "kandidaten"

urlpatterns = [
    path("", overview.kandidaat_list, name="list"),
    path("overdragen/", betrokkenheid.caseload_hand_over, name="hand_over"),
    path("betrokken/<uuid:pk>/stoppen/", betrokkenheid.betrokkenheid_end, name="betrokkenheid_end"),
    path("vertegenwoordiger/<uuid:pk>/", persoon.vertegenwoordiger_edit, name="vertegenwoordiger_edit"),
    path("situatie/<uuid:pk>/", groepen.situatie_correct, name="situatie_correct"),
    path("situatie/<uuid:pk>/weghalen/", groepen.situatie_withdraw, name="situatie_withdraw"),
    path("intake/<uuid:pk>/", advies.intake_edit, name="intake_edit"),
    path("advies/<uuid:pk>/", advies.advies, name="advies"),
    path("advies/<uuid:pk>/wijzigen/", advies.advies_edit, name="advies_edit"),
    path("advies/<uuid:pk>/voorleggen/", advies.advies_submit, name="advies_submit"),
    path("advies/<uuid:pk>/antwoord/", advies.advies_answer, name="advies_answer"),
    path("advies/<uuid:pk>/bespreken/", advies.advies_discuss, name="advies_discuss"),
    path("advies/<uuid:pk>/nieuwe-versie/", advies.advies_renew, name="advies_renew"),
    path("<uuid:pk>/", overview.kandidaat_detail, name="detail"),
    path("<uuid:pk>/wijzigen/", persoon.kandidaat_edit, name="edit"),
    path("<uuid:pk>/geboorteplaats/", persoon.kandidaat_birthplace, name="birthplace"),
    path("<uuid:pk>/omstandigheden/", overview.kandidaat_circumstances, name="circumstances"),
    path("<uuid:pk>/geschiedenis/", overview.kandidaat_history, name="history"),
    path("<uuid:pk>/andere-regio/", persoon.kandidaat_move, name="move"),
    path("<uuid:pk>/betrokken/", betrokkenheid.kandidaat_involve, name="involve"),
    path("<uuid:pk>/vertegenwoordiger/", persoon.vertegenwoordiger_add, name="vertegenwoordiger_add"),
    path("<uuid:pk>/klantgroep/", groepen.sociaal, name="sociaal"),
    path("<uuid:pk>/situatie/", groepen.situatie, name="situatie"),
    path("<uuid:pk>/ondersteuning/", groepen.ondersteuning, name="ondersteuning"),
    path("<uuid:pk>/intake/", advies.intake, name="intake"),
    path("<uuid:pk>/advies/", advies.advies_write, name="advies_write"),
]
