"""Write an untrusted picture again: its pixels in sRGB, upright, and nothing else that it carries.

Runs by itself, without the portal: `write KIND` or `preview KIND` reads a picture, and writes what it made.
A picture of 100 million pixels must fit into 1 GB, so its rows are converted strip by strip.
"""

import hashlib
import io
import json
import os
import shutil
import struct
import sys
import tempfile
import zlib
from typing import BinaryIO

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageMath, ImageStat, JpegImagePlugin, PngImagePlugin
from PIL.Image import Transpose

BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error, zlib.error)
MAX_PIXELS = {"jpeg": 100_000_000, "png": 75_000_000, "webp": 75_000_000}
STRIP = 1 << 22  # pixels that are converted at once
COMPARED_SIDE = 1000  # larger pictures are compared on copies whose longer side is about this
TOLERANCE = 3  # of 255: the mean absolute difference of a channel between what was sent and what is kept
MAX_PROFILE = 16 << 20
PREVIEW_SIDE = 480  # pixels, twice what the page shows
LARGE = 12_000_000  # pixels from which time counts for more than the last kilobyte
END_OF_JPEG = b"\xff\xd9"
# Bytes that no picture continues with: whatever of it is missing looks different with them.
OTHER_REST = bytes(number * 37 % 251 for number in range(8192))
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
TONE_STEPS = {"L;2": 85, "L;4": 17}  # PNG: between two greys of 2 and of 4 bits, in 8 bits
SIDEWAYS, FROM_THE_END = {5, 6, 7, 8}, {3, 4, 7, 8}


class BadPictureError(Exception):
    """The picture cannot be kept; the message is the code of the reason."""


def write(file: BinaryIO, kind: str) -> bytes:
    """A line of JSON that tells whether only the first frame is kept, then the picture written again."""
    source = _loaded(file, kind)
    facts = {"is_first_frame": kind != "jpeg" and getattr(source, "is_animated", False)}
    is_saved = False
    for way in list(_ways_to_save(source, file, kind)):
        picture, expected, factor = _converted(source or _loaded(file, kind), kind)
        source = None  # there is no room for it beside what is read again
        kept = _saved(picture, kind, way)
        del picture
        is_saved |= kept is not None
        if kept and _difference(_loaded(kept, kind), expected, factor) <= TOLERANCE:
            return json.dumps(facts).encode() + b"\n" + kept.getvalue()
    if not is_saved:
        raise MemoryError
    raise BadPictureError("differs")


def _saved(picture, kind, way):
    kept = io.BytesIO()
    try:
        picture.save(kept, format=kind, **way)
    except ValueError:  # a WebP has no room for so much detail in so many pixels, written this way
        return None
    return kept


def preview(file: BinaryIO, kind: str) -> bytes:
    """A WebP no larger than PREVIEW_SIDE."""
    picture = _opened(file, kind)
    picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
    if kind == "webp":
        picture = _first_frame(picture)
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    small = io.BytesIO()
    picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(small, "WEBP", quality=80)
    return small.getvalue()


def _opened(file, kind):
    # As browsers do, texts and chunks with a wrong checksum that say nothing about pixels are passed over.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    file.seek(0)
    try:
        picture = Image.open(file, formats=[kind])
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    if picture.width * picture.height > MAX_PIXELS[kind]:
        raise BadPictureError("too-many-pixels")
    picture.info.pop("xmp", None)  # whose orientation no browser applies
    if picture.mode == "L" and "transparency" in picture.info:
        # The clear tone is told in the bits of the file, and the greys are read as 8 of them.
        picture.info["transparency"] *= TONE_STEPS.get(picture.tile[0].args, 1)
    return picture


def _loaded(file, kind):
    """The picture with all its pixels; a JPEG may lack its end as long as no pixel is missing."""
    picture = _opened(file, kind)
    if kind == "webp":
        return _first_frame(picture)
    try:
        picture.load()
    except OSError:
        if kind != "jpeg" or not _is_whole(file):
            raise
        picture = _opened(_with_end(file), kind)
        picture.load()
    return picture


def _with_end(file, rest=b""):
    file.seek(0)
    return io.BytesIO(file.read().rstrip(b"\xff") + rest + END_OF_JPEG)


