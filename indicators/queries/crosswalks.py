"""Which indicators of an earlier edition the indicators of an edition come from."""

from django.db.models import QuerySet

from indicators.domain.crosswalk import NONE, SAME, Origin, follow, proposal
from indicators.models import Crosswalk, Framework
from indicators.queries.editions import edition_of

LONGEST_WAY = 20  # editions between two years


def origins_between(new: Framework, old: Framework) -> dict[str, Origin]:
    """Where each indicator of `new` comes from in `old`, by the crosswalks between them.

    Without a crosswalk on the way it is taken to be the one with the same code: the same when it is
    defined equally, else changed. No query when both are one edition.
    """
    if new == old:
        return {code: Origin(SAME, (code,)) for code in edition_of(new).by_code}
    return _by_crosswalks(new, old) or proposal(edition_of(old), edition_of(new))


def origins_of(crosswalk: Crosswalk) -> dict[str, Origin]:
    """The origin of every indicator of the later edition, as the crosswalk says; two queries."""
    lines = crosswalk.lines.select_related("indicator", "earlier").order_by("pk")
    origins = dict.fromkeys(edition_of(crosswalk.framework).by_code, Origin(NONE))
    for line in lines:
        code = line.indicator.code
        origins[code] = Origin(line.relation, (*origins[code].codes, line.earlier.code))
    return origins


def crosswalk_of(framework: Framework) -> Crosswalk | None:
    """The crosswalk of an edition with both editions; None when it has none."""
    return Crosswalk.objects.select_related("framework", "earlier").filter(framework=framework).first()


def earlier_edition(framework: Framework, others: QuerySet) -> Framework | None:
    """The edition that `framework` follows: that of its crosswalk, else the last one published before it."""
    crosswalk = crosswalk_of(framework)
    if crosswalk:
        return crosswalk.earlier
    before = others.published().filter(effective_from__lte=framework.effective_from)
    return before.order_by("-effective_from", "-published_at").first()


def _by_crosswalks(new, old):
    """Step by step back from `new` to `old`; None when the way does not lead there."""
    crosswalk, origins = crosswalk_of(new), None
    for _step in range(LONGEST_WAY):
        if crosswalk is None:
            return None
        found = origins_of(crosswalk)
        origins = found if origins is None else follow(origins, found)
        if crosswalk.earlier == old:
            return origins
        crosswalk = crosswalk_of(crosswalk.earlier)
    return None


def crosswalk_values(framework: Framework) -> dict[str, object]:
    """The crosswalk of an edition as plain values, to see whether somebody has changed it."""
    crosswalk = crosswalk_of(framework)
    if crosswalk is None:
        return {}
    return {
        "earlier": crosswalk.earlier.edition,
        **{code: [origin.relation, *origin.codes] for code, origin in origins_of(crosswalk).items()},
    }
