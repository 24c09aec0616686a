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
# Colour spaces: x and y of white, red, green and blue. The numbers are those of ITU-T H.273.
D65 = (0.3127, 0.329)
SRGB_PRIMARIES = (*D65, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
NUMBERED_PRIMARIES = {
    1: SRGB_PRIMARIES,
    5: (*D65, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06),
    6: (*D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
    7: (*D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
    9: (*D65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
    12: (*D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
    22: (*D65, 0.63, 0.34, 0.295, 0.605, 0.155, 0.077),
}
NUMBERED_GAMMAS = {1: 2.4, 4: 2.2, 5: 2.8, 6: 2.4, 8: 1.0, 14: 2.4, 15: 2.4}  # video as browsers show it
SRGB_CURVE, BRIGHTER_THAN_WHITE = 13, {16, 18}
D50 = (0.9642, 1.0, 0.8249)
CONES = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))  # Bradford


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
    if kind == "png" and picture.tile and picture.tile[0].args == "LA;16B":
        picture.info["is_grey"] = True  # which is read as RGBA
    return picture


def _loaded(file, kind):
    """The picture with all its pixels; a JPEG may lack its end as long as no pixel is missing."""
    picture = _opened(file, kind)
    if kind == "webp":
        return _first_frame(picture)
    if kind == "png" and picture.is_animated and picture.default_image:
        picture.seek(1)  # past the picture for programs that show no animation
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
        is_grey = source.mode in {"1", "L", "LA"} or source.mode.startswith("I") or "is_grey" in source.info
        self.inks = "CMYK" if source.mode == "CMYK" else "L" if is_grey else "RGB"
        self.transform, self.tones = self._own_colours(source.info)
        base = "RGB" if kind == "webp" or not is_grey or self.inks == "RGB" else "L"
        self.mode = {"L": "LA", "RGB": "RGBA"}[base] if is_clear else base

    def _own_colours(self, info):
        """The transform or the tones that make sRGB of the picture; cICP counts before a profile."""
        space = _numbered_space(info.get("cicp"))
        transform = None if space else self._transform(info.get("icc_profile"))
        space = space or _measured_space(info)
        if transform or not space:
            return transform, None
        primaries, lights = space
        if self.inks == "RGB" and not _are_close(primaries, SRGB_PRIMARIES):
            return self._transform(_profile(primaries, lights)), None
        return None, _tones(lights)

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


def _numbered_space(numbers):
    """The primaries and the light of each tone that a chunk cICP tells; none where a browser passes it over.

    Raises BadPictureError where it tells of light that sRGB has no tones for.
    """
    if not numbers or numbers[2:] != (0, 1) or numbers[0] not in NUMBERED_PRIMARIES:
        return None
    primaries, curve = NUMBERED_PRIMARIES[numbers[0]], numbers[1]
    if curve in BRIGHTER_THAN_WHITE:
        raise BadPictureError("differs")
    if curve == SRGB_CURVE:
        return primaries, _lights(_light_in_srgb)
    if curve in NUMBERED_GAMMAS:
        return primaries, _lights(lambda tone: tone ** NUMBERED_GAMMAS[curve])
    return None


def _measured_space(info):
    """The primaries and the light of each tone by the chunks cHRM and gAMA; none where that is sRGB."""
    gamma, primaries = info.get("gamma", 0), info.get("chromaticity", SRGB_PRIMARIES)
    is_usual = abs(gamma * 2.2 - 1) < 0.05 and _are_close(primaries, SRGB_PRIMARIES)
    if not gamma or "srgb" in info or is_usual:
        return None
    return primaries, _lights(lambda tone: tone ** (1 / gamma))


def _are_close(primaries, others):
    return all(abs(one - other) < 0.002 for one, other in zip(primaries, others, strict=True))


def _lights(curve):
    return [curve(tone / 255) for tone in range(256)]


def _light_in_srgb(tone):
    return tone / 12.92 if tone <= 0.04045 else ((tone + 0.055) / 1.055) ** 2.4


def _tones(lights):
    """The tone of sRGB that has the light of each tone; none where all stay as they are."""
    tones = [
        round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
        for light in lights
    ]
    return None if tones == list(range(256)) else tones


def _profile(primaries, lights):
    """A colour profile of these primaries and curve; none where the primaries make no colour space."""
    try:
        colours = [
            struct.pack(">4s4x3i", b"XYZ ", *(round(65536 * value) for value in colour))
            for colour in _under_d50(primaries)
        ]
    except (ZeroDivisionError, struct.error):
        return None
    curve = struct.pack(">4s4xI256H", b"curv", 256, *(round(65535 * light) for light in lights))
    names = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
    return _with_head([*zip(names, [*colours, curve, curve, curve], strict=True)])


def _under_d50(primaries):
    """Red, green and blue as they look under the light D50, which profiles expect: by Bradford's rule."""
    pairs = zip(primaries[::2], primaries[1::2], strict=True)
    white, *columns = ((x / y, 1, (1 - x - y) / y) for x, y in pairs)
    gains = [target / cone for target, cone in zip(_cones(D50), _cones(white), strict=True)]
    for share, column in zip(_solved(columns, white), columns, strict=True):
        seen = [gain * cone * share for gain, cone in zip(gains, _cones(column), strict=True)]
        yield _solved(list(zip(*CONES, strict=True)), seen)


def _with_head(tags):
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, content in tags:
        table += struct.pack(">4sII", name, start + len(body), len(content))
        body += content
    head = struct.pack(">I4xI4s4s4s", start + len(body), 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s28x", 2026, 1, 1, 0, 0, 0, b"acsp")
    return head + struct.pack(">3i48x", *(round(65536 * value) for value in D50)) + table + body


def _cones(colour):
    return [sum(share * value for share, value in zip(row, colour, strict=True)) for row in CONES]


def _solved(columns, right):
    """How much of each of three columns makes up `right`, by Cramer's rule."""
    whole = _determinant(*columns)
    replaced = ([*columns[:place], right, *columns[place + 1 :]] for place in range(3))
    return [_determinant(*three) / whole for three in replaced]


def _determinant(first, second, third):
    (a, b, c), (d, e, f), (g, h, i) = first, second, third
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


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
    PngImagePlugin.PngStream.chunk_cICP = _read_cicp
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


def _read_cicp(png, _place, size):
    content = png.fp.read(size)
    png.im_info["cicp"] = tuple(content)
    return content


def _end(code):
    print(code, file=sys.stderr)  # noqa: T201 what the portal reads
    sys.exit(os.EX_DATAERR)


if __name__ == "__main__":
    _alone(*sys.argv[1:])
