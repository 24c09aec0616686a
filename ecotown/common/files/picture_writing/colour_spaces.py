"""Colour spaces of pictures without a profile: primaries, and the light of each tone."""

from .limits import BadPictureError

# Chromaticity x, y of white, red, green and blue, by the number of the colour space in ITU-T H.273.
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
# Gamma of each numbered transfer function as browsers show it.
NUMBERED_GAMMAS = {1: 2.4, 4: 2.2, 5: 2.8, 6: 2.4, 8: 1.0, 14: 2.4, 15: 2.4}
SRGB_CURVE, BRIGHTER_THAN_WHITE = 13, {16, 18}


def numbered_space(numbers):
    """Return the primaries and the light of each tone of a chunk cICP, None where browsers ignore the chunk.

    Raises BadPictureError for high dynamic range, which sRGB cannot represent.
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


def measured_space(metadata):
    """Return the primaries and the light of each tone by the chunks cHRM and gAMA, None for sRGB."""
    gamma, primaries = metadata.get("gamma", 0), metadata.get("chromaticity", SRGB_PRIMARIES)
    is_usual = abs(gamma * 2.2 - 1) < 0.05 and are_close(primaries, SRGB_PRIMARIES)
    if not gamma or "srgb" in metadata or is_usual:
        return None
    return primaries, _lights(lambda tone: tone ** (1 / gamma))


def are_close(primaries, expected):
    """Return whether two colour spaces have the same primaries but for rounding."""
    return all(abs(left - right) < 0.002 for left, right in zip(primaries, expected, strict=True))


def _lights(curve):
    """Return the light (0 to 1) of each tone (0 to 255)."""
    return [curve(tone / 255) for tone in range(256)]


def _light_in_srgb(tone):
    return tone / 12.92 if tone <= 0.04045 else ((tone + 0.055) / 1.055) ** 2.4


def srgb_tones(lights):
    """Return the sRGB tone for the light of each tone, None when the table changes nothing."""
    tones = [
        round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
        for light in lights
    ]
    return None if tones == list(range(256)) else tones
