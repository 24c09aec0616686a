"""Escaping and cleaning of text in workbook cells."""

import re

# Spreadsheet programs may read a text that begins with one of these as a formula.
FORMULA_SIGNS = ("=", "+", "-", "@")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_ESCAPE_BEGINS = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """Return `text` with line feeds as line ends and without characters that XML cannot hold."""
    return _UNWRITABLE.sub("", "\n".join(text.splitlines()))


def escape_cell(text: str) -> str:
    """Escape underscores in `text` that programs would read as an escaped character (_xHHHH_)."""
    return _ESCAPE_BEGINS.sub("_x005F_", text)


def unescape_cell(text: str) -> str:
    """Replace escaped characters (_xHHHH_, such as _x000D_ for a carriage return) in `text`."""
    if "_x" not in text:
        return text
    letters = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
