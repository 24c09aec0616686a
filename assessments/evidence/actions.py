"""Actions: add files as evidence, cite them for indicators, remove them."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.evidence import domain, queries, tasks
from assessments.evidence.domain import CitationTarget, expected_items
from assessments.evidence.models import Citation, Evidence
from assessments.workflow import domain as workflow_domain
from assessments.workflow.actions import ask_for_level
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.files.uploads import IMAGES, FileKind, Upload
from ecotown.common.history import recording
from ecotown.common.queue.work_rows import asked_now
from ecotown.common.thai.typed_text import page_numbers
from indicators.editions.models import Indicator


def check_evidence(assessment: Assessment) -> None:
    """Raise what `check_files` raises when the files cannot be submitted."""
    files = queries.unsettled_files(assessment)
    domain.check_files(files.unexamined, files.refused_cited)


@transaction.atomic
def add_evidence(*, assessment: Assessment, upload: Upload, by: User) -> tuple[Evidence, bool]:
    """Store a file as evidence; return it and whether it is new (an existing file is returned unchanged).

    Raises WorkflowError("locked") after submission.
    """
    assessment = _lock(assessment)
    if existing := known_file(assessment, upload):
        return existing, False
    evidence = keep_file(assessment, upload, by=by)
    _record(Event.EVIDENCE_ADDED, evidence, by=by, size=evidence.size, kind=evidence.kind)
    return evidence, True


def known_file(assessment: Assessment, upload: Upload) -> Evidence | None:
    """Return the stored file with the same content as the upload, None when there is none.

    The hash is compared with that of the file as sent and as kept, because a picture downloaded from the
    portal differs from the one sent. Refused files do not count, so that they may be sent again.
    """
    has_same_content = Q(sent_sha256=upload.sent_sha256) | Q(sha256=upload.sent_sha256)
    files = assessment.evidence.filter(has_same_content, removed_at__isnull=True)
    return files.exclude(examination=Evidence.Examination.REFUSED).first()


def keep_file(assessment: Assessment, upload: Upload, *, visit_id: int | None = None, by: User) -> Evidence:
    """Store a file and request its examination, scan and preview. The caller records the event.

    A picture is kept only after a worker has rewritten it; until then it stays in `received`.
    """
    evidence = Evidence(
        assessment=assessment,
        visit_id=visit_id,
        name=upload.name,
        kind=upload.kind.value,
        size=upload.size,
        sha256="" if upload.is_picture else upload.sent_sha256,
        sent_sha256=upload.sent_sha256,
        examination=Evidence.Examination.WAITING if upload.is_picture else Evidence.Examination.KEPT,
        scan=Evidence.Scan.WAITING if settings.CLAMD_ADDRESS else Evidence.Scan.NOT_SCANNED,
        preview=_first_preview(upload.kind),
        asked_at=timezone.now(),
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    stored_file = evidence.received if upload.is_picture else evidence.file
    stored_file.save(upload.name, File(upload.content), save=False)
    try:
        evidence.save(force_insert=True)
    except Exception:
        stored_file.storage.delete(stored_file.name)
        raise
    if evidence.is_unfinished:
        tasks.prepare_evidence.delay_on_commit(evidence_id=evidence.pk)
    return evidence


@transaction.atomic
def cite(
    *, evidence: Evidence, code: str, expected: str = "", page: str = "", note: str = "", by: User
) -> Citation:
    """Cite a file for the indicator `code`, with the page and the item of its expected evidence.

    Raises what `cite_files` raises.
    """
    (citation,) = _cite(
        evidence.assessment, [evidence.pk], [CitationTarget(code, expected)], page=page, note=note, by=by
    )
    return citation


@transaction.atomic
def cite_files(
    *,
    assessment: Assessment,
    evidence: Sequence[int],
    targets: Sequence[CitationTarget],
    page: str = "",
    note: str = "",
    by: User,
) -> int:
    """Cite each file for each target, all of them or none; return how many citations are new.

    `evidence` holds the ids of the files. What is cited already on this page stays as it is. The number of
    statements is constant. Raises WorkflowError: "locked", "not-returned", "evidence-removed",
    "evidence-refused", "evidence-infected", "visit-photo", "unknown-indicator", "unexpected-evidence" and
    "cited-already" when nothing is new.
    """
    return len(_cite(assessment, evidence, targets, page=page, note=note, by=by))


def _cite(
    assessment: Assessment,
    evidence_ids: Sequence[int],
    targets: Sequence[CitationTarget],
    *,
    page: str,
    note: str,
    by: User,
) -> list[Citation]:
    assessment = _lock(assessment)
    workflow_domain.check_unlocked({target.code for target in targets}, assessment.unlocked_codes())
    files = list(assessment.evidence.filter(pk__in=evidence_ids).order_by("pk"))
    if len(files) < len(set(evidence_ids)):  # one was deleted meanwhile
        raise WorkflowError("evidence-removed")
    for evidence in files:
        _check_citable(evidence)
    indicators = _indicators(assessment, targets)
    location = {"page": page_numbers(page), "note": note}
    places = _cited_places(files)
    citations = [
        Citation(
            evidence=evidence,
            indicator=indicators[target.code],
            expected=target.expected,
            cited_by=by,
            cited_at=timezone.now(),
            **location,
        )
        for evidence in files
        for target in dict.fromkeys(targets)
        if (evidence.pk, *target, location["page"]) not in places
    ]
    if not citations:
        raise WorkflowError("cited-already")
    Citation.objects.bulk_create(citations)
    recording.record_all([_citing(assessment, citation) for citation in citations], by=by)
    _ask_for_level_after_return(assessment)
    return citations


def _indicators(assessment: Assessment, targets: Iterable[CitationTarget]) -> dict[str, Indicator]:
    """Return the indicators of the targets by code; raise when one, or its expected evidence, is unknown."""
    rows = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id,
        code__in={target.code for target in targets},
    )
    indicators = {indicator.code: indicator for indicator in rows}
    for code, expected in targets:
        if code not in indicators:
            raise WorkflowError("unknown-indicator")
        if expected and expected not in expected_items(indicators[code].evidence_th):
            raise WorkflowError("unexpected-evidence")
    return indicators


def _cited_places(files: Iterable[Evidence]) -> set[tuple[int, str, str, str]]:
    """Return what the files are cited for: id of the file, code, expected item and page."""
    columns = ("evidence_id", "indicator__code", "expected", "page")
    rows = Citation.objects.filter(evidence__in=files).order_by().values_list(*columns)
    return {(evidence_id, code, expected, page_numbers(page)) for evidence_id, code, expected, page in rows}


def _citing(assessment: Assessment, citation: Citation) -> tuple[str, Event, dict[str, object]]:
    facts = {"expected": citation.expected, "page": citation.page, "note": citation.note}
    event_data = _event_data(citation.evidence, indicator=citation.indicator.code, **facts)
    return assessment.history_subject, Event.EVIDENCE_CITED, event_data


@transaction.atomic
def prove(
    *,
    assessment: Assessment,
    upload: Upload,
    code: str,
    expected: str = "",
    page: str = "",
    note: str = "",
    by: User,
) -> tuple[Evidence, bool]:
    """Store a file and cite it for the indicator `code`, both or neither.

    Return the file and whether it is new. Raises what `add_evidence` and `cite` raise.
    """
    evidence, is_new = add_evidence(assessment=assessment, upload=upload, by=by)
    try:
        cite(evidence=evidence, code=code, expected=expected, page=page, note=note, by=by)
    except Exception:
        if is_new:
            _delete_files(evidence)
        raise
    return evidence, is_new


@transaction.atomic
def remove_citation(*, citation: Citation, by: User) -> None:
    """Remove a citation; the file stays in the library and the event keeps the citation.

    Raises WorkflowError: "locked", "not-returned", "visit-photo".
    """
    assessment = _lock(citation.evidence.assessment)
    citation = Citation.objects.select_related("indicator", "evidence__assessment").get(pk=citation.pk)
    workflow_domain.check_unlocked([citation.indicator.code], assessment.unlocked_codes())
    _check_not_of_visit(citation.evidence)
    _record(
        Event.CITATION_REMOVED,
        citation.evidence,
        by=by,
        indicator=citation.indicator.code,
        expected=citation.expected,
        page=citation.page,
        note=citation.note,
    )
    citation.delete()
    _ask_for_level_after_return(assessment)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> None:
    """Remove an uncited file from the library.

    It is deleted only when the assessment was never submitted; a file that an assessor may have seen is kept
    and marked as removed.
    Raises WorkflowError: "locked", "evidence-cited", "evidence-removed", "visit-photo".
    """
    assessment = _lock(evidence.assessment)
    evidence = assessment.evidence.get(pk=evidence.pk)
    _check_not_of_visit(evidence)
    if evidence.is_removed:
        raise WorkflowError("evidence-removed")
    if evidence.citations.exists():
        raise WorkflowError("evidence-cited")
    _record(Event.EVIDENCE_REMOVED, evidence, by=by)
    if assessment.submitted_at is not None:
        evidence.removed_by, evidence.removed_at = by, timezone.now()
        evidence.save(update_fields=["removed_by", "removed_at"])
        return
    evidence.delete()
    transaction.on_commit(lambda: _delete_files(evidence), robust=True)


@transaction.atomic
def retry_preview(*, evidence: Evidence, by: User) -> Evidence:
    """Request the preview of a file again after an error. Raises WorkflowError("preview-not-failed").

    The event stands in a separate chain, because a preview is no step of the assessment.
    """
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if not evidence.is_without_preview:
        raise WorkflowError("preview-not-failed")
    columns = {"preview": Evidence.Preview.WAITING, **asked_now()}
    for name, value in columns.items():
        setattr(evidence, name, value)
    evidence.save(update_fields=list(columns))
    event_data = {"evidence": evidence.pk}
    recording.record(f"previews:{evidence.assessment_id}", Event.PREVIEW_RETRIED, by=by, data=event_data)
    tasks.prepare_evidence.delay_on_commit(evidence_id=evidence.pk)
    return evidence


def _delete_files(evidence: Evidence) -> None:
    for stored_file in (evidence.received, evidence.file, evidence.thumbnail):
        if stored_file:
            stored_file.storage.delete(stored_file.name)


def _lock(assessment: Assessment) -> Assessment:
    """Return the assessment, locked; raise unless the province can change it."""
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=assessment.pk)
    workflow_domain.check_entering(locked.status)
    return locked


def _ask_for_level_after_return(assessment: Assessment) -> None:
    """Request a new level in a returned assessment.

    Changed evidence makes a verdict stale, and with it the adjusted value.
    """
    if assessment.status == Status.RETURNED:
        assessment.revision += 1
        ask_for_level(assessment)


def _check_not_of_visit(evidence: Evidence) -> None:
    if evidence.visit_id is not None:
        raise WorkflowError("visit-photo")


def _check_citable(evidence: Evidence) -> None:
    _check_not_of_visit(evidence)
    if evidence.is_removed:
        raise WorkflowError("evidence-removed")
    if evidence.is_refused:
        raise WorkflowError("evidence-refused")
    if evidence.scan == Evidence.Scan.INFECTED:
        raise WorkflowError("evidence-infected")


def _first_preview(kind: FileKind) -> Evidence.Preview:
    return Evidence.Preview.WAITING if kind in {*IMAGES, FileKind.PDF} else Evidence.Preview.NONE


def _record(event: Event, evidence: Evidence, *, by: User, **facts: object) -> None:
    event_data = _event_data(evidence, **facts)
    recording.record(evidence.assessment.history_subject, event, by=by, data=event_data)


def _event_data(evidence: Evidence, **facts: object) -> dict[str, object]:
    hashes = {"sha256": evidence.sha256, "sent_sha256": evidence.sent_sha256}
    return {"evidence": evidence.pk, "name": evidence.name, **hashes, **facts}
