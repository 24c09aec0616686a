"""URLs of a person's own account, and of the links in mails about it."""

from django.urls import path

from ecotown.profile.views import identities, mails, own_page, passwords, sessions

app_name = "profile"
urlpatterns = [
    path("me/", own_page.own_page, name="own-page"),
    path("me/position/", own_page.position, name="position"),
    path("me/language/", own_page.language, name="language"),
    path("me/password/", passwords.password, name="password"),
    path("me/mail/", mails.mail_address, name="mail"),
    path("me/mail/<str:token>/", mails.mail_link, name="mail-link"),
    path("me/sessions/", sessions.session_list, name="sessions"),
    path("me/sessions/end-others/", sessions.end_other_sessions, name="end-other-sessions"),
    path("me/sessions/<slug:reference>/end/", sessions.end_session, name="end-session"),
    path("me/session-time/", sessions.session_time, name="session-time"),
    path("me/identity/link/", identities.link_identity, name="link-identity"),
    path("me/identity/unlink/", identities.unlink_identity, name="unlink-identity"),
    path("sign-in/identity/", identities.sign_in_by_identity, name="sign-in-by-identity"),
    path("sign-in/forgotten/", passwords.forgotten_password, name="forgotten-password"),
    path("sign-in/forgotten/sent/", passwords.link_sent, name="link-sent"),
    path("sign-in/forgotten/new/", passwords.new_password, name="new-password"),
    path("sign-in/forgotten/<slug:key>/<slug:token>/", passwords.password_link, name="password-link"),
]
