"""Taking over an edition from a file, beginning one as a copy, publishing it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from indicators import queries
from indicators.actions.changing import EditionError, lock, record
from indicators.actions.crosswalks import given_crosswalk, stored_crosswalk, write_crosswalk
from indicators.actions.storing import store
from indicators.domain.examples import read_examples
from indicators.domain.faults import Place
from indicators.domain.framework_reading import FrameworkError, read_framework
from indicators.domain.framework_writing import as_document
from indicators.models import Crosswalk, Framework, WorkedExample


@transaction.atomic
def load_framework(
    *,
    document: Mapping,
    examples: Sequence[Mapping] | None = None,
    may_replace: bool = True,
    by: User | None,
) -> Framework:
    """Store an edition as a draft, or leave the stored one as it is when nothing differs.

    `document` is a criteria file as `parse_json` reads it, with `worked_examples` and `crosswalk` if it
    has them; `examples` are mappings with `name`, `answers` and `expected_level`. What is not given
    stays as it is stored. Raises FrameworkError when the document or an example breaks a rule,
    EditionError("published") when a published edition would change and EditionError("exists") when
    there is a draft of that name that may not be replaced.
    """
    edition = read_framework(document)
    wanted = _examples(document.get("worked_examples") if examples is None else examples)
    crosswalk = given_crosswalk(document, edition)
    stored = queries.framework_named(edition.edition, Framework.objects.select_for_update())
    if stored and not may_replace:
        raise EditionError("exists", [edition.edition])
    is_same = stored is not None and stored.checksum == queries.checksum_of(as_document(edition))
    has_same_examples = is_same and wanted in (None, _stored_examples(stored))
    if has_same_examples and crosswalk in (None, stored_crosswalk(stored)):
        return stored
    if stored and stored.is_published:
        raise EditionError("published", [edition.edition])
    if stored and not is_same:  # its lines name indicators that `store` replaces
        Crosswalk.objects.filter(framework=stored).delete()
    framework = stored if is_same else store(edition, stored)
    if wanted is not None:
        _replace_examples(framework, wanted)
    if crosswalk is not None:
        write_crosswalk(framework, *crosswalk)
    record("framework-loaded", framework, by=by)
    return framework


@transaction.atomic
def copy_framework(
    *, source: Framework, edition: str, name_th: str, name_en: str, effective_from: int, by: User
) -> Framework:
    """Begin a draft with everything of another edition, its worked examples too.

    Raises EditionError("exists") when the name of the edition is taken.
    """
    if Framework.objects.filter(edition=edition).exists():
        raise EditionError("exists", [edition])
    content = replace(
        queries.edition_of(source),
        edition=edition,
        name_th=name_th,
        name_en=name_en,
        effective_from_fiscal_year=effective_from,
        official=False,
    )
    framework = store(content, may_be_blank=True)
    WorkedExample.objects.bulk_create(
        WorkedExample(framework=framework, **example) for example in _stored_examples(source)
    )
    record("framework-copied", framework, by=by, source=source.edition)
    return framework


@transaction.atomic
def publish_framework(*, framework: Framework, by: User | None) -> Framework:
    """Freeze an edition; one that is published already is left as it is.

    Raises EditionError: "faults" while something in it is wrong, "examples" while a worked example
    computes another level, "crosswalk" while the crosswalk does not fit.
    """
    try:
        framework = lock(framework)
    except EditionError:
        return Framework.objects.get(pk=framework.pk)
    checks = queries.check(framework)
    if checks.faults:
        raise EditionError("faults", [fault.line for fault in checks.faults])
    if checks.red:
        raise EditionError("examples", queries.red_examples(framework))
    if checks.crosswalk_faults:
        raise EditionError("crosswalk", [f"{code}: {why}" for code, why in checks.crosswalk_faults])
    framework.status = Framework.Status.PUBLISHED
    framework.published_at = timezone.now()
    framework.published_by = by
    framework.save(update_fields=["status", "published_at", "published_by"])
    record("framework-published", framework, by=by)
    return framework


@transaction.atomic
def discard_framework(*, framework: Framework, by: User) -> None:
    """Throw a draft away; its history stays. Raises EditionError("published")."""
    framework = lock(framework)
    record("framework-discarded", framework, by=by)
    framework.delete()


def _examples(given):
    if given is None:
        return None
    faults: list[str] = []
    examples = read_examples(given, Place(faults, "worked_examples"))
    if faults:
        raise FrameworkError(faults)
    return [
        {"name": one.name, "answers": answers_text(one.answers), "expected_level": one.expected_level}
        for one in examples
    ]


def answers_text(answers: Mapping[str, object]) -> str:
    """Answers as the text that a worked example keeps."""
    return json.dumps({"answers": answers}, ensure_ascii=False, default=float)


def _stored_examples(framework):
    return list(framework.worked_examples.values("name", "answers", "expected_level"))


def _replace_examples(framework, wanted):
    framework.worked_examples.all().delete()
    rows = [WorkedExample(framework=framework, **example) for example in wanted]
    faults = [
        f"{at}: {why}"
        for index, row in enumerate(rows)
        for at, why in queries.row_faults(f"worked_examples[{index}]", row)
    ]
    if faults:
        raise FrameworkError(faults)
    WorkedExample.objects.bulk_create(rows)
