"""Levels of proposed corrections, and mails with answers to visitors."""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from assessments.corrections import documents, queries
from assessments.corrections.domain import CorrectionState
from assessments.corrections.models import CorrectedLevel, Correction, Question
from assessments.entry.domain import values as value_domain
from assessments.workflow import queries as workflow_queries
from ecotown.common.queue.hints import DATABASE_ERRORS
from ecotown.common.queue.mail_errors import is_refused_for_good
from ecotown.common.queue.work_rows import LOST, MAX_ATTEMPTS, UNEXPECTED
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level

logger = logging.getLogger(__name__)


def compute_correction(*, correction_id: int) -> CorrectedLevel | None:
    """Store once the level of the published values with this proposed correction and those before it.

    Published values never change, so the level does not depend on when it is computed. An error is stored
    with the correction.
    """
    proposed = Correction.objects.filter(pk=correction_id, state=CorrectionState.PROPOSED)
    if proposed.filter(level_attempts__lt=MAX_ATTEMPTS).update(level_attempts=F("level_attempts") + 1):
        try:
            _compute(correction_id)
        except DATABASE_ERRORS:
            with suppress(*DATABASE_ERRORS):
                proposed.update(level_attempts=F("level_attempts") - 1)
            raise
        except Exception:
            logger.exception("the level of correction %s could not be computed", correction_id)
            proposed.update(level_error=UNEXPECTED)
    return CorrectedLevel.objects.filter(correction=correction_id).first()


@transaction.atomic
def _compute(correction_id: int) -> None:
    correction = Correction.objects.select_related("assessment__cycle__framework").get(pk=correction_id)
    edition = workflow_queries.edition_of(correction.assessment)
    former, values = queries.values_around(correction)
    former_result, result = (
        area_level(edition, value_domain.answers_of(counted, edition)) for counted in (former, values)
    )
    CorrectedLevel.objects.get_or_create(
        correction=correction,
        defaults={
            "former_level": former_result.level,
            "level": result.level,
            "explanation": result_document(result, edition),
            "computed_at": timezone.now(),
        },
    )


@transaction.atomic
def overdue_corrections(limit: int = 200) -> list[int]:
    """Return ids of corrections whose level is overdue, marked as requested now; give up what was lost."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.SWEEP_SECONDS)
    due = Correction.objects.filter(
        computed__isnull=True, state=CorrectionState.PROPOSED, level_asked_at__lt=asked_before, level_error=""
    )
    locked = due.select_for_update(of=("self",), skip_locked=True)
    rows = dict(locked.values_list("pk", "level_attempts")[:limit])
    Correction.objects.filter(pk__in=rows).update(level_asked_at=now)
    lost = [pk for pk, attempts in rows.items() if attempts >= MAX_ATTEMPTS]
    Correction.objects.filter(pk__in=lost).update(level_error=LOST)
    return [pk for pk in rows if pk not in lost]


def mail_visitor(*, question_id: int) -> bool:
    """Mail the visitor what became of the question; return whether this call sent it.

    The address is deleted with the answer, and when the mail server refuses it for good. The mail is claimed
    for a while, so that two workers do not send it twice and no row is locked while the server answers.
    """
    now = timezone.now()
    claim = now + timedelta(seconds=settings.CLAIM_SECONDS)
    claimed = Question.objects.filter(pk=question_id, mail_due_at=claim)
    if not Question.objects.filter(pk=question_id, mail_due_at__lte=now).update(mail_due_at=claim):
        return False
    question = claimed.select_related("assessment__area", "assessment__cycle", "indicator").get()
    with translation.override("th"):  # whatever the language of the worker
        subject, text = documents.mail_to_visitor(question)
    is_sent = True
    try:
        send_mail(subject, text, None, [question.email])
    except (SMTPException, OSError) as error:
        if not is_refused_for_good(error):
            claimed.update(mail_due_at=now)
            # The error of the server names the visitor's address, which stays out of the log.
            raise SMTPException(f"question {question.pk}: {type(error).__name__}") from None
        logger.warning("the mail to the visitor of question %s was refused for good", question.pk)
        is_sent = False
    # What was answered meanwhile is due anew, and its mail is not the one that was sent.
    email = "" if question.answer or not is_sent else question.email
    claimed.update(email=email, mail_due_at=None)
    return is_sent


def claim_due_mails(limit: int = 200) -> list[int]:
    """Return ids of questions whose visitor is overdue for a mail, and mark them as due from now."""
    now = timezone.now()
    due = Question.objects.filter(mail_due_at__lt=now - timedelta(seconds=settings.CLAIM_SECONDS))
    with transaction.atomic():
        pks = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        Question.objects.filter(pk__in=pks).update(mail_due_at=now)
    return pks
