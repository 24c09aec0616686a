"""The room as a Django app."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
