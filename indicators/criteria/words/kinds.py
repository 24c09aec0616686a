"""Words of the kinds of indicators: one entry for each kind."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ecotown.common.thai.formats import number
from indicators.criteria.domain.kinds import KINDS


def _yes_or_no(value):
    return pgettext("answer", "Yes") if value else pgettext("answer", "No")


def _step(value):
    return gettext("Step %(step)s") % {"step": int(value)}


def _must_be_there(threshold):
    return gettext("must be there") if threshold else gettext("must not be there")


@dataclass(frozen=True, kw_only=True)
class KindWords:
    """A kind in words.

    `value` gives a value in words, `required` what a threshold asks, where a sign and a value do not say it.
    `fault` is the sentence for the fault of the kind. In a list of answers `choose` stands before the first;
    `choose_error` is said about a threshold that is none of them.
    """

    name: str
    value: Callable = number
    fault: str = ""
    choose: str = ""
    choose_error: str = ""
    has_unit: bool = True  # else the words of a value include it
    is_unit_first: bool = False  # in Thai: ร้อยละ 87.5
    required: Callable | None = None


KIND_WORDS = {
    "percent": KindWords(name=_("Percentage"), is_unit_first=True),
    "number": KindWords(name=pgettext_lazy("kind of value", "Number")),
    "count": KindWords(name=_("Count (a whole number)"), fault=_("A count is a whole number, 0 or more.")),
    "boolean": KindWords(
        name=_("Yes or no"),
        value=_yes_or_no,
        choose=_("Choose"),
        choose_error=_("Please choose yes or no."),
        has_unit=False,
        required=_must_be_there,
    ),
    "choice": KindWords(
        name=_("Maturity step from 0 to 5"),
        value=_step,
        fault=_("A maturity step is a whole number from 0 to 5."),
        choose=_("Choose a step"),
        has_unit=False,
    ),
}


def kind_names():
    """Return code and name of each kind, as the choices of a field."""
    return [(code, KIND_WORDS[code].name) for code in KINDS]


def answers(code, *, choose="", steps=()):
    """Return the possible answers of a kind with choices, as the choices of a field.

    `choose` stands before the first in place of the words of the kind; `steps` are the words of steps that
    have a sentence, in place of their numbers alone.
    """
    words, sentences = KIND_WORDS[code], {step.step: step for step in steps}
    return [
        ("", choose or words.choose),
        *((str(choice), sentences.get(choice) or words.value(choice)) for choice in KINDS[code].choices),
    ]
