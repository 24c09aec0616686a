"""What is printed of a recipient, and how its name is read: set on its row, which the caller stores."""

from typing import Any

from awards.ceremonies.domain.ceremonies import RecipientKind, check_recipient_by_name, check_sharing
from awards.ceremonies.models import Recipient
from awards.ceremonies.queries import shared_resolutions
from awards.designs.documents.letters import check_letters
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.purposes import check_wording

# Fields that are printed, and so stay as long as an award that says so is valid.
PRINTED_FIELDS = frozenset({"given_name", "given_recognition", "area", "by_resolution", "has_thai_digits"})


def set_pronunciation(recipient: Recipient, pronunciation: str, *, is_checked: bool = False) -> None:
    """Set how a name is read; the name that is read so is the present one when it is new or checked."""
    if is_checked or pronunciation.strip() != recipient.pronunciation:
        recipient.pronounced_name = recipient.written_name
    recipient.pronunciation = pronunciation.strip()


def printed_values(recipient: Recipient) -> dict[str, Any]:
    """Return the fields of a recipient that are printed on its awards."""
    return {name: getattr(recipient, name) for name in PRINTED_FIELDS}


def set_printed_values(recipient: Recipient, **printed: Any) -> None:
    """Set any of `PRINTED_FIELDS` of a recipient, of an area only the digits. Raises as `fill_recipient`."""
    values = printed_values(recipient) | printed
    recipient.has_thai_digits = values["has_thai_digits"]
    if recipient.kind == RecipientKind.AREA:
        return
    recipient.given_name = values["given_name"].strip()
    recipient.given_recognition = values["given_recognition"].strip()
    recipient.area, recipient.by_resolution = values["area"], values["by_resolution"]
    check_recipient_by_name(recipient.kind, recipient.given_name, recipient.given_recognition)
    check_sharing(recipient.kind, by_resolution=recipient.by_resolution)
    for text in (recipient.given_name, recipient.given_recognition):
        check_letters(text)
        check_wording(recipient.purpose, [text])


def check_resolution(recipient: Recipient) -> None:
    """Raise AwardError("area-without-result") unless there is the resolution that the recipient shares."""
    if recipient.by_resolution and not shared_resolutions([recipient]):
        raise AwardError("area-without-result")
