from django.urls import path

from praktijkleren.documenten import views, views_away, views_evidence, views_together

app_name = "documenten"
urlpatterns = [
    path("documenten/<uuid:pk>/pdf/", views.document_pdf, name="pdf"),
    path("documenten/scan/<int:pk>/", views.scan, name="scan"),
    path("documenten/<uuid:pk>/bewijs/", views_evidence.evidence, name="evidence"),
    path("documenten/<uuid:pk>/bewijs/pdf/", views_evidence.evidence_pdf, name="evidence_pdf"),
    path("documenten/<uuid:pk>/bewijs/json/", views_evidence.evidence_json, name="evidence_json"),
    path("ondertekenen/<uuid:pk>/", views.sign, name="sign"),
    path("ondertekenen/<uuid:pk>/bevestigen/", views.confirm, name="confirm"),
    path("ondertekenen/<uuid:pk>/terugsturen/", views.send_back, name="send_back"),
    path("ondertekenen/<uuid:pk>/collega/", views.name_colleague, name="name_colleague"),
    path("ondertekenen/<uuid:pk>/zelf/", views.sign_oneself, name="sign_oneself"),
    path("ondertekenen/<uuid:pk>/afwezig/", views_away.away, name="away"),
    path("ondertekenen/<uuid:pk>/terug/", views_away.back, name="back"),
    path("ondertekenen/<uuid:pk>/samen/", views_together.together, name="together"),
    path("ondertekenen/<uuid:pk>/samen/bevestigen/", views_together.together_confirm, name="together_confirm"),
    path("ondertekenen/<uuid:pk>/samen/klaar/", views_together.together_done, name="together_done"),
    path("ondertekenen/<uuid:pk>/klaar/", views.done, name="done"),
    path("ondertekenen/<uuid:pk>/voorbeeld/", views.preview, name="preview"),
    path("document/<uuid:pk>/", views.holder, name="holder"),
    path("document/<uuid:pk>/pdf/", views.holder_pdf, name="holder_pdf"),
]
