"""Words of warnings, figures and peer ranges, and of what answering refuses."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.entry.words import NOT_ASSESSED
from assessments.warnings.domain.warnings import WarningKind
from ecotown.common.thai.formats import era_year, number, text
from indicators.criteria.words.values import in_words, with_unit

WARNING_KINDS = {
    WarningKind.LAST_YEAR.value: _("Far from last year"),
    WarningKind.OTHER_AREAS.value: _("Outside the normal band of other areas"),
    WarningKind.CONTRADICTION.value: _("Contradiction"),
    WarningKind.QUANTITY.value: _("Differs from the basic data"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "warning-changed": _("This warning has changed since you opened the page. Please look at it again."),
    "answer-missing": _("Please give a reason."),
}


def title(warning):
    """Return the title of a warning.

    Such as: Far from 2568; Outside the normal band; Contradiction: number of factories.
    """
    kind = warning.warning.kind
    if kind == WarningKind.LAST_YEAR:
        words = gettext("Far from %(year)s") % {"year": era_year(warning.year)}
        return f"{words} ({NOT_ASSESSED})" if warning.is_loaded else words
    words = str(WARNING_KINDS[kind.value])
    subject = warning.rule or warning.quantity
    return f"{words}: {text(subject, 'name')}" if subject else words


def line_name(line):
    """Return the name of a number: that of the input of the formula, or "Value"."""
    return text(line.formula_input, "name") if line.formula_input else gettext("Value")


def compared(line, warning):
    """Return in words what the number of a line is compared with."""
    kind = warning.warning.kind
    if kind == WarningKind.OTHER_AREAS:
        return _with_other_areas(warning.warning, line.indicator)
    values = {
        "number": line_against(line),
        "codes": ", ".join(warning.other_codes),
        "year": era_year(warning.year),
        "times": number(rounded(line.times)) if line.times else "",
    }
    if kind == WarningKind.LAST_YEAR:
        times = gettext("In %(year)s: %(number)s (%(times)s times as much)")
        return (times if line.times else gettext("In %(year)s: %(number)s")) % values
    if kind == WarningKind.QUANTITY:
        return gettext("but %(number)s in the basic data of the area") % values
    if warning.must_be_equal:
        return gettext("but %(number)s in %(codes)s") % values
    if warning.other_codes:
        return gettext("more than %(number)s (%(codes)s)") % values
    return gettext("more than %(number)s") % values


def figures(warning):
    """Return the figures of a warning as texts, one for each number it concerns."""
    return [f"{line_name(line)} {line_number(line)} · {compared(line, warning)}" for line in warning.lines]


def published_words(published, indicator):
    """Return the range of published values in words, with the median and the number of areas.

    It says how many of the values were loaded and never assessed in the portal, if any.
    """
    words = ngettext(
        "%(lowest)s to %(highest)s (median %(median)s, %(areas)s area)",
        "%(lowest)s to %(highest)s (median %(median)s, %(areas)s areas)",
        published.areas,
    )
    if published.loaded:
        words = ngettext(
            "%(lowest)s to %(highest)s (median %(median)s, %(areas)s area, %(loaded)s loaded, not assessed)",
            "%(lowest)s to %(highest)s (median %(median)s, %(areas)s areas, %(loaded)s loaded, not assessed)",
            published.areas,
        )
    return words % {
        "loaded": published.loaded,
        "lowest": in_words(rounded(published.lowest), indicator),
        "highest": in_words(rounded(published.highest), indicator),
        "median": number(rounded(published.median)),  # it may lie between two steps
        "areas": published.areas,
    }


def band_words(band, indicator):
    """Return the normal band of other areas in words."""
    values = {"low": in_words(rounded(band.low), indicator), "high": in_words(rounded(band.high), indicator)}
    return gettext("normal band %(low)s to %(high)s") % values


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
    return gettext("%(band)s · other areas %(others)s") % values


def line_number(line):
    """Return the number of a line of a warning, with its unit."""
    return _number_of(line, line.number)


def line_against(line):
    """Return the number that a line of a warning is compared with, with its unit."""
    return _number_of(line, line.compared_with)


def rounded(value):
    """Return a number for display with at most two decimal places."""
    return round(value, 2)


def _number_of(line, value):
    if line.formula_input is None:
        return with_unit(value, line.indicator)
    return f"{number(value)} {text(line.formula_input, 'unit')}".strip()


WARNING_STATES = {
    "": "",
    "open": _("A warning waits for a reason."),
    "answered": _("Reason given for a warning"),
}


def warning_state_words(state: str) -> str:
    """Return what the mark of the warnings of an indicator says; `state` is open, answered or empty."""
    return str(WARNING_STATES[state])
