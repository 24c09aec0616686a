"""The expected evidence of an indicator in words, for database rows and domain data alike."""

from ecotown.common.thai.formats import text


def evidence_items(indicator):
    """Return the items of the expected evidence, which an edition separates by semicolons."""
    return [item.strip() for item in text(indicator, "evidence").split(";") if item.strip()]
