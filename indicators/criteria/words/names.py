"""The names of indicators and other parts of an edition, for database rows and domain data alike."""

from django.utils.translation import get_language

from ecotown.common.thai.formats import text


def short_name(part):
    """Return the name for lists and tables: the short one, else the whole name; an English text in English.

    Only indicators have short names.
    """
    thai, english = getattr(part, "short_name_th", ""), getattr(part, "short_name_en", "")
    if get_language() == "en" and (english or part.name_en):
        return english or part.name_en
    return thai or part.name_th


def whole_name(part):
    """Return the whole name where it says more than the short one; else an empty text."""
    whole = text(part, "name")
    return "" if whole == short_name(part) else whole
