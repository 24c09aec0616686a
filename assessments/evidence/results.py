"""Work on files of evidence by workers: rewrite pictures, scan for viruses, make previews."""

import hashlib
import logging
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from assessments.evidence.models import Evidence
from assessments.workflow import notices
from assessments.workflow.events import Event, Occasion
from assessments.workflow.models import Assessment
from ecotown.common.files import clamd, limited_process, pictures, previews
from ecotown.common.files.picture_writing.limits import BadPictureError
from ecotown.common.files.storage import is_disk_full
from ecotown.common.files.uploads import FileKind
from ecotown.common.history import recording
from ecotown.common.queue.hints import DATABASE_ERRORS

logger = logging.getLogger(__name__)
NO_PREVIEW: dict[str, object] = {"preview": Evidence.Preview.NONE}
FAILED_PREVIEW: dict[str, object] = {"preview": Evidence.Preview.FAILED}


def examine_evidence(*, evidence_id: int) -> bool:
    """Rewrite a picture and keep the result, or refuse it; return whether this call finished the work.

    False when nothing is left to do, another worker holds the claim, or time or memory ran out; the sweep
    repeats the latter.
    """
    return _work_with_claim(evidence_id, Evidence.Examination.WAITING, _examine)


def prepare_evidence(*, evidence_id: int) -> bool:
    """Scan a kept file and make its preview; return whether this call finished the work.

    False as in `examine_evidence`, or when the scanner was not available.
    """
    return _work_with_claim(evidence_id, Evidence.Examination.KEPT, _scan_and_preview)


def overdue_evidence() -> list[int]:
    """Return ids of files whose preparation is overdue; a step whose workers died too often is given up."""
    due = []
    overdue: list[Evidence] = Evidence.objects.take_overdue()
    for evidence in overdue:
        if evidence.is_given_up:
            logger.error("evidence %s was lost %s times", evidence.pk, evidence.attempts)
            _store(evidence, _given_up_columns(evidence))
        else:
            due.append(evidence.pk)
    return due


def _work_with_claim(
    evidence_id: int,
    examination: Evidence.Examination,
    work: Callable[[Evidence], dict[str, object]],
) -> bool:
    """Store the columns that `work` returns for a file in this state of the examination, holding a claim.

    Return whether it did. Attempts in which time or memory ran out count; those without a database, a
    scanner or room on the disk do not.
    """
    claimed: list[Evidence] = Evidence.objects.filter(examination=examination).claim([evidence_id])
    if not claimed:
        return False
    (evidence,) = claimed
    try:
        return _store(evidence, work(evidence))
    except limited_process.LimitReachedError as error:
        logger.warning("evidence %s will be tried again: %s", evidence.pk, error)
        Evidence.objects.claimed_as(claimed).update(claimed_until=None)
        return False
    except clamd.ScanError as error:
        logger.warning("evidence %s could not be scanned: %s", evidence.pk, error)
        Evidence.objects.release(claimed)
        return False
    except DATABASE_ERRORS:
        Evidence.objects.release(claimed)
        raise
    except Exception as error:
        if is_disk_full(error):
            logger.error("evidence %s waits for room on the disk", evidence.pk)
            Evidence.objects.release(claimed)
            return False
        logger.exception("evidence %s could not be prepared", evidence.pk)
        return _store(evidence, _given_up_columns(evidence))


def _given_up_columns(evidence: Evidence) -> dict[str, object]:
    """Return the columns of a file whose present step is not tried any more.

    A file that was not scanned is not opened either: the scanner is asked again.
    """
    if evidence.is_unexamined:
        return _refusal_columns("unexamined")
    return FAILED_PREVIEW if evidence.preview == Evidence.Preview.WAITING else {}


def _examine(evidence: Evidence) -> dict[str, object]:
    """Rewrite a received picture; return the columns to store, with a refusal when it cannot be kept."""
    try:
        with evidence.received.open() as file:
            written = pictures.rewrite(file, evidence.kind)
    except BadPictureError as error:
        return _refusal_columns(error.code)
    except FileNotFoundError:
        return _refusal_columns("lost")
    except limited_process.LimitReachedError:
        if not evidence.is_given_up:
            raise
        return _refusal_columns("unexamined")
    return {
        "examination": Evidence.Examination.KEPT,
        "received": "",
        "file": written.content,
        "size": len(written.content),
        "sha256": hashlib.sha256(written.content).hexdigest(),
        "is_first_frame": written.is_first_frame,
    }


