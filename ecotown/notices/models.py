"""Notices, kinds that users have switched off, and daily mails."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecotown.notices import registry

# The daily mail is switched off like a kind of notice.
DIGEST = "digest"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Filter the user's own notices about subjects that they may still see; one query."""
        visible = [
            Q(subject=name, subject_id__in=subject.visible_to(user).order_by().values("pk"))
            for name, subject in registry.SUBJECTS.items()
        ]
        return self.filter(reduce(or_, visible, Q(pk__in=[])), user=user, kind__in=registry.KINDS)

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A notification (การแจ้งเตือน) to one user that something happened.

    `subject` is a name in `registry.SUBJECTS`, `subject_id` the id of its row. Notices that depend on the
    calendar have a key in `once`, so that a repeated run does not notify twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.SlugField(_("kind"), max_length=40)
    subject = models.SlugField(_("about"), max_length=40)
    subject_id = models.BigIntegerField(_("number of what it is about"))
    data = models.JSONField(_("values"), default=dict)
    once = models.CharField(_("key of what is told once"), max_length=120, null=True, blank=True)  # noqa: DJ001 a unique key
    created_at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    digest = models.ForeignKey("Digest", models.PROTECT, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "read_at", "-created_at"], name="notice_of_user"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "once"], name="notice_once"),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.kind} {self.subject}:{self.subject_id}"


class MutedKind(models.Model):
    """A kind of notice, or the daily mail, that a user has switched off."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="muted")
    kind = models.SlugField(_("kind"), max_length=40)

    class Meta:
        verbose_name = _("notice switched off")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_once")]

    def __str__(self):
        return f"{self.user_id}: {self.kind}"


class Digest(models.Model):
    """The mail of one day to one user; the row is unique, so the mail is sent once.

    A mail that stays in state `sending` may have left or not: it is not sent again, and its notices count as
    not listed, so that the next day's mail lists them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "Waiting")
        SENDING = "sending", pgettext_lazy("mail", "Being sent")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        NOTHING = "nothing", pgettext_lazy("mail", "Nothing to say")
        REFUSED = "refused", pgettext_lazy("mail", "Refused by the mail server")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    try_at = models.DateTimeField(_("next try at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("mail of a day")
        ordering = ["-day", "user_id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state__in=["waiting", "sending", "nothing", "refused"], sent_at__isnull=True),
                name="digest_sent_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.day}: {self.state}"
