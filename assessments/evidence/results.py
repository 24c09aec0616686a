"""Work on files of evidence by workers: rewrite pictures, scan for viruses, make previews."""

import contextlib
import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from assessments.evidence.models import Evidence
from assessments.workflow import notices
from assessments.workflow.events import Event, Occasion
from assessments.workflow.models import Assessment
from ecotown.common.files import clamd, limited_process, pictures, previews
from ecotown.common.files.picture_writing.limits import BadPictureError
from ecotown.common.files.uploads import FileKind
from ecotown.common.history import recording

logger = logging.getLogger(__name__)
# How often time or memory may run out before the file itself counts as the cause.
ATTEMPTS = 3
NO_PREVIEW: dict[str, object] = {"preview": Evidence.Preview.NONE}
FAILED_PREVIEW: dict[str, object] = {"preview": Evidence.Preview.FAILED}


def examine_evidence(*, evidence_id: int) -> bool:
    """Rewrite a picture and keep the result, or refuse it; return whether this call finished the work.

    False when nothing is left to do, another worker holds the claim, or time or memory ran out; the sweep
    repeats the latter.
    """
    return _work_with_claim(evidence_id, lambda evidence: evidence.is_unexamined, _examine)


def prepare_evidence(*, evidence_id: int) -> bool:
    """Scan a kept file and make its preview; return whether this call finished the work.

    False as in `examine_evidence`, or when the scanner was not available.
    """
    return _work_with_claim(
        evidence_id, lambda evidence: evidence.is_kept and evidence.is_unfinished, _scan_and_preview
    )


def claim_due_evidence(limit: int = 200) -> list[int]:
    """Return ids of files whose preparation is overdue, and mark them as requested now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = Evidence.objects.preparing_due(now, asked_before).select_for_update(skip_locked=True)
        pks = list(due.values_list("pk", flat=True)[:limit])
        Evidence.objects.filter(pk__in=pks).update(asked_at=now)
    return pks


def _work_with_claim(
    evidence_id: int, is_to_do: Callable[[Evidence], bool], work: Callable[[Evidence], dict[str, object]]
) -> bool:
    """Store the columns that `work` returns for a file, holding a claim meanwhile; return whether it did."""
    evidence = _claim(evidence_id, is_to_do)
    if evidence is None:
        return False
    try:
        columns = work(evidence)
    except limited_process.LimitReachedError as error:
        logger.warning("evidence %s will be tried again: %s", evidence.pk, error)
        _release(evidence, attempts=evidence.attempts + 1)
        return False
    except clamd.ScanError as error:
        logger.warning("evidence %s could not be scanned: %s", evidence.pk, error)
        _release(evidence)
        return False
    except Exception:
        with contextlib.suppress(OperationalError, InterfaceError):
            _release(evidence)
        raise
    return _store(evidence, columns)


@transaction.atomic
def _claim(evidence_id: int, is_to_do: Callable[[Evidence], bool]) -> Evidence | None:
    evidence = Evidence.objects.select_for_update().filter(pk=evidence_id).first()
    now = timezone.now()
    if evidence is None or not is_to_do(evidence):
        return None
    if evidence.claimed_until is not None and evidence.claimed_until > now:
        return None
    evidence.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    evidence.save(update_fields=["claimed_until"])
    return evidence


def _release(evidence: Evidence, **columns: object) -> None:
    claimed_rows = Evidence.objects.filter(pk=evidence.pk, claimed_until=evidence.claimed_until)
    claimed_rows.update(claimed_until=None, **columns)


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
        if evidence.attempts + 1 < ATTEMPTS:
            raise
        return _refusal_columns("unexamined")
    return {
        "examination": Evidence.Examination.KEPT,
        "received": "",
        "file": written.content,
        "size": len(written.content),
        "sha256": hashlib.sha256(written.content).hexdigest(),
        "is_first_frame": written.is_first_frame,
        "attempts": 0,
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
        if evidence.attempts + 1 < ATTEMPTS:
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
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("assessment")
    evidence = rows.filter(pk=claimed.pk, claimed_until=claimed.claimed_until).first()
    if evidence is None:
        return False
    storage, received = evidence.received.storage, evidence.received.name
    for name, value in columns.items():
        if isinstance(value, bytes):
            getattr(evidence, name).save(name, ContentFile(value), save=False)
        else:
            setattr(evidence, name, value)
    evidence.claimed_until = None
    evidence.save(update_fields=[*columns, "claimed_until"])
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
