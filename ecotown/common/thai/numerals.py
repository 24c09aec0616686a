"""Thai digits."""

_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def digits(text: object) -> str:
    """Replace ASCII digits with Thai digits: 2569 → ๒๕๖๙."""
    return str(text).translate(_DIGITS)
