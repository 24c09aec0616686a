"""One-time codes: a person sets a password with one, after an invitation or when it is forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ecotown.common.database.guards import Guard
from ecotown.common.mails.models import Mail
from ecotown.people import domain

INVITATION_MAIL = "invitation"  # the kind of the mails with an invitation
LATE = timedelta(hours=1)  # a mail that did not leave by then: the mail server cannot be reached
CODE_SALT, DIGEST_SALT = "people.one-time-code", "people.one-time-code-digest"
IS_OPEN = Q(used_at__isnull=True, withdrawn_at__isnull=True)


def digest_of(code: str, key: str | None = None) -> str:
    """Return the keyed digest by which a typed code is found; without a key, with the present one."""
    return salted_hmac(DIGEST_SALT, code, secret=key, algorithm="sha256").hexdigest()


def digests_of(code: str) -> list[str]:
    """Return the digests by which a typed code is found, given out with this key or with an earlier one."""
    return [digest_of(code, key) for key in keys()]


def keys() -> list[str]:
    """Return the key of this installation, then its earlier ones."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


class OneTimeCodeQuerySet(models.QuerySet):
    def usable(self):
        """Filter to codes that are not used, not withdrawn and not expired, of accounts that are open."""
        return self.filter(IS_OPEN, expires_at__gt=timezone.now(), person__is_active=True)

    def with_failed_mail(self):
        """Filter to usable codes whose mail was given up, or did not leave for a long time."""
        mails = Mail.objects.filter(
            kind=INVITATION_MAIL, user=OuterRef("person"), asked_at__gte=OuterRef("given_at")
        )
        is_late = Q(Exists(mails.filter(sent_at__isnull=True)), given_at__lt=timezone.now() - LATE)
        return self.usable().filter(Q(Exists(mails.exclude(error=""))) | is_late, by_mail=True)


class OneTimeCode(models.Model):
    """รหัสใช้ครั้งเดียว: lets a person set a password once.

    The code itself is in no column: it is derived from `nonce` and the key of the installation, so that the
    mail and the letter can be made again while it is open, and a copy of the database opens no account.
    """

    PURPOSES = {
        domain.Purpose.INVITATION: _("Invitation"),
        domain.Purpose.PASSWORD: _("New password"),
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="one_time_codes")
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=[(purpose.value, words) for purpose, words in PURPOSES.items()]
    )
    nonce = models.CharField(_("random number"), max_length=64, unique=True)
    digest = models.CharField(_("digest of the code"), max_length=64, unique=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="given_codes"
    )
    given_at = models.DateTimeField(_("given at"))
    expires_at = models.DateTimeField(_("valid until"))
    by_mail = models.BooleanField(_("sent by mail"), default=False)
    used_at = models.DateTimeField(_("used at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time code")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in domain.Purpose]),
                name="code_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="code_is_used_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="code_one_open_of_person",
            ),
            Guard(
                name="code_stays_once_used",
                refuses=["update"],
                message="a one-time code that was used or withdrawn is never changed",
                when="OLD.used_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL",
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.purpose}"

    @property
    def code(self) -> str:
        """Return the code in groups, as it is printed and typed."""
        return domain.grouped(self.plain_code)

    @property
    def plain_code(self) -> str:
        """The code, which an earlier key may have given; with the present one before it has a digest."""
        codes = {key: self._code_by(key) for key in keys()}
        given = (code for key, code in codes.items() if self.digest == digest_of(code, key))
        return next(given, codes[settings.SECRET_KEY])

    def _code_by(self, key: str) -> str:
        digest = salted_hmac(CODE_SALT, self.nonce, secret=key, algorithm="sha256").digest()
        return domain.code_of(int.from_bytes(digest, "big"))

    @cached_property
    def mail(self) -> Mail | None:
        """Return the mail with an invitation, None of a letter and of a code for a new password."""
        mails = Mail.objects.filter(kind=INVITATION_MAIL, user=self.person_id, asked_at__gte=self.given_at)
        return mails.first() if self.by_mail else None

    @property
    def is_mail_failed(self) -> bool:
        """Return whether the mail was given up, or did not leave for a long time; see `with_failed_mail`."""
        is_late = self.given_at < timezone.now() - LATE
        return self.mail is not None and self.mail.sent_at is None and (is_late or bool(self.mail.error))

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_invitation(self) -> bool:
        return self.purpose == domain.Purpose.INVITATION
