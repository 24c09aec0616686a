"""An edition as a workbook (.xlsx) for reading, in the language of the reader; it is not loaded again."""

from collections.abc import Iterable, Sequence
from copy import copy
from fractions import Fraction
from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext as _
from openpyxl import Workbook

from ecotown.common.thai.formats import era_year, text
from ecotown.common.workbooks.tables import Cell, Column, write_table
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.words import fields
from indicators.criteria.words.evidence import evidence_items
from indicators.criteria.words.formulas import formula
from indicators.criteria.words.guidance import guidance
from indicators.criteria.words.kinds import KIND_WORDS
from indicators.criteria.words.names import short_name
from indicators.handbook.words import handbook_mark

MAX_LINES = 22  # of a row; programs allow a height of 409 points


class Facts(NamedTuple):
    """What stands at the head of each sheet."""

    name: str
    code_and_year: str
    mark: str


def edition_workbook(edition: Framework, *, code: str, is_draft: bool) -> bytes:
    """Return an edition as an .xlsx file: rules of the levels, indicators, explanations, shared quantities.

    `code` is that of the edition. Cells hold texts and numbers, never formulas.
    """
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    workbook.properties.title = text(edition, "name")
    facts = _facts(edition, code, is_draft=is_draft)
    sheets = [
        (_("Levels"), _level_columns(), _level_rows(edition)),
        (_("Indicators"), _indicator_columns(edition), _indicator_rows(edition)),
        (_("Explanation of the indicators"), _guidance_columns(), _guidance_rows(edition)),
        (_("Shared quantities"), _quantity_columns(), _quantity_rows(edition)),
    ]
    workbook.remove(workbook.active)
    for title, columns, rows in sheets:
        sheet = workbook.create_sheet(title[:31])
        write_table(
            sheet, heading=facts.name, lines=facts[1:], columns=columns, rows=rows, max_lines=MAX_LINES
        )
        bold = copy(sheet["A3"].font)
        bold.bold = True
        sheet["A3"].font = bold
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _facts(edition: Framework, code: str, *, is_draft: bool) -> Facts:
    year = edition.effective_from_fiscal_year
    from_year = _("from fiscal year %(year)s") % {"year": era_year(year)} if year else ""
    code_and_year = " · ".join(filter(None, (code, from_year)))
    return Facts(text(edition, "name"), code_and_year, handbook_mark(edition, is_draft))


def _level_columns() -> list[Column]:
    return [
        (_("Level"), 10),
        (_("Name"), 48),
        (f"{_('Of all indicators')} (%)", 28),
        (f"{_('In each dimension')} (%)", 28),
    ]


def _level_rows(edition: Framework) -> Iterable[Sequence[Cell]]:
    for rule in edition.levels:
        yield rule.level, text(rule, "name"), _number(rule.pass_share), _number(rule.dimension_share)


def _indicator_columns(edition: Framework) -> list[Column]:
    levels = [(f"{_('Level')} {rule.level}", 11) for rule in edition.levels]
    return [
        *((_("Dimension"), 20), (_("Aspect"), 28), (_("Code"), 9), (_("Indicator"), 52)),
        *((fields.field_label("kind"), 22), (_("Unit"), 16), (_("Direction"), 22), (_("Must be met"), 14)),
        *levels,
        *((_("Formula"), 40), (_("Evidence"), 48)),
    ]


def _indicator_rows(edition: Framework) -> Iterable[Sequence[Cell]]:
    for dimension in edition.dimensions:
        for aspect in dimension.aspects:
            for indicator in aspect.indicators:
                yield (
                    *(text(dimension, "name"), text(aspect, "name"), indicator.code, text(indicator, "name")),
                    *(str(KIND_WORDS[indicator.kind].name), text(indicator, "unit")),
                    fields.value_in_words("direction", indicator.direction),
                    _("Must be met") if indicator.gate else "",
                    *(_threshold(indicator, threshold) for threshold in indicator.thresholds),
                    *(formula(indicator) or "", "\n".join(evidence_items(indicator))),
                )


def _threshold(indicator: Indicator, threshold: Fraction | None) -> Cell:
    if threshold is None:
        return ""
    required = KIND_WORDS[indicator.kind].required
    return str(required(threshold)) if required else _number(threshold)


def _guidance_columns() -> list[Column]:
    return [
        *((_("Code"), 9), (_("Indicator"), 24), (_("Definition"), 44), (_("What counts"), 44)),
        *((_("Period"), 20), (_("Source of the data"), 26), (_("Who has the data"), 24)),
    ]


def _guidance_rows(edition: Framework) -> Iterable[Sequence[Cell]]:
    """Yield a row for each indicator, and below a choice one for each of its steps."""
    for indicator in edition.indicators:
        guide = guidance(indicator)
        counts = "\n".join([*guide.counted, *guide.excluded])
        yield (
            *(indicator.code, short_name(indicator), guide.definition, counts),
            *(guide.period, guide.data_source, guide.holder),
        )
        for step in guide.steps:
            yield indicator.code, step.name, step.sentence, "", "", "", ""


def _quantity_columns() -> list[Column]:
    return [
        *((_("Name"), 44), (_("Unit"), 18), (_("Definition"), 60), (_("Who has the data"), 30)),
        (_("Indicators"), 40),
    ]


def _quantity_rows(edition: Framework) -> Iterable[Sequence[Cell]]:
    for quantity in edition.quantities:
        codes = [indicator.code for indicator, _input in edition.inputs_of(quantity.key)]
        texts = (text(quantity, name) for name in ("name", "unit", "definition", "holder"))
        yield (*texts, ", ".join(codes))


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
