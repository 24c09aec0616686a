"""The list of editions, and the history of an edition."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet

from ecotown.accounts.models import User
from ecotown.common import history
from indicators import labels
from indicators.models import Framework


@dataclass(frozen=True, slots=True)
class Deed:
    """A line in the history of an edition; `changes` are (field, old, new) in words."""

    name: str
    label: str
    about: str
    by: str
    at: object
    changes: list[tuple[str, str, str]]


def on_list(user: User | AnonymousUser) -> QuerySet[Framework]:
    """Return the editions visible to the user with their cycles and `indicator_count`; two queries."""
    return (
        Framework.objects.visible_to(user)
        .annotate(indicator_count=Count("dimensions__aspects__indicators"))
        .prefetch_related("cycles")
        .order_by("-effective_from", "edition")
    )


def deeds_of(framework: Framework) -> list[Deed]:
    """Return the history of an edition, newest first; one query."""
    rows = history.rows_of(framework.history_subject).reverse()
    return [
        Deed(
            name=row.name,
            label=labels.deed(row.name),
            about=str(row.data.get("part") or row.data.get("example") or row.data.get("source") or ""),
            by=str(row.by) if row.by else "",
            at=row.at,
            changes=[
                (labels.field(name), labels.value(name, change["old"]), labels.value(name, change["new"]))
                for name, change in (row.data.get("changes") or {}).items()
                if name != "answers"
            ],
        )
        for row in rows
    ]
