"""Sample pictures: pictures of installed packages, and the largest that are accepted."""

import io
import itertools
import sysconfig
from pathlib import Path

from PIL import Image

from ecotown.common.files import pictures, previews, uploads
from ecotown.common.files.picture_writing.limits import BadPictureError
from ecotown.common.files.uploads import RefusedUpload
from tests import profiles
from tests.common import reports

PACKAGES = Path(sysconfig.get_path("purelib"))
SYSTEM = [Path("/usr/share/icons"), Path("/usr/share/pixmaps"), Path("/usr/share/doc")]
ENDINGS = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tiff", ".ico", ".svg"}
# At most this many per folder: some machines have thousands of icons.
OF_EACH_FOLDER = 2
AT_MOST = 40
LARGEST = {
    "a photograph of a telephone of 50 megapixels": ("jpeg", (8160, 6144), {}),
    "the largest JPEG, turned": ("jpeg", (12_500, 8000), {"icc_profile": profiles.srgb()}),
    "an A3 scan at 600 dpi": ("png", (9921, 7016), {"compress_level": 1}),
    "a WebP of 7000 x 7000": ("webp", (7000, 7000), {"method": 0}),
    "the largest WebP, opaque with a channel for transparency": ("webp", (8660, 8660), {"method": 0}),
}


def installed():
    """Return pictures of installed packages, spread over all folders of the system."""
    candidates = sorted(path for path in PACKAGES.rglob("*") if path.suffix.lower() in ENDINGS)
    for folder in SYSTEM:
        pictured = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
        for _place, paths in itertools.groupby(pictured, lambda path: path.parent):
            candidates += itertools.islice(paths, OF_EACH_FOLDER)
    return [path for path in candidates if path.is_file() and path.stat().st_size][:AT_MOST]


def write_largest(name, folder):
    """Write a picture of LARGEST with an orientation in its metadata; return its path."""
    kind, size, options = LARGEST[name]
    exif = Image.Exif()
    exif[0x0112] = 6
    path = folder / name
    picture = Image.linear_gradient("L").resize(size).convert("RGBA" if "transparency" in name else "RGB")
    picture.save(path, kind, exif=exif, **options)
    return path


def examine(path):
    """Return "kept" for a picture that is rewritten and previewed, else the code of the refusal."""
    try:
        upload = uploads.examine(io.BytesIO(path.read_bytes()), path.name, max_bytes=50 * uploads.MEGABYTE)
        written = pictures.rewrite(upload.content, upload.kind)
        previews.of_image(io.BytesIO(written.content), upload.kind)
    except (RefusedUpload, BadPictureError) as error:
        return error.code
    return "kept"


if __name__ == "__main__":
    reports.print_report(examine)
