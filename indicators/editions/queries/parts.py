"""The values of parts of an edition by flat field names, as forms show and the history keeps them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Model
from django.utils.functional import Promise

from indicators.criteria.domain.formulas import ANY_FORMULA, FORMULAS
from indicators.criteria.domain.kinds import ANY_KIND, KINDS
from indicators.editions.models import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Guidance,
    Indicator,
    Quantity,
    WorkedExample,
)

DETAIL_FIELDS = ("name_th", "name_en", "effective_from", "official", "note_th", "note_en")
LEVEL_RULE_FIELDS = ("name_th", "name_en", "pass_share", "dimension_share")
INPUT_FIELDS = ("name_th", "name_en", "unit_th", "unit_en", "quantity", "example")
STEP_FIELDS = ("text_th", "text_en")
QUANTITY_FIELDS = (
    *("key", "name_th", "name_en", "unit_th", "unit_en"),
    *("definition_th", "definition_en", "holder_th", "holder_en"),
)
INDICATOR_FIELDS = (
    *("code", "name_th", "name_en", "short_name_th", "short_name_en", "unit_th", "unit_en"),
    *("kind", "direction", "formula", "base", "gate"),
    *("derived_from", "evidence_th", "evidence_en", "official", "source"),
)
GUIDANCE_FIELDS = (
    *("definition_th", "definition_en", "counts_th", "counts_en", "period_th", "period_en"),
    *("data_source_th", "data_source_en", "holder_th", "holder_en"),
    *("good_evidence_th", "good_evidence_en", "bad_evidence_th", "bad_evidence_en"),
    *("example_value", "example_th", "example_en"),
)
EditablePart = Framework | Dimension | Aspect | Indicator | Quantity | WorkedExample
Values = dict[str, object]


def values_of(part: EditablePart) -> Values:
    """Return the editable values of a part by the field names of its form."""
    if isinstance(part, Framework):
        return _columns(part, DETAIL_FIELDS)
    if isinstance(part, Dimension):
        return _columns(part, ("code", "name_th", "name_en", "official"))
    if isinstance(part, Aspect):
        return {"dimension": part.dimension.code, **_columns(part, ("code", "name_th", "name_en"))}
    if isinstance(part, Indicator):
        return _indicator_values(part)
    if isinstance(part, Quantity):
        return _columns(part, QUANTITY_FIELDS)
    return _columns(part, ("name", "answers", "expected_level"))


def rule_values_of(framework: Framework) -> Values:
    """Return the values of all level rules by field name, such as `pass_share_3`."""
    return {
        f"{name}_{rule.level}": getattr(rule, name)
        for rule in framework.level_rules.all()
        for name in LEVEL_RULE_FIELDS
    }


def seal_of(values: Mapping[str, object]) -> str:
    """Return a short hash of the values a form was opened with, to detect changes by others since."""
    canonical = json.dumps(plain_values(values), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:24]


def plain_values(values: Mapping[str, object]) -> Values:
    """Return the values as the history keeps them: decimals as exact texts without trailing zeros."""
    return {name: _plain(value) for name, value in values.items()}


def edition_of_part(part: EditablePart) -> Framework:
    """Return the edition that a part belongs to."""
    if isinstance(part, Framework):
        return part
    if isinstance(part, Indicator):
        return part.aspect.dimension.framework
    return part.dimension.framework if isinstance(part, Aspect) else part.framework


def inputs_in_order(formula: str, inputs: list[FormulaInput]) -> list[FormulaInput | None]:
    """Return the inputs in the order of the formula; None in place of a missing one."""
    inputs_by_key = {formula_input.key: formula_input for formula_input in inputs}
    return [inputs_by_key.get(key) for key in FORMULAS.get(formula, ANY_FORMULA).inputs]


def _indicator_values(row: Indicator) -> Values:
    values = {"aspect": row.aspect.code, **_columns(row, INDICATOR_FIELDS)}
    thresholds = {threshold.level: threshold.value for threshold in row.thresholds.all()}
    levels = row.aspect.dimension.framework.level_rules.count()
    values |= {f"level_{level}": thresholds.get(level) for level in range(1, levels + 1)}
    inputs = inputs_in_order(row.formula, list(row.inputs.select_related("quantity")))
    for number, formula_input in enumerate(inputs, start=1):
        values |= {f"input_{number}_{name}": _input_value(formula_input, name) for name in INPUT_FIELDS}
    values |= _columns(guidance_of(row), GUIDANCE_FIELDS)
    steps = {step.step: step for step in row.steps.all()}
    for number in steps_of_kind(row.kind):
        values |= {f"step_{number}_{name}": getattr(steps.get(number), name, "") for name in STEP_FIELDS}
    return values


def codes_of_quantity(quantity: Quantity) -> list[str]:
    """Return the codes of the indicators with an input that is this shared quantity, in their order."""
    inputs = quantity.inputs.order_by(
        "indicator__aspect__dimension__position", "indicator__aspect__position", "indicator__position"
    )
    return list(inputs.values_list("indicator__code", flat=True))


def code_field(model: type[Model]) -> str:
    """Return the column that identifies a part in its parent: `key` of a shared quantity, else `code`."""
    return "key" if issubclass(model, Quantity) else "code"


def guidance_of(row: Indicator) -> Guidance:
    """Return the guidance of an indicator, an empty unsaved one when it has none."""
    try:
        return row.guidance
    except Guidance.DoesNotExist:
        return Guidance(indicator=row)


def steps_of_kind(kind: str) -> list[int]:
    """Return the steps that have a sentence for this kind, lowest first; none for other kinds."""
    known_kind = KINDS.get(kind, ANY_KIND)
    return sorted(known_kind.choices) if known_kind.has_steps else []


def _input_value(formula_input: FormulaInput | None, name: str) -> object:
    if formula_input is None:
        return None if name == "example" else ""
    if name == "quantity":
        return formula_input.quantity.key if formula_input.quantity else ""
    return getattr(formula_input, name)


def _columns(row: EditablePart | Guidance, names: Iterable[str]) -> Values:
    return {name: getattr(row, name) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value) if isinstance(value, Promise) else value
