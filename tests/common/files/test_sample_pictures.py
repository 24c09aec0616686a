"""Pictures of installed packages and the largest accepted ones are rewritten without crash within limits."""

from pathlib import Path

import pytest

from tests.common import reports, sample_pictures

SECONDS = 20  # of processor time
MEMORY = 1 << 30
KNOWN = {"unknown-kind", "broken", "too-many-pixels", "differs"}
MODULE = "tests.common.sample_pictures"


def test_pictures_of_installed_packages_are_kept_or_refused_in_time_and_within_memory():
    lines, memory = reports.examined_by(MODULE, sample_pictures.installed())

    kept_names = {Path(path).name for path, outcome, _seconds in lines if outcome == "kept"}
    assert {"celery_128.png", "logo.png"} <= kept_names
    assert {outcome for _path, outcome, _seconds in lines} <= {"kept", *KNOWN}
    assert [(path, seconds) for path, _said, seconds in lines if seconds >= SECONDS] == []
    assert memory < MEMORY


@pytest.mark.parametrize("name", sample_pictures.LARGEST)
def test_the_largest_pictures_are_kept_in_time_and_within_memory(tmp_path, name):
    path = sample_pictures.write_largest(name, tmp_path)

    [[reported_path, outcome, seconds]], memory = reports.examined_by(MODULE, [path])

    assert (reported_path, outcome, seconds < SECONDS, memory < MEMORY) == (str(path), "kept", True, True)
