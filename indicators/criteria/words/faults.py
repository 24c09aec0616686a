"""Sentences for the faults of an edition's file."""

import re

from django.utils.translation import gettext_lazy as _

from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.words import fields
from indicators.criteria.words.formulas import FORMULA_WORDS
from indicators.criteria.words.kinds import KIND_WORDS

FAULT_OF_CODE = _("Only the letters A-Z, digits, full stops and hyphens.")
SAME = r"the same as in (?P<n>.*)"  # followed by the place
# Fault of a reader (regular expression) → sentence; the first match applies.
FAULTS = [
    (r"missing", _("This is missing.")),
    (r"blank", _("This is not filled in yet.")),
    (r"null above .*", _("Levels above the first threshold need a threshold too.")),
    (r"easier than the level below .*", _("A higher level must not ask for less than the level below it.")),
    (r"a share is from 0 to 100 percent", _("A share is from 0 to 100 percent.")),
    (r"a year is a whole number", _("A year is a whole number.")),
    (r"no year of .*", _("Please type the year in the Buddhist Era, for example 2570.")),
    (r"at least one level is needed", _("At least one level is needed.")),
    (r"at most (?P<n>\d+) levels are known", _("There are at most %(n)s levels.")),
    (r"at least one dimension is needed", _("At least one dimension is needed.")),
    (r"at least one aspect is needed", _("At least one aspect is needed.")),
    (r"at least one indicator is needed", _("At least one indicator is needed.")),
    (r"a code has only .*", FAULT_OF_CODE),
    (r"(?P<n>\d+) is expected here: .*", _("Level %(n)s is expected here: levels run from 1 without gaps.")),
    (r"the base of a \w+ is greater than 0", _("The base of a rate is greater than 0.")),
    (r"a \w+ is typed as it is, .*", _("This kind is typed as it is, without a formula.")),
    (r"the formula \w+ has (?P<n>.*)", _("This formula has these inputs: %(n)s")),
    (r"unknown level", _("The edition has no such level.")),
    (r"unknown quantity", _("The edition has no such shared quantity.")),
    (r"unknown step", _("This kind has no such step.")),
    (r"step (?P<n>\d+) is missing", _("Step %(n)s is missing.")),
    (r"step (?P<n>\d+) is given twice", _("Step %(n)s is given twice.")),
    (r"only a choice has steps", _("Only a maturity step has a sentence for each step.")),
    (r"both inputs are this quantity", _("Both inputs cannot be the same shared quantity.")),
    (r"another unit than that of its quantity", _("The unit is not that of the shared quantity.")),
    (r"the formula gives (?P<n>.*)", _("The formula gives %(n)s.")),
    (r"the divisor is zero", _("The divisor is 0.")),
    (SAME, _("The same as in %(n)s.")),
    (r"unknown code", _("No indicator has this code.")),
    (r"unknown (kind|direction|formula|relation) (?P<n>'.*'), .*", _("%(n)s is not known here.")),
    (r"unknown .*", _("This is not known here.")),
    (r"(?P<n>'.*') is already the code of .*", _("The code %(n)s is used already.")),
    (r".* where true or false is expected", _("Yes or no is expected here.")),
    (r".* where a number is expected", _("A number is expected here.")),
    (r".* where text is expected|text is expected", _("A text is expected here.")),
    (r".* where (a list|an object) is expected", _("The structure of the file is not that of an edition.")),
    (r"a list of examples is expected", _("The structure of the file is not that of an edition.")),
    (r"a number beyond any sense", _("This number is too large.")),
    (
        r"has more than (?P<n>\d+) decimal places.*",
        _("At most %(n)s decimal places, and not too many digits."),
    ),
    (r"longer than (?P<n>\d+) characters", _("At most %(n)s characters.")),
    (r"only Latin letters, .*", _("Only Latin letters, digits, hyphens and underscores.")),
    (r"holds a character that cannot be stored", _("A character here cannot be stored.")),
    (r"two examples have this name", _("Another worked example has this name.")),
    (r"a level is a whole number", _("A level is a whole number.")),
    (r"not applicable without a reason", _("Please say why the indicator does not apply.")),
    (r"the part is greater than the whole", _("The part is greater than the whole.")),
    (r"negative", _("This number cannot be negative.")),
    (r"no published edition has this name", _("No published edition has this code.")),
    (r"(?P<n>'.*') is no code of the earlier edition", _("The earlier edition has no indicator %(n)s.")),
    (r"what comes from nothing has no code", _("Without anything before it, leave the codes empty.")),
    (r"exactly one code is expected", _("Exactly one earlier code is expected.")),
    (r"at least one code is expected", _("At least one earlier code is expected.")),
    (r"(?P<n>'.*') is the origin of several .*", _("%(n)s stands in several rows, so it was split.")),
    (r"another kind or formula, .*", _("Another kind or formula, so its meaning has changed.")),
    (r"not JSON: .* at line (?P<n>\d+) .*", _("This is no JSON file; it breaks off in line %(n)s.")),
    (r"not UTF-8 text: .*", _("The file is not text in UTF-8.")),
    (r"nested deeper than .*", _("The file is nested too deeply.")),
    (r"the key (?P<n>.*) is given twice .*", _("%(n)s is given twice.")),
    (r".* is not a number|.* is a number beyond any sense", _("The file holds something that is no number.")),
]


def fault_sentence(message: str) -> str:
    """Return the sentence for a fault of a reader or a column; the fault itself when none is known."""
    of_values = {KINDS[code].fault: words.fault for code, words in KIND_WORDS.items()}
    of_values |= {FORMULAS[code].fault: words.fault for code, words in FORMULA_WORDS.items()}
    if message and message in of_values:
        return str(of_values[message])
    for pattern, words in FAULTS:
        if match := re.fullmatch(pattern, message):
            named = {name: text.strip("'") for name, text in match.groupdict().items()}
            return str(words) % ({"n": fields.place_in_words(named["n"])} if pattern == SAME else named)
    return message
