"""Labels of the fields and places of an edition's file."""

import re

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from indicators.criteria.words.formulas import formula_names
from indicators.criteria.words.kinds import kind_names

DIRECTIONS = {
    "higher": _("Higher is better (≥)"),
    "lower": _("Lower is better (≤)"),
    "equals": _("Must be equal (=)"),
}
REGISTERS = {
    "factory_reports": _("Yearly reports of factories"),
    "recognitions": _("Recognitions of factories"),
    "exchanges": _("Resource exchanges"),
}

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
    "short_name_th": _("Thai short name"),
    "short_name_en": _("English short name"),
    "unit_th": _("Thai unit"),
    "unit_en": _("English unit"),
    "kind": _("Kind"),
    "direction": _("Direction"),
    "formula": _("Formula"),
    "base": _("Base of the rate"),
    "gate": _("Must be met"),
    "derived_from": _("Register that can supply it"),
    "evidence_th": _("Expected evidence (Thai)"),
    "evidence_en": _("Expected evidence (English)"),
    "definition_th": _("Definition (Thai)"),
    "definition_en": _("Definition (English)"),
    "counts_th": _("What counts (Thai)"),
    "counts_en": _("What counts (English)"),
    "period_th": _("Period (Thai)"),
    "period_en": _("Period (English)"),
    "data_source_th": _("Source of the data (Thai)"),
    "data_source_en": _("Source of the data (English)"),
    "holder_th": _("Who has it (Thai)"),
    "holder_en": _("Who has it (English)"),
    "evidence_examples": _("Examples of evidence"),
    "good_evidence_th": _("Evidence that suffices (Thai)"),
    "good_evidence_en": _("Evidence that suffices (English)"),
    "bad_evidence_th": _("Evidence that does not suffice (Thai)"),
    "bad_evidence_en": _("Evidence that does not suffice (English)"),
    "good_th": _("Evidence that suffices (Thai)"),
    "good_en": _("Evidence that suffices (English)"),
    "bad_th": _("Evidence that does not suffice (Thai)"),
    "bad_en": _("Evidence that does not suffice (English)"),
    "example": _("Worked calculation"),
    "example_value": _("Result of the calculation"),
    "example_th": _("Text of the calculation (Thai)"),
    "example_en": _("Text of the calculation (English)"),
    "value": _("Result of the calculation"),
    "text_th": _("Text (Thai)"),
    "text_en": _("Text (English)"),
    "part": _("The part"),
    "whole": _("The whole"),
    "current": _("The current value"),
    "baseline": _("The baseline"),
    "steps": _("Maturity steps"),
    "step": _("Step"),
    "quantity": _("Shared quantity"),
    "quantities": _("Shared quantities"),
    "guidance": _("Guidance"),
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
    "steps": _("Step"),
    "quantities": _("Shared quantity"),
    "worked_examples": _("Worked example"),
}
INPUT_LABELS = {"example": _("Number of the calculation")}  # of an input, where its field has another name
ANSWERS = {True: pgettext_lazy("answer", "Yes"), False: pgettext_lazy("answer", "No")}
INDEXED = re.compile(r"(\w+)\[(\d+)\]$")
NUMBERED = re.compile(r"(level|input|step|name_th|name_en|pass_share|dimension_share)_(\d+)(?:_(\w+))?$")
FIRST_NUMBERS = {"steps": 0}  # of the items of a list, where it is not 1


def place_in_words(path: str) -> str:
    """Return a place in words: `dimensions[2].aspects[0].levels.3` as Dimension 3 › Aspect 1 › …"""
    words, previous = [], ""
    for token in path.split("."):
        indexed = INDEXED.match(token)
        if indexed and indexed[1] in ITEMS:
            number = int(indexed[2]) + FIRST_NUMBERS.get(indexed[1], 1)
            words.append(f"{ITEMS[indexed[1]]} {number}")
        elif previous == "levels" and token.isdigit():
            words[-1] = gettext("Threshold of level %(level)s") % {"level": token}
        else:
            words.append(str(FIELDS.get(token, token)))
        previous = token
    return " › ".join(words)


def field_label(name: str) -> str:
    """Return the label of a form field such as `level_3`, `input_1_unit_th`, `pass_share_2`, `name_th`."""
    if name in FIELDS:
        return str(FIELDS[name])
    match = NUMBERED.match(name)
    if not match:
        return name
    stem, number, input_field = match.groups()
    if stem == "level":
        return gettext("Threshold of level %(level)s") % {"level": number}
    if stem in ("input", "step"):
        noun = ITEMS[f"{stem}s"]
        return f"{noun} {number} {INPUT_LABELS.get(input_field) or FIELDS.get(input_field, input_field)}"
    return f"{FIELDS['level']} {number}: {FIELDS[stem]}"


def value_in_words(name: str, content: object) -> str:
    """Return the value of a field in words; a dash for none."""
    if content is None or content == "":
        return "–"
    if isinstance(content, bool):
        return str(ANSWERS[content])
    words = {
        "kind": dict(kind_names()),
        "direction": DIRECTIONS,
        "formula": dict(formula_names()),
        "derived_from": REGISTERS,
    }
    return str(words.get(name, {}).get(content, content))
