"""The Celery application of the workers and the web processes."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotown.settings")

TRANSPORT_ALIASES["folder"] = "ecotown.common.queue.folder_queue:Transport"

app = Celery("ecotown", task_cls="ecotown.common.queue.hints:HintTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
# The rooms whose folders have tasks of their own, each in its `tasks.py`.
app.autodiscover_tasks(
    lambda: [
        ".".join(path.parent.relative_to(settings.BASE_DIR).parts)
        for room in ("ecotown", "areas", "assessments", "awards")
        for path in sorted(settings.BASE_DIR.joinpath(room).glob("**/tasks.py"))
    ]
)


def prepare_folders() -> None:
    """Create the folders of the embedded queue, whose transport expects them to exist."""
    for name, folder in app.conf.broker_transport_options.items():
        if name.endswith(("_in", "_out", "_folder")):
            Path(folder).mkdir(parents=True, exist_ok=True)


prepare_folders()