def _is_whole(file):
    """Whether a JPEG without its end looks the same whatever follows: then nothing of it is missing."""
    seals = []
    for rest in (b"", OTHER_REST):
        picture = _opened(_with_end(file, rest), "jpeg")
        picture.load()
        seal = hashlib.sha256()
        for box in _strips(picture.size):
            seal.update(picture.crop(box).tobytes())
        seals.append(seal.digest())
    return seals[0] == seals[1]


def _first_frame(picture):
    """The pixels of a WebP without its decoder, which holds two more pictures of the same size."""
    info = {"icc_profile": picture.info.get("icc_profile"), "orientation": _orientation(picture)}
    frame, is_animated = picture._decoder.get_next(), picture.is_animated
    picture._decoder = None
    if frame is None:
        raise BadPictureError("broken")
    pixels = Image.frombuffer(picture.rawmode, picture.size, frame[0], "raw", picture.rawmode, 0, 1)
    pixels.info, pixels.is_animated = info, is_animated
    return pixels


def _orientation(picture):
    if "orientation" in picture.info:
        return picture.info["orientation"]
    try:
        found = picture.getexif().get(0x0112, 1)
    except BROKEN:  # a browser shows a picture whose camera data is damaged
        return 1
    return found if found in TURNS else 1


def _strips(size, step=1):
    """Boxes of whole rows, of about STRIP pixels and a multiple of `step` rows each."""
    width, height = size
    rows = max(step, STRIP // width // step * step)
    for top in range(0, height, rows):
        yield (0, top, width, min(height, top + rows))


def _converted(source, kind):
    """The picture in sRGB and upright, a reduced copy to compare with, and the factor of that."""
    turn = _orientation(source)
    size = source.size[::-1] if turn in SIDEWAYS else source.size
    factor = max(1, max(size) // COMPARED_SIDE)
    colours = Colours(source, kind)
    rows, reduced, done = bytearray(size[0] * size[1] * len(colours.mode)), b"", 0
    for box in _strips(size, factor):
        strip = source.crop(_place_of(box, size, turn))
        if turn in TURNS:
            strip = strip.transpose(TURNS[turn])
        strip = colours.converted(strip)
        reduced += strip.reduce(factor).tobytes()
        content = strip.tobytes()
        rows[done : done + len(content)] = content
        done += len(content)
    source.im = None  # frees the pixels, of which there is no room for a third copy
    picture = Image.frombuffer(colours.mode, size, rows, "raw", colours.mode, 0, 1)
    del rows
    small = [-(-side // factor) for side in size]
    return picture, Image.frombytes(colours.mode, small, reduced), factor


def _place_of(box, size, turn):
    """Where in the source the rows of an upright picture come from."""
    _left, top, _right, bottom = box
    if turn in FROM_THE_END:
        top, bottom = size[1] - bottom, size[1] - top
    return (top, 0, bottom, size[0]) if turn in SIDEWAYS else (0, top, size[0], bottom)


class Colours:
    """How the colours of a picture become those of sRGB; `mode` is what it has afterwards."""

    def __init__(self, source, kind):
        is_clear = kind != "jpeg" and _is_clear(source)
        is_grey = source.mode in {"1", "L", "LA"} or source.mode.startswith("I")
        self.inks = "CMYK" if source.mode == "CMYK" else "L" if is_grey else "RGB"
        self.transform, self.tones = self._transform(source.info.get("icc_profile")), None
        if not self.transform:
            self.tones = _tones(source.info)
        base = "RGB" if kind == "webp" or not is_grey or self.inks == "RGB" else "L"
        self.mode = {"L": "LA", "RGB": "RGBA"}[base] if is_clear else base

    def _transform(self, content):
        """From the picture's own colours to sRGB; none where the profile does not fit, as in a browser."""
        if not content or len(content) > MAX_PROFILE:
            return None
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
            space = profile.profile.xcolor_space.strip()
            inks = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}[space]
            if inks == "RGB" and self.inks == "L":
                self.inks = "RGB"
            if inks != self.inks:
                return None
            return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), self.inks, "RGB")
        except (KeyError, ImageCms.PyCMSError, *BROKEN):
            return None

    def converted(self, strip):
        clear = _clearness(strip) if self.mode.endswith("A") else None
        strip = _eight_bits(strip)
        if strip.mode != self.inks:
            strip = strip.convert("RGB").convert(self.inks)
        if self.transform:
            strip = ImageCms.applyTransform(strip, self.transform)
        elif self.tones:
            strip = strip.point(self.tones * len(strip.getbands()))
        strip = strip.convert(self.mode.rstrip("A"))
        if clear:
            strip.putalpha(clear)
        return strip


def _is_clear(source):
    """Whether one shows through any pixel: programs write opaque pictures with a channel for that, too, and
    there is no memory to write the largest WebP with one.
    """
    if not source.has_transparency_data:
        return False
    strips = (source.crop(box) for box in _strips(source.size))
    return any(_clearness(strip).getextrema()[0] < 255 for strip in strips)


def _clearness(strip):
    """How little one sees through each pixel. Pillow itself would lose the clear tone of 16-bit greys."""
    if not strip.mode.startswith("I"):
        return strip.convert("RGBA").getchannel("A")
    tone = strip.info["transparency"]
    greys = strip.convert("I")
    return ImageMath.lambda_eval(lambda names: (names["greys"] != tone) * 255, greys=greys).convert("L")


def _eight_bits(strip):
    """Greys of 16 bits scaled to 8; Pillow itself would cut off what is brighter than 255."""
    if not strip.mode.startswith("I"):
        return strip
    return strip.convert("I").point(lambda value: value * (255 / 65535) + 0.5).convert("L")


def _tones(info):
    """What the gamma of a PNG without a profile makes of each tone; none where it is that of sRGB."""
    gamma = info.get("gamma", 0)
    if not gamma or "srgb" in info or abs(gamma * 2.2 - 1) < 0.05:
        return None
    lights = [(tone / 255) ** (1 / gamma) for tone in range(256)]
    return [
        round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
        for light in lights
    ]


def _ways_to_save(source, file, kind):
    """How to save the picture, the usual way first, then one that loses less."""
    is_large = source.width * source.height > LARGE
    if kind == "png":
        yield {"compress_level": 1 if is_large else 6}
    elif kind == "jpeg":
        if source.mode in {"L", "RGB"}:
            sampling = JpegImagePlugin.get_sampling(source)
            yield {"qtables": source.quantization, "subsampling": max(0, sampling)}
        yield {"quality": 95, "subsampling": 0}
    else:
        without_loss = {"lossless": True, "quality": 50, "method": 2}
        if _is_lossless(file) and not is_large:
            yield without_loss
        yield {"quality": 90, "method": 2 if is_large else 4}
        yield {"quality": 100, "method": 2}
        # There is no memory to write a large one without loss.
        yield {"quality": 90, "method": 4} if is_large else without_loss


def _is_lossless(file):
    """Whether a WebP has its pixels in a chunk VP8L."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name in {b"VP8 ", b"VP8L"}:
            return name == b"VP8L"
        file.seek(size + size % 2, os.SEEK_CUR)
    return False


def _difference(kept, expected, factor):
    """The mean absolute difference of the worst channel, clear pixels on white and the clearness itself."""
    kept = kept.convert("RGB") if kept.mode == "RGBX" and factor == 1 else kept
    pair = [one.convert("RGBA") for one in (kept.reduce(factor), expected)]
    white = Image.new("RGBA", expected.size, "white")
    seen = [Image.alpha_composite(white, one).convert("RGB") for one in pair]
    means = ImageStat.Stat(ImageChops.difference(*seen)).mean
    return max(*means, *ImageStat.Stat(ImageChops.difference(*(one.getchannel("A") for one in pair))).mean)


def _alone(deed, kind):
    # The limits of pixels are ours.
    Image.MAX_IMAGE_PIXELS = None
    PngImagePlugin.MAX_TEXT_CHUNK = MAX_PROFILE
    for name in ("tEXt", "zTXt", "iTXt"):
        setattr(PngImagePlugin.PngStream, f"chunk_{name}", lambda png, _place, size: png.fp.read(size))
    try:
        with tempfile.TemporaryFile() as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            done = {"write": write, "preview": preview}[deed](file, kind)
    except BadPictureError as error:
        _end(str(error))
    except BROKEN as error:
        if "memory" in str(error):
            raise MemoryError(str(error)) from error
        _end("broken")
    sys.stdout.buffer.write(done)


def _end(code):
    print(code, file=sys.stderr)  # noqa: T201 what the portal reads
    sys.exit(os.EX_DATAERR)


if __name__ == "__main__":
    _alone(*sys.argv[1:])
