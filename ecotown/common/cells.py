"""What a cell of a workbook can hold."""

import re

# A spreadsheet may take a text that begins with one of them for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_ESCAPE_BEGINS = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """`text` as a cell keeps it: one kind of line end, nothing that a file cannot hold."""
    return _UNWRITABLE.sub("", "\n".join(text.splitlines()))


def escaped(text: str) -> str:
    """`text` as a file writes it, so that programs take nothing in it for the escape of a letter."""
    return _ESCAPE_BEGINS.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The other way round: programs write letters by number, such as _x000D_ for the end of a line."""
    if "_x" not in text:
        return text
    letters = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
