"""URLs of the notices."""

from django.urls import path

from ecotown.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.read_all, name="read-all"),
    path("settings/", views.choices, name="choices"),
    path("<int:pk>/", views.follow, name="follow"),
    path("<int:pk>/read/", views.read, name="read"),
]
