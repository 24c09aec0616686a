"""URLs of people, of what administrators ask each other, and of one-time codes."""

from django.urls import path

from ecotown.people.views import areas, codes, first_run, identities, imports, people, requests, work

app_name = "people"
urlpatterns = [
    path("people/", people.person_list, name="list"),
    path("people/invite/", people.invite, name="invite"),
    path("people/import/", imports.import_officers, name="import"),
    path("people/import/form/", imports.import_form, name="import-form"),
    path("people/import/confirm/", imports.confirm_import, name="confirm-import"),
    path("people/requests/", requests.request_list, name="requests"),
    path("people/requests/<int:pk>/confirm/", requests.confirm, name="confirm-request"),
    path("people/requests/<int:pk>/refuse/", requests.refuse, name="refuse-request"),
    path("people/areas/", areas.area_list, name="areas"),
    path("people/areas/<slug:key>/", areas.area_access, name="area-access"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change, name="change"),
    path("people/<int:pk>/hand-over/", work.hand_over, name="hand-over"),
    path("people/<int:pk>/handed-over/", work.handed_over, name="handed-over"),
    path("people/<int:pk>/close/", work.close, name="close"),
    path("people/<int:pk>/bring-back/", work.reopen, name="reopen"),
    path("people/<int:pk>/history/", people.history, name="history"),
    path("people/<int:pk>/invitation/", codes.give_invitation, name="give-invitation"),
    path("people/<int:pk>/password-code/", codes.give_password_code, name="give-password-code"),
    path("people/<int:pk>/codes/<int:code_pk>/withdraw/", codes.withdraw_code, name="withdraw-code"),
    path("people/<int:pk>/codes/<int:code_pk>/letter/", codes.letter, name="letter"),
    path("people/<int:pk>/administrator/", requests.ask_for_administrator, name="ask-administrator"),
    path("people/<int:pk>/second-factor/", requests.ask_for_factor_reset, name="ask-factor-reset"),
    path("set-up/", first_run.first_administrator, name="first-administrator"),
    path("code/", codes.enter_code, name="enter-code"),
    path("code/<str:text>/", codes.use_code, name="use-code"),
    path("code/<str:text>/identity/", identities.link_by_code, name="link-by-code"),
]
