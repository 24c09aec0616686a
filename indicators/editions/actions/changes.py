"""What every change of a draft needs: its lock, errors, checksum and event."""

from collections.abc import Iterable, Mapping, Sequence

from ecotown.accounts.models import User
from ecotown.common.history import recording
from indicators.criteria.domain.framework_writing import framework_document
from indicators.editions.events import Event
from indicators.editions.models import Framework
from indicators.editions.queries import editions, parts


class EditionError(Exception):
    """An edition cannot be loaded, changed or published: the reason (`code`) and the places (`details`)."""

    def __init__(self, code: str, details: Sequence[str] = ()) -> None:
        super().__init__(code, *details)
        self.code = code
        self.details = tuple(details)


class FieldFaults(Exception):
    """Entered values are not valid: (field or place inside the part, message) for each fault."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__(*self.faults)


def lock_edition(framework: Framework) -> Framework:
    """Return the draft, locked until the end of the transaction. Raises EditionError("published")."""
    locked = Framework.objects.select_for_update().get(pk=framework.pk)
    if locked.is_published:
        raise EditionError("published", [locked.edition])
    return locked


def check_seal(values: Mapping[str, object], seal: str | None) -> None:
    """Raise EditionError("changed-meanwhile") unless `seal` is None or the seal of `values`."""
    if seal is not None and seal != parts.seal_of(values):
        raise EditionError("changed-meanwhile")


def store_checksum(framework: Framework) -> None:
    """Store the checksum of the rows as they are now."""
    framework.checksum = editions.checksum_of(framework_document(editions.edition_as_stored(framework)))
    framework.save(update_fields=["checksum"])


def record_edition_event(event: Event, framework: Framework, *, by: User | None, **data: object) -> None:
    """Record an event in the history of an edition, with its checksum after the change."""
    recording.record(framework.history_subject, event, by=by, data={"checksum": framework.checksum, **data})


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Return the old and new plain value of each field that differs; a field that is not there is blank."""
    before, after = parts.plain_values(old), parts.plain_values(new)
    names = dict.fromkeys((*before, *after))
    return {
        name: {"old": before.get(name), "new": after.get(name)}
        for name in names
        if _filled_in(before.get(name)) != _filled_in(after.get(name))
    }


def _filled_in(value: object) -> object:
    return None if value == "" else value
