"""Django app configuration of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ecotown.accounts"
    label = "accounts"
