"""Words of the handbook of an edition."""

from django.utils.translation import gettext as _

from indicators.criteria.words import fields


def handbook_mark(edition, is_draft):
    """Return the words at the head of every page: that the edition is no official one, that it is a draft."""
    marks = [
        "" if edition.official else _("Working edition, not official."),
        _("Draft, not published.") if is_draft else "",
    ]
    return " ".join(filter(None, marks))


def gate_codes(edition):
    """Return the codes of the indicators that must be met."""
    return [indicator.code for indicator in edition.indicators if indicator.gate]


def codes_of_quantity(edition, key):
    """Return the codes of the indicators with an input that is this shared quantity."""
    return [indicator.code for indicator, _input in edition.inputs_of(key)]


def register_name(indicator):
    """Return the name of the register that can supply the value."""
    return fields.value_in_words("derived_from", indicator.derived_from)


def handbook_name(framework, language):
    """Return the file name of a handbook."""
    return f"handbook-{framework.edition}-{language}.pdf"
