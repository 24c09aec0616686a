"""Reading crosswalks: the origins of the indicators of an edition in an earlier one."""

from indicators.crosswalks.domain.origins import NONE, SAME, Origin, combined_origins, proposed_origins
from indicators.crosswalks.models import Crosswalk
from indicators.editions.models import Framework, FrameworkQuerySet
from indicators.editions.queries.editions import edition_of

MAX_CROSSWALKS = 20  # crosswalks followed from one edition to another


def origins_between(new: Framework, old: Framework) -> dict[str, Origin]:
    """Return the origin in `old` of each indicator of `new`, by the crosswalks between them.

    When no crosswalks lead from `new` to `old`, indicators with equal codes are taken as origins
    (`proposed_origins`). No query when both are the same edition.
    """
    if new == old:
        return {code: Origin(SAME, (code,)) for code in edition_of(new).by_code}
    return _by_crosswalks(new, old) or proposed_origins(edition_of(old), edition_of(new))


def origins_of(crosswalk: Crosswalk) -> dict[str, Origin]:
    """Return the origin of every indicator of the later edition, as stored in the crosswalk; two queries."""
    lines = crosswalk.lines.select_related("indicator", "earlier").order_by("pk")
    origins = dict.fromkeys(edition_of(crosswalk.framework).by_code, Origin(NONE))
    for line in lines:
        code = line.indicator.code
        origins[code] = Origin(line.relation, (*origins[code].codes, line.earlier.code))
    return origins


def crosswalk_of(framework: Framework) -> Crosswalk | None:
    """Return the crosswalk of an edition with both editions; None when it has none."""
    return Crosswalk.objects.select_related("framework", "earlier").filter(framework=framework).first()


def earlier_edition(framework: Framework, editions: FrameworkQuerySet) -> Framework | None:
    """Return the edition before `framework`: that of its crosswalk, else the last one published before it.

    `editions` are those to choose from.
    """
    crosswalk = crosswalk_of(framework)
    if crosswalk:
        return crosswalk.earlier
    before = editions.published().filter(effective_from__lte=framework.effective_from)
    return before.order_by("-effective_from", "-published_at").first()


def _by_crosswalks(new: Framework, old: Framework) -> dict[str, Origin] | None:
    """Return the origins along the crosswalks from `new` back to `old`; None when they do not reach it."""
    crosswalk, origins = crosswalk_of(new), None
    for _step in range(MAX_CROSSWALKS):
        if crosswalk is None:
            return None
        earlier_origins = origins_of(crosswalk)
        origins = earlier_origins if origins is None else combined_origins(origins, earlier_origins)
        if crosswalk.earlier == old:
            return origins
        crosswalk = crosswalk_of(crosswalk.earlier)
    return None


def crosswalk_values(framework: Framework) -> dict[str, object]:
    """Return the crosswalk of an edition as plain values, for the seal of its form; empty without one."""
    crosswalk = crosswalk_of(framework)
    if crosswalk is None:
        return {}
    return {
        "earlier": crosswalk.earlier.edition,
        **{code: [origin.relation, *origin.codes] for code, origin in origins_of(crosswalk).items()},
    }
