"""What is said beside a value, in words: its warnings with their figures, and the other areas."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import labels
from assessments.domain.warnings import Kind
from assessments.templatetags.stages import line_against, line_number, rounded
from ecotown.common.templatetags.thai import era_year, number, text
from indicators.templatetags.criteria import in_words

register = template.Library()


@register.filter
def title(shown):
    """What a warning is about: Far from 2568, Outside the normal band, Contradiction: number of factories."""
    kind = shown.warning.kind
    if kind == Kind.LAST_YEAR:
        return _("Far from %(year)s") % {"year": era_year(shown.year)}
    words = str(labels.WARNING_KINDS[kind.value])
    return f"{words}: {text(shown.rule, 'name')}" if shown.rule else words


@register.filter
def line_name(line):
    """What a number is: an input of the formula, or the value."""
    return text(line.item, "name") if line.item else _("Value")


@register.filter
def compared(line, shown):
    """What the number of a line is compared with, in words."""
    kind = shown.warning.kind
    if kind == Kind.OTHER_AREAS:
        return _with_other_areas(shown.warning, line.indicator)
    values = {
        "number": line_against(line),
        "codes": ", ".join(shown.elsewhere),
        "year": era_year(shown.year),
        "times": number(rounded(line.times)) if line.times else "",
    }
    if kind == Kind.LAST_YEAR:
        if line.times:
            return _("In %(year)s: %(number)s (%(times)s times as much)") % values
        return _("In %(year)s: %(number)s") % values
    if shown.must_be_equal:
        return _("but %(number)s in %(codes)s") % values
    if shown.elsewhere:
        return _("more than %(number)s (%(codes)s)") % values
    return _("more than %(number)s") % values


@register.filter
def figures(shown):
    """The figures of a warning as texts, one for each number that is doubted."""
    return [f"{line_name(line)} {line_number(line)} · {compared(line, shown)}" for line in shown.lines]


@register.filter
def published_words(published, indicator):
    """From the lowest to the highest published value, with the median and the number of areas."""
    words = ngettext(
        "%(lowest)s to %(highest)s (median %(median)s, %(areas)s area)",
        "%(lowest)s to %(highest)s (median %(median)s, %(areas)s areas)",
        published.areas,
    )
    return words % {
        "lowest": in_words(rounded(published.lowest), indicator),
        "highest": in_words(rounded(published.highest), indicator),
        "median": in_words(rounded(published.median), indicator)
        if indicator.kind != "choice"
        else number(rounded(published.median)),
        "areas": published.areas,
    }


@register.filter
def band_words(band, indicator):
    """What is normal among other areas."""
    values = {"low": in_words(rounded(band.low), indicator), "high": in_words(rounded(band.high), indicator)}
    return _("normal band %(low)s to %(high)s") % values


@register.filter
def warning_state(warnings):
    """How the warnings of an indicator stand: "open" when one waits for a reason, "answered", or nothing."""
    if not warnings:
        return ""
    return "open" if any(shown.answer is None for shown in warnings) else "answered"


def _with_other_areas(warning, indicator):
    band = band_words(warning.band, indicator)
    if warning.published is None:
        return band
    values = {"band": band, "others": published_words(warning.published, indicator)}
    return _("%(band)s · other areas %(others)s") % values
