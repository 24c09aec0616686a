"""What workers do for all files: make them, sweep, delete what expired and what belongs to no row."""

from typing import Any

from celery import Task
from django.apps import apps

from ecotown.common.produced_files import making, stray_files
from ecotown.common.produced_files.making import FileMaker
from ecotown.common.produced_files.models import ExpiringFile
from ecotown.common.queue.hints import retried_task

# The makers of all files, with the task of each.
MAKERS: list[tuple[FileMaker[Any], Task]] = []


def file_task(name: str, maker: FileMaker[Any]) -> Task:
    """Declare the task that makes files, given the ids of their rows; the sweep sends it again."""

    @retried_task(name)
    def make_files(*, pks: list[int]) -> None:
        batches = maker.batches(pks)
        if len(batches) == 1:
            maker.make(*pks)
        else:  # shared out among the workers
            for batch in batches:
                make_files.delay(pks=batch)

    MAKERS.append((maker, make_files))
    return make_files


@retried_task("common.sweep_files")
def sweep_files() -> None:
    """Send again the files whose message was lost or whose worker died."""
    for maker, make_files in MAKERS:
        for batch in maker.overdue():
            make_files.delay(pks=batch)


@retried_task("common.expire_files")
def expire_files() -> None:
    """Delete the files of expired rows."""
    for model in apps.get_models():
        if issubclass(model, ExpiringFile):
            making.expire(model.objects.all())


@retried_task("common.remove_stray_files")
def remove_stray_files() -> None:
    stray_files.remove_stray_files()
