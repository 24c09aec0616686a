"""Users and their roles."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.domain import Counted
from ecotown.accounts.guards import COMES_BACK
from ecotown.common.database.guards import Guard
from ecotown.common.database.name_keys import SortKey
from ecotown.common.history.models import NameSeal

# Of a row of users: an open account of an administrator that is closed, or gets another role.
LEAVES_ADMINISTRATORS = (
    "OLD.role = 'administrator' AND OLD.is_active AND NOT (NEW.role = 'administrator' AND NEW.is_active)"
)
OTHER_ADMINISTRATOR = (
    "SELECT 1 FROM accounts_user o WHERE o.role = 'administrator' AND o.is_active AND o.id <> OLD.id"
)
LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]


class Role(models.TextChoices):
    OFFICER = "officer", _("Provincial industry officer")
    ASSESSOR = "assessor", _("Assessor")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """A person with an account and one role; officers get their provinces in `areas`."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    signing_name = models.CharField(
        _("name shown"), max_length=200, help_text=_("As it stands in the history and in letters.")
    )

    position = models.CharField(_("position held"), max_length=200, blank=True)
    # In which the portal speaks to the person, on pages and in mails; empty until one was chosen.
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    # When the person showed, by a link in a mail, that the mails to `email` arrive.
    email_confirmed_at = models.DateTimeField(_("e-mail address confirmed at"), null=True, blank=True)
    # The key of the seal is its digest, so that recording what a person does reads nothing more.
    name_seal = models.ForeignKey(
        NameSeal,
        models.PROTECT,
        to_field="digest",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sealed name"),
    )

    sort_key = SortKey(of=("signing_name", "username"))

    REQUIRED_FIELDS = ["email", "role", "signing_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_is_known"),
            # A superuser would bypass every permission and every separation of duties.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="user_is_no_superuser"),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *LANGUAGE_CODES]), name="user_language_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(email_confirmed_at__isnull=True) | ~models.Q(email=""),
                name="user_confirmed_mail_is_there",
            ),
            Guard(
                name="user_name_is_sealed",
                refuses=["update"],
                message="a name is changed together with its seal",
                when="NEW.signing_name <> OLD.signing_name AND NEW.name_seal_id = OLD.name_seal_id",
            ),
            # Without one nobody could make another; a server with nobody begins with the set-up.
            Guard(
                name="user_last_administrator_stays",
                refuses=["update"],
                message="the last administrator is not taken away",
                when=f"{LEAVES_ADMINISTRATORS} AND NOT EXISTS ({OTHER_ADMINISTRATOR})",
                one_by_one=LEAVES_ADMINISTRATORS,
            ),
            # Whoever got the account would stand for all that the erased person did.
            Guard(
                name="user_erased_stays",
                refuses=["update"],
                message="an account whose data were erased stays closed and empty",
                when=COMES_BACK,
            ),
            Guard(name="user_is_kept", refuses=["delete"], message="an account is never deleted"),
        ]

    def __str__(self):
        return self.signing_name or self.username

    @property
    def mail_language(self) -> str:
        """The language of mails to this person."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def is_officer(self) -> bool:
        return self.role == Role.OFFICER

    @property
    def is_assessor(self) -> bool:
        return self.role == Role.ASSESSOR

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def needs_second_factor(self) -> bool:
        """Whether this person opens nothing before a second factor was given; to officers it is offered."""
        return self.role in {Role.ASSESSOR, Role.ADMINISTRATOR}


class WrongTries(models.Model):
    """Wrong passwords or codes, one after the other, from one place; they make it wait for a while.

    Kept until nothing was tried for a day. A name that no account has is counted like any other, so that
    waiting does not tell which accounts there are.
    """

    counted = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Counted])
    key = models.CharField(max_length=64, unique=True)  # a keyed hash of what is counted
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="wrong_tries")
    network = models.CharField(max_length=64, blank=True)
    tries = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counted__in=[kind.value for kind in Counted]),
                name="wrong_tries_are_of_a_known_kind",
            ),
        ]

    def __str__(self):
        return f"{self.counted} {self.user or ''} {self.network}"
