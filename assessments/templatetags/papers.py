"""Filters for reports: names that wrap between words, thresholds without signs."""

from django import template
from django.utils.translation import gettext as _

from assessments import labels
from indicators.templatetags.criteria import asks, with_unit

register = template.Library()
register.filter("last_year_words", labels.last_year)
register.filter("meeting_words", labels.meeting_of)


@register.filter
def words(name):
    """Return the words of a name; reports break lines only between words."""
    return str(name).split()


@register.filter
def threshold_words(indicator, threshold):
    """Return the threshold of a level in words: the font of the reports lacks the signs ≥ and ≤."""
    if indicator.kind == "boolean":
        return asks(indicator, threshold)
    sentences = {
        "higher": _("at least %(value)s"),
        "lower": _("at most %(value)s"),
        "equals": _("exactly %(value)s"),
    }
    return sentences[indicator.direction] % {"value": with_unit(threshold, indicator)}


@register.simple_tag
def page_mark(with_notes, is_demonstration):
    """What stands at the edge of every page of a report."""
    return labels.page_mark(with_notes=with_notes, is_demonstration=is_demonstration)
