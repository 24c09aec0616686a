"""Files in the media folders that belong to no row: left by a process that died, or by a full disk."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField
from django.utils import timezone

logger = logging.getLogger(__name__)
# A younger file may belong to a row that is not committed yet.
AGE = timedelta(days=1)


def remove_stray_files() -> int:
    """Delete the files of all media folders that are older than a day and have no row; return how many."""
    removed_count = 0
    for folder, fields in fields_by_folder().items():
        # First the files, then the rows: a file that is written meanwhile is not among these files.
        old = set(_old_files(default_storage, folder))
        for field in fields if old else ():
            old -= set(field.model._base_manager.values_list(field.attname, flat=True).iterator())
        for name in sorted(old):
            logger.warning("%s belongs to no row and is deleted", name)
            default_storage.delete(name)
        removed_count += len(old)
    return removed_count


def fields_by_folder() -> dict[str, list[FileField]]:
    """Return the columns with files by the folder of these files, the `media_folder` of their model."""
    fields: defaultdict[str, list[FileField]] = defaultdict(list)
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, FileField):
                fields[model.media_folder].append(field)
    return fields


def _old_files(storage: Storage, folder: str) -> Iterator[str]:
    """Yield the names of files in a folder and those below it that were not changed for a day."""
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    for name in files:
        path = f"{folder}/{name}"
        if storage.get_modified_time(path) < timezone.now() - AGE:
            yield path
    for name in folders:
        yield from _old_files(storage, f"{folder}/{name}")
