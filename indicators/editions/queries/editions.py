"""Reading an edition from the database: as rows for a page and as data for the level rule."""

import hashlib
import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypedDict

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.history.registry import Place
from ecotown.common.thai import dates
from indicators.criteria.domain import framework as framework_domain
from indicators.criteria.domain.framework_writing import Document, framework_document
from indicators.editions.models import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Guidance,
    Indicator,
    LevelRule,
    Quantity,
)
from indicators.editions.queries.parts import GUIDANCE_FIELDS, QUANTITY_FIELDS, guidance_of


def edition_places(user: User, keys: Collection[str]) -> dict[str, Place]:
    """Return name and URL of editions, by the key in their history, for those who manage them."""
    if not user.has_perm("indicators.list_editions"):
        return {}
    return {
        framework.edition: Place(str(framework), framework.get_absolute_url())
        for framework in Framework.objects.filter(edition__in=keys)
    }


class _Texts(TypedDict):
    code: str
    name_th: str
    name_en: str


def dimensions_of(framework: Framework) -> QuerySet[Dimension]:
    """Return the dimensions of an edition with aspects, indicators and all their parts; six queries."""
    inputs = Prefetch("inputs", FormulaInput.objects.select_related("quantity"))
    indicators = Indicator.objects.select_related("guidance").prefetch_related(inputs, "steps", "thresholds")
    aspects = Aspect.objects.prefetch_related(Prefetch("indicators", indicators))
    return Dimension.objects.filter(framework=framework).prefetch_related(Prefetch("aspects", aspects))


def framework_named(edition: str, frameworks: QuerySet[Framework] | None = None) -> Framework | None:
    """Return the edition with this code, which may be untrusted input; None when there is none."""
    if not edition.isascii() or not edition.isprintable():
        return None
    return (Framework.objects if frameworks is None else frameworks).filter(edition=edition).first()


def current_framework() -> Framework | None:
    """Return the edition in force in the current fiscal year with its level rules; None without one.

    An edition published ahead comes into force on 1 October before its first fiscal year.
    """
    in_force = Framework.objects.in_force(dates.fiscal_year(timezone.localdate()))
    return in_force.prefetch_related("level_rules").first()


def edition_of(framework: Framework) -> framework_domain.Framework:
    """Return the edition as data of the level rule; cached by checksum: equal ones mean equal criteria."""
    try:
        return _edition(framework.pk, framework.checksum)
    except ChangedSinceError as changed:
        return changed.edition


class ChangedSinceError(Exception):
    """The rows of an edition are no longer those of the checksum that was asked for."""

    def __init__(self, edition: framework_domain.Framework) -> None:
        super().__init__(edition.edition)
        self.edition = edition


def document_of(framework: Framework) -> Document:
    """Return the edition as the document of its file, also for a draft with gaps."""
    return framework_document(edition_of(framework))


def checksum_of(document: Mapping[str, object]) -> str:
    """Return the SHA-256 of a document of `framework_document`, as 64 hexadecimal digits."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=16)
def _edition(framework_pk: int, checksum: str) -> framework_domain.Framework:
    edition = edition_as_stored(Framework.objects.get(pk=framework_pk))
    # Raised, so that it is not kept: somebody who undoes the change has the checksum again.
    if checksum_of(framework_document(edition)) != checksum:
        raise ChangedSinceError(edition)
    return edition


def edition_as_stored(framework: Framework) -> framework_domain.Framework:
    """Return the edition from its rows as they are now, without the cache; eight queries."""
    rules = tuple(level_rule(row) for row in LevelRule.objects.filter(framework=framework))
    return framework_domain.Framework(
        edition=framework.edition,
        name_th=framework.name_th,
        name_en=framework.name_en,
        effective_from_fiscal_year=framework.effective_from,
        official=framework.official,
        note_th=framework.note_th,
        note_en=framework.note_en,
        levels=rules,
        quantities=tuple(_quantity(row) for row in Quantity.objects.filter(framework=framework)),
        dimensions=tuple(_dimension(row, len(rules)) for row in dimensions_of(framework)),
    )


def _quantity(row: Quantity) -> framework_domain.Quantity:
    return framework_domain.Quantity(**{name: getattr(row, name) for name in QUANTITY_FIELDS})


def level_rule(row: LevelRule) -> framework_domain.LevelRule:
    """Return a row of the level rules as data."""
    return framework_domain.LevelRule(
        level=row.level,
        name_th=row.name_th,
        name_en=row.name_en,
        pass_share=Fraction(row.pass_share),
        dimension_share=Fraction(row.dimension_share),
    )


def _dimension(row: Dimension, levels: int) -> framework_domain.Dimension:
    aspects = tuple(
        framework_domain.Aspect(
            **_texts(aspect),
            indicators=tuple(_indicator(indicator, levels) for indicator in aspect.indicators.all()),
        )
        for aspect in row.aspects.all()
    )
    return framework_domain.Dimension(**_texts(row), official=row.official, aspects=aspects)


def _indicator(row: Indicator, levels: int) -> framework_domain.Indicator:
    thresholds = {threshold.level: Fraction(threshold.value) for threshold in row.thresholds.all()}
    inputs = tuple(
        framework_domain.FormulaInput(
            key=input_row.key,
            name_th=input_row.name_th,
            name_en=input_row.name_en,
            unit_th=input_row.unit_th,
            unit_en=input_row.unit_en,
            quantity=input_row.quantity.key if input_row.quantity else "",
            example=_fraction(input_row.example),
        )
        for input_row in row.inputs.all()
    )
    steps = tuple(
        framework_domain.MaturityStep(step=step.step, text_th=step.text_th, text_en=step.text_en)
        for step in row.steps.all()
    )
    columns = (
        *("short_name_th", "short_name_en", "unit_th", "unit_en", "kind", "direction", "gate", "formula"),
        *("evidence_th", "evidence_en", "official", "source"),
    )
    return framework_domain.Indicator(
        **_texts(row),
        **{column: getattr(row, column) for column in columns},
        derived_from=row.derived_from or None,
        base=_fraction(row.base),
        inputs=inputs,
        steps=steps,
        thresholds=tuple(thresholds.get(level) for level in range(1, levels + 1)),
        guidance=_guidance(guidance_of(row)),
    )


def _guidance(row: Guidance) -> framework_domain.Guidance:
    texts = {name: getattr(row, name) for name in GUIDANCE_FIELDS if name != "example_value"}
    return framework_domain.Guidance(**texts, example_value=_fraction(row.example_value))


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _texts(row: Dimension | Aspect | Indicator) -> _Texts:
    return {"code": row.code, "name_th": row.name_th, "name_en": row.name_en}
