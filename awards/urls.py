"""Addresses of certificates and of their verification."""

from django.urls import path

from awards import views

app_name = "awards"
urlpatterns = [
    path("assessments/<int:pk>/certificate/", views.certificate, name="certificate"),
    path("assessments/<int:pk>/certificate/issue/", views.issue, name="issue"),
    path("assessments/<int:pk>/certificate/retry/", views.retry, name="retry"),
    path("assessments/<int:pk>/certificate/revoke/", views.revoke, name="revoke"),
    path("assessments/<int:pk>/certificate/download/", views.download, name="download"),
    path("verify/", views.enter_code, name="enter-code"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
