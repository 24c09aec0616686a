"""Comment threads between province and assessors, internal notes, and views of audits."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from assessments.evidence.models import Evidence
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role
from ecotown.common.database.guards import Guard
from indicators.editions.models import Indicator


class ThreadQuerySet(models.QuerySet):
    def with_last_role(self):
        """Add `last_role`, the role of the person who wrote the last comment."""
        comments = Comment.objects.filter(thread=OuterRef("pk")).order_by("-pk")
        return self.annotate(last_role=Subquery(comments.values("written_by__role")[:1]))

    def waiting_for_province(self):
        """Return the open threads in which an assessor wrote last."""
        return self.with_last_role().filter(IS_WAITING_FOR_PROVINCE)


# Of threads `with_last_role`.
IS_WAITING_FOR_PROVINCE = Q(settled_at__isnull=True, last_role=Role.ASSESSOR)


class Thread(models.Model):
    """A discussion of province and assessors about a value or a page of its evidence, until settled."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="threads")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="threads")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="threads")
    page = models.CharField(_("page"), max_length=40, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="settled_threads"
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        ordering = ["assessment_id", "indicator_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="thread_settled_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=False) | Q(page=""), name="thread_page_is_of_a_file"
            ),
            Guard(name="thread_is_kept", refuses=["delete"], message="a thread is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id} #{self.pk}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


class Comment(models.Model):
    """ความเห็น: one comment in a thread; never changed."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("comment")
        ordering = ["thread_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_is_not_empty"),
            Guard(name="comment_stays", refuses=["update"], message="a comment is never changed"),
            Guard(name="comment_is_kept", refuses=["delete"], message="a comment is never deleted"),
        ]

    def __str__(self):
        return f"{self.thread_id} #{self.pk}"


class InternalNote(models.Model):
    """บันทึกภายใน: a note of the assessors about an indicator, shown on no page of an officer.

    A separate table, so that no query for threads returns internal notes.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="internal_notes")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="internal_notes")
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="internal_notes")
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("internal note")
        ordering = ["assessment_id", "indicator_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="internal_note_is_not_empty"),
            Guard(
                name="internal_note_stays",
                refuses=["update"],
                message="an internal note is never changed",
            ),
            Guard(
                name="internal_note_is_kept", refuses=["delete"], message="an internal note is never deleted"
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id} #{self.pk}"


class AuditView(models.Model):
    """The time when an assessor last viewed an audit, to mark what has changed since."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="audit_views")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="audit_views")
    at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("look")
        constraints = [models.UniqueConstraint(fields=["assessment", "user"], name="audit_view_once")]

    def __str__(self):
        return f"{self.assessment_id} {self.user_id}"
