"""Storing the crosswalk of a draft: the origins of its indicators in an earlier edition."""

from collections.abc import Mapping

from django.db import transaction

from ecotown.accounts.models import User
from indicators.criteria.domain import framework as framework_domain
from indicators.criteria.domain.faults import Place, split_fault
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.framework_reading import FrameworkError
from indicators.crosswalks import queries
from indicators.crosswalks.domain import origins as origin_domain
from indicators.crosswalks.domain.origins import Origin
from indicators.crosswalks.models import Crosswalk, CrosswalkLine
from indicators.editions.actions.changes import (
    EditionError,
    FieldFaults,
    check_seal,
    lock_edition,
    record_edition_event,
)
from indicators.editions.events import Event
from indicators.editions.models import Framework, Indicator
from indicators.editions.queries import editions


@transaction.atomic
def save_crosswalk(
    *,
    framework: Framework,
    earlier: Framework,
    origins: Mapping[str, Origin],
    seal: str | None = None,
    by: User,
) -> Crosswalk:
    """Store the origin of each indicator of a draft; a code missing in `origins` has no origin.

    Raises FieldFaults with the codes of impossible origins, EditionError: "published",
    "earlier-not-published", "changed-meanwhile".
    """
    framework = lock_edition(framework)
    if not earlier.is_published or earlier == framework:
        raise EditionError("earlier-not-published", [earlier.edition])
    stored = stored_crosswalk(framework)
    check_seal(queries.crosswalk_values(framework), seal)
    faults: list[str] = []
    place = Place(faults)
    origin_domain.record_origin_faults(
        origins, editions.edition_of(earlier), editions.edition_of(framework), place
    )
    if faults:
        raise FieldFaults(split_fault(fault) for fault in faults)
    crosswalk = write_crosswalk(framework, earlier, origins)
    before = stored[1] if stored and stored[0] == earlier else {}
    changes = {
        code: {"old": _origin_text(before.get(code)), "new": _origin_text(origin)}
        for code, origin in origins.items()
        if origin != before.get(code)
    }
    record_edition_event(Event.CROSSWALK_SAVED, framework, by=by, earlier=earlier.edition, changes=changes)
    return crosswalk


def write_crosswalk(framework: Framework, earlier: Framework, origins: Mapping[str, Origin]) -> Crosswalk:
    """Replace the stored crosswalk, without checking whether the new one fits."""
    Crosswalk.objects.filter(framework=framework).delete()
    crosswalk = Crosswalk.objects.create(framework=framework, earlier=earlier)
    old, new = _by_code(earlier), _by_code(framework)
    CrosswalkLine.objects.bulk_create(
        CrosswalkLine(
            crosswalk=crosswalk, indicator=new[code], earlier=old[old_code], relation=origin.relation
        )
        for code, origin in origins.items()
        for old_code in origin.codes
    )
    return crosswalk


def stored_crosswalk(framework: Framework) -> tuple[Framework, dict[str, Origin]] | None:
    """Return the earlier edition and the origins as stored; None without a crosswalk."""
    crosswalk = queries.crosswalk_of(framework)
    return (crosswalk.earlier, queries.origins_of(crosswalk)) if crosswalk else None


def crosswalk_in_file(
    document: Mapping[str, object], edition: framework_domain.Framework
) -> tuple[Framework, dict[str, Origin]] | None:
    """Return the earlier edition and the origins under `crosswalk` in a file; None without that key.

    Raises FrameworkError.
    """
    if document.get("crosswalk") is None:
        return None
    faults: list[str] = []
    at = Place(faults, "crosswalk")
    fields = Fields(document["crosswalk"], at)
    name = fields.required_text("earlier")
    origins = origin_domain.read_origins(fields.value("indicators"), at.key("indicators"))
    earlier = editions.framework_named(name, Framework.objects.published().exclude(edition=edition.edition))
    if earlier is None:
        at.key("earlier").refuse("no published edition has this name")
    elif not faults:
        origin_domain.record_origin_faults(
            origins, editions.edition_of(earlier), edition, at.key("indicators")
        )
    if faults or earlier is None:
        raise FrameworkError(faults)
    complete = dict.fromkeys(edition.by_code, Origin(origin_domain.NONE))
    return earlier, complete | origins


def _by_code(framework: Framework) -> dict[str, Indicator]:
    rows = Indicator.objects.filter(aspect__dimension__framework=framework)
    return {row.code: row for row in rows}


def _origin_text(origin: Origin | None) -> str | None:
    return None if origin is None else " ".join((origin.relation, *origin.codes))
