"""The list of editions, the faults of an edition with the forms that correct them, and its history."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse

from ecotown.accounts.models import User
from ecotown.common.history import models
from ecotown.common.history.events import label
from ecotown.common.history.reading import Change, Fact, ShownEvent, shown_events
from indicators.criteria.words import fields
from indicators.editions import words as editions_words
from indicators.editions.events import Event
from indicators.editions.models import Aspect, Dimension, Framework, Indicator, Quantity
from indicators.editions.queries.faults import EditionFault

# The keys of event data that say what was changed in an edition.
SUBJECTS = ("part", "example", "source")
KINDS = {Dimension: "dimension", Aspect: "aspect", Indicator: "indicator", Quantity: "quantity"}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of an edition in words, with the URL of the form in which it is corrected."""

    url: str
    place: str
    sentence: str


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


def edition_events(framework: Framework) -> list[ShownEvent]:
    """Return the history of an edition, newest first; one query."""
    return shown_events(
        framework.history_subject,
        lambda name: label(Event.stored_as(name)),
        codes=lambda row: [str(row.data[key]) for key in SUBJECTS if row.data.get(key)][:1],
        changes=_changes,
        facts=_facts,
    )


def _facts(row: models.Event) -> Iterator[Fact]:
    if codes := row.data.get("indicators"):
        yield str(fields.FIELDS["indicators"]), ", ".join(codes)


def _changes(row: models.Event) -> Iterator[Change]:
    for name, change in (row.data.get("changes") or {}).items():
        if name != "answers":
            old, new = (fields.value_in_words(name, change[side]) for side in ("old", "new"))
            yield fields.field_label(name), old, new
    for name, change in (row.data.get("adapted") or {}).items():
        yield name, str(change["old"]), str(change["new"])
