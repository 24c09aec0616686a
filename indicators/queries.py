"""Reading an edition out of the database, as rows for a page and as data for the level rule."""

from fractions import Fraction
from functools import lru_cache

from django.db.models import Prefetch

from indicators.domain import framework as edition_data
from indicators.domain.exact_json import parse_json
from indicators.domain.examples import check_examples
from indicators.models import Aspect, Dimension, Framework, Indicator


def dimensions_of(framework: Framework):
    """The dimensions of an edition with aspects, indicators, inputs and thresholds, in five queries."""
    indicators = Indicator.objects.prefetch_related("inputs", "thresholds")
    aspects = Aspect.objects.prefetch_related(Prefetch("indicators", indicators))
    return Dimension.objects.filter(framework=framework).prefetch_related(Prefetch("aspects", aspects))


def edition_of(framework: Framework) -> edition_data.Framework:
    """The edition as the level rule wants it; kept in memory, because equal checksums mean equal criteria."""
    return _edition(framework.pk, framework.checksum)


def red_examples(framework: Framework) -> list[str]:
    """One line for each worked example that computes to another level than it should."""
    examples = [
        (example.name, parse_json(example.answers), example.expected_level)
        for example in framework.worked_examples.all()
    ]
    return [
        f"{name}: {expected} expected, {'no level' if computed is None else computed} computed"
        for name, expected, computed in check_examples(edition_of(framework), examples)
    ]


@lru_cache(maxsize=16)
def _edition(framework_pk: int, checksum: str) -> edition_data.Framework:
    framework = Framework.objects.prefetch_related("level_rules").get(pk=framework_pk)
    rules = tuple(
        edition_data.LevelRule(
            level=rule.level,
            name_th=rule.name_th,
            name_en=rule.name_en,
            pass_share=Fraction(rule.pass_share),
            dimension_share=Fraction(rule.dimension_share),
        )
        for rule in framework.level_rules.all()
    )
    return edition_data.Framework(
        edition=framework.edition,
        name_th=framework.name_th,
        name_en=framework.name_en,
        effective_from_fiscal_year=framework.effective_from,
        official=framework.official,
        note_th=framework.note_th,
        note_en=framework.note_en,
        levels=rules,
        dimensions=tuple(_dimension(row, len(rules)) for row in dimensions_of(framework)),
    )


def _dimension(row: Dimension, levels: int) -> edition_data.Dimension:
    aspects = tuple(
        edition_data.Aspect(
            **_texts(aspect),
            indicators=tuple(_indicator(indicator, levels) for indicator in aspect.indicators.all()),
        )
        for aspect in row.aspects.all()
    )
    return edition_data.Dimension(**_texts(row), official=row.official, aspects=aspects)


def _indicator(row: Indicator, levels: int) -> edition_data.Indicator:
    thresholds = {threshold.level: Fraction(threshold.value) for threshold in row.thresholds.all()}
    inputs = tuple(
        edition_data.FormulaInput(
            key=item.key,
            name_th=item.name_th,
            name_en=item.name_en,
            unit_th=item.unit_th,
            unit_en=item.unit_en,
        )
        for item in row.inputs.all()
    )
    same = ("unit_th", "unit_en", "kind", "direction", "gate", "formula")
    return edition_data.Indicator(
        **_texts(row),
        **{name: getattr(row, name) for name in (*same, "evidence_th", "official", "source")},
        derived_from=row.derived_from or None,
        base=None if row.base is None else Fraction(row.base),
        inputs=inputs,
        thresholds=tuple(thresholds.get(level) for level in range(1, levels + 1)),
    )


def _texts(row):
    return {name: getattr(row, name) for name in ("code", "name_th", "name_en")}
