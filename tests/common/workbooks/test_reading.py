"""Reading of untrusted workbooks within limits."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from ecotown.common.workbooks.reading import read_sheets


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param(3, ("number", "3"), id="a whole number"),
        pytest.param(66.67, ("number", "66.67"), id="a decimal, as it was typed"),
        pytest.param(3.0, ("number", "3"), id="no point that nobody typed"),
        pytest.param(1e20, ("number", "1" + "0" * 20), id="no exponent"),
        pytest.param(0.0000001, ("number", "0.0000001"), id="nor a negative one"),
        pytest.param(True, ("truth", "TRUE"), id="true"),
        pytest.param("๑๐", ("text", "๑๐"), id="a text"),
        pytest.param("=1+1", ("formula", ""), id="a formula, never computed"),
        pytest.param("#N/A", ("error", "#N/A"), id="the error of a formula"),
    ],
)
def test_a_cell_has_its_kind_and_its_text(value, cell):
    workbook, content = Workbook(), BytesIO()
    workbook.active["B2"] = value
    workbook.save(content)

    assert read_sheets(content.getvalue()) == {"Sheet": {(2, 2): cell}}
