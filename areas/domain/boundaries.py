"""Boundaries of areas: reading GeoJSON of strangers within limits, its size on the ground, its outline."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NoReturn

from areas.domain.register import AreaError

MAX_BYTES = 2 * 2**20
MAX_POINTS = 20_000
MAX_POLYGONS = 500
PLACES = 6  # of a degree: a tenth of a metre
# Thailand in degrees; coordinates elsewhere are in metres, or have latitude and longitude exchanged.
WEST, SOUTH, EAST, NORTH = 97.0, 5.0, 106.0, 21.0
KM_PER_DEGREE = 111.32  # along a meridian, and along the equator
LEAST_SQUARE_KM = 0.001
OUTLINE_WIDTH, MOST_OUTLINE_HEIGHT = 320.0, 320.0
LEAST_STEP = 0.4  # points of an outline that lie closer together are one

Point = tuple[float, float]  # longitude and latitude
Ring = list[Point]
Polygon = list[Ring]


@dataclass(frozen=True, slots=True)
class Boundary:
    """The polygons of an area, each its outer ring and its holes."""

    polygons: tuple[tuple[tuple[Point, ...], ...], ...]

    @property
    def point_count(self) -> int:
        return sum(len(ring) for ring in self._rings())

    @property
    def square_km(self) -> float:
        """Its size on the ground, to about one percent."""
        return sum(
            abs(_square_km(polygon[0])) - sum(abs(_square_km(hole)) for hole in polygon[1:])
            for polygon in self.polygons
        )

    @property
    def geojson(self) -> str:
        """The boundary as one GeoJSON geometry (RFC 7946), without whatever else the file had."""
        coordinates = [[[list(point) for point in ring] for ring in polygon] for polygon in self.polygons]
        return json.dumps({"type": "MultiPolygon", "coordinates": coordinates}, separators=(",", ":"))

    @property
    def outline(self) -> tuple[str, int, int]:
        """The path of its picture (SVG), and the width and height in which it stands."""
        longitudes = [x for ring in self._rings() for x, _y in ring]
        latitudes = [y for ring in self._rings() for _x, y in ring]
        west, north = min(longitudes), max(latitudes)
        shrink = math.cos(math.radians((north + min(latitudes)) / 2))
        wide, high = (max(longitudes) - west) * shrink, north - min(latitudes)
        scale = min(OUTLINE_WIDTH / wide, MOST_OUTLINE_HEIGHT / high)
        path = "".join(
            _path([((x - west) * shrink * scale, (north - y) * scale) for x, y in ring])
            for ring in self._rings()
        )
        return path, math.ceil(wide * scale), math.ceil(high * scale)

    def _rings(self) -> Iterator[tuple[Point, ...]]:
        for polygon in self.polygons:
            yield from polygon


def read_boundary(content: bytes) -> Boundary:
    """Return the polygons of a GeoJSON file: a geometry, a feature or a collection of features.

    Raises AreaError: "boundary-empty", "boundary-too-large", "not-geojson", "boundary-no-polygon" when it has
    other geometries or none, "boundary-open-ring", "boundary-elsewhere", "boundary-too-many-points",
    "boundary-no-area".
    """
    if not content.strip():
        raise AreaError("boundary-empty")
    if len(content) > MAX_BYTES:
        raise AreaError("boundary-too-large")
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise AreaError("not-geojson") from error
    polygons = [polygon for geometry in _geometries(document) for polygon in _polygons(geometry)]
    if not polygons:
        raise AreaError("boundary-no-polygon")
    if len(polygons) > MAX_POLYGONS or sum(len(ring) for rings in polygons for ring in rings) > MAX_POINTS:
        raise AreaError("boundary-too-many-points")
    boundary = Boundary(tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons))
    if boundary.square_km < LEAST_SQUARE_KM:
        raise AreaError("boundary-no-area")
    return boundary


def _refuse_constant(_text: str) -> NoReturn:
    raise AreaError("not-geojson")  # NaN and Infinity, which JSON does not have


def _geometries(document: Any) -> list[Any]:
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise AreaError("not-geojson")
    if document["type"] == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            raise AreaError("not-geojson")
        return [_geometry_of(feature) for feature in features]
    return [_geometry_of(document) if document["type"] == "Feature" else document]


def _geometry_of(feature: Any) -> Any:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise AreaError("not-geojson")
    return feature.get("geometry")


def _polygons(geometry: Any) -> list[Polygon]:
    if not isinstance(geometry, dict):
        raise AreaError("boundary-no-polygon")
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        coordinates = [coordinates]
    elif geometry.get("type") != "MultiPolygon":
        raise AreaError("boundary-no-polygon")
    return [[_ring(ring) for ring in _list(rings)] for rings in _list(coordinates)]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise AreaError("not-geojson")
    return value


def _ring(points: Any) -> Ring:
    ring = [_point(point) for point in _list(points)]
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise AreaError("boundary-open-ring")
    return ring


def _point(point: Any) -> Point:
    """Return longitude and latitude; a height is left out."""
    if not isinstance(point, list) or len(point) < 2 or any(not _is_number(value) for value in point):
        raise AreaError("not-geojson")
    longitude, latitude = point[:2]
    if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
        raise AreaError("boundary-elsewhere")
    return round(float(longitude), PLACES), round(float(latitude), PLACES)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _square_km(ring: Sequence[Point]) -> float:
    """Return the size of a ring, negative when it runs clockwise."""
    shrink = math.cos(math.radians(sum(y for _x, y in ring) / len(ring)))
    x0, y0 = ring[0]  # sums of small numbers lose no digits
    plane = [((x - x0) * shrink * KM_PER_DEGREE, (y - y0) * KM_PER_DEGREE) for x, y in ring]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(plane)) / 2


def _path(points: Sequence[Point]) -> str:
    kept = [points[0]]
    for point in points[1:-1]:
        if math.dist(point, kept[-1]) >= LEAST_STEP:
            kept.append(point)
    return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in kept)}Z"
