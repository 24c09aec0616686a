"""Actions on print runs and packages: start, retry, cancel; samples of awards before they are issued."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from awards import documents, labels, queries, tasks
from awards.actions.ceremonies import lock_ceremony
from awards.actions.deeds import lock_series, new_code, record_awards, resolutions_on, take_numbers
from awards.domain.awards import AwardError, Kind
from awards.domain.ceremonies import PackageKind, RunState
from awards.domain.purposes import DESIGN_COLUMNS, Purpose, check_run
from awards.models import Ceremony, Certificate, Package, PrintItem, PrintRun, Recipient
from ecotown.accounts.models import User
from ecotown.common import history

WAITING, HELD, FAILED = (
    Certificate.State.WAITING,
    Certificate.State.HELD,
    Certificate.State.FAILED,
)
Key = tuple[int | None, int | None, str]  # assessment, recipient and kind of an award


@transaction.atomic
def start_run(*, ceremony: Ceremony, recipients: Collection[int], by: User) -> PrintRun:
    """Print the awards of these recipients (ids) in call order, numbered; return a run that is running.

    Awards that exist keep their number and file; revoked ones are left out. A constant number of queries.
    Raise what `check_run` raises, and AwardError with the names of the recipients concerned: "no-level" (a
    correction took back the level of an area), "outdated" (another level is in force than the award says),
    "design-purpose" (the design of the award is made for another purpose) and "text-overflows" (with the
    boxes that are too small). Then no number is given.
    """
    ceremony = lock_ceremony(ceremony)
    if running := ceremony.runs.filter(state=RunState.RUNNING).first():
        return running
    chosen = list(ceremony.recipients.told().with_level_names().filter(pk__in=recipients))
    designed = [made_for for column, made_for in DESIGN_COLUMNS.items() if getattr(ceremony, column)]
    check_run([(kind, recipient.purpose) for recipient in chosen for kind in recipient.kinds], designed)
    awards = _awards_of(ceremony, chosen, by=by)
    if not awards:
        raise AwardError("nothing-chosen")
    run = PrintRun.objects.create(ceremony=ceremony, started_by=by, started_at=timezone.now())
    PrintItem.objects.bulk_create(
        PrintItem(run=run, recipient=recipient, certificate=award, position=position)
        for position, (recipient, award) in enumerate(awards, 1)
    )
    event_facts = {"run": run.pk, "documents": len(awards)}
    history.record(ceremony.history_subject, "run-started", by=by, data=event_facts)
    _queue(run, [award.pk for _recipient, award in awards])
    return run


@transaction.atomic
def retry_run(*, run: PrintRun, certificate: Certificate | None = None, by: User) -> PrintRun:
    """Queue again the documents of a run that failed or were put off: all of them, or one.

    Raise AwardError: "run-is-running" when another run of the ceremony is running, "nothing-failed",
    "design-purpose".
    """
    run = lock_run(run)
    if run.ceremony.runs.filter(state=RunState.RUNNING).exclude(pk=run.pk).exists():
        raise AwardError("run-is-running")
    awards = Certificate.objects.filter(items__run=run, state__in=[FAILED, HELD])
    awards = awards.standing().filter(revoked_at__isnull=True)
    if certificate:
        awards = awards.filter(pk=certificate.pk)
    stopped = list(awards.select_related("design"))
    if not stopped:
        raise AwardError("nothing-failed")
    _refuse_unfit_designs(stopped)
    failed = [award.pk for award in stopped]
    run.state, run.finished_at = RunState.RUNNING.value, None
    run.save(update_fields=["state", "finished_at"])
    event_facts = {"run": run.pk, "documents": len(failed)}
    history.record(run.ceremony.history_subject, "run-retried", by=by, data=event_facts)
    _queue(run, failed)
    return run


@transaction.atomic
def cancel_run(*, run: PrintRun, by: User) -> PrintRun:
    """Put off the documents not printed yet; their numbers stay. Raise AwardError("run-not-running")."""
    run = lock_run(run)
    if not run.is_running:
        raise AwardError("run-not-running")
    waiting = Certificate.objects.filter(items__run=run, state=WAITING)
    put_off = Certificate.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)), state=WAITING)
    count = put_off.update(state=HELD, claimed_until=None)
    run.state, run.finished_at = RunState.CANCELLED.value, timezone.now()
    run.save(update_fields=["state", "finished_at"])
    event_facts = {"run": run.pk, "documents": count}
    history.record(run.ceremony.history_subject, "run-cancelled", by=by, data=event_facts)
    return run


@transaction.atomic
def ask_for_package(*, ceremony: Ceremony, kind: PackageKind, by: User) -> Package:
    """Queue the making of a package; return the person's own that still waits.

    Raise AwardError("nothing-ready").
    """
    ceremony = lock_ceremony(ceremony)
    if kind.is_of_documents and not queries.course_of(ceremony).ready_count:
        raise AwardError("nothing-ready")
    if waiting := _waiting_package(ceremony, kind, by=by):
        return waiting
    package = Package.objects.create(ceremony=ceremony, kind=kind.value, owner=by, asked_at=timezone.now())
    event_facts = {"package": package.pk, "kind": package.kind}
    history.record(ceremony.history_subject, "package-asked", by=by, data=event_facts)
    tasks.make_package.delay_on_commit(package_id=package.pk)
    return package


@transaction.atomic
def retry_package(*, package: Package, by: User) -> Package:
    """Queue again the making of a failed package. Raise AwardError("package-not-failed")."""
    ceremony = lock_ceremony(package.ceremony)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if package.state != Package.State.FAILED:
        raise AwardError("package-not-failed")
    if waiting := _waiting_package(ceremony, package.kind, by=by):
        return waiting
    package.state, package.error = Package.State.WAITING, ""
    package.asked_at, package.claimed_until = timezone.now(), None
    package.save(update_fields=["state", "error", "asked_at", "claimed_until"])
    event_facts = {"package": package.pk, "kind": package.kind}
    history.record(ceremony.history_subject, "package-retried", by=by, data=event_facts)
    tasks.make_package.delay_on_commit(package_id=package.pk)
    return package


def lock_run(run: PrintRun) -> PrintRun:
    """Return the stored run, locked; its ceremony is locked first, as when a run is started."""
    lock_ceremony(run.ceremony)
    return PrintRun.objects.select_for_update(of=("self",)).select_related("ceremony").get(pk=run.pk)


def _waiting_package(ceremony, kind, *, by):
    return ceremony.packages.filter(kind=kind, owner=by, state=Package.State.WAITING).first()


def _awards_of(
    ceremony: Ceremony, recipients: Sequence[Recipient], *, by: User
) -> list[tuple[Recipient, Certificate]]:
    """Return the awards of recipients in their order; issue missing ones, leave out revoked ones."""
    shared = resolutions_on(recipients)
    if ungranted := [recipient.name for recipient in recipients if not _is_granted(recipient, shared)]:
        raise AwardError("no-level", "; ".join(ungranted))
    # Locks: no other run issues one of these awards meanwhile.
    kinds_and_years = {(kind, recipient.year) for recipient in recipients for kind in recipient.kinds}
    series = {key: lock_series(*key) for key in sorted(kinds_and_years)}
    issued = _standing_awards(recipients)
    _refuse_outdated(issued.values())
    _refuse_unfit_designs(issued.values())
    missing = defaultdict(list)
    for recipient in recipients:
        for kind in recipient.kinds:
            if _key(recipient, kind) not in issued:
                missing[kind, recipient.year].append(recipient)
    new = [
        award
        for (kind, year), unissued in missing.items()
        for award in _numbered(
            ceremony, kind, unissued, take_numbers(series[kind, year], len(unissued)), by=by
        )
    ]
    if overflows := documents.too_long(new):
        raise AwardError("text-overflows", labels.overflows(overflows))
    record_awards("certificate-issued", Certificate.objects.bulk_create(new), by=by)
    issued |= {(award.assessment_id, award.recipient_id, award.kind): award for award in new}
    awards = [
        (recipient, issued[_key(recipient, kind)]) for recipient in recipients for kind in recipient.kinds
    ]
    return [(recipient, award) for recipient, award in awards if not award.is_revoked]


def _refuse_outdated(awards):
    valid = [award.pk for award in awards if not award.is_revoked]
    if outdated := Certificate.objects.filter(pk__in=valid).outdated():
        raise AwardError("outdated", "; ".join(f"{award.honoured} {award.number}" for award in outdated))


def _is_granted(recipient, shared):
    """Return whether the recipient has the level or resolution that its award needs.

    `shared` is the result of `resolutions_on`.
    """
    if recipient.purpose == Purpose.AREA:
        return bool(recipient.level)
    return recipient.purpose == Purpose.NAMED or recipient.area_id in shared


def _refuse_unfit_designs(awards):
    """Raise AwardError unless the design of each valid award is made for its purpose."""
    valid = (award for award in awards if not award.is_revoked)
    if unfit := [f"{award.honoured} {award.number}" for award in valid if not award.has_fitting_design]:
        raise AwardError("design-purpose", "; ".join(unfit))


def _standing_awards(recipients):
    by_area = [recipient.assessment_id for recipient in recipients if recipient.assessment_id]
    by_name = [recipient.pk for recipient in recipients if not recipient.assessment_id]
    of_them = Q(assessment__in=by_area) | Q(recipient__in=by_name)
    return {
        (award.assessment_id, award.recipient_id, award.kind): award
        for award in Certificate.objects.standing().filter(of_them).select_related("design")
    }


def _key(recipient: Recipient, kind: Kind) -> Key:
    return recipient.assessment_id, None if recipient.assessment_id else recipient.pk, kind.value


def _numbered(ceremony, kind, recipients, numbers, *, by):
    """Yield an award of one kind, not stored yet, for each of the recipients and numbers."""
    shared = resolutions_on(recipients)
    for recipient, number in zip(recipients, numbers, strict=True):
        yield _award(ceremony, recipient, kind, number, shared, by=by)


def _award(ceremony, recipient, kind, number, shared, *, by):
    """Return an award that is not stored yet; `shared` is the result of `resolutions_on`."""
    now = timezone.now()
    cycle = None if recipient.is_named else recipient.assessment.cycle
    award = Certificate(
        kind=kind.value,
        assessment=recipient.assessment,
        recipient=recipient if recipient.is_named else None,
        **recipient.printed,
        shared_resolution=shared.get(recipient.area_id) if recipient.by_resolution else None,
        dated_on=ceremony.date,
        is_demonstration=cycle.is_demonstration if cycle else ceremony.is_demonstration,
        design=ceremony.design_of(kind, recipient.purpose),
        year=recipient.year,
        running_number=number,
        code=new_code(),
        asked_at=now,
        issued_by=by,
        issued_at=now,
    )
    if not recipient.is_named:
        award.resolution = recipient.assessment.resolution  # in force now, and loaded already
    return award


def _queue(run: PrintRun, certificates: Sequence[int]) -> None:
    """Queue these awards (ids), which workers skip when they are ready; a run without waiting ones ends."""
    stopped = Certificate.objects.filter(pk__in=certificates, state__in=[FAILED, HELD])
    stopped.update(state=WAITING, error="", claimed_until=None, asked_at=timezone.now())
    tasks.render_in_batches(certificates)
    tasks.finish_run.delay_on_commit(run_id=run.pk)


def samples_of(
    ceremony: Ceremony, wanted: Sequence[tuple[Recipient, Kind]], *, by: User
) -> list[Certificate | None]:
    """Return the awards that a run would issue, with number 0 and not stored. One query.

    None stands for those that a run would refuse with "no-level".
    """
    shared = resolutions_on([recipient for recipient, _kind in wanted])
    return [
        _award(ceremony, recipient, kind, 0, shared, by=by) if _is_granted(recipient, shared) else None
        for recipient, kind in wanted
    ]
