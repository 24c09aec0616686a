"""Actions: set, change and remove the targets of an area's plan; entries stay unchanged."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from django.db import transaction
from django.utils import timezone

from areas.models import TargetArea
from assessments.entry import queries as entry_queries
from assessments.entry.actions.entries import check_values
from assessments.entry.domain.values import EntryValue, answers_of, number_text, plain
from assessments.plans import queries
from assessments.plans.domain import check_targets, check_year
from assessments.plans.models import PlanTarget, PlanTargetInput
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording
from indicators.criteria.domain.result import IndicatorResult
from indicators.criteria.domain.scoring import area_level
from indicators.editions.models import Indicator


@transaction.atomic
def set_targets(
    *,
    assessment: Assessment,
    targets: Mapping[str, EntryValue],
    year: int,
    responsible: str,
    budget: Decimal | None = None,
    note: str = "",
    by: User,
) -> list[PlanTarget]:
    """Store a target for each indicator code, replacing targets of the same year.

    The baseline is the present value of the assessment. Raises WorkflowError: "wrong-value", and what
    `check_year` and `check_targets` raise.
    """
    area, edition = _lock_plan(assessment.area_id), workflow_queries.edition_of(assessment)
    present = entry_queries.entered_values(assessment)
    check_values(targets, edition)
    check_year(year, since=assessment.cycle.year)
    check_targets(targets, present, edition)
    old_targets = queries.targets_in(area, year)
    replaced_pks = [target.row.pk for code, target in old_targets.items() if code in targets]
    PlanTarget.objects.filter(pk__in=replaced_pks).delete()
    details = {"year": year, "responsible": responsible, "note": note}
    facts = {**details, "budget": _plain_budget(budget)}
    present_results = area_level(edition, answers_of(present, edition)).indicators
    rows = _write_targets(assessment, targets, present_results, set_by=by, budget=budget, **details)
    changes = {
        code: {
            "old": plain(old_targets[code].entry_value if code in old_targets else EntryValue()),
            "new": plain(entry_value),
        }
        for code, entry_value in targets.items()
    }
    _record(Event.TARGETS_SET, area, by=by, **facts, changes=changes)
    return rows


@transaction.atomic
def change_target(
    *,
    target: PlanTarget,
    entry_value: EntryValue,
    year: int,
    responsible: str,
    budget: Decimal | None = None,
    note: str,
    by: User,
) -> PlanTarget:
    """Change a target; its baseline stays. Year and value are checked only when they change.

    Raises WorkflowError: "target-gone", "target-twice", and what `set_targets` raises.
    """
    area = _lock_plan(target.area_id)
    stored_target = _stored_target(target, area)
    row, code = stored_target.row, stored_target.code
    if year != row.year:
        check_year(year, since=row.assessment.cycle.year)
        if code in queries.targets_in(area, year):
            raise WorkflowError("target-twice", [code])
    if entry_value != stored_target.entry_value:
        edition = workflow_queries.edition_of(row.assessment)
        check_values({code: entry_value}, edition)
        check_targets(
            {code: entry_value}, entry_queries.entered_values(queries.latest_assessment(area)), edition
        )
    row.year, row.value, row.responsible, row.note = year, entry_value.value, responsible, note
    row.budget, row.set_by, row.set_at = budget, by, timezone.now()
    row.save()
    _write_inputs({row.pk: entry_value})
    changes = {code: {"old": plain(stored_target.entry_value), "new": plain(entry_value)}}
    facts = {"year": year, "responsible": responsible, "budget": _plain_budget(budget), "note": note}
    _record(Event.TARGET_CHANGED, area, by=by, **facts, changes=changes)
    return row


@transaction.atomic
def change_targets(
    *,
    assessment: Assessment,
    targets: Collection[int],
    year: int | None = None,
    responsible: str = "",
    budget: Decimal | None = None,
    by: User,
) -> list[PlanTarget]:
    """Give the targets with these ids the same year, responsible and budget; what is empty stays as it is.

    As many statements for any number of targets, and one event about those that changed; none when all have
    it already. Raises WorkflowError: "nothing-chosen" without targets, "nothing-to-change" without anything
    to give them, "target-gone" when one is no longer in the plan, "target-year", and "target-twice" with the
    indicators that would have two targets in a year.
    """
    area = _lock_plan(assessment.area_id)
    if not targets:
        raise WorkflowError("nothing-chosen")
    if year is None and not responsible and budget is None:
        raise WorkflowError("nothing-to-change")
    plan = queries.targets_of(area)
    chosen = [target for target in plan if target.row.pk in targets]
    if len(chosen) != len(set(targets)):
        raise WorkflowError("target-gone")
    if year is not None:
        _check_common_year(year, plan, chosen)
    changes, changed = {}, []
    for target in chosen:
        row, old = target.row, _plain_row(target.row)
        row.year = row.year if year is None else year
        row.responsible = responsible or row.responsible
        row.budget = row.budget if budget is None else budget
        if (now := _plain_row(row)) != old:
            row.set_by, row.set_at = by, timezone.now()
            changes[f"{target.code} {old['year']}"] = {"old": old, "new": now}
            changed.append(target)
    if changed:
        rows = [target.row for target in changed]
        PlanTarget.objects.bulk_update(rows, ["year", "responsible", "budget", "set_by", "set_at"])
        codes = [*dict.fromkeys(target.code for target in changed)]
        _record(Event.TARGETS_CHANGED, area, by=by, codes=codes, target_changes=changes)
    return [target.row for target in chosen]


def _check_common_year(
    year: int, plan: Collection[queries.Target], chosen: Collection[queries.Target]
) -> None:
    """Raise unless all chosen targets of the plan may have the year."""
    for target in chosen:
        if target.row.year != year:
            check_year(year, since=target.row.assessment.cycle.year)
    in_year = Counter(target.code for target in plan if target in chosen or target.row.year == year)
    if twice := [code for code, count in in_year.items() if count > 1]:
        raise WorkflowError("target-twice", twice)


def _plain_row(row: PlanTarget) -> dict[str, object]:
    """Return what many targets can share, for the history."""
    return {"year": row.year, "responsible": row.responsible, "budget": _plain_budget(row.budget)}


def _plain_budget(budget: Decimal | None) -> str | None:
    return None if budget is None else number_text(budget)


@transaction.atomic
def remove_target(*, target: PlanTarget, by: User) -> None:
    """Remove a target from the plan; the event keeps it. Raises WorkflowError("target-gone")."""
    area = _lock_plan(target.area_id)
    stored_target = _stored_target(target, area)
    row = stored_target.row
    changes = {stored_target.code: {"old": plain(stored_target.entry_value), "new": plain(EntryValue())}}
    _record(
        Event.TARGET_REMOVED,
        area,
        by=by,
        year=row.year,
        responsible=row.responsible,
        budget=_plain_budget(row.budget),
        note=row.note,
        changes=changes,
    )
    row.delete()


def _lock_plan(area_id: int) -> TargetArea:
    """Return the area, locked, so that its plan has one change at a time."""
    return TargetArea.objects.select_for_update().get(pk=area_id)


def _stored_target(target: PlanTarget, area: TargetArea) -> queries.Target:
    """Return the target as stored now; raise WorkflowError("target-gone") when it was removed."""
    for stored_target in queries.targets_of(area):
        if stored_target.row.pk == target.pk:
            return stored_target
    raise WorkflowError("target-gone")


def _write_targets(
    assessment: Assessment,
    targets: Mapping[str, EntryValue],
    present_results: Iterable[IndicatorResult],
    **details: object,
) -> list[PlanTarget]:
    """Store new targets with their inputs, by indicator code, and the present results as their baseline.

    `details` are the columns that all of them share.
    """
    results = {result.code: result for result in present_results}
    indicators = Indicator.objects.filter(
        aspect__dimension__framework=assessment.cycle.framework, code__in=targets
    )
    rows = PlanTarget.objects.bulk_create(
        PlanTarget(
            area=assessment.area,
            assessment=assessment,
            indicator=indicator,
            value=targets[indicator.code].value,
            baseline_value=_rounded(results[indicator.code].value),
            baseline_level=max(results[indicator.code].meets, default=0),
            baseline_not_applicable=results[indicator.code].not_applicable,
            set_at=timezone.now(),
            **details,
        )
        for indicator in indicators
    )
    _write_inputs({row.pk: targets[row.indicator.code] for row in rows})
    return rows


def _write_inputs(targets: Mapping[int, EntryValue]) -> None:
    PlanTargetInput.objects.filter(target__in=targets).delete()
    PlanTargetInput.objects.bulk_create(
        PlanTargetInput(target_id=pk, key=key, value=value)
        for pk, entry_value in targets.items()
        for key, value in entry_value.inputs.items()
    )


def _rounded(value: Fraction | None) -> Decimal | None:
    """Return the value rounded half up to four decimal places."""
    if value is None:
        return None
    with localcontext(prec=40):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _record(event: Event, area: TargetArea, *, by: User, **event_data: object) -> None:
    recording.record(queries.plan_subject(area), event, by=by, data=event_data)
