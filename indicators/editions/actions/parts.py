"""Editing a draft: its names, its level rules, its dimensions, aspects and indicators."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Model

from ecotown.accounts.models import User
from indicators.criteria.domain.formulas import ANY_FORMULA, FORMULAS
from indicators.editions.actions.changes import (
    FieldFaults,
    check_seal,
    differences,
    lock_edition,
    record_edition_event,
    store_checksum,
)
from indicators.editions.events import Event
from indicators.editions.models import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Indicator,
    MaturityStep,
    Quantity,
    Threshold,
)
from indicators.editions.queries import faults as fault_queries
from indicators.editions.queries import parts

Part = Dimension | Aspect | Indicator | Quantity
PARENT: dict[type[Part], str] = {
    Dimension: "framework",
    Aspect: "dimension",
    Indicator: "aspect",
    Quantity: "framework",
}
BLANK: dict[type[Part], dict[str, str | bool]] = {
    Indicator: {"kind": "number", "direction": "higher", "formula": "direct", "gate": False}
}


@transaction.atomic
def edit_framework(
    *, framework: Framework, values: Mapping[str, object], seal: str | None = None, by: User
) -> Framework:
    """Store the names, the note, the first fiscal year or `official` of a draft.

    `seal` is the seal of the values the form was opened with. Raises EditionError("published"),
    EditionError("changed-meanwhile"), FieldFaults.
    """
    framework = lock_edition(framework)
    before = parts.values_of(framework)
    check_seal(before, seal)
    for name, value in values.items():
        setattr(framework, name, value)
    _check_columns("", framework)
    framework.save()
    store_checksum(framework)
    _check_part(framework, "")
    record_edition_event(
        Event.FRAMEWORK_EDITED, framework, by=by, changes=differences(before, parts.values_of(framework))
    )
    return framework


@transaction.atomic
def edit_level_rules(
    *, framework: Framework, values: Mapping[str, object], seal: str | None = None, by: User
) -> Framework:
    """Store the level rules of a draft: `values` has `pass_share_3` and so on.

    Raises like `edit_framework`.
    """
    framework = lock_edition(framework)
    before = parts.rule_values_of(framework)
    check_seal(before, seal)
    rules = list(framework.level_rules.all())
    for index, rule in enumerate(rules):
        for name in parts.LEVEL_RULE_FIELDS:
            setattr(rule, name, values.get(f"{name}_{rule.level}", getattr(rule, name)))
        _check_columns(f"levels[{index}]", rule)
    if faults := fault_queries.rule_faults(framework, rules):
        raise FieldFaults(faults)
    for rule in rules:
        rule.save()
    store_checksum(framework)
    after = parts.rule_values_of(framework)
    record_edition_event(Event.LEVEL_RULES_EDITED, framework, by=by, changes=differences(before, after))
    return framework


@transaction.atomic
def add_part(
    *, model: type[Part], parent: Framework | Dimension | Aspect, values: Mapping[str, object], by: User
) -> Part:
    """Add a part as the last one of its parent.

    A dimension or a shared quantity is added to an edition, an aspect to a dimension, an indicator to an
    aspect.
    """
    framework = lock_edition(parts.edition_of_part(parent))
    part = model(
        **{PARENT[model]: parent},
        **BLANK.get(model, {}),
        position=_next_position(model, parent),
    )
    _write(framework, part, values)
    record_edition_event(
        Event.PART_ADDED, framework, by=by, part=part.code, values=parts.plain_values(parts.values_of(part))
    )
    return part


@transaction.atomic
def edit_part(*, part: Part, values: Mapping[str, object], seal: str | None = None, by: User) -> Part:
    """Store the values of a part; another parent in `values` moves the part there, as the last.

    Raises EditionError("published"), EditionError("changed-meanwhile"), FieldFaults.
    """
    framework = lock_edition(parts.edition_of_part(part))
    before = parts.values_of(part)
    check_seal(before, seal)
    _write(framework, part, values)
    changes = differences(before, parts.values_of(_reloaded(part)))
    if changes:
        record_edition_event(Event.PART_EDITED, framework, by=by, part=part.code, changes=changes)
    return part


@transaction.atomic
def move_part(*, part: Part, step: int, by: User) -> Part:
    """Move a part up (-1) or down (1) among its siblings; the first stays first, the last stays last."""
    framework = lock_edition(parts.edition_of_part(part))
    parent = PARENT[type(part)]
    model: type[Model] = type(part)
    same_parent = type(part).objects.filter(**{parent: getattr(part, f"{parent}_id")})
    siblings: list[Part] = list(same_parent.order_by("position"))
    old_index = siblings.index(part)
    new_index = old_index + step
    if not 0 <= new_index < len(siblings):
        return part
    siblings[old_index], siblings[new_index] = siblings[new_index], siblings[old_index]
    for position, sibling in enumerate(siblings):
        sibling.position = position
    model._default_manager.bulk_update(siblings, ["position"])
    store_checksum(framework)
    record_edition_event(Event.PART_MOVED, framework, by=by, part=part.code, step=step)
    return part


@transaction.atomic
def remove_part(*, part: Part, seal: str | None = None, by: User) -> None:
    """Remove a part with its content; inputs that were a removed quantity are typed at their indicator.

    Raises EditionError: "published", "changed-meanwhile".
    """
    framework = lock_edition(parts.edition_of_part(part))
    before = parts.values_of(part)
    check_seal(before, seal)
    uses = {"indicators": parts.codes_of_quantity(part)} if isinstance(part, Quantity) else {}
    part.delete()
    store_checksum(framework)
    record_edition_event(
        Event.PART_REMOVED, framework, by=by, part=part.code, values=parts.plain_values(before), **uses
    )


def _write(framework: Framework, part: Part, values: Mapping[str, object]) -> None:
    """Store a part; raise FieldFaults for faults against columns and level rule, except blank values."""
    columns = {field.name for field in part._meta.fields}
    parent = PARENT[type(part)]
    for name, value in values.items():
        if name in columns and name != parent:
            setattr(part, name, value)
    destination = values.get(parent)
    if destination is not None and destination != getattr(part, parent):
        part.position = _next_position(type(part), destination)
        setattr(part, parent, destination)
    if isinstance(part, Indicator) and not FORMULAS.get(part.formula, ANY_FORMULA).has_base:
        part.base = None
    _check_columns("", part)
    _refuse_duplicate_code(part, parent)
    part.save()
    if isinstance(part, Indicator):
        _write_details(part, values)
    store_checksum(framework)
    rows = fault_queries.parts_of(framework)
    path = next(path for path, row in rows.items() if row == part)
    _check_part(framework, path, rows)


def _next_position(model: type[Part], parent: object) -> int:
    """Return the position after the last part of `parent`."""
    siblings = model.objects.filter(**{PARENT[model]: parent})
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _write_details(indicator: Indicator, values: Mapping[str, object]) -> None:
    """Store the thresholds and the inputs of an indicator that `values` has."""
    thresholds = {int(name[6:]): value for name, value in values.items() if name.startswith("level_")}
    indicator.thresholds.filter(level__in=thresholds).delete()
    Threshold.objects.bulk_create(
        Threshold(indicator=indicator, level=level, value=Decimal(str(value)))
        for level, value in thresholds.items()
        if value is not None
    )
    _write_inputs(indicator, values)
    guidance = parts.guidance_of(indicator)
    for name in parts.GUIDANCE_FIELDS:
        setattr(guidance, name, values.get(name, getattr(guidance, name)))
    _check_columns("", guidance)
    guidance.save()
    _write_steps(indicator, values)


def _write_inputs(indicator: Indicator, values: Mapping[str, object]) -> None:
    quantities: dict[object, Quantity] = {
        quantity.key: quantity for quantity in parts.edition_of_part(indicator).quantities.all()
    }
    keys = FORMULAS.get(indicator.formula, ANY_FORMULA).inputs
    stored = dict(
        zip(keys, parts.inputs_in_order(indicator.formula, list(indicator.inputs.all())), strict=True)
    )
    indicator.inputs.exclude(key__in=keys).delete()
    for position, key in enumerate(keys):
        formula_input = stored[key] or FormulaInput(indicator=indicator, key=key)
        formula_input.position = position
        for name in parts.INPUT_FIELDS:
            value = values.get(f"input_{position + 1}_{name}", getattr(formula_input, name))
            is_key = name == "quantity" and isinstance(value, str)
            setattr(formula_input, name, quantities.get(value) if is_key else value)
        _check_columns(f"inputs[{position}]", formula_input)
        formula_input.save()


def _write_steps(indicator: Indicator, values: Mapping[str, object]) -> None:
    """Store a row for each step of the kind as soon as one of them has a text; other kinds have none."""
    stored = {row.step: row for row in indicator.steps.all()}
    rows = []
    for step in parts.steps_of_kind(indicator.kind):
        row = stored.get(step) or MaturityStep(indicator=indicator, step=step)
        for name in parts.STEP_FIELDS:
            setattr(row, name, values.get(f"step_{step}_{name}", getattr(row, name)))
        rows.append(row)
    if not any(row.text_th or row.text_en for row in rows):
        rows = []
    for row in rows:
        _check_columns(f"steps[{row.step}]", row)
        row.save()
    indicator.steps.exclude(pk__in=[row.pk for row in rows]).delete()


def _reloaded(part: Part) -> Part:
    return type(part).objects.get(pk=part.pk)


def _check_columns(path: str, row: Model) -> None:
    faults = list(fault_queries.row_faults(path, row, may_be_blank=True))
    if isinstance(row, Part) and not row.code:
        faults.append((parts.code_field(type(row)), "blank"))
    if faults:
        raise FieldFaults(faults)


def _refuse_duplicate_code(part: Part, parent: str) -> None:
    """Raise FieldFaults when a sibling has the code, before the unique constraint would fail."""
    column = parts.code_field(type(part))
    same_code = type(part).objects.filter(**{parent: getattr(part, parent), column: part.code})
    if same_code.exclude(pk=part.pk).exists():
        raise FieldFaults([(column, f"{part.code!a} is already the code of another part")])


def _check_part(framework: Framework, path: str, rows: fault_queries.Parts | None = None) -> None:
    """Raise FieldFaults for faults of the part at `path`; faults of other parts are older."""
    faults = [
        (fault.place.removeprefix(path).lstrip(".") if path.endswith("]") else fault.place, fault.message)
        for fault in fault_queries.faults_of(framework, rows)
        if _is_fault_of(fault.place, path) and fault.message != "blank"
    ]
    if faults:
        raise FieldFaults(faults)


def _is_fault_of(place: str, path: str) -> bool:
    """Return whether a fault at `place` is one of the part at `path` itself, not of its content."""
    if path == "":
        return not place.startswith(("levels", "dimensions"))
    return place.startswith(path) and not place.removeprefix(path).startswith((".aspects", ".indicators"))
