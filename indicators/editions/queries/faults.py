"""What is wrong with the stored parts of an edition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db.models import Model

from indicators.criteria.domain import framework as framework_domain
from indicators.criteria.domain.faults import split_fault
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.criteria.domain.framework_writing import framework_document
from indicators.editions.models import Aspect, Dimension, Framework, Indicator, LevelRule, Quantity
from indicators.editions.queries.editions import dimensions_of, edition_as_stored, level_rule
from indicators.editions.queries.parts import guidance_of

MAX_YEAR = 2999
MAX_LEVEL = 5  # the highest level that `areas.models` stores
# The path of a part at the beginning of a place in a document: lists with indices.
PART_PATH = re.compile(r"quantities\[\d+\]|(?:(?:dimensions|\.aspects|\.indicators)\[\d+\])+")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
Parts = dict[str, Dimension | Aspect | Indicator | Quantity]  # by their path
FAULT_TEXTS = {
    "blank": "blank",
    "max_length": "longer than {limit_value} characters",
    "invalid": "only Latin letters, digits, hyphens and underscores are allowed",
}


@dataclass(frozen=True, slots=True)
class EditionFault:
    """A reason why an edition cannot be published: its place in the document, and the part at that place."""

    place: str
    message: str
    part: Dimension | Aspect | Indicator | Quantity | None = None

    @property
    def field(self) -> str:
        """The place relative to the part, such as `levels.3`."""
        return self.place.removeprefix(_part_path(self.place)).lstrip(".")

    @property
    def line(self) -> str:
        return f"{self.place or 'document'}: {self.message}"


def faults_of(framework: Framework, parts: Parts | None = None) -> list[EditionFault]:
    """Return the faults of an edition as stored now: against the level rule, the columns, the portal."""
    parts = parts_of(framework) if parts is None else parts
    lines = [
        *_reader_faults(edition_as_stored(framework)),
        *_row_faults(framework, parts),
        *_level_count_faults(framework),
    ]
    distinct_lines = dict.fromkeys(lines)
    return [EditionFault(place, message, parts.get(_part_path(place))) for place, message in distinct_lines]


def parts_of(framework: Framework) -> Parts:
    """Return the rows of an edition by their place in its document, in its order; seven queries."""
    parts: Parts = {
        f"quantities[{index}]": row for index, row in enumerate(Quantity.objects.filter(framework=framework))
    }
    for dimension_index, dimension in enumerate(dimensions_of(framework)):
        dimension_path = f"dimensions[{dimension_index}]"
        parts[dimension_path] = dimension
        for aspect_index, aspect in enumerate(dimension.aspects.all()):
            aspect_path = f"{dimension_path}.aspects[{aspect_index}]"
            parts[aspect_path] = aspect
            for indicator_index, indicator in enumerate(aspect.indicators.all()):
                parts[f"{aspect_path}.indicators[{indicator_index}]"] = indicator
    return parts


def _part_path(path: str) -> str:
    """Return the path of the part at the beginning of `path`; empty outside all parts."""
    match = PART_PATH.match(path)
    return match.group() if match else ""


def row_faults(path: str, row: Model, *, may_be_blank: bool = False) -> Iterator[tuple[str, str]]:
    """Return the faults of a row against its columns, as (place, message)."""
    relations = [column.name for column in row._meta.fields if column.is_relation]
    unstorable = [name for name, text in vars(row).items() if isinstance(text, str) and not is_storable(text)]
    try:
        row.clean_fields(exclude=relations + unstorable)
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            if not (may_be_blank and errors[0].code == "blank"):
                yield _field_path(path, name), _fault_text(errors[0])
    # PostgreSQL limits the column, SQLite does not; 0 is stored for a file without a year.
    if isinstance(row, Framework) and row.effective_from > MAX_YEAR:
        yield _field_path(path, "effective_from"), "no year of the Buddhist Era"
    for name in unstorable:
        yield _field_path(path, name), "holds a character that cannot be stored"


def _field_path(path: str, name: str) -> str:
    name = {"effective_from": "effective_from_fiscal_year"}.get(name, name)
    return f"{path}.{name}" if path else name


def _fault_text(error: ValidationError) -> str:
    pattern = FAULT_TEXTS.get(error.code or "")
    return pattern.format(**(error.params or {})) if pattern else str(error.messages[0])


def is_storable(text: str) -> bool:
    """Return whether every database can store the text: no null character, no surrogates."""
    return not UNSTORABLE.search(text)


def rule_faults(framework: Framework, rules: list[LevelRule]) -> list[tuple[str, str]]:
    """Return the faults of unstored level rules against the level rule, as (place, message)."""
    edition = replace(edition_as_stored(framework), levels=tuple(level_rule(rule) for rule in rules))
    return [(path, message) for path, message in _reader_faults(edition) if path.startswith("levels[")]


def _reader_faults(edition: framework_domain.Framework) -> list[tuple[str, str]]:
    try:
        read_framework(framework_document(edition))
    except FrameworkError as error:
        return [split_fault(fault) for fault in error.faults]
    return []


def _row_faults(framework: Framework, parts: Parts) -> Iterator[tuple[str, str]]:
    yield from row_faults("", framework)
    for index, rule in enumerate(framework.level_rules.all()):
        yield from row_faults(f"levels[{index}]", rule)
    for path, row in parts.items():
        yield from row_faults(path, row)
        if isinstance(row, Indicator):
            for index, formula_input in enumerate(row.inputs.all()):
                yield from row_faults(f"{path}.inputs[{index}]", formula_input)
            for index, step in enumerate(row.steps.all()):
                yield from row_faults(f"{path}.steps[{index}]", step)
            yield from row_faults(path, guidance_of(row))


def _level_count_faults(framework: Framework) -> Iterator[tuple[str, str]]:
    if framework.level_rules.count() > MAX_LEVEL:
        yield "levels", f"at most {MAX_LEVEL} levels are known"
