"""Reading an answers file: one answer per code, or an error with every fault and its place."""

from __future__ import annotations

from fractions import Fraction

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.faults import InputError, Place
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.formulas import FORMULAS, Formula
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.numbers import read_number
from indicators.criteria.domain.values import read_value


class AnswersError(InputError):
    """Answers that do not fit their framework."""


def read_answers(document: object, framework: Framework) -> dict[str, Answer]:
    """Return the answers of `{"answers": {code: …}}` by code; a code that is absent is missing.

    Raises `AnswersError`. Source: docs/architecture.md, "Command line".
    """
    faults: list[str] = []
    fields = Fields(document, Place(faults)).fields("answers")
    answers: dict[str, Answer] = {}
    for code, value in fields.entries() if fields else ():
        at = Place(faults, "answers").key(code)
        if code in framework.by_code:
            answers[code] = _answer(value, framework.by_code[code], at)
        else:
            at.refuse("unknown code")
    if faults:
        raise AnswersError(faults)
    return answers


def _answer(value: object, indicator: Indicator, at: Place) -> Answer:
    """Return one answer; an indicator with a formula also takes a plain value, such as `"EN1.1": 92.5`."""
    kind, formula = KINDS[indicator.kind], FORMULAS[indicator.formula]
    if not isinstance(value, dict):
        return Answer(value=read_value(value, at, kind=kind, formula=formula))
    fields = Fields(value, at)
    if fields.has("na"):
        return _not_applicable(fields)
    if fields.has("inputs"):
        return _with_inputs(fields, formula)
    at.refuse('an object holds either "na" and "reason", or "inputs"')
    return Answer()


def _not_applicable(fields: Fields) -> Answer:
    fields.allow_only(("na", "reason"), "key beside na")
    if fields.value("na") is not True:
        fields.at.key("na").refuse("true is expected; leave a missing indicator out")
    if not fields.has("reason"):
        fields.at.refuse("not applicable without a reason")
        return Answer()
    return Answer(not_applicable=True, reason=fields.required_text("reason"))


def _with_inputs(fields: Fields, formula: Formula) -> Answer:
    fields.allow_only(("inputs",), "key beside inputs")
    input_fields = fields.fields("inputs")
    if input_fields is None or not input_fields.is_object:
        return Answer()
    if not formula.inputs:
        input_fields.at.refuse("this indicator is typed as it is and takes no inputs")
        return Answer()
    input_fields.allow_only(formula.inputs, "input")
    inputs = {key: number for key in formula.inputs if (number := _input(input_fields, key)) is not None}
    formula.record_input_faults(inputs, input_fields.at)
    return Answer(inputs=inputs)


def _input(fields: Fields, key: str) -> Fraction | None:
    value = fields.value(key)
    return read_number(value, fields.at.key(key)) if fields.has(key) else None
