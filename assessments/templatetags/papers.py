"""What papers need beside the pages: names that wrap between words, thresholds without signs."""

from django import template
from django.utils.translation import gettext as _

from indicators.templatetags.criteria import asks, with_unit

register = template.Library()


@register.filter
def words(name):
    """The words of a name, which papers keep whole: a line ends only between them."""
    return str(name).split()


@register.filter
def threshold_words(indicator, threshold):
    """What a level asks, in words: the font of the papers has no signs for "at least" and "at most"."""
    if indicator.kind == "boolean":
        return asks(indicator, threshold)
    sentences = {
        "higher": _("at least %(value)s"),
        "lower": _("at most %(value)s"),
        "equals": _("exactly %(value)s"),
    }
    return sentences[indicator.direction] % {"value": with_unit(threshold, indicator)}
