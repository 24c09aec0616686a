"""The peer of the level rule: the same rule as a spreadsheet, one row per area, in LibreOffice."""

from __future__ import annotations

import csv
import subprocess
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import quoteattr

from indicators.criteria.domain.framework import Framework

Row = list[Fraction | None]  # the values of one area in the framework's order, None where missing

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="areas">
"""
FOOT = "</table:table></office:spreadsheet></office:body></office:document>\n"


def recalculated(soffice: str, framework: Framework, areas: list[Row]) -> tuple[list[int], float]:
    """Return the level of every area and the seconds of LibreOffice, including its start."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "areas.fods")
        book.write_text("".join(_book(framework, areas)), encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "csv", "--outdir", folder, str(book)]
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - begin
        with Path(folder, "areas.csv").open(encoding="utf-8") as file:
            rows = list(csv.reader(file))[len(framework.levels) + 2 :]
    return [int(float(row[len(framework.indicators)])) for row in rows], seconds


def _book(framework: Framework, areas: list[Row]) -> Iterator[str]:
    """Yield the document. Row 1: 1 or -1 for higher or lower; row 2: 1 for a gate; thresholds; areas."""
    indicators = framework.indicators
    yield HEAD
    yield _row([_number(Fraction(-1 if indicator.direction == "lower" else 1)) for indicator in indicators])
    yield _row([_number(Fraction(indicator.gate)) for indicator in indicators])
    for level in framework.levels:
        yield _row([_number(indicator.thresholds[level.level - 1]) for indicator in indicators])
    for number, values in enumerate(areas, len(framework.levels) + 3):
        yield _row([*map(_number, values), _formula(_level(framework, number))])
    yield FOOT


def _level(framework: Framework, row: int) -> str:
    """Return the formula of the level: nested IFs, each level only when the one below is attained."""
    formula = "0"
    for rule in reversed(framework.levels):
        bar = rule.level + 2
        conditions = [f"COUNT({_range(framework, bar)})>0", f"{_met(framework, row, bar, gates=True)}=0"]
        conditions.append(_share(framework, row, bar, rule.pass_share, (0, len(framework.indicators))))
        start = 0
        for dimension in framework.dimensions:
            end = start + len(dimension.indicators)
            conditions.append(_share(framework, row, bar, rule.dimension_share, (start, end)))
            start = end
        above = "" if formula == "0" else f"+{formula}"
        formula = f"IF(AND({';'.join(conditions)});1{above};0)"
    return formula


def _share(framework: Framework, row: int, bar: int, share: Fraction, columns: tuple[int, int]) -> str:
    met = _met(framework, row, bar, columns=columns)
    return f"100*{met}>={float(share)}*COUNT({_range(framework, bar, columns)})"


def _met(
    framework: Framework, row: int, bar: int, *, columns: tuple[int, int] | None = None, gates: bool = False
) -> str:
    """Return a formula that counts the indicators met at `bar`, or the gates that are not."""
    values, bars = _range(framework, row, columns), _range(framework, bar, columns)
    signs, is_gate = _range(framework, 1, columns), _range(framework, 2, columns)
    met = f"ISNUMBER({values})*({values}*{signs}>={bars}*{signs})"
    return f"SUMPRODUCT(ISNUMBER({bars})*{f'{is_gate}*(1-{met})' if gates else met})"


def _range(framework: Framework, row: int, columns: tuple[int, int] | None = None) -> str:
    start, end = columns or (0, len(framework.indicators))
    return f"[.${_column(start)}${row}:.${_column(end - 1)}${row}]"


def _column(index: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[index] if index < 26 else letters[index // 26 - 1] + letters[index % 26]


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>\n"


def _number(value: Fraction | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="float" office:value="{float(value)!r}"/>'


def _formula(text: str) -> str:
    return f"<table:table-cell table:formula={quoteattr('of:=' + text)}/>"
