"""Every address of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("ecotown.portal.urls")),
    path("", include("awards.urls")),
    path("", include("indicators.urls")),
    path("", include("ecotown.accounts.urls")),
    path("assessments/", include("assessments.urls")),
]
