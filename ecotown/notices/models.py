"""Notices, what people do not want to be told, and the mail of a day."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecotown.notices import registry

# The mail of the day is switched off like a kind of notice.
DIGEST = "digest"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The user's own, about what they may still see; one query."""
        seen = [
            Q(subject=name, subject_id__in=subject.visible_to(user).order_by().values("pk"))
            for name, subject in registry.SUBJECTS.items()
        ]
        return self.filter(reduce(or_, seen, Q(pk__in=[])), user=user, kind__in=registry.KINDS)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def untold(self):
        """Unread ones that no mail has listed."""
        return self.unread().filter(digest__isnull=True)


class Notice(models.Model):
    """การแจ้งเตือน: that something happened which concerns a person.

    `subject` and `subject_id` say what it is about, as the registry knows it. Notices that are found by
    looking at the calendar carry a key in `once`, so that looking again tells nobody twice.
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
            models.UniqueConstraint(fields=["user", "once"], name="notice_told_once"),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.kind} {self.subject}:{self.subject_id}"


class Muted(models.Model):
    """That a person does not want one kind of notice, or not the mail of the day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="muted")
    kind = models.SlugField(_("kind"), max_length=40)

    class Meta:
        verbose_name = _("notice switched off")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_once")]

    def __str__(self):
        return f"{self.user_id}: {self.kind}"


class Digest(models.Model):
    """The mail of one day to one person: the row is there once, so the mail leaves once.

    One that stays in `sending` may have left or not: it is not sent again, and what it listed counts as
    untold, so that the mail of the next day lists it.
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
