"""Drawings that strangers made: read within limits and written again with shapes and colours alone."""

import base64
import logging
import math
import os
import re
import sys
import traceback
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

SVG = "http://www.w3.org/2000/svg"
MAX_ELEMENTS, MAX_DEPTH = 5_000, 30
LONGEST_LENGTH = 100  # characters of a number with its unit; what is longer would take minutes to look at
SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
PAINTS = frozenset({"defs", "linearGradient", "radialGradient", "stop", "clipPath", "title"})
LOOKS = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "opacity", "clip-path", "clip-rule"),
        *("stop-color", "stop-opacity", "color"),
    }
)
LENGTHS = frozenset(
    {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height"}
)
PLACES = LENGTHS | {
    *("id", "d", "points", "transform", "offset", "gradientUnits", "gradientTransform", "clipPathUnits")
}
PLAIN = re.compile(r"[-+\w\s.,#%()]*", re.ASCII)
OF_ITSELF = re.compile(r"url\(#[\w-]+\)", re.ASCII)
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
LENGTH = re.compile(rf"\s*({NUMBER.pattern})\s*(?:px|mm|cm|in|pt|pc|em|ex|%)?\s*", re.ASCII)


class RefusedDrawing(Exception):
    """A drawing that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_svg(content: bytes) -> bytes:
    """The drawing without scripts, styles, texts, pictures and links: what is not known is left out.

    Raises RefusedDrawing: "broken", also for sizes that are no numbers, "too-complex", "empty" when no shape
    is left.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise RefusedDrawing("broken") from error
    if root.tag != f"{{{SVG}}}svg":
        raise RefusedDrawing("broken")
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS:
        raise RefusedDrawing("too-complex")
    register_namespace("", SVG)
    clean = Element(f"{{{SVG}}}svg", {"viewBox": _view(root)})
    _copy(root, clean, 0)
    if not any(_name(one) in SHAPES - {"g"} for one in clean.iter()):
        raise RefusedDrawing("empty")
    return tostring(clean)


def check_drawable(drawing: bytes) -> None:
    """Draw a clean drawing once, in a process of its own, as the papers will do.

    Raises RefusedDrawing "undrawable" when that fails, for a paper would leave it out silently; BusyError
    says nothing about the drawing.
    """
    # Not above: this file runs by itself, too, without the portal.
    from ecotown.common.apart import BadFileError, run_apart  # noqa: PLC0415

    try:
        run_apart(__file__, drawing)
    except BadFileError as error:
        raise RefusedDrawing("undrawable") from error


def _view(root):
    """Four numbers: left, top, and a width and height above 0."""
    if (view := root.get("viewBox")) is not None:
        said = re.split(r"\s*,\s*|\s+", view.strip())
    else:
        sizes = [_length(root.get(name, "")) for name in ("width", "height")]
        said = ["0", "0", *(size[1] if size else "" for size in sizes)]
    if len(said) != 4 or not all(map(_length, said)) or not all(map(NUMBER.fullmatch, said)):
        raise RefusedDrawing("broken")
    numbers = [float(number) for number in said]
    if not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        raise RefusedDrawing("broken")
    return " ".join(said)


def _copy(source, target, depth, *, is_clip=False):
    if depth > MAX_DEPTH:
        raise RefusedDrawing("too-complex")
    for one in source:
        name = _name(one)
        if name not in SHAPES | PAINTS:
            continue
        attributes = _attributes(one)
        within_clip = is_clip or name == "clipPath"
        if within_clip:
            # What clips is not clipped itself: chains of clips grow without limit when they are drawn.
            attributes.pop("clip-path", None)
        copied = SubElement(target, f"{{{SVG}}}{name}", attributes)
        if name == "title":
            copied.text = one.text
        else:
            _copy(one, copied, depth + 1, is_clip=within_clip)


def _attributes(element):
    said = dict(element.attrib)
    for declaration in said.pop("style", "").split(";"):
        name, _colon, value = declaration.partition(":")
        if name.strip() in LOOKS:
            said[name.strip()] = value.strip()
    known = {name: value for name, value in said.items() if name in LOOKS | PLACES}
    if not all(value == "auto" or _length(value) for name, value in known.items() if name in LENGTHS):
        raise RefusedDrawing("broken")
    return {name: value for name, value in known.items() if _is_harmless(value)}


def _length(value):
    return LENGTH.fullmatch(value) if len(value) <= LONGEST_LENGTH else None


def _is_harmless(value):
    if "url" in value.lower():
        return bool(OF_ITSELF.fullmatch(value.strip()))
    return bool(PLAIN.fullmatch(value))


def _name(element):
    """The name of an element of SVG; empty for comments and what belongs to other programs."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{SVG}}}") if tag.startswith(f"{{{SVG}}}") else ""


def _alone():
    from weasyprint import HTML  # noqa: PLC0415

    # WeasyPrint reports what it cannot draw, and goes on.
    logging.getLogger("weasyprint").addFilter(_refuse)
    drawing = base64.b64encode(sys.stdin.buffer.read()).decode()
    page = f'<img src="data:image/svg+xml;base64,{drawing}" style="width: 5cm; height: 5cm">'
    try:
        HTML(string=page).write_pdf()
    except Exception:
        _refuse()


def _refuse(_record=None):
    """Call the drawing bad; that memory was lacking, the traceback tells."""
    traceback.print_exc()
    sys.exit(os.EX_DATAERR)


if __name__ == "__main__":
    _alone()
