"""Actions: give verdicts on indicators and end an audit."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from assessments.audit import domain as audit_domain
from assessments.audit.actions.assignments import begin, check_assessor
from assessments.audit.domain import Ruling, Statement, VerdictKind
from assessments.audit.models.verdicts import Verdict, VerdictInput
from assessments.audit.queries import audits
from assessments.entry.domain.values import EntryValue, entry_faults, is_answered, plain
from assessments.workflow import domain as workflow_domain
from assessments.workflow import queries
from assessments.workflow.actions import ask_for_level, lock, move, record
from assessments.workflow.domain import Status, Step, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from indicators.editions.models import Indicator


@transaction.atomic
def give_verdict(
    *,
    assessment: Assessment,
    code: str,
    kind: VerdictKind,
    adjusted: EntryValue | None = None,
    reason: str = "",
    shown: str = "",
    by: User,
) -> Verdict:
    """Store the verdict of the stage's assessor on one indicator, replacing that of the same round.

    The first verdict begins the audit. `shown` is the `shown_mark` of what the assessor had before them.
    Raises WorkflowError: "not-now", "not-assigned", "other-assessor", "own-entries", "both-audits",
    "unknown-indicator", "stated-otherwise" when something else stands there now, and what `check_ruling`
    raises.
    """
    assessment = lock(assessment)
    assignment = check_assessor(assessment, by=by)
    audit = audits.audit_of(assessment)
    if code not in audit.indicator_audits:
        raise WorkflowError("unknown-indicator")
    indicator_audit, stage = audit.indicator_audits[code], Status(assessment.status)
    audit_domain.check_shown(indicator_audit.state, stage, shown)
    adjusted = adjusted if adjusted is not None and kind == VerdictKind.ADJUST else EntryValue()
    ruling = Ruling(kind, stage, audit.round, indicator_audit.state, adjusted, reason.strip())
    indicator = queries.edition_of(assessment).by_code[code]
    is_valid = is_answered(adjusted, indicator) and not entry_faults(adjusted, indicator)
    audit_domain.check_ruling(ruling, indicator_audit.entered, is_adjustment_valid=is_valid)
    begin(assignment, assessment, by=by)
    (verdict,) = _write_verdicts(assessment, {code: ruling}, by=by)
    old_verdict = indicator_audit.latest(stage)
    record(
        Event.VERDICT_GIVEN,
        assessment,
        by=by,
        stage=stage,
        round=audit.round,
        verdicts={
            code: {
                "old": _verdict_event_data(old_verdict.as_ruling()) if old_verdict else None,
                "new": _verdict_event_data(ruling),
            }
        },
    )
    _ask_for_level_after({code: ruling}, assessment, audit)
    return verdict


@transaction.atomic
def accept_rest(*, assessment: Assessment, statement: Statement | None = None, by: User) -> Assessment:
    """Accept every value without a verdict in force and without an open thread; constant queries.

    Indicators entered as not applicable are left for single verdicts. `statement` is what the assessor was
    told; its exceptions are recorded. Raises WorkflowError: "nothing-to-accept", "stated-otherwise" when the
    statement was about others, and what `check_assessor` raises.
    """
    assessment = lock(assessment)
    assignment = check_assessor(assessment, by=by)
    audit, stage = audits.audit_of(assessment), Status(assessment.status)
    codes = audits.acceptable_codes(assessment, audit)
    if not codes:
        raise WorkflowError("nothing-to-accept")
    states = {code: audit.indicator_audits[code].state for code in codes}
    audit_domain.check_stated(states, statement)
    begin(assignment, assessment, by=by)
    rulings = {code: Ruling(VerdictKind.ACCEPT, stage, audit.round, states[code]) for code in codes}
    _write_verdicts(assessment, rulings, is_in_bulk=True, by=by)
    verdicts = {
        code: {
            "old": _verdict_event_data(old_verdict.as_ruling()) if old_verdict else None,
            "new": _verdict_event_data(rulings[code]),
        }
        for code in codes
        for old_verdict in [audit.indicator_audits[code].latest(stage)]
    }
    record(
        Event.VERDICTS_GIVEN,
        assessment,
        by=by,
        stage=stage,
        round=audit.round,
        verdicts=verdicts,
        **stated(statement),
    )
    _ask_for_level_after(rulings, assessment, audit)
    return assessment


@transaction.atomic
def pass_internal_audit(
    *, assessment: Assessment, statement: Statement | None = None, by: User
) -> Assessment:
    """Pass the internal audit, so that the external audit begins with another assessor.

    `statement` is what the assessor was told; its exceptions are recorded. Raises WorkflowError: "not-now",
    and what `check_assessor` and `check_completion` raise.
    """
    assessment = lock(assessment)
    status = workflow_domain.target(assessment.status, Step.PASS)
    check_finished(assessment, by=by)
    assessment.passed_by, assessment.passed_at = by, timezone.now()
    move(assessment, status, "passed_by", "passed_at")
    record(Event.PASSED, assessment, by=by, revision=assessment.revision, **stated(statement))
    return assessment


def stated(statement: Statement | None) -> dict[str, object]:
    """Return the event data about what was stated before a step; none without a statement."""
    return {"stated": statement.plain()} if statement else {}


def check_finished(assessment: Assessment, *, by: User) -> None:
    """Raise unless `by` is the stage's assessor and every indicator has a verdict that lets it pass."""
    check_assessor(assessment, by=by)
    audit_domain.check_completion(audits.audit_of(assessment).rulings(assessment.status))


