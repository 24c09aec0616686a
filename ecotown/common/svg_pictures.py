"""Drawings that strangers made: read within limits and written again with shapes and colours alone."""

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

SVG = "http://www.w3.org/2000/svg"
MAX_ELEMENTS, MAX_DEPTH = 5_000, 30
SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
PAINTS = frozenset({"defs", "linearGradient", "radialGradient", "stop", "clipPath", "title"})
LOOKS = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "opacity", "clip-path", "clip-rule"),
        *("stop-color", "stop-opacity", "color"),
    }
)
PLACES = frozenset(
    {
        *("id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width"),
        *("height", "points", "transform", "offset", "gradientUnits", "gradientTransform", "clipPathUnits"),
    }
)
PLAIN = re.compile(r"[-+\w\s.,#%()]*", re.ASCII)
OF_ITSELF = re.compile(r"url\(#[\w-]+\)", re.ASCII)
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|mm|cm|in|pt|pc)?\s*", re.ASCII)
VIEW = re.compile(r"\s*-?[\d.]+([\s,]+-?[\d.]+){3}\s*", re.ASCII)


class RefusedDrawing(Exception):
    """A drawing that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_svg(content: bytes) -> bytes:
    """The drawing without scripts, styles, texts, pictures and links: what is not known is left out.

    Raises RefusedDrawing: "broken", "too-complex", "empty" when no shape is left.
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


def _view(root):
    view = root.get("viewBox", "")
    if VIEW.fullmatch(view):
        return " ".join(re.split(r"[\s,]+", view.strip()))
    sizes = [LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if not all(sizes):
        raise RefusedDrawing("broken")
    return " ".join(["0", "0", *(size[1] for size in sizes)])


def _copy(source, target, depth):
    if depth > MAX_DEPTH:
        raise RefusedDrawing("too-complex")
    for one in source:
        name = _name(one)
        if name not in SHAPES | PAINTS:
            continue
        copied = SubElement(target, f"{{{SVG}}}{name}", _attributes(one))
        if name == "title":
            copied.text = one.text
        else:
            _copy(one, copied, depth + 1)


def _attributes(element):
    said = dict(element.attrib)
    for declaration in said.pop("style", "").split(";"):
        name, _colon, value = declaration.partition(":")
        if name.strip() in LOOKS:
            said[name.strip()] = value.strip()
    known = {name: value for name, value in said.items() if name in LOOKS | PLACES}
    return {name: value for name, value in known.items() if _is_harmless(value)}


def _is_harmless(value):
    if "url" in value.lower():
        return bool(OF_ITSELF.fullmatch(value.strip()))
    return bool(PLAIN.fullmatch(value))


def _name(element):
    """The name of an element of SVG; empty for comments and what belongs to other programs."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(f"{{{SVG}}}") if tag.startswith(f"{{{SVG}}}") else ""
