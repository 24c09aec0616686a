"""Texts written to workbook cells and read back."""

from hypothesis import given
from hypothesis import strategies as st

from ecotown.common.workbooks.cells import escape_cell, unescape_cell


@given(st.text() | st.from_regex(r"(_x[0-9A-Fa-f]{4}_|_x005F_|_|x000D_){1,6}"))
def test_every_text_is_read_back_unchanged(text):
    assert unescape_cell(escape_cell(text)) == text
