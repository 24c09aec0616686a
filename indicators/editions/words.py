"""Words of the parts of an edition and of their faults."""

from django.utils.translation import gettext_lazy as _

from indicators.criteria.words import faults, fields

PARTS = {
    "dimension": _("Dimension"),
    "aspect": _("Aspect"),
    "indicator": _("Indicator"),
    "quantity": _("Shared quantity"),
}


def fault_place(fault):
    """Return the place of a fault: the code of its part and the field, else the place in words."""
    if fault.part is None:
        return fields.place_in_words(fault.place)
    return " › ".join(
        filter(None, [fault.part.code, fields.place_in_words(fault.field) if fault.field else ""])
    )


def fault_words(fault):
    """Return the sentence for a fault of the check list."""
    return faults.fault_sentence(fault.message)


def words_of_fault(message):
    """Return the sentence for a fault given as a text only."""
    return faults.fault_sentence(message)
