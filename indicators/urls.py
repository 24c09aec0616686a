"""Addresses of the criteria."""

from django.urls import path

from indicators import views

app_name = "indicators"
urlpatterns = [
    path("criteria/", views.current_criteria, name="current-criteria"),
    path("criteria/<slug:edition>/", views.criteria, name="criteria"),
]
