"""Verdicts on indicators, and the steps by which an audit ends."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from assessments import queries
from assessments.actions.assignments import begin_audit, check_assessor
from assessments.actions.deeds import ask_for_level, lock, move, record
from assessments.domain import audits, committee, workflow
from assessments.domain.audits import Kind, Ruling
from assessments.domain.entries import Given, faults_of, is_answered, plain
from assessments.domain.workflow import Status, Step, WorkflowError
from assessments.models import Assessment, Return, ReturnedIndicator, Verdict, VerdictInput
from ecotown.accounts.models import User
from indicators.models import Indicator

LONGEST_RETURN = timedelta(days=366)


@transaction.atomic
def give_verdict(
    *,
    assessment: Assessment,
    code: str,
    kind: Kind,
    adjusted: Given | None = None,
    reason: str = "",
    by: User,
) -> Verdict:
    """Say of one indicator what the assessor of the stage found; the same round's verdict is replaced.

    The first verdict begins the audit. Raises WorkflowError: "not-now", "not-assigned", "other-assessor",
    "own-entries", "both-audits", "unknown-indicator", and what `check_ruling` says.
    """
    assessment = lock(assessment)
    check_assessor(assessment, by=by)
    audit = queries.audit_of(assessment)
    if code not in audit.judged:
        raise WorkflowError("unknown-indicator")
    judged, stage = audit.judged[code], Status(assessment.status)
    adjusted = adjusted if adjusted is not None and kind == Kind.ADJUST else Given()
    ruling = Ruling(kind, stage, audit.round, judged.state, adjusted, reason.strip())
    indicator = queries.edition_of(assessment).by_code[code]
    is_valid = is_answered(adjusted, indicator) and not faults_of(adjusted, indicator)
    audits.check_ruling(ruling, judged.entered, is_adjustment_valid=is_valid)
    begin_audit(assessment=assessment, by=by)
    (verdict,) = _write(assessment, {code: ruling}, by=by)
    old = judged.latest(stage)
    record(
        "verdict-given",
        assessment,
        by=by,
        stage=stage,
        round=audit.round,
        verdicts={code: {"old": _in_history(old.as_ruling()) if old else None, "new": _in_history(ruling)}},
    )
    compute_again(assessment, audit)
    return verdict


@transaction.atomic
def accept_rest(*, assessment: Assessment, by: User) -> Assessment:
    """Accept every value that has no verdict that holds and no open thread; a constant number of queries.

    What is said not to apply is looked at one by one. Raises WorkflowError("nothing-to-accept") and what
    `give_verdict` raises.
    """
    assessment = lock(assessment)
    check_assessor(assessment, by=by)
    audit, stage = queries.audit_of(assessment), Status(assessment.status)
    codes = queries.acceptable_codes(assessment, audit)
    if not codes:
        raise WorkflowError("nothing-to-accept")
    begin_audit(assessment=assessment, by=by)
    rulings = {code: Ruling(Kind.ACCEPT, stage, audit.round, audit.judged[code].state) for code in codes}
    _write(assessment, rulings, by=by)
    verdicts = {
        code: {"old": _in_history(old.as_ruling()) if old else None, "new": _in_history(rulings[code])}
        for code in codes
        for old in [audit.judged[code].latest(stage)]
    }
    record("verdicts-given", assessment, by=by, stage=stage, round=audit.round, verdicts=verdicts)
    compute_again(assessment, audit)
    return assessment


@transaction.atomic
def pass_internal_audit(*, assessment: Assessment, by: User) -> Assessment:
    """Pass the internal audit: the external one is next, by another assessor."""
    assessment = lock(assessment)
    status = workflow.target(assessment.status, Step.PASS)
    _check_finished(assessment, by=by)
    assessment.passed_by, assessment.passed_at = by, timezone.now()
    move(assessment, status, "passed_by", "passed_at")
    record("passed", assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def recommend(*, assessment: Assessment, by: User) -> Assessment:
    """Finish the external audit and lay the assessment before the committee.

    Raises WorkflowError("not-reconsidered") when the committee sent it back and nothing was done about it.
    """
    assessment = lock(assessment)
    status = workflow.target(assessment.status, Step.RECOMMEND)
    _check_finished(assessment, by=by)
    if again := assessment.open_reconsideration:
        committee.check_reconsidered(is_touched=queries.is_touched_since(again), reply=again.reply)
    assessment.recommended_by, assessment.recommended_at = by, timezone.now()
    move(assessment, status, "recommended_by", "recommended_at")
    record("recommended", assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def return_for_correction(*, assessment: Assessment, due_on: date, by: User) -> Return:
    """Send back the indicators whose verdicts say so, each with its reason; the others stay locked.

    Raises WorkflowError: "nothing-to-return", "due-date", and what `give_verdict` raises.
    """
    assessment = lock(assessment)
    stage = Status(assessment.status)
    status = workflow.target(stage, Step.RETURN)
    check_assessor(assessment, by=by)
    audit = queries.audit_of(assessment)
    codes = audit.to_return(stage)
    if not codes:
        raise WorkflowError("nothing-to-return")
    if not timezone.localdate() <= due_on <= timezone.localdate() + LONGEST_RETURN:
        raise WorkflowError("due-date")
    sent_back = Return.objects.create(
        assessment=assessment,
        number=audit.round,
        stage=stage,
        due_on=due_on,
        returned_by=by,
        returned_at=timezone.now(),
    )
    verdicts = [audit.judged[code].holding[stage] for code in codes]
    ReturnedIndicator.objects.bulk_create(
        ReturnedIndicator(sent_back=sent_back, verdict=verdict) for verdict in verdicts
    )
    move(assessment, status)
    reasons = {code: verdict.reason for code, verdict in zip(codes, verdicts, strict=True)}
    record(
        "returned",
        assessment,
        by=by,
        stage=stage,
        round=audit.round,
        due_on=due_on.isoformat(),
        returned=reasons,
    )
    return sent_back


def _check_finished(assessment, *, by):
    """That `by` may end the present stage and every indicator has a verdict that lets it pass."""
    check_assessor(assessment, by=by)
    audits.check_completion(queries.audit_of(assessment).rulings(assessment.status))


def _write(assessment, rulings: Mapping[str, Ruling], *, by):
    """A constant number of queries for any number of verdicts."""
    indicators = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code__in=rulings
    )
    now = timezone.now()
    verdicts = [
        Verdict(
            assessment=assessment,
            indicator=indicator,
            stage=ruling.stage,
            round=ruling.round,
            kind=ruling.kind,
            value=ruling.given.value,
            reason=ruling.reason,
            seen=ruling.seen,
            given_by=by,
            given_at=now,
        )
        for indicator in indicators
        for ruling in [rulings[indicator.code]]
    ]
    Verdict.objects.bulk_create(
        verdicts,
        update_conflicts=True,
        unique_fields=["assessment", "indicator", "stage", "round"],
        update_fields=["kind", "value", "reason", "seen", "given_by", "given_at"],
    )
    one = next(iter(rulings.values()))
    stored = list(
        Verdict.objects.filter(
            assessment=assessment, stage=one.stage, round=one.round, indicator__code__in=rulings
        ).select_related("indicator")
    )
    VerdictInput.objects.filter(verdict__in=stored).delete()
    VerdictInput.objects.bulk_create(
        VerdictInput(verdict=verdict, key=key, value=value)
        for verdict in stored
        for key, value in rulings[verdict.indicator.code].given.inputs.items()
    )
    return stored


def compute_again(assessment: Assessment, before: queries.Audit) -> None:
    """Have the level computed again when what counts is no longer what it was in `before`."""
    if queries.audit_of(assessment).audited != before.audited:
        assessment.revision += 1
        ask_for_level(assessment)


def _in_history(ruling):
    said = {"kind": ruling.kind, "reason": ruling.reason}
    return said | {"given": plain(ruling.given)} if ruling.kind == Kind.ADJUST else said
