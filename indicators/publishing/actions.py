"""Loading an edition from a file, copying, publishing and discarding it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.criteria.domain.framework_writing import framework_document
from indicators.crosswalks.actions import crosswalk_in_file, stored_crosswalk, write_crosswalk
from indicators.crosswalks.models import Crosswalk
from indicators.editions.actions.changes import EditionError, lock_edition, record_edition_event
from indicators.editions.actions.examples import answers_text
from indicators.editions.actions.rows import store_edition
from indicators.editions.domain import read_examples
from indicators.editions.events import Event
from indicators.editions.models import Framework, WorkedExample
from indicators.editions.queries import editions
from indicators.editions.queries import examples as example_queries
from indicators.editions.queries import faults as fault_queries
from indicators.handbook.actions import ask_for_new_handbooks
from indicators.publishing import queries

WORKING_EDITION = "2565-working"


@transaction.atomic
def load_working_edition(*, by: User | None) -> Framework:
    """Store the working edition that comes with the portal as a draft, with its worked examples.

    Raises EditionError("exists") when an edition with its code is there.
    """
    edition: Any = _portal_file("framework")
    examples: Any = _portal_file("worked-examples")
    return load_framework(document=edition, examples=examples, may_replace=False, by=by)


def _portal_file(kind: str) -> object:
    """Return a file of the working edition that comes with the portal."""
    return parse_json((settings.FIXTURES_DIR / f"{kind}-{WORKING_EDITION}.json").read_bytes())


@transaction.atomic
def load_framework(
    *,
    document: Mapping[str, object],
    examples: Sequence[Mapping[str, object]] | None = None,
    may_replace: bool = True,
    by: User | None,
) -> Framework:
    """Store an edition as a draft, or return the stored one when nothing differs.

    `document` is a criteria file as `parse_json` returned it, optionally with `worked_examples` and
    `crosswalk`; `examples` are mappings with `name`, `answers` and `expected_level`. Worked examples or
    a crosswalk that are not in the arguments stay as stored. Raises FrameworkError for faults in the
    document or an example, EditionError("published") when a published edition would change, and
    EditionError("exists") for a stored edition with this code unless `may_replace`.
    """
    edition = read_framework(document)
    new_examples = _examples(document.get("worked_examples") if examples is None else examples)
    crosswalk = crosswalk_in_file(document, edition)
    stored = editions.framework_named(edition.edition, Framework.objects.select_for_update())
    if stored and not may_replace:
        raise EditionError("exists", [edition.edition])
    checksum = editions.checksum_of(framework_document(edition))
    unchanged = stored if stored and stored.checksum == checksum else None
    has_same_examples = unchanged and new_examples in (None, _stored_examples(unchanged))
    if unchanged and has_same_examples and crosswalk in (None, stored_crosswalk(unchanged)):
        return unchanged
    if stored and stored.is_published:
        raise EditionError("published", [edition.edition])
    if stored and not unchanged:  # its lines name indicators that `store_edition` replaces
        Crosswalk.objects.filter(framework=stored).delete()
    framework = unchanged or store_edition(edition, stored)
    if new_examples is not None:
        _replace_examples(framework, new_examples)
    if crosswalk is not None:
        write_crosswalk(framework, *crosswalk)
    record_edition_event(Event.FRAMEWORK_LOADED, framework, by=by)
    return framework


@transaction.atomic
def copy_framework(
    *, source: Framework, edition: str, name_th: str, name_en: str, effective_from: int, by: User
) -> Framework:
    """Store a draft that is a copy of another edition with its worked examples.

    Raises EditionError("exists") when there is an edition with this code.
    """
    if Framework.objects.filter(edition=edition).exists():
        raise EditionError("exists", [edition])
    content = replace(
        editions.edition_of(source),
        edition=edition,
        name_th=name_th,
        name_en=name_en,
        effective_from_fiscal_year=effective_from,
        official=False,
    )
    framework = store_edition(content, may_be_blank=True)
    WorkedExample.objects.bulk_create(
        WorkedExample(framework=framework, **example) for example in _stored_examples(source)
    )
    record_edition_event(Event.FRAMEWORK_COPIED, framework, by=by, source=source.edition)
    return framework


@transaction.atomic
def publish_framework(*, framework: Framework, by: User | None) -> Framework:
    """Publish an edition, which never changes again, with its handbooks; return a published one as it is.

    Raises EditionError: "faults" when the edition has faults, "examples" when a worked example gives
    another level than expected, "crosswalk" when the crosswalk does not fit.
    """
    try:
        framework = lock_edition(framework)
    except EditionError:
        return Framework.objects.get(pk=framework.pk)
    checks = queries.check_list(framework)
    if checks.faults:
        raise EditionError("faults", [fault.line for fault in checks.faults])
    if checks.red:
        raise EditionError("examples", example_queries.red_example_lines(framework))
    if checks.crosswalk_faults:
        raise EditionError("crosswalk", [f"{code}: {message}" for code, message in checks.crosswalk_faults])
    framework.status = Framework.Status.PUBLISHED
    framework.published_at = timezone.now()
    framework.published_by = by
    framework.save(update_fields=["status", "published_at", "published_by"])
    record_edition_event(Event.FRAMEWORK_PUBLISHED, framework, by=by)
    ask_for_new_handbooks(framework=framework, by=by)
    return framework


@transaction.atomic
def discard_framework(*, framework: Framework, by: User) -> None:
    """Delete a draft; its history stays. Raises EditionError("published")."""
    framework = lock_edition(framework)
    record_edition_event(Event.FRAMEWORK_DISCARDED, framework, by=by)
    framework.delete()


def _examples(value: object) -> list[dict[str, object]] | None:
    if value is None:
        return None
    faults: list[str] = []
    examples = read_examples(value, Place(faults, "worked_examples"))
    if faults:
        raise FrameworkError(faults)
    return [
        {
            "name": example.name,
            "answers": answers_text(example.answers),
            "expected_level": example.expected_level,
        }
        for example in examples
    ]


def _stored_examples(framework: Framework) -> list[dict[str, object]]:
    return [dict(row) for row in framework.worked_examples.values("name", "answers", "expected_level")]


def _replace_examples(framework: Framework, examples: Iterable[Mapping[str, object]]) -> None:
    framework.worked_examples.all().delete()
    rows = [WorkedExample(framework=framework, **example) for example in examples]
    faults = [
        f"{at}: {message}"
        for index, row in enumerate(rows)
        for at, message in fault_queries.row_faults(f"worked_examples[{index}]", row)
    ]
    if faults:
        raise FrameworkError(faults)
    WorkedExample.objects.bulk_create(rows)
