"""Decode pictures: whole, or the first frame of an animation."""

import hashlib
import io

from PIL import Image, ImageFile
from PIL.Image import Transpose

from .limits import DAMAGE_ERRORS, MAX_PIXELS, BadPictureError

STRIP = 1 << 22  # pixels converted at once
END_OF_JPEG = b"\xff\xd9"
# Bytes that no picture continues with: a picture with missing data decodes differently with them.
PROBE_BYTES = bytes(number * 37 % 251 for number in range(8192))
TRANSPOSITIONS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
TONE_STEPS = {"L;2": 85, "L;4": 17}  # PNG: factor from a grey of 2 or 4 bits to 8 bits


def opened(file, kind):
    """Return a picture whose pixels are not decoded yet. Raises BadPictureError."""
    # As in browsers, text and ancillary chunks with a wrong checksum are skipped.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    file.seek(0)
    try:
        picture = Image.open(file, formats=[kind])
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    if picture.width * picture.height > MAX_PIXELS[kind]:
        raise BadPictureError("too-many-pixels")
    picture.info.pop("xmp", None)  # browsers ignore the orientation in XMP
    if picture.mode == "L" and "transparency" in picture.info:
        # The transparent tone is in the bit depth of the file, while Pillow reads greys as 8 bits.
        picture.info["transparency"] *= TONE_STEPS.get(picture.tile[0].args, 1)
    if kind == "png" and picture.tile and picture.tile[0].args == "LA;16B":
        picture.info["is_grey"] = True  # Pillow reads it as RGBA
    return picture


def loaded(file, kind):
    """Return the decoded picture; a JPEG may lack its end marker as long as no pixel is missing."""
    picture = opened(file, kind)
    if kind == "webp":
        return first_frame(picture)
    if kind == "png" and picture.is_animated and picture.default_image:
        picture.seek(1)  # past the still picture for programs without animation
    try:
        picture.load()
    except OSError:
        if kind != "jpeg" or not _is_whole(file):
            raise
        picture = opened(_with_end(file), kind)
        picture.load()
    return picture


def _with_end(file, continuation=b""):
    """Return a JPEG without end marker, continued with these bytes and an end marker."""
    file.seek(0)
    return io.BytesIO(file.read().rstrip(b"\xff") + continuation + END_OF_JPEG)


def _is_whole(file):
    """Return whether a JPEG without its end marker decodes the same whatever follows: then it is complete."""
    digests = []
    for continuation in (b"", PROBE_BYTES):
        picture = opened(_with_end(file, continuation), "jpeg")
        picture.load()
        digest = hashlib.sha256()
        for box in strips(picture.size):
            digest.update(picture.crop(box).tobytes())
        digests.append(digest.digest())
    return digests[0] == digests[1]


def first_frame(picture):
    """Return the first frame of a WebP and free its decoder, which holds two more pictures of that size."""
    metadata = {"icc_profile": picture.info.get("icc_profile"), "orientation": orientation_of(picture)}
    frame, is_animated = picture._decoder.get_next(), picture.is_animated
    picture._decoder = None
    if frame is None:
        raise BadPictureError("broken")
    pixels = Image.frombuffer(picture.rawmode, picture.size, frame[0], "raw", picture.rawmode, 0, 1)
    pixels.info, pixels.is_animated = metadata, is_animated
    return pixels


def orientation_of(picture):
    """Return the orientation of a picture as in Exif: 1 for upright."""
    if "orientation" in picture.info:
        return picture.info["orientation"]
    try:
        orientation = picture.getexif().get(0x0112, 1)
    except DAMAGE_ERRORS:  # browsers show pictures with damaged Exif data
        return 1
    return orientation if orientation in TRANSPOSITIONS else 1


def strips(size, step=1):
    """Yield boxes of whole rows, each of about STRIP pixels and a multiple of `step` rows."""
    width, height = size
    rows = max(step, STRIP // width // step * step)
    for top in range(0, height, rows):
        yield (0, top, width, min(height, top + rows))
