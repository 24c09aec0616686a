"""The list of editions, and the history of an edition."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet

from ecotown.accounts.models import User
from ecotown.common.history import recording
from indicators.criteria.words import fields
from indicators.editions.models import Framework
from indicators.publishing import words


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line in the history of an edition; `changes` are (field, old, new) in words."""

    name: str
    label: str
    subject: str
    by: str
    at: object
    changes: list[tuple[str, str, str]]


def listed_editions(user: User | AnonymousUser) -> QuerySet[Framework]:
    """Return the editions visible to the user with their cycles and `indicator_count`; two queries."""
    return (
        Framework.objects.visible_to(user)
        .annotate(indicator_count=Count("dimensions__aspects__indicators"))
        .prefetch_related("cycles")
        .order_by("-effective_from", "edition")
    )


def history_lines(framework: Framework) -> list[HistoryLine]:
    """Return the history of an edition, newest first; one query."""
    rows = recording.events_of(framework.history_subject).reverse()
    return [
        HistoryLine(
            name=row.name,
            label=words.event_label(row.name),
            subject=str(row.data.get("part") or row.data.get("example") or row.data.get("source") or ""),
            by=str(row.by) if row.by else "",
            at=row.at,
            changes=[
                (
                    fields.field_label(name),
                    fields.value_in_words(name, change["old"]),
                    fields.value_in_words(name, change["new"]),
                )
                for name, change in (row.data.get("changes") or {}).items()
                if name != "answers"
            ],
        )
        for row in rows
    ]
