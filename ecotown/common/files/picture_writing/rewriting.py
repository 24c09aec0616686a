"""Rewrite a picture, and compare the result with the original."""

import io
import json
import os
import struct
from typing import BinaryIO

from PIL import Image, ImageChops, ImageStat, JpegImagePlugin

from .colours import Colours
from .limits import BadPictureError
from .loading import TRANSPOSITIONS, loaded, orientation_of, strips

COMPARED_SIDE = 1000  # larger pictures are compared on copies whose longer side is about this
TOLERANCE = 3  # of 255: mean absolute difference of a channel between original and result
LARGE_PIXELS = 12_000_000  # pixels above which speed matters more than file size
SIDEWAYS, FROM_THE_END = {5, 6, 7, 8}, {3, 4, 7, 8}


def rewrite(file: BinaryIO, kind: str) -> bytes:
    """Return a line of JSON (whether only the first frame is kept), followed by the rewritten picture."""
    source = loaded(file, kind)
    facts = {"is_first_frame": kind != "jpeg" and getattr(source, "is_animated", False)}
    is_saved = False
    for options in list(_save_options(source, file, kind)):
        picture, expected, factor = _converted(source or loaded(file, kind), kind)
        source = None  # there is no memory for it beside the picture that is loaded again
        rewritten = _saved(picture, kind, options)
        del picture
        is_saved |= rewritten is not None
        if rewritten and _difference(loaded(rewritten, kind), expected, factor) <= TOLERANCE:
            return json.dumps(facts).encode() + b"\n" + rewritten.getvalue()
    if not is_saved:
        raise MemoryError
    raise BadPictureError("differs")


def _saved(picture, kind, options):
    """Return the picture as a file in memory, None where its kind cannot hold it."""
    content = io.BytesIO()
    try:
        picture.save(content, format=kind, **options)
    except ValueError:  # WebP limits the size of its partitions, which detailed large pictures exceed
        return None
    return content


def _converted(source, kind):
    """Return the picture in sRGB and upright, a reduced copy for comparison, and the reduction factor."""
    orientation = orientation_of(source)
    size = source.size[::-1] if orientation in SIDEWAYS else source.size
    factor = max(1, max(size) // COMPARED_SIDE)
    colours = Colours(source, kind)
    rows, reduced, written = bytearray(size[0] * size[1] * len(colours.mode)), b"", 0
    for box in strips(size, factor):
        strip = source.crop(_source_box(box, size, orientation))
        if orientation in TRANSPOSITIONS:
            strip = strip.transpose(TRANSPOSITIONS[orientation])
        strip = colours.converted(strip)
        reduced += strip.reduce(factor).tobytes()
        content = strip.tobytes()
        rows[written : written + len(content)] = content
        written += len(content)
    source.im = None  # free the pixels: there is no memory for a third copy
    picture = Image.frombuffer(colours.mode, size, rows, "raw", colours.mode, 0, 1)
    del rows
    reduced_size = [-(-side // factor) for side in size]
    return picture, Image.frombytes(colours.mode, reduced_size, reduced), factor


def _source_box(box, size, orientation):
    """Return the box of the source that holds the rows `box` of the upright picture."""
    _left, top, _right, bottom = box
    if orientation in FROM_THE_END:
        top, bottom = size[1] - bottom, size[1] - top
    return (top, 0, bottom, size[0]) if orientation in SIDEWAYS else (0, top, size[0], bottom)


def _save_options(source, file, kind):
    """Yield Pillow's save options, the usual ones first, then ones that lose less."""
    is_large = source.width * source.height > LARGE_PIXELS
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
        # There is no memory to write a large picture losslessly.
        yield {"quality": 90, "method": 4} if is_large else without_loss


def _is_lossless(file):
    """Return whether a WebP stores its pixels in a chunk VP8L."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name in {b"VP8 ", b"VP8L"}:
            return name == b"VP8L"
        file.seek(size + size % 2, os.SEEK_CUR)
    return False


def _difference(rewritten, expected, factor):
    """Return the mean absolute difference of the worst channel: colours on white, and alpha itself."""
    rewritten = rewritten.convert("RGB") if rewritten.mode == "RGBX" and factor == 1 else rewritten
    pictures = [picture.convert("RGBA") for picture in (rewritten.reduce(factor), expected)]
    white = Image.new("RGBA", expected.size, "white")
    on_white = [Image.alpha_composite(white, picture).convert("RGB") for picture in pictures]
    alphas = [picture.getchannel("A") for picture in pictures]
    means = [ImageStat.Stat(ImageChops.difference(*images)).mean for images in (on_white, alphas)]
    return max(*means[0], *means[1])
