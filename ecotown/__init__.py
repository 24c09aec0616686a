"""The portal's project package: settings, the common code, accounts, notices and the public portal."""

from ecotown.celery import app as celery_app

__all__ = ["celery_app"]
