"""Storing the data of an edition as rows."""

from collections.abc import Iterator
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
    Indicator,
    LevelRule,
    Threshold,
)
from indicators.editions.queries import editions
from indicators.editions.queries import faults as fault_queries

DETAIL_FIELDS = ("name_th", "name_en", "official", "note_th", "note_en")
INPUT_FIELDS = ("key", "name_th", "name_en", "unit_th", "unit_en")
INDICATOR_FIELDS = (
    *("unit_th", "unit_en", "kind", "direction", "gate", "formula"),
    *("evidence_th", "official", "source"),
)
# Parents before children.
MODELS: tuple[type[Model], ...] = (LevelRule, Dimension, Aspect, Indicator, FormulaInput, Threshold)


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
    for position, dimension in enumerate(edition.dimensions):
        path = f"dimensions[{position}]"
        row = Dimension(
            framework=framework, position=position, **_texts(dimension), official=dimension.official
        )
        yield path, row
        for aspect_position, aspect in enumerate(dimension.aspects):
            aspect_path = f"{path}.aspects[{aspect_position}]"
            yield from _aspect_rows(aspect, row, aspect_position, aspect_path, faults)


def _aspect_rows(
    aspect: framework_domain.Aspect, dimension: Dimension, position: int, path: str, faults: list[str]
) -> Iterator[tuple[str, Model]]:
    row = Aspect(dimension=dimension, position=position, **_texts(aspect))
    yield path, row
    for indicator_position, indicator in enumerate(aspect.indicators):
        indicator_path = f"{path}.indicators[{indicator_position}]"
        yield from _indicator_rows(indicator, row, indicator_position, indicator_path, faults)


def _indicator_rows(
    indicator: framework_domain.Indicator, aspect: Aspect, position: int, path: str, faults: list[str]
) -> Iterator[tuple[str, Model]]:
    base = None if indicator.base is None else stored_number(indicator.base, f"{path}.base", faults)
    row = Indicator(
        aspect=aspect,
        position=position,
        **_texts(indicator),
        **{name: getattr(indicator, name) for name in INDICATOR_FIELDS},
        derived_from=indicator.derived_from or "",
        base=base,
    )
    yield path, row
    for index, formula_input in enumerate(indicator.inputs):
        values = {name: getattr(formula_input, name) for name in INPUT_FIELDS}
        yield f"{path}.inputs[{index}]", FormulaInput(indicator=row, position=index, **values)
    for level, threshold in enumerate(indicator.thresholds, start=1):
        if threshold is not None:
            value = stored_number(threshold, f"{path}.levels.{level}", faults)
            yield f"{path}.levels.{level}", Threshold(indicator=row, level=level, value=value)


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
