"""The list of editions, the faults of an edition with the forms that correct them, and its history."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.history.events import label
from indicators.criteria.words import fields
from indicators.editions import words as editions_words
from indicators.editions.events import Event
from indicators.editions.models import Aspect, Dimension, Framework, Indicator
from indicators.editions.queries.faults import EditionFault

KINDS = {Dimension: "dimension", Aspect: "aspect", Indicator: "indicator"}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of an edition in words, with the URL of the form in which it is corrected."""

    url: str
    place: str
    sentence: str


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


def edition_url(framework: Framework, user: User | AnonymousUser) -> str:
    """Return the URL of an edition: the administrators' page for those who may edit, else the public one."""
    if user.has_perm("indicators.edit_edition"):
        return reverse("indicators:edition", args=[framework.edition])
    return framework.get_absolute_url()


def fault_lines(framework: Framework, faults: list[EditionFault]) -> list[FaultLine]:
    """Return the faults of the check list in words."""
    return [
        FaultLine(
            _form_url(framework, fault), editions_words.fault_place(fault), editions_words.fault_words(fault)
        )
        for fault in faults
    ]


def _form_url(framework: Framework, fault: EditionFault) -> str:
    if fault.part is not None:
        kind = KINDS[type(fault.part)]
        return reverse("indicators:edit-part", args=[framework.edition, kind, fault.part.pk])
    if fault.place.startswith("levels"):
        return reverse("indicators:edit-levels", args=[framework.edition])
    if fault.place.startswith("dimensions"):
        return reverse("indicators:edition", args=[framework.edition])
    return reverse("indicators:edit-edition", args=[framework.edition])


def history_lines(framework: Framework) -> list[HistoryLine]:
    """Return the history of an edition, newest first; one query."""
    rows = recording.events_of(framework.history_subject).reverse()
    return [
        HistoryLine(
            name=row.name,
            label=label(Event.stored_as(row.name)),
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
