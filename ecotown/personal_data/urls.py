"""URLs of personal data."""

from django.urls import path

from ecotown.personal_data import views

app_name = "personal_data"
urlpatterns = [
    path("settings/personal-data/", views.register, name="register"),
    path("settings/personal-data/copies/", views.ask_copy, name="ask-copy"),
    path("settings/personal-data/erasures/", views.ask_erasure, name="ask-erasure"),
    path("settings/personal-data/erasures/<int:pk>/", views.erasure_detail, name="erasure"),
    path("settings/personal-data/erasures/<int:pk>/confirm/", views.confirm, name="confirm-erasure"),
    path("settings/personal-data/erasures/<int:pk>/withdraw/", views.withdraw, name="withdraw-erasure"),
    path("me/data/", views.own_data, name="own"),
    path("me/data/<int:pk>/", views.download_copy, name="download"),
]
