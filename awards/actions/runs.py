"""Print runs and the packages that are taken along: asking, trying again, cancelling."""

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
Key = tuple[int | None, int | None, str]  # assessment, recipient, kind: what an award is of


@transaction.atomic
def start_run(*, ceremony: Ceremony, recipients: Collection[int], by: User) -> PrintRun:
    """Number and print the awards of these recipients (ids), in call order; the run that is on is returned.

    What was printed before keeps its number and its file; what was revoked is left out.
    A constant number of queries. Raises what `check_run` raises, and with the names of those whom it concerns
    AwardError "no-level" (a correction took back what an area was granted), "outdated" (another level is in
    force than the award says), "design-purpose" (the award has the design of others) and
    "text-overflows" (with the boxes that are too small): then nothing is numbered.
    """
    ceremony = lock_ceremony(ceremony)
    if running := ceremony.runs.filter(state=RunState.RUNNING).first():
        return running
    chosen = list(ceremony.recipients.told().with_level_names().filter(pk__in=recipients))
    designed = [made_for for column, made_for in DESIGN_COLUMNS.items() if getattr(ceremony, column)]
    check_run([(kind, one.purpose) for one in chosen for kind in one.kinds], designed)
    awards = _awards_of(ceremony, chosen, by=by)
    if not awards:
        raise AwardError("nothing-chosen")
    run = PrintRun.objects.create(ceremony=ceremony, started_by=by, started_at=timezone.now())
    PrintItem.objects.bulk_create(
        PrintItem(run=run, recipient=recipient, certificate=award, position=position)
        for position, (recipient, award) in enumerate(awards, 1)
    )
    about = {"run": run.pk, "documents": len(awards)}
    history.record(ceremony.history_subject, "run-started", by=by, data=about)
    _ask_again(run, [award.pk for _recipient, award in awards])
    return run


@transaction.atomic
def retry_run(*, run: PrintRun, certificate: Certificate | None = None, by: User) -> PrintRun:
    """Print again what is in error or was put off: one document of a run, or all.

    Raises AwardError: "run-is-running" when another one of the ceremony is, "nothing-failed",
    "design-purpose".
    """
    run = lock_run(run)
    if run.ceremony.runs.filter(state=RunState.RUNNING).exclude(pk=run.pk).exists():
        raise AwardError("run-is-running")
    found = Certificate.objects.filter(items__run=run, state__in=[FAILED, HELD])
    found = found.standing().filter(revoked_at__isnull=True)
    if certificate:
        found = found.filter(pk=certificate.pk)
    stopped = list(found.select_related("design"))
    if not stopped:
        raise AwardError("nothing-failed")
    _refuse_unfit(stopped)
    failed = [one.pk for one in stopped]
    run.state, run.finished_at = RunState.RUNNING.value, None
    run.save(update_fields=["state", "finished_at"])
    about = {"run": run.pk, "documents": len(failed)}
    history.record(run.ceremony.history_subject, "run-retried", by=by, data=about)
    _ask_again(run, failed)
    return run


@transaction.atomic
def cancel_run(*, run: PrintRun, by: User) -> PrintRun:
    """Put off what is not printed yet; its numbers stay given. Raises AwardError("run-not-running")."""
    run = lock_run(run)
    if not run.is_running:
        raise AwardError("run-not-running")
    waiting = Certificate.objects.filter(items__run=run, state=WAITING)
    put_off = Certificate.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)), state=WAITING)
    count = put_off.update(state=HELD, claimed_until=None)
    run.state, run.finished_at = RunState.CANCELLED.value, timezone.now()
    run.save(update_fields=["state", "finished_at"])
    about = {"run": run.pk, "documents": count}
    history.record(run.ceremony.history_subject, "run-cancelled", by=by, data=about)
    return run


@transaction.atomic
def ask_for_package(*, ceremony: Ceremony, kind: PackageKind, by: User) -> Package:
    """Have a package made; one of theirs that still waits is returned. Raises AwardError("nothing-ready")."""
    ceremony = lock_ceremony(ceremony)
    if kind.is_of_documents and not queries.course_of(ceremony).ready_count:
        raise AwardError("nothing-ready")
    if waiting := _waiting(ceremony, kind, by=by):
        return waiting
    package = Package.objects.create(ceremony=ceremony, kind=kind.value, owner=by, asked_at=timezone.now())
    about = {"package": package.pk, "kind": package.kind}
    history.record(ceremony.history_subject, "package-asked", by=by, data=about)
    tasks.make_package.delay_on_commit(package_id=package.pk)
    return package


@transaction.atomic
def retry_package(*, package: Package, by: User) -> Package:
    """Have a package made again after an error. Raises AwardError("package-not-failed")."""
    ceremony = lock_ceremony(package.ceremony)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if package.state != Package.State.FAILED:
        raise AwardError("package-not-failed")
    if waiting := _waiting(ceremony, package.kind, by=by):
        return waiting
    package.state, package.error = Package.State.WAITING, ""
    package.asked_at, package.claimed_until = timezone.now(), None
    package.save(update_fields=["state", "error", "asked_at", "claimed_until"])
    about = {"package": package.pk, "kind": package.kind}
    history.record(ceremony.history_subject, "package-retried", by=by, data=about)
    tasks.make_package.delay_on_commit(package_id=package.pk)
    return package


