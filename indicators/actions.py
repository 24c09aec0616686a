"""Taking over an edition of the criteria and publishing it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common import history
from indicators import queries
from indicators.domain import framework as edition_data
from indicators.domain.framework_reading import FrameworkError, read_framework
from indicators.models import (
    NUMBER,
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Indicator,
    LevelRule,
    Threshold,
    WorkedExample,
)


class EditionError(Exception):
    """An edition cannot be loaded or published; `code` says why, `details` where."""

    def __init__(self, code: str, details: Sequence[str] = ()):
        super().__init__(code, *details)
        self.code = code
        self.details = tuple(details)


@transaction.atomic
def load_framework(
    *, document: Mapping, examples: Sequence[Mapping] | None = None, by: User | None
) -> Framework:
    """Store an edition as a draft, or leave the stored one as it is when nothing differs.

    `document` is a criteria file as `parse_json` reads it; `examples` are mappings with `name`,
    `answers` and `expected_level`, and None leaves the stored ones. Raises FrameworkError when the
    document or an example breaks a rule and EditionError("published") when a published edition would change.
    """
    edition = read_framework(document)
    checksum = _checksum(document)
    stored = Framework.objects.select_for_update().filter(edition=edition.edition).first()
    is_same = stored is not None and stored.checksum == checksum
    wanted = None if examples is None else _examples(examples)
    if is_same and wanted in (None, _stored_examples(stored)):
        return stored
    if stored and stored.is_published:
        raise EditionError("published", [edition.edition])
    framework = stored if is_same else _store(edition, checksum, stored)
    if wanted is not None:
        framework.worked_examples.all().delete()
        WorkedExample.objects.bulk_create(
            _check([WorkedExample(framework=framework, **example) for example in wanted])
        )
    _record("framework-loaded", framework, by=by)
    return framework


@transaction.atomic
def publish_framework(*, framework: Framework, by: User | None) -> Framework:
    """Freeze an edition. Raises EditionError("examples") while a worked example computes another level."""
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    if framework.is_published:
        return framework
    red = queries.red_examples(framework)
    if red:
        raise EditionError("examples", red)
    framework.status = Framework.Status.PUBLISHED
    framework.published_at = timezone.now()
    framework.published_by = by
    framework.save(update_fields=["status", "published_at", "published_by"])
    _record("framework-published", framework, by=by)
    return framework


def _record(name, framework, *, by):
    history.record(f"framework:{framework.edition}", name, by=by, data={"checksum": framework.checksum})


def _checksum(content) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _examples(examples):
    try:
        return [
            {
                "name": example["name"],
                "answers": json.dumps({"answers": example["answers"]}, ensure_ascii=False, default=float),
                "expected_level": example["expected_level"],
            }
            for example in examples
        ]
    except (KeyError, TypeError, OverflowError) as error:
        raise FrameworkError(["an example has a name, answers and an expected_level"]) from error


def _stored_examples(framework):
    return list(framework.worked_examples.values("name", "answers", "expected_level"))


def _store(edition: edition_data.Framework, checksum: str, stored: Framework | None) -> Framework:
    framework = stored or Framework(edition=edition.edition)
    for name in ("name_th", "name_en", "official", "note_th", "note_en"):
        setattr(framework, name, getattr(edition, name))
    framework.effective_from = edition.effective_from_fiscal_year or 0
    framework.checksum = checksum
    if stored:  # its indicators are in no assessment yet, so they may go
        framework.dimensions.all().delete()
        framework.level_rules.all().delete()
    _check([framework])
    framework.save()
    rules = [
        LevelRule(
            framework=framework,
            level=rule.level,
            name_th=rule.name_th,
            name_en=rule.name_en,
            pass_share=_number(rule.pass_share, f"levels[{index}].pass_share"),
            dimension_share=_number(rule.dimension_share, f"levels[{index}].dimension_share"),
        )
        for index, rule in enumerate(edition.levels)
    ]
    LevelRule.objects.bulk_create(_check(rules))
    _store_dimensions(framework, edition)
    return framework


def _store_dimensions(framework, edition):
    dimensions = [
        Dimension(framework=framework, position=position, **_texts(data), official=data.official)
        for position, data in enumerate(edition.dimensions)
    ]
    Dimension.objects.bulk_create(_check(dimensions))
    aspects = [
        (Aspect(dimension=dimension, position=position, **_texts(aspect)), aspect)
        for dimension, data in zip(dimensions, edition.dimensions, strict=True)
        for position, aspect in enumerate(data.aspects)
    ]
    Aspect.objects.bulk_create(_check([row for row, _ in aspects]))
    indicators = [
        (_indicator_row(aspect, position, data), data)
        for aspect, aspect_data in aspects
        for position, data in enumerate(aspect_data.indicators)
    ]
    Indicator.objects.bulk_create(_check([row for row, _ in indicators]))
    inputs = [
        FormulaInput(
            indicator=row,
            position=position,
            **{name: getattr(item, name) for name in ("key", "name_th", "name_en", "unit_th", "unit_en")},
        )
        for row, data in indicators
        for position, item in enumerate(data.inputs)
    ]
    FormulaInput.objects.bulk_create(_check(inputs))
    Threshold.objects.bulk_create(
        Threshold(indicator=row, level=level, value=_number(value, f"{data.code}.levels.{level}"))
        for row, data in indicators
        for level, value in enumerate(data.thresholds, start=1)
        if value is not None
    )


def _indicator_row(aspect, position, data):
    same = ("unit_th", "unit_en", "kind", "direction", "gate", "formula")
    return Indicator(
        aspect=aspect,
        position=position,
        **_texts(data),
        **{name: getattr(data, name) for name in (*same, "evidence_th", "official", "source")},
        derived_from=data.derived_from or "",
        base=None if data.base is None else _number(data.base, f"{data.code}.base"),
    )


def _texts(data):
    return {name: getattr(data, name) for name in ("code", "name_th", "name_en")}


def _check(rows):
    """`rows`, when every text is there and fits its column; raises FrameworkError with all that do not."""
    faults = []
    for row in rows:
        relations = [field.name for field in row._meta.fields if field.is_relation]
        try:
            row.clean_fields(exclude=relations)
        except ValidationError as error:
            where = getattr(row, "code", "") or row._meta.verbose_name
            faults += [f"{where}: {field}: {texts[0]}" for field, texts in error.message_dict.items()]
    if faults:
        raise FrameworkError(faults)
    return rows


def _number(value: Fraction, where: str) -> Decimal:
    """`value` as the database keeps it. Raises FrameworkError when it does not fit without rounding."""
    places = NUMBER["decimal_places"]
    scaled = value * 10**places
    if scaled.denominator != 1 or abs(scaled) >= 10 ** NUMBER["max_digits"]:
        raise FrameworkError([f"{where}: has more than {places} decimal places"])
    return Decimal(scaled.numerator).scaleb(-places)
