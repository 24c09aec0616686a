"""Storing the data of an edition as rows."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from django.db.models import Model

from indicators.criteria.domain import framework as framework_domain
from indicators.criteria.domain.framework_reading import FrameworkError
from indicators.criteria.domain.framework_writing import framework_document
from indicators.editions.models import (
    NUMBER,
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Guidance,
    Indicator,
    LevelRule,
    MaturityStep,
    Quantity,
    Threshold,
)
from indicators.editions.queries import editions, parts
from indicators.editions.queries import faults as fault_queries

DETAIL_FIELDS = ("name_th", "name_en", "official", "note_th", "note_en")
INPUT_FIELDS = ("key", "name_th", "name_en", "unit_th", "unit_en")
INDICATOR_FIELDS = (
    *("short_name_th", "short_name_en", "unit_th", "unit_en", "kind", "direction", "gate", "formula"),
    *("evidence_th", "evidence_en", "official", "source"),
)
GUIDANCE_TEXTS = tuple(name for name in parts.GUIDANCE_FIELDS if name != "example_value")
# Parents before children.
MODELS: tuple[type[Model], ...] = (
    *(LevelRule, Quantity, Dimension, Aspect, Indicator),
    *(FormulaInput, MaturityStep, Guidance, Threshold),
)


def store_edition(
    edition: framework_domain.Framework, stored: Framework | None = None, *, may_be_blank: bool = False
) -> Framework:
    """Store an edition as a draft, replacing the content of the draft `stored`, if any.

    Raises FrameworkError with the places of all values that the columns cannot store exactly.
    `may_be_blank` allows blank texts, as in a draft with gaps.
    """
    framework = stored or Framework(edition=edition.edition)
    for name in DETAIL_FIELDS:
        setattr(framework, name, getattr(edition, name))
    framework.effective_from = edition.effective_from_fiscal_year or 0
    framework.checksum = editions.checksum_of(framework_document(edition))
    faults: list[str] = []
    rows = list(_rows(framework, edition, faults))
    for path, row in [("", framework), *rows]:
        faults += [
            f"{at}: {message}"
            for at, message in fault_queries.row_faults(path, row, may_be_blank=may_be_blank)
        ]
    if faults:
        raise FrameworkError(faults)
    if stored:  # nothing refers to the indicators of a draft, so they can be deleted
        framework.dimensions.all().delete()
        framework.level_rules.all().delete()
        framework.quantities.all().delete()
    framework.save()
    for model in MODELS:
        model._default_manager.bulk_create(row for _, row in rows if isinstance(row, model))
    return framework


def _rows(
    framework: Framework, edition: framework_domain.Framework, faults: list[str]
) -> Iterator[tuple[str, Model]]:
    for index, rule in enumerate(edition.levels):
        path = f"levels[{index}]"
        shares = {
            name: stored_number(getattr(rule, name), f"{path}.{name}", faults)
            for name in ("pass_share", "dimension_share")
        }
        yield (
            path,
            LevelRule(
                framework=framework, level=rule.level, name_th=rule.name_th, name_en=rule.name_en, **shares
            ),
        )
    quantities = _quantity_rows(framework, edition)
    yield from ((f"quantities[{row.position}]", row) for row in quantities.values())
    for position, dimension in enumerate(edition.dimensions):
        path = f"dimensions[{position}]"
        row = Dimension(
            framework=framework, position=position, **_texts(dimension), official=dimension.official
        )
        yield path, row
        for aspect_position, aspect in enumerate(dimension.aspects):
            aspect_row = Aspect(dimension=row, position=aspect_position, **_texts(aspect))
            aspect_path = f"{path}.aspects[{aspect_position}]"
            yield aspect_path, aspect_row
            for indicator_position, indicator in enumerate(aspect.indicators):
                indicator_row = _indicator_row(indicator, aspect_row, indicator_position)
                indicator_path = f"{aspect_path}.indicators[{indicator_position}]"
                yield from _indicator_rows(indicator, indicator_row, indicator_path, quantities, faults)


def _quantity_rows(framework: Framework, edition: framework_domain.Framework) -> dict[str, Quantity]:
    return {
        quantity.key: Quantity(
            framework=framework,
            position=position,
            **{name: getattr(quantity, name) for name in parts.QUANTITY_FIELDS},
        )
        for position, quantity in enumerate(edition.quantities)
    }


def _indicator_row(indicator: framework_domain.Indicator, aspect: Aspect, position: int) -> Indicator:
    return Indicator(
        aspect=aspect,
        position=position,
        **_texts(indicator),
        **{name: getattr(indicator, name) for name in INDICATOR_FIELDS},
        derived_from=indicator.derived_from or "",
    )


def _indicator_rows(
    indicator: framework_domain.Indicator,
    row: Indicator,
    path: str,
    quantities: Mapping[str, Quantity],
    faults: list[str],
) -> Iterator[tuple[str, Model]]:
    """Yield the row of an indicator and those of its parts, each with its place."""
    row.base = _optional_number(indicator.base, f"{path}.base", faults)
    yield path, row
    for index, formula_input in enumerate(indicator.inputs):
        values = {name: getattr(formula_input, name) for name in INPUT_FIELDS}
        example = _optional_number(
            formula_input.example, f"{path}.example.inputs.{formula_input.key}", faults
        )
        quantity = quantities.get(formula_input.quantity)
        input_row = FormulaInput(indicator=row, position=index, quantity=quantity, example=example, **values)
        yield f"{path}.inputs[{index}]", input_row
    for step in indicator.steps:
        step_row = MaturityStep(indicator=row, step=step.step, text_th=step.text_th, text_en=step.text_en)
        yield f"{path}.steps[{step.step}]", step_row
    yield path, _guidance_row(indicator.guidance, row, path, faults)
    for level, threshold in enumerate(indicator.thresholds, start=1):
        if threshold is not None:
            value = stored_number(threshold, f"{path}.levels.{level}", faults)
            yield f"{path}.levels.{level}", Threshold(indicator=row, level=level, value=value)


def _guidance_row(
    guidance: framework_domain.Guidance, indicator: Indicator, path: str, faults: list[str]
) -> Guidance:
    return Guidance(
        indicator=indicator,
        **{name: getattr(guidance, name) for name in GUIDANCE_TEXTS},
        example_value=_optional_number(guidance.example_value, f"{path}.example.value", faults),
    )


def _optional_number(value: Fraction | None, path: str, faults: list[str]) -> Decimal | None:
    return None if value is None else stored_number(value, path, faults)


def _texts(
    part: framework_domain.Dimension | framework_domain.Aspect | framework_domain.Indicator,
) -> dict[str, str]:
    return {name: getattr(part, name) for name in ("code", "name_th", "name_en")}


def stored_number(value: Fraction, path: str, faults: list[str]) -> Decimal:
    """Return `value` as a number of the database; 0 after recording that it would be rounded."""
    places = NUMBER["decimal_places"]
    scaled = value * 10**places
    if scaled.denominator != 1 or abs(scaled) >= 10 ** NUMBER["max_digits"]:
        faults.append(f"{path}: has more than {places} decimal places or too many digits")
        return Decimal(0)
    return Decimal(scaled.numerator).scaleb(-places)
