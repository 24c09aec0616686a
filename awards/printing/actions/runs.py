"""Actions on print runs: start, retry, cancel."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from awards.ceremonies.actions.ceremonies import lock_ceremony
from awards.ceremonies.models import Ceremony
from awards.designs import words as design_words
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.events import Event
from awards.printing import queries, tasks, words
from awards.printing.documents import checks
from awards.printing.documents.checks import CheckedAward
from awards.printing.domain import RunState, check_run
from awards.printing.models import PrintItem, PrintOmission, PrintRun
from awards.register.actions.recording import (
    lock_series,
    new_verification_code,
    record_award_events,
    take_numbers,
)
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from awards.register.models.number_series import NumberSeries
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.produced_files.models import waiting_columns

WAITING, HELD, FAILED = Award.State.WAITING, Award.State.HELD, Award.State.FAILED
SeriesKey = tuple[AwardKind, int]  # kind and year


@transaction.atomic
def start_run(*, ceremony: Ceremony, recipients: Collection[int], shown: str = "", by: User) -> PrintRun:
    """Print the awards of these recipients (ids) that can be printed, in call order, numbered.

    Awards that exist keep their number and file; revoked ones are left out. Those that cannot be printed get
    no number and are kept with their reason. `shown` is the `fingerprint` of what was shown before. A run
    that is running is returned. A constant number of queries.

    Raises what `check_run` raises, with the reasons, and AwardError("print-changed") when something else can
    be printed than was shown.
    """
    ceremony = lock_ceremony(ceremony)
    if running := ceremony.runs.filter(state=RunState.RUNNING).first():
        return running
    series = _locked_series(ceremony, recipients)
    checked = checks.checked_awards(queries.run_sheet_of(ceremony), set(recipients))
    printed = [award for award in checked if award.is_printable]
    omitted = [award for award in checked if not award.is_printable]
    try:
        check_run(documents=len(checked), printable=len(printed))
    except AwardError as error:
        raise AwardError(error.code, words.omission_descriptions(omitted)) from error
    if shown and shown != checks.fingerprint(checked):
        raise AwardError("print-changed")
    _issue([award for award in printed if not award.is_issued], series, by=by)
    run = PrintRun.objects.create(ceremony=ceremony, started_by=by, started_at=timezone.now())
    PrintItem.objects.bulk_create(
        PrintItem(run=run, recipient=award.line.recipient, award=award.award, position=position)
        for position, award in enumerate(printed, 1)
    )
    PrintOmission.objects.bulk_create(
        PrintOmission(run=run, recipient=award.line.recipient, kind=award.kind.value, error=award.error)
        for award in omitted
    )
    event_facts = {"run": run.pk, "documents": len(printed)}
    if omitted:
        event_facts["left_out"] = len(omitted)
    recording.record(ceremony.history_subject, Event.RUN_STARTED, by=by, data=event_facts)
    _queue([award.award.pk for award in printed])
    return run


@transaction.atomic
def retry_run(*, run: PrintRun, award: Award | None = None, by: User) -> PrintRun:
    """Queue again the documents of a run that failed or were put off: all of them, or one.

    Those whose design is made for another purpose are left out. Raises AwardError: "run-is-running" when
    another run of the ceremony is running, "nothing-failed", "design-purpose" when none is left.
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
    award_ids = [stopped_award.pk for stopped_award in stopped if stopped_award.has_fitting_design]
    if not award_ids:
        raise AwardError(
            "design-purpose",
            "; ".join(f"{stopped_award.honoured} {stopped_award.number}" for stopped_award in stopped),
        )
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


def _locked_series(ceremony: Ceremony, recipients: Collection[int]) -> dict[SeriesKey, NumberSeries]:
    """Return the locked number series of these recipients: no other run issues one of their awards."""
    chosen = ceremony.recipients.filter(pk__in=recipients).select_related("ceremony", "assessment__cycle")
    keys = {(kind, recipient.year) for recipient in chosen for kind in recipient.award_kinds}
    return {key: lock_series(*key) for key in sorted(keys)}


def _issue(unissued: Sequence[CheckedAward], series: Mapping[SeriesKey, NumberSeries], *, by: User) -> None:
    """Give checked awards a number and store them.

    Raises AwardError("text-overflows") should a number or a code need more room than the sample.
    """
    awards: defaultdict[SeriesKey, list[Award]] = defaultdict(list)
    for checked in unissued:
        awards[checked.kind, checked.award.year].append(checked.award)
    for key, awards_of_series in awards.items():
        numbers = take_numbers(series[key], len(awards_of_series))
        for award, number in zip(awards_of_series, numbers, strict=True):
            award.running_number, award.code = number, new_verification_code()
            award.asked_at = award.issued_at = timezone.now()
            award.issued_by = by
    new = [checked.award for checked in unissued]
    if overflows := award_documents.overflows_of_awards(new):
        raise AwardError("text-overflows", design_words.overflow_descriptions(overflows))
    record_award_events(Event.CERTIFICATE_ISSUED, Award.objects.bulk_create(new), by=by)


def _queue(award_ids: Sequence[int]) -> None:
    """Queue these awards (ids), which workers skip when they are ready; a run without waiting ones ends."""
    stopped = Award.objects.filter(pk__in=award_ids, state__in=[FAILED, HELD])
    stopped.update(**waiting_columns())
    tasks.make_awards.delay_on_commit(pks=list(award_ids))
