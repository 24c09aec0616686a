"""URL configuration of the portal."""

from django.urls import include, path

from assessments.pages.urls import past_year_urls
from ecotown.profile.views.identities import returned
from ecotown.profile.views.own_page import set_language

handler400 = "ecotown.errors.bad_request"
handler403 = "ecotown.errors.permission_denied"
handler404 = "ecotown.errors.not_found"
handler500 = "ecotown.errors.server_error"

urlpatterns = [
    path("", include("ecotown.portal.urls")),
    path("", include("awards.pages.urls")),
    path("", include("indicators.pages.urls")),
    path("", include("ecotown.people.urls")),
    path("", include("ecotown.accounts.urls")),
    path("", include("ecotown.personal_data.urls")),
    path("", include("ecotown.profile.urls")),
    path("", include("assessments.pages.urls")),
    path("target-areas/", include("areas.urls")),
    path("past-years/", include(past_year_urls)),
    path("notices/", include("ecotown.notices.urls")),
    path("settings/", include("ecotown.configuration.urls")),
    # Under the name by which django-allauth knows it; the provider knows the address.
    path("sign-in/identity/<slug:provider_id>/", returned, name="openid_connect_callback"),
    path("language/", set_language, name="set_language"),
]
