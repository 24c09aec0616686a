"""The sessions of people who are signed in."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class SessionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """A visit: from signing in on one device to signing out, or to the limit of time.

    The row is the session: whose row is deleted is signed out. The session of a visitor has no user.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sessions")
    signed_in_at = models.DateTimeField(_("signed in at"), null=True)
    active_at = models.DateTimeField(_("last active at"), null=True)
    address = models.CharField(_("network address"), max_length=64, blank=True)
    device = models.CharField(_("device"), max_length=300, blank=True)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None, signed_in_at=None, active_at=None)
                | models.Q(user__isnull=False, signed_in_at__isnull=False, active_at__isnull=False),
                name="session_of_person_has_times",
            ),
        ]

    @property
    def reference(self) -> str:
        """What names it in an address: its key would let anybody in."""
        return salted_hmac("ecotown.profile.session", self.session_key, algorithm="sha256").hexdigest()[:20]
