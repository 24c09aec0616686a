"""The words for parts and fields of the criteria, for their faults and for their events."""

import re

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

KINDS = {
    "percent": _("Percentage"),
    "number": pgettext_lazy("kind of value", "Number"),
    "count": _("Count (a whole number)"),
    "boolean": _("Yes or no"),
    "choice": _("Maturity step from 0 to 5"),
}
DIRECTIONS = {
    "higher": _("Higher is better (≥)"),
    "lower": _("Lower is better (≤)"),
    "equals": _("Must be equal (=)"),
}
FORMULAS = {
    "direct": _("Typed as it is"),
    "percent": _("Percentage: 100 × part ÷ whole"),
    "rate": _("Rate: base × part ÷ whole"),
    "growth": _("Growth: 100 × (current − baseline) ÷ baseline"),
    "reduction": _("Reduction: 100 × (baseline − current) ÷ baseline"),
}
REGISTERS = {
    "factory_reports": _("Yearly reports of factories"),
    "recognitions": _("Recognitions of factories"),
    "exchanges": _("Resource exchanges"),
}
RELATIONS = {
    "same": _("The same"),
    "changed": _("Changed in meaning"),
    "part": _("Split or merged"),
    "none": _("Nothing before it"),
}
PARTS = {"dimension": _("Dimension"), "aspect": _("Aspect"), "indicator": _("Indicator")}

FIELDS = {
    "edition": _("Code of the edition"),
    "code": _("Code"),
    "name": _("Name"),
    "name_th": _("Thai name"),
    "name_en": _("English name"),
    "note_th": _("Thai note"),
    "note_en": _("English note"),
    "effective_from": _("From fiscal year (B.E.)"),
    "effective_from_fiscal_year": _("From fiscal year (B.E.)"),
    "official": _("Official"),
    "unit_th": _("Thai unit"),
    "unit_en": _("English unit"),
    "kind": _("Kind"),
    "direction": _("Direction"),
    "formula": _("Formula"),
    "base": _("Base of the rate"),
    "gate": _("Must be met"),
    "derived_from": _("Register that can supply it"),
    "evidence_th": _("Expected evidence"),
    "source": _("Source"),
    "aspect": _("Aspect"),
    "dimension": _("Dimension"),
    "pass_share": _("Share of all indicators (%)"),
    "dimension_share": _("Share in each dimension (%)"),
    "threshold": _("Threshold"),
    "levels": _("Level rules"),
    "level": _("Level"),
    "inputs": _("Inputs of the formula"),
    "key": _("Key"),
    "answers": _("Answers"),
    "expected_level": _("Expected level"),
    "dimensions": _("Dimensions"),
    "aspects": _("Aspects"),
    "indicators": _("Indicators"),
    "worked_examples": _("Worked examples"),
    "crosswalk": _("Crosswalk"),
    "earlier": _("Earlier edition"),
}
ITEMS = {
    "dimensions": _("Dimension"),
    "aspects": _("Aspect"),
    "indicators": _("Indicator"),
    "levels": _("Level"),
    "inputs": _("Input"),
    "worked_examples": _("Worked example"),
}

REFUSALS = {
    "published": _("This edition is published, so it is never changed. Make a copy of it instead."),
    "exists": _("There is an edition with this code already. Please choose another code."),
    "changed-meanwhile": _("Someone else has changed this since you opened the page. Nothing was saved yet."),
    "faults": _("Something in this edition is still wrong. See the check list."),
    "examples": _("A worked example computes to another level than expected. See the check list."),
    "crosswalk": _("The crosswalk does not fit the edition. See the check list."),
    "earlier-not-published": _("The earlier edition must be published."),
}

