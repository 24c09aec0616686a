"""Django app configuration of the common code."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "ecotown.common"
    label = "common"

    def ready(self):
        from ecotown.common import checks  # noqa: F401, PLC0415
        from ecotown.common.mails import tasks as mail_tasks  # noqa: F401, PLC0415
        from ecotown.common.queue import tasks  # noqa: F401, PLC0415
