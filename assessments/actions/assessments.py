"""Opening cycles and assessments, entering values, and the steps of the workflow."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from areas.models import TargetArea
from assessments import queries
from assessments.actions.deeds import ask_for_level, check_evidence, lock, move, record
from assessments.domain import workflow
from assessments.domain.entries import Given, faults_of, is_answered, plain
from assessments.domain.workflow import Step, WorkflowError
from assessments.models import Assessment, Cycle, Entry, EntryInput
from ecotown.accounts.models import User
from ecotown.common import history, thai
from indicators.domain.framework import Framework as Edition
from indicators.models import NUMBER, Framework, Indicator


def usual_dates(year: int) -> dict[str, date]:
    """Dates for a cycle of fiscal year `year` (B.E.): a suggestion, because the real ones drift by months."""
    common_era = year - thai.BUDDHIST_ERA
    return {
        "opens_on": date(common_era - 1, 10, 1),
        "submit_by": date(common_era, 3, 31),
        "internal_audit_by": date(common_era, 5, 31),
        "external_audit_by": date(common_era, 7, 31),
        "committee_by": date(common_era, 9, 30),
    }


@transaction.atomic
def open_cycle(
    *,
    year: int,
    framework: Framework,
    dates: Mapping[str, date],
    is_demonstration: bool = False,
    by: User | None,
) -> Cycle:
    """Begin a cycle. `dates` names the five date fields of Cycle.

    Raises WorkflowError: "edition-not-published", and "edition-not-in-force" for one that counts from a
    later year on; IntegrityError when the year has a cycle already.
    """
    if not framework.is_published:
        raise WorkflowError("edition-not-published")
    if framework.effective_from > year:
        raise WorkflowError("edition-not-in-force")
    cycle = Cycle.objects.create(year=year, framework=framework, is_demonstration=is_demonstration, **dates)
    history.record(f"cycle:{year}", "opened", by=by, data={"edition": framework.edition})
    return cycle


@transaction.atomic
def open_assessment(*, area: TargetArea, cycle: Cycle, by: User | None) -> Assessment:
    """Begin the assessment of an area; the one that exists already is returned as it is.

    It starts from the values of the cycle before, each to be confirmed or changed.
    """
    assessment, is_new = Assessment.objects.get_or_create(area=area, cycle=cycle)
    if is_new:
        record("opened", assessment, by=by, area=area.key, year=cycle.year)
        _carry_forward(assessment, by=by)
        ask_for_level(assessment)
    return assessment


@transaction.atomic
def confirm_entry(*, assessment: Assessment, code: str, by: User) -> Assessment:
    """Say that a value carried forward still holds; an entry that is confirmed already is left alone.

    Raises WorkflowError("locked") after submission and Entry.DoesNotExist when there is no such value.
    """
    assessment = lock(assessment)
    workflow.check_entering(assessment.status)
    workflow.check_unlocked([code], assessment.unlocked_codes())
    entry = assessment.entries.get(indicator__code=code)
    if not entry.is_confirmed:
        entry.is_confirmed, entry.entered_by, entry.entered_at = True, by, timezone.now()
        entry.save(update_fields=["is_confirmed", "entered_by", "entered_at"])
        record("entry-confirmed", assessment, by=by, codes=[code])
    return assessment


@transaction.atomic
def save_entries(
    *,
    assessment: Assessment,
    values: Mapping[str, Given],
    seen: Mapping[str, Given] | None = None,
    by: User,
) -> Assessment:
    """Store what was given, by indicator code; what did not change is left alone, with its who and when.

    `seen` is what stood there when the officer began to type: a value that someone else has changed
    since is not overwritten. Raises WorkflowError, with the indicators it is about: "locked" after
    submission, "not-returned" when only other indicators came back, "wrong-value" when a value does not
    fit its indicator or the code is unknown, "changed-meanwhile" when someone else was faster.
    """
    assessment = lock(assessment)
    workflow.check_entering(assessment.status)
    edition = queries.edition_of(assessment)
    check_values(values, edition)
    stored = queries.given_of(assessment, values)
    seen = seen or {}
    changes = {code: given for code, given in values.items() if given != stored.get(code, Given())}
    if overtaken := [code for code in changes if code in seen and seen[code] != stored.get(code, Given())]:
        raise WorkflowError("changed-meanwhile", overtaken)
    if not changes:
        return assessment
    workflow.check_unlocked(changes, assessment.unlocked_codes())
    _write_entries(assessment, changes, by=by)
    assessment.revision += 1
    ask_for_level(assessment)
    record(
        "entries-saved",
        assessment,
        by=by,
        revision=assessment.revision,
        changes={
            code: {"old": plain(stored.get(code, Given())), "new": plain(given)}
            for code, given in changes.items()
        },
    )
    return assessment


@transaction.atomic
def import_workbook(
    *,
    assessment: Assessment,
    values: Mapping[str, Given],
    seen: Mapping[str, Given],
    sha256: str,
    by: User,
) -> Assessment:
    """Store what an uploaded workbook says, all of it or nothing, and remember which file it was.

    `seen` is what the officer was shown as stored before confirming. Raises what `save_entries` raises.
    """
    before = lock(assessment).revision
    saved = save_entries(assessment=assessment, values=values, seen=seen, by=by)
    if saved.revision != before:
        record("workbook-imported", saved, by=by, revision=saved.revision, sha256=sha256)
    return saved


@transaction.atomic
def submit(*, assessment: Assessment, declared: bool, by: User) -> Assessment:
    """Hand the assessment to the assessors; it must be complete, its warnings answered, its files examined,
    and declared true.
    """
    assessment = lock(assessment)
    status = workflow.target(assessment.status, Step.SUBMIT)
    remarks = queries.remarks_now(assessment)
    workflow.check_submission(
        queries.missing_codes(assessment),
        queries.unconfirmed_codes(assessment),
        remarks.open_codes,
        declared=declared,
    )
    check_evidence(assessment)
    # What the assessors read are the warnings of today; an answer to one that is gone stays in the history.
    assessment.warning_answers.exclude(pk__in=remarks.answer_pks).delete()
    assessment.submitted_by, assessment.submitted_at = by, timezone.now()
    move(assessment, status, "submitted_by", "submitted_at")
    record("submitted", assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def publish(*, assessment: Assessment, by: User) -> Assessment:
    """Show the granted level to everyone."""
    assessment = lock(assessment)
    status = workflow.target(assessment.status, Step.PUBLISH)
    assessment.published_by, assessment.published_at = by, timezone.now()
    move(assessment, status, "published_by", "published_at")
    record("published", assessment, by=by, granted_level=assessment.resolution.granted_level)
    return assessment


def check_values(values: Mapping[str, Given], edition: Edition) -> None:
    """Raises WorkflowError("wrong-value") with the codes that are unknown or whose value does not fit."""
    wrong = [
        code
        for code, given in values.items()
        if code not in edition.by_code or not _fits(given) or faults_of(given, edition.by_code[code])
    ]
    if wrong:
        raise WorkflowError("wrong-value", wrong)


def _fits(given):
    """Whether the columns keep every number without rounding."""
    places, digits = NUMBER["decimal_places"], NUMBER["max_digits"]
    numbers = [given.value, *given.inputs.values()] if given.value is not None else given.inputs.values()
    return all(
        number.is_finite() and number == round(number, places) and number.adjusted() < digits - places
        for number in numbers
    )


def _carry_forward(assessment, *, by):
    year, values = queries.earlier_given(assessment)
    if values:
        _write_entries(assessment, values, by=None)
        record("carried-forward", assessment, by=by, year=year, codes=list(values))


def _write_entries(assessment, changes, *, by):
    """A constant number of queries for any number of changes; without `by` they wait to be confirmed."""
    edition = queries.edition_of(assessment)
    indicators = {
        indicator.code: indicator
        for indicator in Indicator.objects.filter(
            aspect__dimension__framework=assessment.cycle.framework, code__in=changes
        )
    }
    now = timezone.now()
    entries = [
        Entry(
            assessment=assessment,
            indicator=indicators[code],
            value=given.value,
            not_applicable=given.not_applicable,
            reason=given.reason,
            is_answered=is_answered(given, edition.by_code[code]),
            is_confirmed=by is not None,
            entered_by=by,
            entered_at=now,
        )
        for code, given in changes.items()
    ]
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["assessment", "indicator"],
        update_fields=[
            *("value", "not_applicable", "reason", "is_answered", "is_confirmed", "entered_by", "entered_at")
        ],
    )
    stored = {
        entry.indicator_id: entry
        for entry in Entry.objects.filter(assessment=assessment, indicator__in=indicators.values())
    }
    EntryInput.objects.filter(entry__in=stored.values()).delete()
    EntryInput.objects.bulk_create(
        EntryInput(entry=stored[indicators[code].pk], key=key, value=value)
        for code, given in changes.items()
        for key, value in given.inputs.items()
    )
