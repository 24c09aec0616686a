"""Saying which indicators of an earlier edition the indicators of a draft come from."""

from collections.abc import Mapping

from django.db import transaction

from ecotown.accounts.models import User
from indicators import queries
from indicators.actions.changing import EditionError, FieldFaults, check_seen, lock, record
from indicators.domain import crosswalk as rules
from indicators.domain import framework as edition_data
from indicators.domain.crosswalk import Origin
from indicators.domain.faults import Place
from indicators.domain.fields import Fields
from indicators.domain.framework_reading import FrameworkError
from indicators.models import Crosswalk, CrosswalkLine, Framework, Indicator


@transaction.atomic
def save_crosswalk(
    *,
    framework: Framework,
    earlier: Framework,
    origins: Mapping[str, Origin],
    seen: str | None = None,
    by: User,
) -> Crosswalk:
    """Store where each indicator of a draft comes from; a code that is not given comes from nothing.

    Raises FieldFaults with the codes of what cannot be, EditionError: "published",
    "earlier-not-published", "changed-meanwhile".
    """
    framework = lock(framework)
    if not earlier.is_published or earlier == framework:
        raise EditionError("earlier-not-published", [earlier.edition])
    stored = stored_crosswalk(framework)
    check_seen(queries.crosswalk_values(framework), seen)
    faults: list[str] = []
    place = Place(faults)
    rules.refuse_impossible(origins, queries.edition_of(earlier), queries.edition_of(framework), place)
    if faults:
        raise FieldFaults([tuple(fault.split(": ", 1)) for fault in faults])
    crosswalk = write_crosswalk(framework, earlier, origins)
    before = stored[1] if stored and stored[0] == earlier else {}
    changes = {
        code: {"old": _words(before.get(code)), "new": _words(origin)}
        for code, origin in origins.items()
        if origin != before.get(code)
    }
    record("crosswalk-saved", framework, by=by, earlier=earlier.edition, changes=changes)
    return crosswalk


def write_crosswalk(framework: Framework, earlier: Framework, origins: Mapping[str, Origin]) -> Crosswalk:
    """Put a crosswalk in the place of the one stored, without asking whether it fits."""
    Crosswalk.objects.filter(framework=framework).delete()
    crosswalk = Crosswalk.objects.create(framework=framework, earlier=earlier)
    old, new = _by_code(earlier), _by_code(framework)
    CrosswalkLine.objects.bulk_create(
        CrosswalkLine(crosswalk=crosswalk, indicator=new[code], earlier=old[before], relation=origin.relation)
        for code, origin in origins.items()
        for before in origin.codes
    )
    return crosswalk


def stored_crosswalk(framework: Framework) -> tuple[Framework, dict[str, Origin]] | None:
    """The earlier edition and the origins as they are stored; None without a crosswalk."""
    crosswalk = queries.crosswalk_of(framework)
    return (crosswalk.earlier, queries.origins_of(crosswalk)) if crosswalk else None


def given_crosswalk(
    document: Mapping, edition: edition_data.Framework
) -> tuple[Framework, dict[str, Origin]] | None:
    """What a file says under `crosswalk`; None when it says nothing. Raises FrameworkError."""
    if document.get("crosswalk") is None:
        return None
    faults: list[str] = []
    at = Place(faults, "crosswalk")
    fields = Fields(document["crosswalk"], at)
    name = fields.code("earlier")
    origins = rules.read_origins(fields.value("indicators"), at.key("indicators"))
    earlier = queries.framework_named(name, Framework.objects.published().exclude(edition=edition.edition))
    if earlier is None:
        at.key("earlier").refuse("no published edition has this name")
    elif not faults:
        rules.refuse_impossible(origins, queries.edition_of(earlier), edition, at.key("indicators"))
    if faults:
        raise FrameworkError(faults)
    complete = dict.fromkeys(edition.by_code, Origin(rules.NONE))
    return earlier, complete | origins


def _by_code(framework):
    rows = Indicator.objects.filter(aspect__dimension__framework=framework)
    return {row.code: row for row in rows}


def _words(origin):
    return None if origin is None else " ".join((origin.relation, *origin.codes))
