"""The portal's project package: wiring, the two bottom rooms and the top one."""

from ecotown.celery import app as celery_app

__all__ = ["celery_app"]
