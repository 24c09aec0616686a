"""Actions on print runs: start, retry, cancel; samples of awards before they are issued."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.committee.models import Resolution
from awards.ceremonies.actions.ceremonies import lock_ceremony
from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import shared_resolutions
from awards.designs import words
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.domain.purposes import DESIGN_FIELDS, Purpose, check_run
from awards.designs.events import Event
from awards.printing import tasks
from awards.printing.domain import RunState
from awards.printing.models import PrintItem, PrintRun
from awards.register.actions.recording import (
    lock_series,
    new_verification_code,
    number_format,
    record_award_events,
    take_numbers,
)
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.produced_files.models import waiting_columns

WAITING, HELD, FAILED = Award.State.WAITING, Award.State.HELD, Award.State.FAILED
AwardKey = tuple[int | None, int | None, str]  # assessment, recipient and kind of an award


@transaction.atomic
def start_run(*, ceremony: Ceremony, recipients: Collection[int], by: User) -> PrintRun:
    """Print the awards of these recipients (ids) in call order, numbered; return a run that is running.

    Awards that exist keep their number and file; revoked ones are left out. A constant number of queries.
    Raises what `check_run` raises, and AwardError with the names of the recipients concerned: "no-level" (a
    correction took back the level of an area), "outdated" (another level is in force than the award says),
    "design-purpose" (the design of the award is made for another purpose) and "text-overflows" (with the
    boxes that are too small). Then no number is given.
    """
    ceremony = lock_ceremony(ceremony)
    if running := ceremony.runs.filter(state=RunState.RUNNING).first():
        return running
    chosen = list(ceremony.recipients.with_list_relations().with_level_names().filter(pk__in=recipients))
    designed = [
        kind_and_purpose for column, kind_and_purpose in DESIGN_FIELDS.items() if getattr(ceremony, column)
    ]
    check_run([(kind, recipient.purpose) for recipient in chosen for kind in recipient.award_kinds], designed)
    awards = _awards_of(ceremony, chosen, by=by)
    if not awards:
        raise AwardError("nothing-chosen")
    run = PrintRun.objects.create(ceremony=ceremony, started_by=by, started_at=timezone.now())
    PrintItem.objects.bulk_create(
        PrintItem(run=run, recipient=recipient, award=award, position=position)
        for position, (recipient, award) in enumerate(awards, 1)
    )
    event_facts = {"run": run.pk, "documents": len(awards)}
    recording.record(ceremony.history_subject, Event.RUN_STARTED, by=by, data=event_facts)
    _queue([award.pk for _recipient, award in awards])
    return run


@transaction.atomic
def retry_run(*, run: PrintRun, award: Award | None = None, by: User) -> PrintRun:
    """Queue again the documents of a run that failed or were put off: all of them, or one.

    Raises AwardError: "run-is-running" when another run of the ceremony is running, "nothing-failed",
    "design-purpose".
    """
    run = lock_run(run)
    if run.ceremony.runs.filter(state=RunState.RUNNING).exclude(pk=run.pk).exists():
        raise AwardError("run-is-running")
    awards = Award.objects.filter(items__run=run, state__in=[FAILED, HELD])
    awards = awards.not_replaced().filter(revoked_at__isnull=True)
    if award:
        awards = awards.filter(pk=award.pk)
    stopped = list(awards.select_related("design"))
    if not stopped:
        raise AwardError("nothing-failed")
    _refuse_unfit_designs(stopped)
    award_ids = [stopped_award.pk for stopped_award in stopped]
    run.state, run.finished_at = RunState.RUNNING.value, None
    run.save(update_fields=["state", "finished_at"])
    event_facts = {"run": run.pk, "documents": len(award_ids)}
    recording.record(run.ceremony.history_subject, Event.RUN_RETRIED, by=by, data=event_facts)
    _queue(award_ids)
    return run


@transaction.atomic
def cancel_run(*, run: PrintRun, by: User) -> PrintRun:
    """Put off the documents not printed yet; their numbers stay. Raises AwardError("run-not-running")."""
    run = lock_run(run)
    if not run.is_running:
        raise AwardError("run-not-running")
    waiting = Award.objects.filter(items__run=run, state=WAITING)
    put_off = Award.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)), state=WAITING)
    count = put_off.update(state=HELD, claimed_until=None)
    run.state, run.finished_at = RunState.CANCELLED.value, timezone.now()
    run.save(update_fields=["state", "finished_at"])
    event_facts = {"run": run.pk, "documents": count}
    recording.record(run.ceremony.history_subject, Event.RUN_CANCELLED, by=by, data=event_facts)
    return run


def lock_run(run: PrintRun) -> PrintRun:
    """Return the stored run, locked; its ceremony is locked first, as when a run is started."""
    lock_ceremony(run.ceremony)
    return PrintRun.objects.select_for_update(of=("self",)).select_related("ceremony").get(pk=run.pk)


def _awards_of(
    ceremony: Ceremony, recipients: Sequence[Recipient], *, by: User
) -> list[tuple[Recipient, Award]]:
    """Return the awards of recipients in their order; issue missing ones, leave out revoked ones."""
    shared = shared_resolutions(recipients)
    if ungranted := [recipient.name for recipient in recipients if not _is_granted(recipient, shared)]:
        raise AwardError("no-level", "; ".join(ungranted))
    # Locks: no other run issues one of these awards meanwhile.
    kinds_and_years = {(kind, recipient.year) for recipient in recipients for kind in recipient.award_kinds}
    series = {key: lock_series(*key) for key in sorted(kinds_and_years)}
    issued = _awards_by_key(recipients)
    _refuse_outdated(issued.values())
    _refuse_unfit_designs(issued.values())
    missing: defaultdict[tuple[AwardKind, int], list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        for kind in recipient.award_kinds:
            if _key(recipient, kind) not in issued:
                missing[kind, recipient.year].append(recipient)
    new = [
        award
        for (kind, year), unissued in missing.items()
        for award in _numbered(
            ceremony, kind, unissued, take_numbers(series[kind, year], len(unissued)), by=by
        )
    ]
    if overflows := award_documents.overflows_of_awards(new):
        raise AwardError("text-overflows", words.overflow_descriptions(overflows))
    record_award_events(Event.CERTIFICATE_ISSUED, Award.objects.bulk_create(new), by=by)
    issued |= {(award.assessment_id, award.recipient_id, award.kind): award for award in new}
    awards = [
        (recipient, issued[_key(recipient, kind)])
        for recipient in recipients
        for kind in recipient.award_kinds
    ]
    return [(recipient, award) for recipient, award in awards if not award.is_revoked]


def _refuse_outdated(awards: Iterable[Award]) -> None:
    valid = [award.pk for award in awards if not award.is_revoked]
    if outdated := Award.objects.filter(pk__in=valid).outdated():
        raise AwardError("outdated", "; ".join(f"{award.honoured} {award.number}" for award in outdated))


def _is_granted(recipient: Recipient, shared: Mapping[int, Resolution]) -> bool:
    """Return whether the recipient has the level or resolution that its award needs.

    `shared` is the result of `shared_resolutions`.
    """
    if recipient.purpose == Purpose.AREA:
        return bool(recipient.level)
    return recipient.purpose == Purpose.NAMED or recipient.area_id in shared


def _refuse_unfit_designs(awards: Iterable[Award]) -> None:
    """Raise AwardError unless the design of each valid award is made for its purpose."""
    valid = (award for award in awards if not award.is_revoked)
    if unfit := [f"{award.honoured} {award.number}" for award in valid if not award.has_fitting_design]:
        raise AwardError("design-purpose", "; ".join(unfit))


def _awards_by_key(recipients: Sequence[Recipient]) -> dict[AwardKey, Award]:
    areas = [recipient.assessment_id for recipient in recipients if recipient.assessment_id]
    by_name = [recipient.pk for recipient in recipients if not recipient.assessment_id]
    of_recipients = Q(assessment__in=areas) | Q(recipient__in=by_name)
    return {
        (award.assessment_id, award.recipient_id, award.kind): award
        for award in Award.objects.not_replaced().filter(of_recipients).select_related("design")
    }


def _key(recipient: Recipient, kind: AwardKind) -> AwardKey:
    return recipient.assessment_id, None if recipient.assessment_id else recipient.pk, kind.value


def _numbered(
    ceremony: Ceremony, kind: AwardKind, recipients: Sequence[Recipient], numbers: Iterable[int], *, by: User
) -> Iterator[Award]:
    """Yield an award of one kind, not stored yet, for each of the recipients and numbers."""
    shared = shared_resolutions(recipients)
    for recipient, number in zip(recipients, numbers, strict=True):
        yield _award(ceremony, recipient, kind, number, shared, by=by)


def _award(
    ceremony: Ceremony,
    recipient: Recipient,
    kind: AwardKind,
    number: int,
    shared: Mapping[int, Resolution],
    *,
    by: User,
) -> Award:
    """Return an award that is not stored yet; `shared` is the result of `shared_resolutions`."""
    now, assessment = timezone.now(), recipient.assessment
    shared_resolution = None
    if recipient.by_resolution and recipient.area_id is not None:
        shared_resolution = shared.get(recipient.area_id)
    award = Award(
        kind=kind.value,
        assessment=assessment,
        recipient=recipient if recipient.is_named else None,
        **recipient.award_values,
        shared_resolution=shared_resolution,
        dated_on=ceremony.date,
        is_demonstration=(assessment.cycle if assessment else ceremony).is_demonstration,
        design=ceremony.design_of(kind, recipient.purpose),
        year=recipient.year,
        running_number=number,
        number_format=number_format(kind),
        code=new_verification_code(),
        asked_at=now,
        issued_by=by,
        issued_at=now,
    )
    if assessment is not None:
        award.resolution = assessment.resolution  # in force now, and loaded already
    return award


def _queue(award_ids: Sequence[int]) -> None:
    """Queue these awards (ids), which workers skip when they are ready; a run without waiting ones ends."""
    stopped = Award.objects.filter(pk__in=award_ids, state__in=[FAILED, HELD])
    stopped.update(**waiting_columns())
    tasks.make_awards.delay_on_commit(pks=list(award_ids))


def sample_awards(
    ceremony: Ceremony, recipients_and_kinds: Sequence[tuple[Recipient, AwardKind]], *, by: User
) -> list[Award | None]:
    """Return the awards that a run would issue, with number 0 and not stored. One query.

    None stands for those that a run would refuse with "no-level".
    """
    shared = shared_resolutions([recipient for recipient, _kind in recipients_and_kinds])
    return [
        _award(ceremony, recipient, kind, 0, shared, by=by) if _is_granted(recipient, shared) else None
        for recipient, kind in recipients_and_kinds
    ]
