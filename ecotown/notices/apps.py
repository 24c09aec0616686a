"""Django app configuration of the notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ecotown.notices"
    label = "notices"
