"""The room as a Django app."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"
