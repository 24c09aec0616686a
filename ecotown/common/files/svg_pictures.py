"""Sanitising of untrusted SVG drawings: parsed within limits, rewritten with shapes and colours only."""

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
MAX_LENGTH_TEXT = 100  # characters of a number with its unit; matching longer ones would take minutes
SHAPE_ELEMENTS = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
PAINT_ELEMENTS = frozenset({"defs", "linearGradient", "radialGradient", "stop", "clipPath", "title"})
STYLE_ATTRIBUTES = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "opacity", "clip-path", "clip-rule"),
        *("stop-color", "stop-opacity", "color"),
    }
)
LENGTH_ATTRIBUTES = frozenset(
    {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height"}
)
GEOMETRY_ATTRIBUTES = LENGTH_ATTRIBUTES | {
    *("id", "d", "points", "transform", "offset", "gradientUnits", "gradientTransform", "clipPathUnits")
}
PLAIN_VALUE = re.compile(r"[-+\w\s.,#%()]*", re.ASCII)
INTERNAL_REFERENCE = re.compile(r"url\(#[\w-]+\)", re.ASCII)
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
LENGTH = re.compile(rf"\s*({NUMBER.pattern})\s*(?:px|mm|cm|in|pt|pc|em|ex|%)?\s*", re.ASCII)


class RefusedDrawing(Exception):
    """A drawing that is refused; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_svg(content: bytes) -> bytes:
    """Return the drawing without scripts, styles, texts, pictures and links: only known names are kept.

    Raises RefusedDrawing: "broken", also for sizes that are not numbers, "too-complex", "empty" when no
    shape is left.
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
    drawing = Element(f"{{{SVG}}}svg", {"viewBox": _view(root)})
    _copy(root, drawing, 0)
    if not any(_name(element) in SHAPE_ELEMENTS - {"g"} for element in drawing.iter()):
        raise RefusedDrawing("empty")
    return tostring(drawing)


def check_drawable(drawing: bytes) -> None:
    """Draw a clean drawing once in a subprocess, as documents do.

    Raises RefusedDrawing "undrawable" when WeasyPrint would silently leave the drawing out of a document,
    and LimitReachedError, which says nothing about the drawing.
    """
    # Imported here because this file also runs as a script without the portal.
    from ecotown.common.files.limited_process import BadFileError, run_limited  # noqa: PLC0415

    try:
        run_limited(__file__, drawing)
    except BadFileError as error:
        raise RefusedDrawing("undrawable") from error


def _view(root):
    """Return the view box as four numbers: left, top, and a width and height above 0."""
    if (view := root.get("viewBox")) is not None:
        view_box = re.split(r"\s*,\s*|\s+", view.strip())
    else:
        sizes = [_length(root.get(name, "")) for name in ("width", "height")]
        view_box = ["0", "0", *(size[1] if size else "" for size in sizes)]
    if len(view_box) != 4 or not all(map(_length, view_box)) or not all(map(NUMBER.fullmatch, view_box)):
        raise RefusedDrawing("broken")
    numbers = [float(number) for number in view_box]
    if not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        raise RefusedDrawing("broken")
    return " ".join(view_box)


def _copy(source, target, depth, *, is_clip=False):
    if depth > MAX_DEPTH:
        raise RefusedDrawing("too-complex")
    for element in source:
        name = _name(element)
        if name not in SHAPE_ELEMENTS | PAINT_ELEMENTS:
            continue
        attributes = _attributes(element)
        within_clip = is_clip or name == "clipPath"
        if within_clip:
            # A clip path is not clipped itself: chains of clip paths make drawing time grow without limit.
            attributes.pop("clip-path", None)
        copied = SubElement(target, f"{{{SVG}}}{name}", attributes)
        if name == "title":
            copied.text = element.text
        else:
            _copy(element, copied, depth + 1, is_clip=within_clip)


def _attributes(element):
    attributes = dict(element.attrib)
    for declaration in attributes.pop("style", "").split(";"):
        name, _colon, value = declaration.partition(":")
        if name.strip() in STYLE_ATTRIBUTES:
            attributes[name.strip()] = value.strip()
    known_attributes = {
        name: value for name, value in attributes.items() if name in STYLE_ATTRIBUTES | GEOMETRY_ATTRIBUTES
    }
    if not all(
        value == "auto" or _length(value)
        for name, value in known_attributes.items()
        if name in LENGTH_ATTRIBUTES
    ):
        raise RefusedDrawing("broken")
    return {name: value for name, value in known_attributes.items() if _is_harmless(value)}


def _length(value):
    return LENGTH.fullmatch(value) if len(value) <= MAX_LENGTH_TEXT else None


def _is_harmless(value):
    if "url" in value.lower():
        return bool(INTERNAL_REFERENCE.fullmatch(value.strip()))
    return bool(PLAIN_VALUE.fullmatch(value))


def _name(element):
    """Return the local name of an SVG element, an empty string for comments and other namespaces."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{SVG}}}") if tag.startswith(f"{{{SVG}}}") else ""


def _main():
    from weasyprint import HTML  # noqa: PLC0415

    # WeasyPrint logs what it cannot draw, and continues.
    logging.getLogger("weasyprint").addFilter(_refuse)
    drawing = base64.b64encode(sys.stdin.buffer.read()).decode()
    page = f'<img src="data:image/svg+xml;base64,{drawing}" style="width: 5cm; height: 5cm">'
    try:
        HTML(string=page).write_pdf()
    except Exception:
        _refuse()


def _refuse(_record=None):
    """Exit with the code for a bad file; the traceback shows a lack of memory."""
    traceback.print_exc()
    sys.exit(os.EX_DATAERR)


if __name__ == "__main__":
    _main()
