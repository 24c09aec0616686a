"""The Celery application of the workers and the web processes."""

import os
from pathlib import Path

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotown.settings")

TRANSPORT_ALIASES["folder"] = "ecotown.common.folder_queue:Transport"

app = Celery("ecotown", task_cls="ecotown.common.background:HintTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def prepare_folders() -> None:
    """Create the folders of the embedded queue, whose transport expects them to exist."""
    for name, folder in app.conf.broker_transport_options.items():
        if name.endswith(("_in", "_out", "_folder")):
            Path(folder).mkdir(parents=True, exist_ok=True)


prepare_folders()
