"""The places of the numbers in the workbook, and the texts of its cells."""

from decimal import Decimal

import pytest

from assessments.entry.domain import workbook
from assessments.entry.domain.values import EntryValue
from indicators.criteria.domain.framework import Aspect, Dimension, FormulaInput, Indicator

SHARE = Indicator(
    code="EN1.1",
    kind="percent",
    direction="higher",
    thresholds=(None,) * 5,
    gate=False,
    formula="percent",
    inputs=(FormulaInput(key="part", name_th="ส่วน"), FormulaInput(key="whole", name_th="ทั้งหมด")),
)
REPORT = Indicator(
    code="EN1.2", kind="boolean", direction="equals", thresholds=(None,) * 5, gate=False, formula="direct"
)
DIMENSION = Dimension(
    code="EN", name_th="สิ่งแวดล้อม", aspects=(Aspect(code="EN1", indicators=(SHARE, REPORT)),)
)


def test_each_number_has_a_row_of_its_own():
    lines = [
        (line.row, line.indicator.code, line.key, line.is_first) for line in workbook.lines_of(DIMENSION)
    ]

    assert lines == [
        (5, "EN1.1", "part", True),
        (6, "EN1.1", "whole", False),
        (7, "EN1.2", "value", True),
    ]


@pytest.mark.parametrize(
    ("row", "column", "address"), [(1, 1, "A1"), (5, 26, "Z5"), (5, 27, "AA5"), (9, 702, "ZZ9")]
)
def test_an_address_is_written_as_spreadsheets_do(row, column, address):
    assert workbook.address_of(row, column) == address


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("สิ่งแวดล้อม", "EN สิ่งแวดล้อม", id="as it is"),
        pytest.param("a/b:c*d?[e]", "EN a b c d  e", id="without the signs that no sheet may have"),
        pytest.param("ก" * 40, "EN " + "ก" * 28, id="at most 31 characters"),
    ],
)
def test_the_name_of_a_sheet(name, title):
    assert workbook.title_of(Dimension(code="EN", name_th=name, aspects=())) == title


@pytest.mark.parametrize(
    ("indicator", "entry_value", "texts"),
    [
        pytest.param(SHARE, EntryValue(), {"part": "", "whole": ""}, id="nothing"),
        pytest.param(
            SHARE,
            EntryValue(inputs={"part": Decimal("1.5000"), "whole": Decimal(40)}),
            {"part": "1.5", "whole": "40"},
            id="inputs",
        ),
        pytest.param(REPORT, EntryValue(value=Decimal(1)), {"value": "มี"}, id="yes"),
        pytest.param(REPORT, EntryValue(value=Decimal(0)), {"value": "ไม่มี"}, id="no"),
    ],
)
def test_what_was_given_as_the_texts_of_its_cells(indicator, entry_value, texts):
    assert workbook.texts_of(entry_value, indicator) == texts | {"not_applicable": "", "reason": ""}


def test_a_reason_is_the_same_whatever_its_line_ends():
    first = EntryValue(not_applicable=True, reason="หนึ่ง\r\nสอง\x07")
    second = EntryValue(not_applicable=True, reason="หนึ่ง\nสอง")

    assert workbook.has_same_cells(first, second)
    assert workbook.texts_of(first, REPORT)["reason"] == "หนึ่ง\nสอง"
