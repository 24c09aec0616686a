"""Texts written to workbook cells and read back."""

from hypothesis import given
from hypothesis import strategies as st

from ecotown.common.cells import escaped, unescaped


@given(st.text() | st.from_regex(r"(_x[0-9A-Fa-f]{4}_|_x005F_|_|x000D_){1,6}"))
def test_every_text_is_read_back_unchanged(text):
    assert unescaped(escaped(text)) == text
