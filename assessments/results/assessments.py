"""What workers find out about assessments: their level, what their evidence holds, which dates have come."""

import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from assessments import notices, queries
from assessments.domain.entries import answers_of
from assessments.models import Assessment, ComputedLevel, Entry, Evidence, Look
from assessments.templatetags.stages import DUE_DATES, due_on
from ecotown.accounts.models import User
from ecotown.common import clamd, previews
from ecotown.common.uploads import Kind
from indicators.domain.explanation import as_document
from indicators.domain.scoring import area_level

logger = logging.getLogger(__name__)
NO_PREVIEW = {"preview": Evidence.Preview.NONE}


def compute_level(*, assessment_id: int, revision: int) -> ComputedLevel | None:
    """Store the levels of this revision once; the stored row, None when a newer revision came before it.

    An officer who types leaves many old messages behind: they are passed over without locking anything.
    """
    if Assessment.objects.filter(pk=assessment_id, revision=revision).exists():
        compute_levels({assessment_id: revision})
    return ComputedLevel.objects.filter(assessment=assessment_id, revision=revision).first()


@transaction.atomic
def compute_levels(revisions: Mapping[int, int]) -> int:
    """Store the levels of these revisions, by the id of the assessment, each once; how many were computed.

    Those of which a newer revision exists are left alone. The rows are locked while values and verdicts
    are read, so they are those of the revision. Nine queries besides the editions, for any number.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("cycle__framework")
    assessments = [
        one for one in rows.filter(pk__in=revisions).order_by("pk") if one.revision == revisions[one.pk]
    ]
    entered = queries.given_in(Entry.objects.filter(assessment__in=assessments))
    given = {one.pk: entered.get(one.pk, {}) for one in assessments}
    counting = queries.counting_of(assessments, given)
    now = timezone.now()
    computed = [_computed(one, given[one.pk], counting[one.pk], now) for one in assessments]
    ComputedLevel.objects.bulk_create(computed, ignore_conflicts=True)
    return len(computed)


def _computed(assessment, given, counting, now):
    edition = queries.edition_of(assessment)
    entered = area_level(edition, answers_of(given, edition))
    audited = entered if counting is given else area_level(edition, answers_of(counting, edition))
    explanation = as_document(entered, edition)
    return ComputedLevel(
        assessment=assessment,
        revision=assessment.revision,
        level=entered.level,
        explanation=explanation,
        audited_level=audited.level,
        audited_explanation=explanation if audited is entered else as_document(audited, edition),
        computed_at=now,
    )


def remember_look(*, assessment: Assessment, user: User) -> datetime | None:
    """Keep that an assessor looks at an audit now; when they looked before."""
    before = Look.objects.filter(assessment=assessment, user=user).values_list("at", flat=True).first()
    Look.objects.update_or_create(assessment=assessment, user=user, defaults={"at": timezone.now()})
    return before


def claim_due_levels(limit: int = 500) -> list[tuple[int, int]]:
    """Ids and revisions whose level was asked for in vain, marked as asked for now.

    A level takes milliseconds: one that is not there from one sweep to the next was asked for in vain.
    """
    now = timezone.now()
    with transaction.atomic():
        due = Assessment.objects.level_due(asked_before=now - timedelta(seconds=settings.SWEEP_SECONDS))
        rows = list(
            due.select_for_update(of=("self",), skip_locked=True).values_list("pk", "revision")[:limit]
        )
        Assessment.objects.filter(pk__in=[pk for pk, _ in rows]).update(level_asked_at=now)
    return rows


def tell_due_dates() -> None:
    """Tell those whose turn it is that the present stage ends within days, or is overdue.

    Running again tells nobody twice; a stage whose date was moved is told anew.
    """
    last = timezone.localdate() + timedelta(days=settings.DUE_SOON_DAYS)
    kinds = {}
    under_way = Assessment.objects.filter(status__in=DUE_DATES).select_related("area", "cycle")
    for assessment in queries.with_audit(under_way):
        day = due_on(assessment)
        if day <= last:
            kinds[assessment] = "overdue" if day < timezone.localdate() else "due-soon"
    notices.tell_due(kinds)


def prepare_evidence(*, evidence_id: int) -> bool:
    """Scan a file and make its preview; True when this call finished the work.

    False when nothing is left to do, another worker holds the claim, or the scanner could not be asked,
    for which the sweep asks again.
    """
    evidence = _claim_evidence(evidence_id)
    if evidence is None:
        return False
    try:
        found = _scanned(evidence)
        found |= _previewed(evidence) if found.get("scan") != Evidence.Scan.INFECTED else NO_PREVIEW
    except clamd.ScanError as error:
        logger.warning("evidence %s could not be scanned: %s", evidence.pk, error)
        _release(evidence)
        return False
    except Exception:
        with contextlib.suppress(OperationalError, InterfaceError):
            _release(evidence)
        raise
    return _store_preparation(evidence, found)


def claim_due_evidence(limit: int = 200) -> list[int]:
    """Ids of the files whose preparing was asked for in vain, marked as asked for now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = Evidence.objects.preparing_due(now, asked_before).select_for_update(skip_locked=True)
        found = list(due.values_list("pk", flat=True)[:limit])
        Evidence.objects.filter(pk__in=found).update(asked_at=now)
    return found


@transaction.atomic
def _claim_evidence(evidence_id):
    evidence = Evidence.objects.select_for_update().filter(pk=evidence_id).first()
    now = timezone.now()
    if evidence is None or not evidence.is_unfinished:
        return None
    if evidence.claimed_until is not None and evidence.claimed_until > now:
        return None
    evidence.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    evidence.save(update_fields=["claimed_until"])
    return evidence


def _release(evidence):
    mine = Evidence.objects.filter(pk=evidence.pk, claimed_until=evidence.claimed_until)
    mine.update(claimed_until=None)


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
    """The thumbnail's content, or that there is none; nothing when none waits."""
    if evidence.preview != Evidence.Preview.WAITING:
        return {}
    draw = previews.of_pdf if evidence.kind == Kind.PDF else previews.of_image
    try:
        with evidence.file.open() as file:
            return {"preview": Evidence.Preview.READY, "thumbnail": draw(file)}
    except (previews.NoPreviewError, FileNotFoundError) as error:
        logger.warning("evidence %s has no preview: %s", evidence.pk, error)
        return NO_PREVIEW


def _store_preparation(claimed, found):
    with transaction.atomic():
        evidence = Evidence.objects.select_for_update().filter(pk=claimed.pk).first()
        if evidence is None or evidence.claimed_until != claimed.claimed_until:
            return False
        thumbnail = found.pop("thumbnail", None)
        if thumbnail:
            evidence.thumbnail.save("thumbnail.webp", ContentFile(thumbnail), save=False)
        for name, value in found.items():
            setattr(evidence, name, value)
        evidence.claimed_until = None
        evidence.save(update_fields=[*found, "thumbnail", "claimed_until"])
        if evidence.scan == Evidence.Scan.INFECTED:
            notices.tell("evidence-infected", evidence.assessment, by=None, name=evidence.name)
    return True
