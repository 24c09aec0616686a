"""Storage in which a file is whole or not there, also after a power cut or on a full disk."""

import errno
import os
import posixpath
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class DurableStorage(FileSystemStorage):
    """Writes a file under a temporary name, has it written to the disk, and renames it."""

    def _save(self, name: str, content: File) -> str:
        part = self.path(posixpath.join(posixpath.dirname(name), f".{uuid4().hex}.part"))
        try:
            super()._save(os.path.relpath(part, self.location), content)
            _sync(part)
            name = self._reserve(name)
            os.replace(part, self.path(name))
            _sync(os.path.dirname(part))
        finally:
            if os.path.lexists(part):
                os.remove(part)
        return name

    def _reserve(self, name: str) -> str:
        """Create an empty file under this name, or a similar one that is free, and return its name."""
        while True:
            try:
                os.close(os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def is_disk_full(error: Exception) -> bool:
    """Return whether something could not be written for want of room."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def _sync(path: str) -> None:
    """Have a file or folder written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
