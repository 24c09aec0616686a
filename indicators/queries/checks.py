"""The check list of an edition: its faults, each with the part it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db.models import Model

from indicators.domain import crosswalk as crosswalks
from indicators.domain import framework as edition_data
from indicators.domain.faults import Place
from indicators.domain.framework_reading import FrameworkError, read_framework
from indicators.domain.framework_writing import as_document
from indicators.models import Aspect, Crosswalk, Dimension, Framework, Indicator, LevelRule
from indicators.queries.crosswalks import crosswalk_of, origins_of
from indicators.queries.editions import (
    Run,
    dimensions_of,
    edition_as_stored,
    edition_of,
    level_rule,
    run_examples,
)

LAST_YEAR = 2999
HIGHEST_LEVEL = 5  # of an assessment, see areas.models
# The path of a part at the beginning of a place in a document: lists with indices.
PART = re.compile(r"((?:dimensions|\.aspects|\.indicators)\[\d+\])*")
Parts = dict[str, Dimension | Aspect | Indicator]  # by their path
WHY = {
    "blank": "blank",
    "max_length": "longer than {limit_value} characters",
    "invalid": "only Latin letters, digits, hyphens and underscores are allowed",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason why an edition cannot be published: its place in the document, and the part at that place."""

    path: str
    why: str
    part: Dimension | Aspect | Indicator | None = None

    @property
    def inside(self) -> str:
        """The place relative to the part, such as `levels.3`."""
        return self.path[PART.match(self.path).end() :].lstrip(".")

    @property
    def line(self) -> str:
        return f"{self.path or 'document'}: {self.why}"


@dataclass(frozen=True, slots=True)
class Checks:
    """The check list of an edition; `counts` are the numbers of dimensions, aspects and indicators."""

    faults: list[Fault]
    runs: list[Run]
    crosswalk_faults: list[tuple[str, str]]
    counts: tuple[int, int, int]
    without_evidence: list[Indicator] = field(default_factory=list)
    never_counting: list[Indicator] = field(default_factory=list)
    has_crosswalk: bool = False

    @property
    def red(self) -> list[Run]:
        return [run for run in self.runs if not run.is_green]

    @property
    def is_clean(self) -> bool:
        return not (self.faults or self.red or self.crosswalk_faults)


def check(framework: Framework) -> Checks:
    """Return what prevents an edition from being published, and notes about it."""
    parts = parts_of(framework)
    rows = parts.values()
    indicators = [row for row in rows if isinstance(row, Indicator)]
    crosswalk = crosswalk_of(framework)
    return Checks(
        faults=faults_of(framework, parts),
        runs=run_examples(framework),
        crosswalk_faults=_crosswalk_faults(crosswalk),
        counts=tuple(sum(isinstance(row, kind) for row in rows) for kind in (Dimension, Aspect, Indicator)),
        without_evidence=[row for row in indicators if not row.evidence_th],
        never_counting=[row for row in indicators if not row.thresholds.all()],
        has_crosswalk=crosswalk is not None,
    )


def faults_of(framework: Framework, parts: Parts | None = None) -> list[Fault]:
    """Return the faults of an edition as stored now: against the level rule, the columns, the portal."""
    parts = parts_of(framework) if parts is None else parts
    lines = [
        *_reader_faults(edition_as_stored(framework)),
        *_row_faults(framework, parts),
        *_level_count_faults(framework),
    ]
    distinct_lines = dict.fromkeys(lines)
    return [Fault(path, why, parts.get(PART.match(path).group())) for path, why in distinct_lines]


def parts_of(framework: Framework) -> Parts:
    """Return the rows of an edition by their place in its document, in its order; five queries."""
    parts = {}
    for i, dimension in enumerate(dimensions_of(framework)):
        parts[f"dimensions[{i}]"] = dimension
        for j, aspect in enumerate(dimension.aspects.all()):
            parts[f"dimensions[{i}].aspects[{j}]"] = aspect
            for k, indicator in enumerate(aspect.indicators.all()):
                parts[f"dimensions[{i}].aspects[{j}].indicators[{k}]"] = indicator
    return parts


def row_faults(path: str, row: Model, *, may_be_blank: bool = False) -> Iterator[tuple[str, str]]:
    """Return the faults of a row against its columns, as (place, why)."""
    relations = [column.name for column in row._meta.fields if column.is_relation]
    unstorable = [name for name, text in vars(row).items() if isinstance(text, str) and not is_storable(text)]
    try:
        row.clean_fields(exclude=relations + unstorable)
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            if not (may_be_blank and errors[0].code == "blank"):
                yield _field_path(path, name), _fault_text(errors[0])
    # PostgreSQL limits the column, SQLite does not; 0 is stored for a file without a year.
    if isinstance(row, Framework) and row.effective_from > LAST_YEAR:
        yield _field_path(path, "effective_from"), "no year of the Buddhist Era"
    for name in unstorable:
        yield _field_path(path, name), "holds a character that cannot be stored"


def _field_path(path: str, name: str) -> str:
    name = {"effective_from": "effective_from_fiscal_year"}.get(name, name)
    return f"{path}.{name}" if path else name


def _fault_text(error: ValidationError) -> str:
    pattern = WHY.get(error.code)
    return pattern.format(**(error.params or {})) if pattern else str(error.messages[0])


def is_storable(text: str) -> bool:
    """Return whether every database can store the text: no null character, no surrogates."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def rule_faults(framework: Framework, rules: list[LevelRule]) -> list[tuple[str, str]]:
    """Return the faults of level rules that are not stored yet, against the level rule, as (place, why)."""
    edition = replace(edition_as_stored(framework), levels=tuple(level_rule(rule) for rule in rules))
    return [(path, why) for path, why in _reader_faults(edition) if path.startswith("levels[")]


def _reader_faults(edition: edition_data.Framework) -> list[tuple[str, str]]:
    try:
        read_framework(as_document(edition))
    except FrameworkError as error:
        return [tuple(fault.split(": ", 1)) for fault in error.faults]
    return []


def _row_faults(framework: Framework, parts: Parts) -> Iterator[tuple[str, str]]:
    yield from row_faults("", framework)
    for index, rule in enumerate(framework.level_rules.all()):
        yield from row_faults(f"levels[{index}]", rule)
    for path, row in parts.items():
        yield from row_faults(path, row)
        for index, item in enumerate(row.inputs.all() if isinstance(row, Indicator) else ()):
            yield from row_faults(f"{path}.inputs[{index}]", item)


def _level_count_faults(framework: Framework) -> Iterator[tuple[str, str]]:
    if framework.level_rules.count() > HIGHEST_LEVEL:
        yield "levels", f"at most {HIGHEST_LEVEL} levels are known"


def _crosswalk_faults(crosswalk: Crosswalk | None) -> list[tuple[str, str]]:
    if crosswalk is None:
        return []
    faults: list[str] = []
    new, old = edition_of(crosswalk.framework), edition_of(crosswalk.earlier)
    crosswalks.refuse_impossible(origins_of(crosswalk), old, new, Place(faults))
    return [tuple(fault.split(": ", 1)) for fault in faults]
