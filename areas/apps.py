"""Django app configuration of the areas."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"