def _write_verdicts(
    assessment: Assessment, rulings: Mapping[str, Ruling], *, is_in_bulk: bool = False, by: User
) -> list[Verdict]:
    """Store verdicts and their inputs with a constant number of queries."""
    indicators = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code__in=rulings
    ).values_list("pk", "code")
    now = timezone.now()
    verdicts = {
        code: Verdict(
            assessment=assessment,
            indicator_id=indicator,
            stage=ruling.stage,
            round=ruling.round,
            kind=ruling.kind,
            value=ruling.adjusted_value.value,
            reason=ruling.reason,
            seen=ruling.seen,
            given_by=by,
            given_at=now,
            is_in_bulk=is_in_bulk,
        )
        for indicator, code in indicators
        for ruling in [rulings[code]]
    }
    stored = Verdict.objects.bulk_create(
        verdicts.values(),
        update_conflicts=True,
        unique_fields=["assessment", "indicator", "stage", "round"],
        update_fields=["kind", "value", "reason", "seen", "given_by", "given_at", "is_in_bulk"],
    )
    VerdictInput.objects.filter(verdict__in=stored).delete()
    VerdictInput.objects.bulk_create(
        VerdictInput(verdict=verdict, key=key, value=value)
        for code, verdict in verdicts.items()
        for key, value in rulings[code].adjusted_value.inputs.items()
    )
    return stored


def _ask_for_level_after(rulings: Mapping[str, Ruling], assessment: Assessment, before: audits.Audit) -> None:
    """Request a new level when the rulings that were just stored make other values count."""
    indicator_audits = before.indicator_audits
    if any(
        indicator_audits[code].audited_after(ruling) != indicator_audits[code].audited
        for code, ruling in rulings.items()
    ):
        _ask_for_next_level(assessment)


def ask_for_changed_level(assessment: Assessment, before: audits.Audit) -> None:
    """Request a new level when the audited values differ from those of `before`."""
    if audits.audit_of(assessment).audited != before.audited:
        _ask_for_next_level(assessment)


def _ask_for_next_level(assessment: Assessment) -> None:
    assessment.revision += 1
    ask_for_level(assessment)


def _verdict_event_data(ruling: Ruling) -> dict[str, object]:
    event_data: dict[str, object] = {"kind": ruling.kind, "reason": ruling.reason}
    return (
        event_data | {"given": plain(ruling.adjusted_value)}
        if ruling.kind == VerdictKind.ADJUST
        else event_data
    )
