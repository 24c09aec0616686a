"""What every change of a draft has around it: the lock, the refusals, the checksum, the history."""

from collections.abc import Iterable, Mapping, Sequence

from ecotown.accounts.models import User
from ecotown.common import history
from indicators import queries
from indicators.domain.framework_writing import as_document
from indicators.models import Framework


class EditionError(Exception):
    """An edition cannot be loaded, changed or published; `code` says why, `details` where."""

    def __init__(self, code: str, details: Sequence[str] = ()):
        super().__init__(code, *details)
        self.code = code
        self.details = tuple(details)


class FieldFaults(Exception):
    """What was typed cannot be: (field or place inside the part, why) for each fault."""

    def __init__(self, faults: Iterable[tuple[str, str]]):
        self.faults = list(faults)
        super().__init__(*self.faults)


def lock(framework: Framework) -> Framework:
    """The draft, held until the transaction ends. Raises EditionError("published")."""
    locked = Framework.objects.select_for_update().get(pk=framework.pk)
    if locked.is_published:
        raise EditionError("published", [locked.edition])
    return locked


def check_seen(values: Mapping[str, object], seen: str | None) -> None:
    """Raise EditionError("changed-meanwhile") when `values` are not those the form was opened with."""
    if seen is not None and seen != queries.seal_of(values):
        raise EditionError("changed-meanwhile")


def reseal(framework: Framework) -> None:
    """Store the checksum of what the rows hold now."""
    framework.checksum = queries.checksum_of(as_document(queries.edition_as_stored(framework)))
    framework.save(update_fields=["checksum"])


def record(name: str, framework: Framework, *, by: User | None, **data: object) -> None:
    """Add a deed to the history of an edition, with the checksum of what it left."""
    history.record(framework.history_subject, name, by=by, data={"checksum": framework.checksum, **data})


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Old and new of what differs, by field."""
    before, after = queries.plain(old), queries.plain(new)
    names = dict.fromkeys((*before, *after))
    return {
        name: {"old": before.get(name), "new": after.get(name)}
        for name in names
        if before.get(name) != after.get(name)
    }
