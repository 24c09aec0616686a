"""What workers find out about the files of evidence: what of a picture is kept, viruses, a preview."""

import contextlib
import hashlib
import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from assessments import notices
from assessments.models import Assessment, Evidence
from ecotown.common import apart, clamd, history, pictures, previews
from ecotown.common.uploads import Kind

logger = logging.getLogger(__name__)
# How often time or memory may run out before the file itself is taken for the reason.
ATTEMPTS = 3
NO_PREVIEW = {"preview": Evidence.Preview.NONE}
FAILED_PREVIEW = {"preview": Evidence.Preview.FAILED}


def examine_evidence(*, evidence_id: int) -> bool:
    """Write a picture again and keep that, or refuse it; True when this call finished the work.

    False when nothing is left to do, another worker holds the claim, or time or memory ran out, for which the
    sweep asks again.
    """
    return _at_work(evidence_id, lambda evidence: evidence.is_unexamined, _examined)


def prepare_evidence(*, evidence_id: int) -> bool:
    """Scan a file that is kept and make its preview; True when this call finished the work.

    False as in `examine_evidence`, or when the scanner could not be asked.
    """
    return _at_work(evidence_id, lambda evidence: evidence.is_kept and evidence.is_unfinished, _prepared)


def claim_due_evidence(limit: int = 200) -> list[int]:
    """Ids of the files whose preparing was asked for in vain, marked as asked for now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = Evidence.objects.preparing_due(now, asked_before).select_for_update(skip_locked=True)
        found = list(due.values_list("pk", flat=True)[:limit])
        Evidence.objects.filter(pk__in=found).update(asked_at=now)
    return found


def _at_work(evidence_id, is_to_do, work):
    """Store what `work` finds about a file for which it is to be done, holding a claim meanwhile."""
    evidence = _claim(evidence_id, is_to_do)
    if evidence is None:
        return False
    try:
        found = work(evidence)
    except apart.BusyError as error:
        logger.warning("evidence %s is asked for again: %s", evidence.pk, error)
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
    return _store(evidence, found)


@transaction.atomic
def _claim(evidence_id, is_to_do):
    evidence = Evidence.objects.select_for_update().filter(pk=evidence_id).first()
    now = timezone.now()
    if evidence is None or not is_to_do(evidence):
        return None
    if evidence.claimed_until is not None and evidence.claimed_until > now:
        return None
    evidence.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    evidence.save(update_fields=["claimed_until"])
    return evidence


def _release(evidence, **columns):
    mine = Evidence.objects.filter(pk=evidence.pk, claimed_until=evidence.claimed_until)
    mine.update(claimed_until=None, **columns)


def _examined(evidence):
    """What is kept of a picture, or why nothing is."""
    try:
        with evidence.received.open() as file:
            written = pictures.write_again(file, evidence.kind)
    except pictures.BadPictureError as error:
        return _refused(error.code)
    except FileNotFoundError:
        return _refused("lost")
    except apart.BusyError:
        if evidence.attempts + 1 < ATTEMPTS:
            raise
        return _refused("unexamined")
    return {
        "examination": Evidence.Examination.KEPT,
        "received": "",
        "file": written.content,
        "size": len(written.content),
        "sha256": hashlib.sha256(written.content).hexdigest(),
        "is_first_frame": written.is_first_frame,
        "attempts": 0,
    }


def _refused(code):
    return NO_PREVIEW | {
        "examination": Evidence.Examination.REFUSED,
        "refusal": code,
        "received": "",
        "scan": Evidence.Scan.NOT_SCANNED,
    }


def _prepared(evidence):
    found = _scanned(evidence)
    is_infected = found.get("scan") == Evidence.Scan.INFECTED
    return found | (NO_PREVIEW if is_infected else _previewed(evidence))


def _scanned(evidence):
    """What the scan says, nothing when none waits."""
    if evidence.scan != Evidence.Scan.WAITING:
        return {}
    if not settings.CLAMD_ADDRESS:
        return {"scan": Evidence.Scan.NOT_SCANNED}
    with evidence.file.open() as file:
        finding = clamd.scan(file, settings.CLAMD_ADDRESS)
    return {"scan": Evidence.Scan.INFECTED if finding else Evidence.Scan.CLEAN, "finding": finding[:200]}


def _previewed(evidence):
    """The thumbnail's content, or that it failed; nothing when none waits."""
    if evidence.preview != Evidence.Preview.WAITING:
        return {}
    try:
        with evidence.file.open() as file:
            is_pdf = evidence.kind == Kind.PDF
            small = previews.of_pdf(file) if is_pdf else previews.of_image(file, evidence.kind)
    except apart.BusyError:
        if evidence.attempts + 1 < ATTEMPTS:
            raise
        return FAILED_PREVIEW
    except (previews.NoPreviewError, FileNotFoundError) as error:
        logger.warning("evidence %s has no preview: %s", evidence.pk, error)
        return FAILED_PREVIEW
    return {"preview": Evidence.Preview.READY, "thumbnail": small}


@transaction.atomic
def _store(claimed, found):
    """Write what was found, unless the claim was lost meanwhile; whether it was written."""
    # Everybody who writes the history of an assessment locks that first.
    Assessment.objects.select_for_update(of=("self",)).get(pk=claimed.assessment_id)
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("assessment")
    evidence = rows.filter(pk=claimed.pk, claimed_until=claimed.claimed_until).first()
    if evidence is None:
        return False
    storage, received = evidence.received.storage, evidence.received.name
    for name, value in found.items():
        if isinstance(value, bytes):
            getattr(evidence, name).save(name, ContentFile(value), save=False)
        else:
            setattr(evidence, name, value)
    evidence.claimed_until = None
    evidence.save(update_fields=[*found, "claimed_until"])
    _tell(evidence, found)
    if "examination" in found:
        transaction.on_commit(lambda: storage.delete(received), robust=True)
    return True


def _tell(evidence, found):
    """Seal what the examination found, and tell those who can send another file when this one is no use."""
    assessment = evidence.assessment
    if "examination" in found:
        name = "evidence-refused" if evidence.is_refused else "evidence-examined"
        sealed = {key: getattr(evidence, key) for key in ("name", "sha256", "sent_sha256", "refusal")}
        history.record(assessment.history_subject, name, by=None, data={"evidence": evidence.pk, **sealed})
    is_infected = found.get("scan") == Evidence.Scan.INFECTED
    if evidence.visit_id and (evidence.is_refused or is_infected):
        notices.tell("photo-refused", assessment, by=None, name=evidence.name)
    elif evidence.is_refused:
        notices.tell("evidence-refused", assessment, by=None, name=evidence.name)
    elif is_infected:
        notices.tell("evidence-infected", assessment, by=None, name=evidence.name)
