"""An emblem for tests: a circle."""

from ecotown.common.files.pictures import CleanedPicture
from ecotown.configuration import results
from tests import builders

EMBLEM = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


def stored_emblem():
    """Store the picture; return its name."""
    return results.store_emblem(CleanedPicture(EMBLEM, "svg"))


def set_emblem():
    """Let the picture be the emblem until the test ends."""
    builders.set_setting(emblem=stored_emblem())
