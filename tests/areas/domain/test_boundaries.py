"""Boundaries: what a file must be, how large it is on the ground, and its picture."""

import json

import pytest

from areas.domain import boundaries
from areas.domain.boundaries import read_boundary
from areas.domain.register import AreaError

SQUARE = [[100.0, 13.0], [100.1, 13.0], [100.1, 13.1], [100.0, 13.1], [100.0, 13.0]]
HOLE = [[100.04, 13.04], [100.06, 13.04], [100.06, 13.06], [100.04, 13.06], [100.04, 13.04]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def feature(geometry):
    return {"type": "Feature", "properties": {"owner": "somebody"}, "geometry": geometry}


def read(document):
    return read_boundary(json.dumps(document).encode())


@pytest.mark.parametrize(
    "document",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        feature(POLYGON),
        {"type": "FeatureCollection", "features": [feature(POLYGON)]},
        {"type": "Polygon", "coordinates": [[[*point, 12.5] for point in SQUARE]]},
    ],
    ids=["polygon", "multipolygon", "feature", "collection", "with heights"],
)
def test_only_the_polygons_of_a_file_are_kept(document):
    assert json.loads(read(document).geojson) == {"type": "MultiPolygon", "coordinates": [[SQUARE]]}


def test_a_file_with_a_byte_order_mark_is_read():
    content = b"\xef\xbb\xbf" + json.dumps(POLYGON).encode()

    assert read_boundary(content) == read(POLYGON)


def test_a_hole_counts_as_no_part_of_the_area():
    whole = read(POLYGON).square_km
    with_hole = read({"type": "Polygon", "coordinates": [SQUARE, HOLE]}).square_km

    assert whole == pytest.approx(11.132 * 11.132 * 0.974, rel=0.01)
    assert with_hole == pytest.approx(whole * 0.96, rel=0.001)


def test_the_direction_of_a_ring_does_not_matter():
    assert read({"type": "Polygon", "coordinates": [SQUARE[::-1]]}).square_km == read(POLYGON).square_km


def test_the_picture_has_north_above_and_the_shape_of_the_ground():
    path, width, height = read(POLYGON).outline

    assert (width, height) == (312, 320)
    assert path == "M0.0 320.0L311.7 320.0L311.7 0.0L0.0 0.0Z"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n", "boundary-empty"),
        (b"%PDF-1.7", "not-geojson"),
        (b"\xff\xfe{}", "not-geojson"),
        (b"[" * 100_000, "not-geojson"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 13]]]}', "not-geojson"),
        (b"[]", "not-geojson"),
        (b'{"type": 7}', "not-geojson"),
        (b'{"type": "FeatureCollection", "features": {}}', "not-geojson"),
        (b'{"type": "FeatureCollection", "features": [7]}', "not-geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "boundary-no-polygon"),
        (b'{"type": "Feature", "geometry": null}', "boundary-no-polygon"),
        (b'{"type": "Point", "coordinates": [100, 13]}', "boundary-no-polygon"),
        (b'{"type": "Polygon", "coordinates": []}', "not-geojson"),
        (b'{"type": "Polygon", "coordinates": [[["a", "b"]]]}', "not-geojson"),
        (b'{"type": "Polygon", "coordinates": [[[true, 13]]]}', "not-geojson"),
        (b'{"type": "Polygon", "coordinates": [[[1e400, 13]]]}', "boundary-elsewhere"),
        (b"x" * (boundaries.MAX_BYTES + 1), "boundary-too-large"),
    ],
    ids=range(17),
)
def test_a_file_that_is_no_boundary_is_refused(content, code):
    with pytest.raises(AreaError) as refusal:
        read_boundary(content)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        (SQUARE[:-1], "boundary-open-ring"),
        (SQUARE[:2], "boundary-open-ring"),
        ([point[::-1] for point in SQUARE], "boundary-elsewhere"),
        ([[x * 6000, y * 110_000] for x, y in SQUARE], "boundary-elsewhere"),
        ([[100, 13], [100, 13.1], [100, 13.2], [100, 13]], "boundary-no-area"),
        (SQUARE[:-1] * 5001 + SQUARE[:1], "boundary-too-many-points"),
    ],
    ids=["open", "two points", "latitude first", "metres", "a line", "too many points"],
)
def test_a_ring_that_encloses_nothing_in_thailand_is_refused(ring, code):
    with pytest.raises(AreaError) as refusal:
        read({"type": "Polygon", "coordinates": [ring]})

    assert refusal.value.code == code


def test_too_many_polygons_are_refused():
    with pytest.raises(AreaError) as refusal:
        read({"type": "MultiPolygon", "coordinates": [[SQUARE]] * (boundaries.MAX_POLYGONS + 1)})

    assert refusal.value.code == "boundary-too-many-points"
