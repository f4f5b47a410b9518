from django.urls import path

from praktijkleren.accounts.views import colleagues, home, invitations, profile, regios

app_name = "accounts"

urlpatterns = [
    path("", home.home, name="home"),
    path("ontwikkel/inloggen/<int:pk>/", home.demo_login, name="demo_login"),
    path("collegas/", colleagues.colleague_list, name="colleagues"),
    path("collegas/uitnodigen/", invitations.colleague_invite, name="invite"),
    path("collegas/uitnodigingen/<uuid:pk>/opnieuw/", invitations.invitation_resend, name="invitation_resend"),
    path("collegas/uitnodigingen/<uuid:pk>/intrekken/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("collegas/lidmaatschap/<int:pk>/einde/", colleagues.membership_end, name="membership_end"),
    path("collegas/<int:pk>/", colleagues.colleague, name="colleague"),
    path("collegas/<int:pk>/tweede-stap/", colleagues.second_factor_reset, name="second_factor_reset"),
    path("uitnodiging/<uuid:pk>/", invitations.invitation, name="invitation"),
    path("mijn-account/", profile.profile, name="profile"),
    path("mijn-account/overal-uitloggen/", profile.sessions_end, name="sessions_end"),
    path("wie-mag-wat/", profile.who_may_what, name="who_may_what"),
    path("regios/", regios.regio_list, name="regios"),
    path("regios/<str:code>/", regios.regio_edit, name="regio_edit"),
]
