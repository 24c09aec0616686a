"""Levels of proposed corrections, and mails with answers to visitors."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation

from assessments.corrections import documents, queries
from assessments.corrections.domain import CorrectionState
from assessments.corrections.models import CorrectedLevel, Correction, Question
from assessments.entry.domain import values as value_domain
from assessments.workflow import queries as workflow_queries
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level


@transaction.atomic
def compute_correction(*, correction_id: int) -> CorrectedLevel:
    """Store once the level of the published values with this correction and those before it.

    Published values never change, so the level does not depend on when it is computed.
    """
    correction = Correction.objects.select_related("assessment__cycle__framework").get(pk=correction_id)
    edition = workflow_queries.edition_of(correction.assessment)
    values = queries.values_if_approved(correction)
    result = area_level(edition, value_domain.answers_of(values, edition))
    computed, _ = CorrectedLevel.objects.get_or_create(
        correction=correction,
        defaults={
            "level": result.level,
            "explanation": result_document(result, edition),
            "computed_at": timezone.now(),
        },
    )
    return computed


def claim_due_corrections(limit: int = 200) -> list[int]:
    """Return ids of corrections whose level is overdue, and mark them as requested now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.SWEEP_SECONDS)
    with transaction.atomic():
        due = Correction.objects.filter(
            computed__isnull=True, state=CorrectionState.PROPOSED, level_asked_at__lt=asked_before
        )
        pks = list(due.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:limit])
        Correction.objects.filter(pk__in=pks).update(level_asked_at=now)
    return pks


@transaction.atomic
def mail_answer(*, question_id: int) -> bool:
    """Mail the answer to the visitor and delete the address; return whether this call sent it.

    The row is locked while the mail is sent, so that two workers do not send it twice.
    """
    question = (
        Question.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("assessment__area", "assessment__cycle", "indicator")
        .filter(pk=question_id, mail_due_at__isnull=False)
        .first()
    )
    if question is None:
        return False
    with translation.override("th"):  # whatever the language of the worker
        subject, text = documents.public_answer_mail(question)
    send_mail(subject, text, None, [question.email])
    question.email, question.mail_due_at = "", None
    question.save(update_fields=["email", "mail_due_at"])
    return True


def claim_due_answers(limit: int = 200) -> list[int]:
    """Return ids of questions whose answer is overdue for mailing, and mark them as due from now."""
    now = timezone.now()
    due = Question.objects.filter(mail_due_at__lt=now - timedelta(seconds=settings.CLAIM_SECONDS))
    with transaction.atomic():
        pks = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        Question.objects.filter(pk__in=pks).update(mail_due_at=now)
    return pks
