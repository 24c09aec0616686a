"""Filters for warnings and for the values of other areas, in words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import labels
from assessments.domain.warnings import Kind
from assessments.templatetags.stages import line_against, line_number, rounded
from ecotown.common.templatetags.thai import era_year, number, text
from indicators.templatetags.criteria import in_words

register = template.Library()
register.filter("warning_words", labels.warning_state)


@register.filter
def title(warning):
    """Return the title of a warning.

    Such as: Far from 2568; Outside the normal band; Contradiction: number of factories.
    """
    kind = warning.warning.kind
    if kind == Kind.LAST_YEAR:
        return _("Far from %(year)s") % {"year": era_year(warning.year)}
    words = str(labels.WARNING_KINDS[kind.value])
    return f"{words}: {text(warning.rule, 'name')}" if warning.rule else words


@register.filter
def line_name(line):
    """Return the name of a number: that of the input of the formula, or "Value"."""
    return text(line.item, "name") if line.item else _("Value")


@register.filter
def compared(line, warning):
    """Return in words what the number of a line is compared with."""
    kind = warning.warning.kind
    if kind == Kind.OTHER_AREAS:
        return _with_other_areas(warning.warning, line.indicator)
    values = {
        "number": line_against(line),
        "codes": ", ".join(warning.elsewhere),
        "year": era_year(warning.year),
        "times": number(rounded(line.times)) if line.times else "",
    }
    if kind == Kind.LAST_YEAR:
        if line.times:
            return _("In %(year)s: %(number)s (%(times)s times as much)") % values
        return _("In %(year)s: %(number)s") % values
    if warning.must_be_equal:
        return _("but %(number)s in %(codes)s") % values
    if warning.elsewhere:
        return _("more than %(number)s (%(codes)s)") % values
    return _("more than %(number)s") % values


@register.filter
def figures(warning):
    """Return the figures of a warning as texts, one for each number it concerns."""
    return [f"{line_name(line)} {line_number(line)} · {compared(line, warning)}" for line in warning.lines]


@register.filter
def published_words(published, indicator):
    """Return the range of published values in words, with the median and the number of areas."""
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
    """Return the normal band of other areas in words."""
    values = {"low": in_words(rounded(band.low), indicator), "high": in_words(rounded(band.high), indicator)}
    return _("normal band %(low)s to %(high)s") % values


@register.filter
def warning_state(warnings):
    """Return "open" when a warning of the indicator waits for a reason, else "answered"; "" without any."""
    if not warnings:
        return ""
    return "open" if any(warning.answer is None for warning in warnings) else "answered"


def _with_other_areas(warning, indicator):
    band = band_words(warning.band, indicator)
    if warning.published is None:
        return band
    values = {"band": band, "others": published_words(warning.published, indicator)}
    return _("%(band)s · other areas %(others)s") % values
