"""Write an ICC profile for given primaries and a tone curve."""

import struct

D50 = (0.9642, 1.0, 0.8249)
CONES = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))  # Bradford


def icc_profile(primaries, lights):
    """Return an ICC profile of these primaries and curve, None where the primaries form no colour space."""
    try:
        colours = [
            struct.pack(">4s4x3i", b"XYZ ", *(round(65536 * value) for value in colour))
            for colour in _under_d50(primaries)
        ]
    except (ZeroDivisionError, struct.error):
        return None
    curve = struct.pack(">4s4xI256H", b"curv", 256, *(round(65535 * light) for light in lights))
    tag_names = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
    return _serialised([*zip(tag_names, [*colours, curve, curve, curve], strict=True)])


def _under_d50(primaries):
    """Yield red, green and blue adapted to the illuminant D50, which profiles use (Bradford transform)."""
    chromaticities = zip(primaries[::2], primaries[1::2], strict=True)
    white, *columns = ((x / y, 1, (1 - x - y) / y) for x, y in chromaticities)
    gains = [target / cone for target, cone in zip(_cone_response(D50), _cone_response(white), strict=True)]
    for share, column in zip(_solved(columns, white), columns, strict=True):
        adapted = [gain * cone * share for gain, cone in zip(gains, _cone_response(column), strict=True)]
        yield _solved(list(zip(*CONES, strict=True)), adapted)


def _serialised(tags):
    """Return an ICC profile of a display with these tags, each (name, content)."""
    table, body, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, content in tags:
        table += struct.pack(">4sII", name, offset + len(body), len(content))
        body += content
    head = struct.pack(">I4xI4s4s4s", offset + len(body), 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s28x", 2026, 1, 1, 0, 0, 0, b"acsp")
    return head + struct.pack(">3i48x", *(round(65536 * value) for value in D50)) + table + body


def _cone_response(colour):
    return [sum(share * value for share, value in zip(row, colour, strict=True)) for row in CONES]


def _solved(columns, right):
    """Solve the linear system of three columns for `right` by Cramer's rule."""
    determinant = _determinant(*columns)
    matrices = ([*columns[:index], right, *columns[index + 1 :]] for index in range(3))
    return [_determinant(*matrix) / determinant for matrix in matrices]


def _determinant(first, second, third):
    return sum(
        first[index] * (second[index - 2] * third[index - 1] - second[index - 1] * third[index - 2])
        for index in range(3)
    )
