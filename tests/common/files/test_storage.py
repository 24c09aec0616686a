"""A stored file is whole or not there."""

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages

from ecotown.common.files.storage import DurableStorage


@pytest.fixture
def storage(tmp_path):
    return DurableStorage(tmp_path, file_permissions_mode=0o640)


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_stored_under_its_name_alone(storage, tmp_path):
    name = storage.save("certificates/2569/1.pdf", ContentFile(b"whole"))

    assert (name, names(tmp_path)) == ("certificates/2569/1.pdf", [name])
    assert ((tmp_path / name).read_bytes(), (tmp_path / name).stat().st_mode & 0o777) == (b"whole", 0o640)


def test_of_two_files_stored_at_once_under_one_name_each_is_kept(storage, tmp_path):
    first, second = (storage._save("a.pdf", ContentFile(content)) for content in (b"1", b"2"))

    assert [first, second] != [second, first]
    assert [(tmp_path / name).read_bytes() for name in ("a.pdf", second)] == [b"1", b"2"]


def test_a_full_disk_leaves_nothing(storage, tmp_path):
    class Growing(File):
        def chunks(self, chunk_size=None):
            yield b"first"
            self.file.write(b"more")

    with (
        open("/dev/full", "wb", buffering=0) as full,
        pytest.raises(OSError, match="No space left on device"),
    ):
        storage.save("papers/1.pdf", Growing(full))

    assert names(tmp_path) == []


def test_uploaded_and_made_files_are_stored_so():
    assert isinstance(storages["default"], DurableStorage)
