"""Colour profiles with a visible effect, built here so that no file of other people is needed."""

import struct

from PIL import ImageCms

D50 = (0.9642, 1.0, 0.8249)


def srgb():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def with_red_and_green_swapped():
    """Return sRGB with red and green swapped: what is stored as red looks green."""
    content = bytearray(srgb())
    (count,) = struct.unpack_from(">I", content, 128)
    for place in range(132, 132 + 12 * count, 12):
        name = bytes(content[place : place + 4])
        content[place : place + 4] = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}.get(name, name)
    return bytes(content)


def grey(gamma):
    """Return a grey profile whose light is the stored tone to the power of `gamma`."""
    curve = struct.pack(">4s4xIH", b"curv", 1, round(gamma * 256))
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": curve, b"wtpt": _xyz(D50)})


def inks_of_one_colour():
    """Return a CMYK profile that shows the same middle grey for all inks."""
    linear = bytes(range(256))
    table = struct.pack(">4s4x4B", b"mft1", 4, 3, 2, 0) + struct.pack(">9i", *[65536, 0, 0, 0] * 2, 65536)
    table += linear * 4 + bytes([128, 128, 128]) * 16 + linear * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table, b"wtpt": _xyz(D50)})


def _xyz(values):
    return struct.pack(">4s4x3i", b"XYZ ", *(round(value * 65536) for value in values))


def _profile(device, space, connection, tags):
    tags = {b"desc": _description(), b"cprt": struct.pack(">4s4x5s", b"text", b"none\0"), **tags}
    heads, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        heads += struct.pack(">4sII", name, start + len(body), len(tag))
        body += tag + b"\0" * (-len(tag) % 4)
    head = struct.pack(">I4xI4s4s4s", start + len(body), 0x02400000, device, space, connection)
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    head += struct.pack(">3i", *(round(value * 65536) for value in D50)) + bytes(48)
    return head + struct.pack(">I", len(tags)) + heads + body


def _description():
    return struct.pack(">4s4xI5s", b"desc", 5, b"test\0") + bytes(4 + 4 + 2 + 1 + 67)
