"""Addresses of certificates and of their verification."""

from django.urls import path

from awards.views import certificates as views
from awards.views import verification

app_name = "awards"
urlpatterns = [
    path("assessments/<int:pk>/certificate/", views.certificate, name="certificate"),
    path("assessments/<int:pk>/certificate/issue/", views.issue, name="issue"),
    path("assessments/<int:pk>/certificate/retry/", views.retry, name="retry"),
    path("assessments/<int:pk>/certificate/revoke/", views.revoke, name="revoke"),
    path("assessments/<int:pk>/certificate/download/", views.download, name="download"),
    path("verify/", verification.enter_code, name="enter-code"),
    path("verify/file/", verification.check_file, name="check-file"),
    path("verify/<str:code>.json", verification.credential, name="credential"),
    path("verify/<str:code>.jwt", verification.credential, {"way": "jwt"}, name="credential-jwt"),
    path(".well-known/did.json", verification.did, name="did"),
    path("verify/<str:code>/", verification.verify, name="verify"),
]
