"""The public list of the editions of the criteria, with the fiscal years for which they count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from indicators.editions.models import Framework


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """A published edition and its years.

    `last_year` is None while no later edition is published. An edition is replaced when one of the same first
    year was published later.
    """

    framework: Framework
    last_year: int | None
    is_current: bool
    is_replaced: bool

    @property
    def cycle_years(self) -> list[int]:
        """The fiscal years of the cycles that were opened with it, the newest first."""
        cycles: Any = self.framework.cycles  # declared by the room above, which has the cycles
        return sorted((cycle.year for cycle in cycles.all()), reverse=True)


def public_editions(year: int) -> list[PublicEdition]:
    """Return the published editions, the newest first, that in force in `year` (B.E.) marked; two queries."""
    rows = (
        Framework.objects.published()
        .annotate(indicator_count=Count("dimensions__aspects__indicators"))
        .prefetch_related("cycles")
        .order_by("-effective_from", "-published_at", "-pk")
    )
    editions = list(rows)
    current = next((row for row in editions if row.effective_from <= year), None)
    return [
        PublicEdition(
            framework=row,
            last_year=_last_year(row, editions),
            is_current=row == current,
            is_replaced=any(other.effective_from == row.effective_from for other in editions[:place]),
        )
        for place, row in enumerate(editions)
    ]


def _last_year(framework: Framework, editions: Sequence[Framework]) -> int | None:
    later = [row.effective_from for row in editions if row.effective_from > framework.effective_from]
    return min(later) - 1 if later else None
