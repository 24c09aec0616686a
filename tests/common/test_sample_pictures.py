"""Pictures that installed packages bring along, and the largest that are taken: none crashes or is slow."""

import io
import itertools
import resource
import sysconfig
import time
from pathlib import Path

import pytest
from PIL import Image

from ecotown.common import pictures, previews, uploads
from ecotown.common.pictures import BadPictureError
from ecotown.common.uploads import RefusedUpload
from tests import profiles

PACKAGES = Path(sysconfig.get_path("purelib"))
SYSTEM = [Path("/usr/share/icons"), Path("/usr/share/pixmaps"), Path("/usr/share/doc")]
ENDINGS = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tiff", ".ico", ".svg"}
# Where there are thousands of icons, so many of each folder tell enough.
OF_EACH_FOLDER = 2
AT_MOST = 40
SECONDS = 20  # of a processor: the machine of the tests has other work, too
MEMORY = 1 << 20  # in kilobytes, as the kernel counts
KNOWN = {"unknown-kind", "broken", "too-many-pixels", "differs"}


def samples():
    found = sorted(path for path in PACKAGES.rglob("*") if path.suffix.lower() in ENDINGS)
    for folder in SYSTEM:
        pictured = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
        for _place, paths in itertools.groupby(pictured, lambda path: path.parent):
            found += itertools.islice(paths, OF_EACH_FOLDER)
    return [path for path in found if path.is_file() and path.stat().st_size][:AT_MOST]


def outcome(content, name):
    """What becomes of a file on its way to being kept, and how many seconds of a processor that takes."""
    begun = seconds_used()
    try:
        upload = uploads.examine(io.BytesIO(content), name, max_bytes=50 * uploads.MEGABYTE)
        written = pictures.write_again(upload.content, upload.kind)
        previews.of_image(io.BytesIO(written.content), upload.kind)
    except (RefusedUpload, BadPictureError) as error:
        return error.code, seconds_used() - begun
    return "kept", seconds_used() - begun


def seconds_used():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def test_pictures_of_installed_packages_are_kept_or_refused_in_time_and_within_memory():
    outcomes = {path: outcome(path.read_bytes(), path.name) for path in samples()}

    kept = {path.name for path, (code, _seconds) in outcomes.items() if code == "kept"}
    assert {"celery_128.png", "logo.png"} <= kept
    assert {code for code, _seconds in outcomes.values()} <= {"kept", *KNOWN}
    assert [path for path, (_code, seconds) in outcomes.items() if seconds > SECONDS] == []
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY


@pytest.mark.parametrize(
    ("kind", "size", "options"),
    [
        pytest.param("jpeg", (8160, 6144), {}, id="a photograph of a telephone of 50 megapixels"),
        pytest.param("jpeg", (12_500, 8000), {"icc_profile": profiles.srgb()}, id="the largest JPEG, turned"),
        pytest.param("png", (9921, 7016), {"compress_level": 1}, id="an A3 scan at 600 dpi"),
        pytest.param("webp", (7000, 7000), {"method": 0}, id="a WebP of 7000 x 7000"),
    ],
)
def test_the_largest_pictures_are_kept_in_time_and_within_memory(kind, size, options):
    exif = Image.Exif()
    exif[0x0112] = 6
    content = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(content, kind, exif=exif, **options)

    code, seconds = outcome(content.getvalue(), "large")

    assert (code, seconds < SECONDS) == ("kept", True)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY
