"""What a cell of a workbook can hold."""

import re

# A spreadsheet may take a text that begins with one of them for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def cell_text(text: str) -> str:
    """`text` as a cell keeps it: one kind of line end, nothing that a file cannot hold."""
    return _UNWRITABLE.sub("", "\n".join(text.splitlines()))
