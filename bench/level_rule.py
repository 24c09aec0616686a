"""Benchmark of the level rule beside a spreadsheet: `python -m bench.level_rule`."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from bench.areas import made_up_areas
from bench.spreadsheet import Row, recalculated
from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework import Framework
from indicators.criteria.domain.framework_reading import read_framework
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level

EDITION = Path(__file__).resolve().parent.parent / "fixtures" / "framework-2565-working.json"
AREAS = 2000
ROUNDS = 5
GOAL = 5000  # areas a second on one core

Areas = list[dict[str, Answer]]


def main() -> None:
    framework = read_framework(parse_json(EDITION.read_bytes()))
    areas = made_up_areas(framework, AREAS)
    rate = _rate(lambda answers: area_level(framework, answers), areas)
    document_rate = _rate(lambda answers: result_document(area_level(framework, answers), framework), areas)
    print(f"level rule: {AREAS} areas, {len(framework.indicators)} indicators, best of {ROUNDS}, one core")
    print(f"  area_level, explanation included      {rate:8,.0f} areas/s ({rate / GOAL:.2f} of {GOAL:,})")
    print(f"  area_level and its JSON document      {document_rate:8,.0f} areas/s")
    _beside_a_spreadsheet(framework, areas, rate)


def _rate(work: Callable[[dict[str, Answer]], object], areas: Areas) -> float:
    """Return areas per second of the best round."""
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for answers in areas:
            work(answers)
        seconds.append(time.perf_counter() - begin)
    return len(areas) / min(seconds)


def _beside_a_spreadsheet(framework: Framework, areas: Areas, rate: float) -> None:
    """Compare with LibreOffice, without its start-up time, which is measured with one row."""
    soffice = shutil.which("soffice")
    if not soffice:
        print("  LibreOffice not installed: peer skipped")
        return
    results = [area_level(framework, answers) for answers in areas]
    rows: list[Row] = [[indicator.value for indicator in result.indicators] for result in results]
    recalculated(soffice, framework, rows[:1])  # its first start on a machine takes longer
    start = min(recalculated(soffice, framework, rows[:1])[1] for _ in range(ROUNDS))
    levels, seconds = recalculated(soffice, framework, rows)
    if levels != [result.level for result in results]:
        raise SystemExit("the spreadsheet computes other levels")
    peer_rate = (len(rows) - 1) / (seconds - start)
    print(f"  spreadsheet, load and recalculate     {peer_rate:8,.0f} areas/s, the same {len(rows)} levels")
    print(f"  ratio {rate / peer_rate:.1f} (LibreOffice's start of {start:.1f} s left out)")


if __name__ == "__main__":
    main()
