"""Checks after all officers have stopped: no value lost, stored twice or added."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from assessments.entry import queries as entry_queries
from assessments.entry.domain.values import EntryValue, answers_of, from_plain, plain
from assessments.entry.models import Entry
from assessments.workflow import queries as workflow_queries
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from bench.autosave.load import RequestLog, Save
from ecotown.common.history import recording
from indicators.criteria.domain.scoring import area_level

WORKER_SECONDS = 120  # seconds until the worker must have finished


def wait_for_levels() -> float | None:
    """Wait until all levels are stored; return the seconds, None after `WORKER_SECONDS` seconds."""
    begin = time.monotonic()
    while time.monotonic() < begin + WORKER_SECONDS:
        if not Assessment.objects.with_level().filter(computed_level=None).exists():
            return time.monotonic() - begin
        time.sleep(0.1)
    return None


def faults_of(log: RequestLog) -> Iterator[str]:
    """Yield a sentence for each difference between the stored values and the acknowledged saves."""
    acknowledged: dict[int, list[Save]] = defaultdict(list)
    for save in log.saves:
        acknowledged[save.assessment_id].append(save)
    for assessment in Assessment.objects.with_level().select_related("cycle__framework"):
        for fault in _faults_of(assessment, acknowledged[assessment.pk]):
            yield f"assessment {assessment.pk}: {fault}"
    for broken in recording.breaks():
        yield f"history {broken.subject} {broken.sequence}: {broken.reason}"


def _faults_of(assessment: Assessment, saves: list[Save]) -> Iterator[str]:
    rows = [row for row in recording.events_of(assessment.history_subject) if row.name == Event.ENTRIES_SAVED]
    recorded = Counter(
        (row.by_id, code, _key(change["new"])) for row in rows for code, change in row.data["changes"].items()
    )
    acknowledged = Counter((save.user_id, save.code, _key(json.loads(save.stored))) for save in saves)
    if recorded != acknowledged:
        lost, extra = acknowledged - recorded, recorded - acknowledged
        yield f"{lost.total()} saves are not in the history, {extra.total()} there were never acknowledged"
    if assessment.revision != 1 + len(rows):
        yield f"revision {assessment.revision} after {len(rows)} saves"
    stored: dict[str, object] = {}
    for row in rows:
        for code, change in row.data["changes"].items():
            if change["old"] != stored.get(code, plain(EntryValue())):
                yield f"row {row.sequence} replaced a value of {code} that nobody saw"
            stored[code] = change["new"]
    values = entry_queries.entered_values(assessment)
    if {code: plain(value) for code, value in values.items()} != stored:
        yield "the values stored are not the last ones saved"
    if Entry.objects.filter(assessment=assessment).count() != len(stored):
        yield "an indicator has not exactly one entry"
    edition = workflow_queries.edition_of(assessment)
    if assessment.computed_level != area_level(edition, answers_of(values, edition)).level:
        yield "the level computed is not that of the values"


def _key(content: dict[str, object]) -> str:
    return json.dumps(plain(from_plain(content)), sort_keys=True)
