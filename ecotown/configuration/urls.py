"""URLs of the settings."""

from django.urls import path

from ecotown.configuration import views
from ecotown.configuration.domain import Group

app_name = "configuration"
urlpatterns = [
    *(path(f"{group}/", views.group, {"name": group.value}, name=group.value) for group in Group),
    path("emblem/<str:name>", views.emblem_picture, name="emblem-picture"),
    path("system/", views.system, name="system"),
    path("system/mail/", views.test_mail, name="test-mail"),
    path("history/", views.history, name="history"),
]
