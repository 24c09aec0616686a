"""The measurement, run by `bench.national` with its services."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import django
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

django.setup()

from assessments.explanation import results  # noqa: E402
from assessments.workflow.models import (  # noqa: E402
    Assessment,
    ComputedLevel,
)
from bench.national.scenario import prepare  # noqa: E402

BATCH = 500
GOAL = 2.0  # seconds on one core
ROUNDS = 3

Levels = dict[int, tuple[int, int]]


class _UndoneError(Exception):
    """Raised to roll back the changes of a round."""


def main() -> None:
    count = prepare()
    revisions = dict(Assessment.objects.values_list("pk", "revision"))
    pks = sorted(revisions)
    batches = [{pk: revisions[pk] for pk in pks[start : start + BATCH]} for start in range(0, count, BATCH)]
    queries = [_queries_of(batch) for batch in batches]
    if len(set(queries)) != 1:
        raise SystemExit(f"the number of queries grows: {queries}")
    seconds, levels = min(
        (_timed(lambda: [results.compute_levels(batch) for batch in batches]) for _ in range(ROUNDS)),
        key=lambda measurement: measurement[0],
    )
    seconds_alone, levels_alone = _timed(
        lambda: [results.compute_level(assessment_id=pk, revision=revisions[pk]) for pk in pks]
    )
    print(f"national: {count} assessments in {len(batches)} batches of {BATCH}, best of {ROUNDS}, one core")
    print(f"  from the database and back            {seconds:8.2f} s ({seconds / GOAL:.2f} of {GOAL:g} s)")
    print(f"  queries a batch                       {queries[0]:8}")
    print(
        f"  one assessment at a time              {seconds_alone:8.2f} s, ratio {seconds_alone / seconds:.1f}"
    )
    if levels != levels_alone or len(levels) != count:
        raise SystemExit("the batches compute other levels than one at a time")
    if seconds > GOAL:
        raise SystemExit(f"more than {GOAL:g} s")


def _queries_of(batch: Mapping[int, int]) -> int:
    with CaptureQueriesContext(connection) as captured:
        _timed(lambda: results.compute_levels(batch))
    return len(captured)


def _timed(work: Callable[[], object]) -> tuple[float, Levels]:
    """Return the seconds of the work and the levels it stored, which are rolled back."""
    levels: Levels = {}
    begin = end = 0.0
    try:
        with transaction.atomic():
            begin = time.perf_counter()
            work()
            end = time.perf_counter()
            rows = ComputedLevel.objects.values_list("assessment", "level", "audited_level")
            levels = {pk: (level, audited) for pk, level, audited in rows}
            raise _UndoneError
    except _UndoneError:
        pass
    return end - begin, levels


if __name__ == "__main__":
    main()
