"""Actions on the announcements that named areas."""

from datetime import date

from django.core.files import File
from django.db import IntegrityError, transaction

from areas.domain.register import AreaError
from areas.events import Event
from areas.models import Announcement
from ecotown.accounts.models import User
from ecotown.common.files.uploads import FileKind, Upload
from ecotown.common.history import recording


@transaction.atomic
def save_announcement(
    *,
    announcement: Announcement | None = None,
    title: str,
    number: str,
    announced_on: date,
    upload: Upload | None = None,
    by: User,
) -> Announcement:
    """Add an announcement, or change one; `upload` is its file, and takes the place of the one it had.

    Raises AreaError: "no-title", "announcement-exists", "not-pdf".
    """
    if not title.strip():
        raise AreaError("no-title")
    if upload and upload.kind is not FileKind.PDF:
        raise AreaError("not-pdf")
    row = Announcement.objects.select_for_update().get(pk=announcement.pk) if announcement else Announcement()
    former = _facts(row) if row.pk else {}
    former_file = row.file.name
    row.title, row.number, row.announced_on = title.strip(), number.strip(), announced_on
    if upload:
        row.file_name, row.sha256, row.size = upload.name, upload.sent_sha256, upload.size
        row.file.save(upload.name, File(upload.content), save=False)
    storage, stored_file = row.file.storage, row.file.name
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if upload:
            storage.delete(stored_file)
        raise AreaError("announcement-exists") from error
    if upload and former_file:
        transaction.on_commit(lambda: storage.delete(former_file), robust=True)
    facts = {"old": former, "new": _facts(row)}
    recording.record(f"announcement:{row.pk}", Event.ANNOUNCEMENT_SAVED, by=by, data=facts)
    return row


def _facts(announcement: Announcement) -> dict[str, object]:
    return {
        "title": announcement.title,
        "number": announcement.number,
        "announced_on": announcement.announced_on.isoformat(),
        "file": announcement.file_name,
        "sha256": announcement.sha256,
    }