def lock_run(run: PrintRun) -> PrintRun:
    """The run as it is stored now; its ceremony first, in the order in which a run is started."""
    lock_ceremony(run.ceremony)
    return PrintRun.objects.select_for_update(of=("self",)).select_related("ceremony").get(pk=run.pk)


def _waiting(ceremony, kind, *, by):
    return ceremony.packages.filter(kind=kind, owner=by, state=Package.State.WAITING).first()


def _awards_of(
    ceremony: Ceremony, recipients: Sequence[Recipient], *, by: User
) -> list[tuple[Recipient, Certificate]]:
    """The awards of recipients in their order, issued where there are none, without revoked ones."""
    shared = resolutions_on(recipients)
    if without := [one.name for one in recipients if not _is_granted(one, shared)]:
        raise AwardError("no-level", "; ".join(without))
    # Nobody else issues one of these meanwhile.
    years = {(kind, one.year) for one in recipients for kind in one.kinds}
    series = {of: lock_series(*of) for of in sorted(years)}
    issued = _standing(recipients)
    _refuse_outdated(issued.values())
    _refuse_unfit(issued.values())
    missing = defaultdict(list)
    for one in recipients:
        for kind in one.kinds:
            if _key(one, kind) not in issued:
                missing[kind, one.year].append(one)
    new = [
        award
        for of, without in missing.items()
        for award in _numbered(ceremony, of, without, take_numbers(series[of], len(without)), by=by)
    ]
    if found := documents.too_long(new):
        raise AwardError("text-overflows", labels.overflows(found))
    record_awards("certificate-issued", Certificate.objects.bulk_create(new), by=by)
    issued |= {(one.assessment_id, one.recipient_id, one.kind): one for one in new}
    awards = [(one, issued[_key(one, kind)]) for one in recipients for kind in one.kinds]
    return [(recipient, award) for recipient, award in awards if not award.is_revoked]


def _refuse_outdated(awards):
    valid = [one.pk for one in awards if not one.is_revoked]
    if outdated := Certificate.objects.filter(pk__in=valid).outdated():
        raise AwardError("outdated", "; ".join(f"{one.honoured} {one.number}" for one in outdated))


def _is_granted(recipient, shared):
    """Whether there is what it is honoured by; `shared` as `resolutions_on` gives it."""
    if recipient.purpose == Purpose.AREA:
        return bool(recipient.level)
    return recipient.purpose == Purpose.NAMED or recipient.area_id in shared


def _refuse_unfit(awards):
    """Nothing is made or handed out in the design of others."""
    valid = (one for one in awards if not one.is_revoked)
    if unfit := [f"{one.honoured} {one.number}" for one in valid if not one.has_fitting_design]:
        raise AwardError("design-purpose", "; ".join(unfit))


def _standing(recipients):
    by_area = [one.assessment_id for one in recipients if one.assessment_id]
    by_name = [one.pk for one in recipients if not one.assessment_id]
    of_them = Q(assessment__in=by_area) | Q(recipient__in=by_name)
    return {
        (one.assessment_id, one.recipient_id, one.kind): one
        for one in Certificate.objects.standing().filter(of_them).select_related("design")
    }


def _key(recipient: Recipient, kind: Kind) -> Key:
    return recipient.assessment_id, None if recipient.assessment_id else recipient.pk, kind.value


def _numbered(ceremony, of, recipients, numbers, *, by):
    kind, _year = of
    shared = resolutions_on(recipients)
    for recipient, number in zip(recipients, numbers, strict=True):
        yield _award(ceremony, recipient, kind, number, shared, by=by)


def _award(ceremony, recipient, kind, number, shared, *, by):
    """An award that is not stored yet; `shared` as `resolutions_on` gives it."""
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
        award.resolution = recipient.assessment.resolution  # in force now, and read already
    return award


def _ask_again(run: PrintRun, certificates: Sequence[int]) -> None:
    """Send these (ids) to the workers, but for those that are ready; all ready ones end the run."""
    again = Certificate.objects.filter(pk__in=certificates, state__in=[FAILED, HELD])
    again.update(state=WAITING, error="", claimed_until=None, asked_at=timezone.now())
    tasks.render_in_batches(certificates)
    tasks.finish_run.delay_on_commit(run_id=run.pk)


def samples_of(
    ceremony: Ceremony, wanted: Sequence[tuple[Recipient, Kind]], *, by: User
) -> list[Certificate | None]:
    """The awards that a run would issue, without numbers of their own; they are not stored. One query.

    None for those of whom a run says "no-level".
    """
    shared = resolutions_on([recipient for recipient, _kind in wanted])
    return [
        _award(ceremony, recipient, kind, 0, shared, by=by) if _is_granted(recipient, shared) else None
        for recipient, kind in wanted
    ]
