"""URLs of the public pages."""

from django.urls import path

from ecotown.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("areas/<slug:key>/", views.area, name="area"),
    path("areas/<slug:key>/<int:year>/", views.explanation, name="explanation"),
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/calendar/", views.calendar, name="calendar"),
    path("holidays/day/", views.day, name="day"),
    path("help/", views.guides, name="guides"),
    path("help/<slug:role>/", views.guide, name="guide"),
]
