"""The list of editions, and what people did to one."""

from dataclasses import dataclass

from django.db.models import Count

from ecotown.common import history
from indicators import labels
from indicators.models import Framework


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of an edition's history; `changes` are (field, old, new) in words."""

    name: str
    label: str
    about: str
    by: str
    at: object
    changes: list[tuple[str, str, str]]


def on_list(user):
    """The editions that the user sees, with their cycles and the number of indicators; two queries."""
    return (
        Framework.objects.visible_to(user)
        .annotate(indicator_count=Count("dimensions__aspects__indicators"))
        .prefetch_related("cycles")
        .order_by("-effective_from", "edition")
    )


def deeds_of(framework: Framework) -> list[Deed]:
    """What people did to an edition, the newest first; one query."""
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