def _refusal_columns(code: str) -> dict[str, object]:
    return NO_PREVIEW | {
        "examination": Evidence.Examination.REFUSED,
        "refusal": code,
        "received": "",
        "scan": Evidence.Scan.NOT_SCANNED,
    }


def _scan_and_preview(evidence: Evidence) -> dict[str, object]:
    columns = _scan(evidence)
    is_infected = columns.get("scan") == Evidence.Scan.INFECTED
    return columns | (NO_PREVIEW if is_infected else _preview(evidence))


def _scan(evidence: Evidence) -> dict[str, object]:
    """Return the columns of the virus scan, none when no scan is due."""
    if evidence.scan != Evidence.Scan.WAITING:
        return {}
    if not settings.CLAMD_ADDRESS:
        return {"scan": Evidence.Scan.NOT_SCANNED}
    with evidence.file.open() as file:
        finding = clamd.scan(file, settings.CLAMD_ADDRESS)
    return {"scan": Evidence.Scan.INFECTED if finding else Evidence.Scan.CLEAN, "finding": finding[:200]}


def _preview(evidence: Evidence) -> dict[str, object]:
    """Return the columns of the preview, with the content of the thumbnail; none when no preview is due."""
    if evidence.preview != Evidence.Preview.WAITING:
        return {}
    try:
        with evidence.file.open() as file:
            is_pdf = evidence.kind == FileKind.PDF
            thumbnail = previews.of_pdf(file) if is_pdf else previews.of_image(file, evidence.kind)
    except limited_process.LimitReachedError:
        if not evidence.is_given_up:
            raise
        return FAILED_PREVIEW
    except (previews.NoPreviewError, FileNotFoundError) as error:
        logger.warning("evidence %s has no preview: %s", evidence.pk, error)
        return FAILED_PREVIEW
    return {"preview": Evidence.Preview.READY, "thumbnail": thumbnail}


@transaction.atomic
def _store(claimed: Evidence, columns: Mapping[str, object]) -> bool:
    """Store the columns unless the claim was lost meanwhile; return whether they were stored."""
    # Every writer of an assessment's history locks the assessment first.
    Assessment.objects.select_for_update(of=("self",)).get(pk=claimed.assessment_id)
    rows = Evidence.objects.claimed_as([claimed]).select_related("assessment")
    evidence = rows.select_for_update(of=("self",)).first()
    if evidence is None:
        return False
    storage, received = evidence.received.storage, evidence.received.name
    for name, value in columns.items():
        if isinstance(value, bytes):
            getattr(evidence, name).save(name, ContentFile(value), save=False)
        else:
            setattr(evidence, name, value)
    evidence.claimed_until, evidence.attempts = None, 0
    evidence.save(update_fields=[*columns, "claimed_until", "attempts"])
    _record_and_notify(evidence, columns)
    if "examination" in columns:
        transaction.on_commit(lambda: storage.delete(received), robust=True)
    return True


def _record_and_notify(evidence: Evidence, columns: Mapping[str, object]) -> None:
    """Record the result of the examination, and notify the people who can replace a refused file."""
    assessment = evidence.assessment
    if "examination" in columns:
        event = Event.EVIDENCE_REFUSED if evidence.is_refused else Event.EVIDENCE_EXAMINED
        facts = {key: getattr(evidence, key) for key in ("name", "sha256", "sent_sha256", "refusal")}
        recording.record(assessment.history_subject, event, by=None, data={"evidence": evidence.pk, **facts})
    is_infected = columns.get("scan") == Evidence.Scan.INFECTED
    if evidence.visit_id and (evidence.is_refused or is_infected):
        notices.notify(Occasion.PHOTO_REFUSED, assessment, by=None, name=evidence.name)
    elif evidence.is_refused:
        notices.notify(Occasion.EVIDENCE_REFUSED, assessment, by=None, name=evidence.name)
    elif is_infected:
        notices.notify(Occasion.EVIDENCE_INFECTED, assessment, by=None, name=evidence.name)
