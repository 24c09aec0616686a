"""Storing and removing the worked examples of a draft."""

import json
from collections.abc import Mapping

from django.db import transaction

from ecotown.accounts.models import User
from indicators.editions.actions.changes import (
    EditionError,
    FieldFaults,
    check_seal,
    differences,
    lock_edition,
    record_edition_event,
)
from indicators.editions.events import Event
from indicators.editions.models import Framework, WorkedExample
from indicators.editions.queries import faults as fault_queries
from indicators.editions.queries import parts
from indicators.editions.queries.examples import example_results


@transaction.atomic
def save_example(
    *,
    framework: Framework,
    example: WorkedExample | None = None,
    values: Mapping[str, object],
    seal: str | None = None,
    by: User,
) -> WorkedExample:
    """Store a worked example, a new one when `example` is None.

    `values` are `name`, `answers` (JSON text) and `expected_level`.

    Raises EditionError("published"), EditionError("changed-meanwhile"), FieldFaults.
    """
    framework = lock_edition(framework)
    before = parts.values_of(example) if example else {}
    check_seal(before, seal)
    example = example or WorkedExample(framework=framework)
    for name, value in values.items():
        setattr(example, name, value)
    faults = list(fault_queries.row_faults("", example))
    if framework.worked_examples.filter(name=example.name).exclude(pk=example.pk).exists():
        faults.append(("name", "two examples have this name"))
    if faults:
        raise FieldFaults(faults)
    example.save()
    changes = differences(before, parts.values_of(example))
    if changes:
        record_edition_event(Event.EXAMPLE_SAVED, framework, by=by, example=example.name, changes=changes)
    return example


@transaction.atomic
def adapt_examples(*, framework: Framework, levels: Mapping[int, int], by: User) -> list[WorkedExample]:
    """Make the levels that examples compute now the expected ones; `levels` are those that were shown, by id.

    Raises EditionError: "published", "nothing-chosen", "changed-meanwhile" when one computes another level.
    """
    framework = lock_edition(framework)
    chosen = [result for result in example_results(framework) if result.example.pk in levels]
    if not chosen:
        raise EditionError("nothing-chosen")
    if any(result.computed != levels[result.example.pk] for result in chosen):
        raise EditionError("changed-meanwhile")
    changes = {
        result.example.name: {"old": result.example.expected_level, "new": result.computed}
        for result in chosen
        if not result.is_green
    }
    examples = [result.example for result in chosen]
    for example in examples:
        example.expected_level = levels[example.pk]
    WorkedExample.objects.bulk_update(examples, ["expected_level"])
    if changes:
        record_edition_event(Event.EXAMPLES_ADAPTED, framework, by=by, adapted=changes)
    return examples


@transaction.atomic
def remove_example(*, example: WorkedExample, by: User) -> None:
    """Remove a worked example; the history keeps it. Raises EditionError("published")."""
    framework = lock_edition(example.framework)
    record_edition_event(
        Event.EXAMPLE_REMOVED,
        framework,
        by=by,
        example=example.name,
        values=parts.plain_values(parts.values_of(example)),
    )
    example.delete()


def answers_text(answers: Mapping[str, object]) -> str:
    """Return answers by code as the JSON text that a worked example stores."""
    return json.dumps({"answers": answers}, ensure_ascii=False, default=float)
