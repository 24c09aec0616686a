"""Django app configuration of the people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ecotown.people"
    label = "people"
