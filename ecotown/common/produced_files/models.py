"""The row of a file that a worker makes."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecotown.common.produced_files import registry, words
from ecotown.common.queue.work_rows import WorkQuerySet, WorkRow, asked_now

WAITING, READY, FAILED, EXPIRED = "waiting", "ready", "failed", "expired"


def path_in_media(row, name):
    """Return the path of a file under MEDIA_ROOT; `name` is what the maker of the file calls it."""
    return f"{row.media_folder}/{name}"


def usual_expiry() -> datetime:
    """Return when a file that is asked for now expires."""
    return timezone.now() + timedelta(days=registry.kept_days())


class ProducedFileQuerySet(WorkQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=WAITING)


class ExpiringFileQuerySet(ProducedFileQuerySet):
    """Rows whose file is deleted at `expires_at`; the rows stay, with their SHA-256."""

    def expired(self) -> Self:
        """Filter to rows past `expires_at` whose file has not been deleted."""
        return self.exclude(state=EXPIRED).filter(expires_at__lte=timezone.now())


class ProducedFile(WorkRow):
    """A file that a worker makes: waiting, then ready, or failed with the code of its error.

    A model that inherits it has the `state`, whose words are its own, and the constraint `ready_has_file`.
    """

    media_folder: ClassVar[str]
    error_sentence = staticmethod(words.error_sentence)

    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to=path_in_media, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True)

    objects = ProducedFileQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.state == WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == READY

    @property
    def is_failed(self) -> bool:
        return self.state == FAILED

    @property
    def error_words(self) -> str:
        """Why its file could not be made, in words; empty without an error."""
        return self.error_sentence(self.error)

    def ask_again(self) -> None:
        """Have its file made anew; the caller sends the task."""
        columns = waiting_columns()
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=list(columns))


class ExpiringFile(ProducedFile):
    """A file that is deleted in time."""

    expires_at = models.DateTimeField(_("expires at"), default=usual_expiry)

    objects = ExpiringFileQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether its owner can open the file."""
        return self.is_ready and self.expires_at > timezone.now()

    @property
    def is_past(self) -> bool:
        """Whether its file was there and is not any more."""
        return self.state == EXPIRED or (self.is_ready and not self.is_open)


def state_field(choices: type[models.TextChoices]) -> models.CharField:
    """Return the column with the state of a file."""
    return models.CharField(_("state"), max_length=10, choices=choices.choices, default=WAITING)


def ready_has_file(*without_file: str, is_expiring: bool = False) -> models.CheckConstraint:
    """Return the constraint that a row has a file exactly when it is ready.

    `without_file` are the states beside waiting and failed in which it never had one.
    """
    condition = Q(state__in=[WAITING, FAILED, *without_file], file="", sha256="")
    condition |= Q(state=READY, size__gt=0) & ~Q(file="") & ~Q(sha256="")
    if is_expiring:
        condition |= Q(state=EXPIRED, file="")
    return models.CheckConstraint(condition=condition, name="%(class)s_ready_has_file")


def waiting_columns() -> dict[str, object]:
    """Return the columns of a row whose file is to be made now, for the first time or again."""
    return {"state": WAITING, "error": "", "file": "", "sha256": "", "size": None, **asked_now()}