FAULT_OF_CODE = _("Only the letters A-Z, digits, full stops and hyphens.")
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
    (r"a choice is a whole number from 0 to 5", _("A maturity step is a whole number from 0 to 5.")),
    (r"a count is a whole number, 0 or more", _("A count is a whole number, 0 or more.")),
    (r"a part of a whole is from 0 to 100 percent", _("This percentage is from 0 to 100.")),
    (r"a rate is not negative", _("A rate is not negative.")),
    (r"the base of a rate is greater than 0", _("The base of a rate is greater than 0.")),
    (r"a (count|boolean|choice) is typed as it is, .*", _("This kind is typed as it is, without a formula.")),
    (r"the formula \w+ has (?P<n>.*)", _("This formula has these inputs: %(n)s")),
    (r"unknown level", _("The edition has no such level.")),
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

DEEDS = {
    "framework-loaded": _("Loaded from a file"),
    "framework-copied": _("Made as a copy"),
    "framework-edited": _("Names and note edited"),
    "level-rules-edited": _("Level rules edited"),
    "part-added": _("Added"),
    "part-edited": _("Edited"),
    "part-moved": _("Moved"),
    "part-removed": _("Removed"),
    "example-saved": _("Worked example saved"),
    "example-removed": _("Worked example removed"),
    "crosswalk-saved": _("Crosswalk saved"),
    "framework-published": _("Published"),
    "framework-discarded": _("Draft discarded"),
}
ANSWERS = {True: pgettext_lazy("answer", "Yes"), False: pgettext_lazy("answer", "No")}
INDEXED = re.compile(r"(\w+)\[(\d+)\]$")
NUMBERED = re.compile(r"(level|input|name_th|name_en|pass_share|dimension_share)_(\d+)(?:_(\w+))?$")


def fault(why: str) -> str:
    """Return the sentence for a fault of a reader or a column; the fault itself when none is known."""
    for pattern, words in FAULTS:
        if match := re.fullmatch(pattern, why):
            return str(words) % {name: text.strip("'") for name, text in match.groupdict().items()}
    return why


def place(path: str) -> str:
    """Return a place in words: `dimensions[2].aspects[0].levels.3` as Dimension 3 › Aspect 1 › …"""
    words, previous = [], ""
    for token in path.split("."):
        indexed = INDEXED.match(token)
        if indexed and indexed[1] in ITEMS:
            words.append(f"{ITEMS[indexed[1]]} {int(indexed[2]) + 1}")
        elif previous == "levels" and token.isdigit():
            words[-1] = gettext("Threshold of level %(level)s") % {"level": token}
        else:
            words.append(str(FIELDS.get(token, token)))
        previous = token
    return " › ".join(words)


def field(name: str) -> str:
    """Return the label of a form field such as `level_3`, `input_1_unit_th`, `pass_share_2`, `name_th`."""
    if name in FIELDS:
        return str(FIELDS[name])
    match = NUMBERED.match(name)
    if not match:
        return name
    stem, number, rest = match.groups()
    if stem == "level":
        return gettext("Threshold of level %(level)s") % {"level": number}
    if stem == "input":
        return f"{ITEMS['inputs']} {number} {FIELDS.get(rest, rest)}"
    return f"{FIELDS['level']} {number}: {FIELDS[stem]}"


def value(name: str, content: object) -> str:
    """Return the value of a field in words; a dash for none."""
    if content is None or content == "":
        return "–"
    if isinstance(content, bool):
        return str(ANSWERS[content])
    words = {"kind": KINDS, "direction": DIRECTIONS, "formula": FORMULAS, "derived_from": REGISTERS}
    return str(words.get(name, {}).get(content, content))


def refusal(code: str) -> str:
    """Return the sentence for the code of an EditionError."""
    return str(REFUSALS[code])


def deed(name: str) -> str:
    """Return the words for the name of an event."""
    return str(DEEDS[name]) if name in DEEDS else gettext("Other deed")


def rule_between(name: str) -> str:
    """Return what a rule between two values asks: equal, or the first not above the second."""
    return gettext("the same in") if name == "equal" else gettext("the first not more than the second")
