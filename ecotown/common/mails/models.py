"""Single mails that wait for a worker, or were sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecotown.common.queue.work_rows import WorkQuerySet, WorkRow


class MailQuerySet(WorkQuerySet):
    def waiting(self):
        return self.filter(sent_at__isnull=True, error="", expires_at__gt=timezone.now())


class Mail(WorkRow):
    """One mail to one person, such as a link for a forgotten password.

    The row has no text: `kind` names what writes it when it is sent, so that no secret link is stored.
    `expires_at` is the time after which it would come too late. `error` says why it was given up.
    """

    kind = models.SlugField(_("kind"), max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails")
    # May be another one than that of the account: one that is to be confirmed, or the former one.
    email = models.EmailField(_("e-mail address"))
    data = models.JSONField(_("values"), default=dict)
    expires_at = models.DateTimeField(_("too late from"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["user", "kind", "-asked_at"], name="mail_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(error=""), name="mail_is_sent_or_given_up"
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.kind} {self.asked_at:%Y-%m-%d %H:%M}"
