"""Files without a row are deleted after a day, all others stay."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from awards.designs.models import Design
from ecotown.common.produced_files.stray_files import fields_by_folder, remove_stray_files
from tests import builders, files

pytestmark = pytest.mark.django_db
YESTERDAY = time.time() - 25 * 60 * 60


def write(name, *, is_old):
    default_storage.save(name, ContentFile(b"content"))
    if is_old:
        os.utime(default_storage.path(name), (YESTERDAY, YESTERDAY))


def test_only_old_files_without_a_row_are_deleted(draft, officer, settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path
    evidence = builders.add_evidence(draft, files.pdf(), by=officer)
    os.utime(evidence.file.path, (YESTERDAY, YESTERDAY))
    write("evidence/7/stray", is_old=True)
    write("papers/.b1.part", is_old=True)
    write("papers/being-written.pdf", is_old=False)
    write("elsewhere/old", is_old=True)

    removed_count = remove_stray_files()

    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert (removed_count, left) == (2, {evidence.file.name, "papers/being-written.pdf", "elsewhere/old"})
    assert "evidence/7/stray" in caplog.text


def test_every_column_with_files_says_in_which_folder_they_are():
    folders = fields_by_folder()

    assert set(folders) == {
        *(
            "announcements",
            "certificates",
            "designs",
            "emblems",
            "evidence",
            "handbooks",
            "minutes",
            "packages",
            "papers",
        ),
        *("personal-data", "reprints"),
    }
    assert Design._meta.get_field("seal") in folders["designs"]
