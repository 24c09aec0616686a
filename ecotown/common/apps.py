"""The bottom room as a Django app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "ecotown.common"
    label = "common"
