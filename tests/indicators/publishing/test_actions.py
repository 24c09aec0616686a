"""Loading and publishing editions, and that a published one never changes."""

import copy
import json
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.editions.actions import changes
from indicators.editions.models import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Guidance,
    Indicator,
    LevelRule,
    MaturityStep,
    Quantity,
    Threshold,
    WorkedExample,
)
from indicators.editions.queries import editions
from indicators.publishing import actions
from tests.builders import fixture

pytestmark = pytest.mark.django_db
OTHER = "2565-other"
CHILDREN = [
    *(LevelRule, Quantity, Dimension, Aspect, Indicator, Guidance, MaturityStep),
    *(FormulaInput, Threshold, WorkedExample),
]


@pytest.fixture
def document():
    """Return the working edition under an unused code."""
    return copy.deepcopy(fixture("framework-2565-working")) | {"edition": OTHER}


@pytest.fixture
def with_examples(document):
    draft = actions.load_framework(
        document=document, examples=fixture("worked-examples-2565-working"), by=None
    )
    return actions.publish_framework(framework=draft, by=None)


def test_the_edition_comes_back_from_the_database_as_it_was_read(document):
    framework = actions.load_framework(document=document, by=None)

    assert editions.edition_of(framework) == read_framework(document)


def test_the_working_edition_has_5_dimensions_20_aspects_41_indicators(framework):
    edition = editions.edition_of(framework)
    aspects = [aspect for dimension in edition.dimensions for aspect in dimension.aspects]

    assert (len(edition.dimensions), len(aspects), len(edition.by_code)) == (5, 20, 41)


def test_loading_the_same_file_again_changes_nothing(with_examples, document):
    again = actions.load_framework(
        document=document, examples=fixture("worked-examples-2565-working"), by=None
    )

    assert (again, again.status) == (with_examples, "published")
    assert Framework.objects.filter(edition=OTHER).count() == 1


def test_a_changed_file_replaces_a_draft(document):
    actions.load_framework(document=document, by=None)
    document["dimensions"][0]["name_th"] = "มิติใหม่"

    framework = actions.load_framework(document=document, by=None)

    assert framework.dimensions.first().name_th == "มิติใหม่"
    assert len(editions.edition_of(framework).by_code) == 41


def test_the_working_edition_of_the_portal_is_not_loaded_over_a_stored_one(framework):
    with pytest.raises(changes.EditionError) as caught:
        actions.load_working_edition(by=None)

    assert (caught.value.code, caught.value.details) == ("exists", (framework.edition,))
    assert Framework.objects.get(edition=framework.edition).is_published


def test_a_changed_file_is_refused_for_a_published_edition(with_examples, document):
    document["dimensions"][0]["name_th"] = "มิติใหม่"

    with pytest.raises(changes.EditionError) as caught:
        actions.load_framework(document=document, by=None)

    assert caught.value.code == "published"
    assert "มิติใหม่" not in Dimension.objects.values_list("name_th", flat=True)


def test_a_broken_file_is_refused_with_the_place_of_the_fault(document):
    document["dimensions"][2]["aspects"][0]["indicators"][1]["direction"] = "sideways"

    with pytest.raises(FrameworkError, match=r"dimensions\[2\]\.aspects\[0\]\.indicators\[1\]\.direction"):
        actions.load_framework(document=document, by=None)

    assert not Framework.objects.filter(edition=OTHER).exists()


@pytest.mark.parametrize("edition", ["", "no spaces", "x" * 41])
def test_an_edition_needs_a_short_plain_name(document, edition):
    document["edition"] = edition

    with pytest.raises(FrameworkError, match="edition"):
        actions.load_framework(document=document, by=None)


def test_a_threshold_that_would_be_rounded_is_refused(document):
    indicator = document["dimensions"][0]["aspects"][0]["indicators"][0]
    indicator["levels"]["5"] = Fraction(10**12 * 95 + 1, 10**12)

    with pytest.raises(FrameworkError, match=r"levels\.5.*decimal places"):
        actions.load_framework(document=document, by=None)


def test_publishing_waits_until_every_worked_example_is_green(document):
    examples = [{"name": "ว่าง", "answers": {}, "expected_level": 1}]
    draft = actions.load_framework(document=document, examples=examples, by=None)

    with pytest.raises(changes.EditionError) as caught:
        actions.publish_framework(framework=draft, by=None)

    assert (caught.value.code, caught.value.details) == ("examples", ("ว่าง: 1 expected, 0 computed",))
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_red_examples_are_not_got_rid_of_by_loading_without_them(document):
    examples = [{"name": "ว่าง", "answers": {}, "expected_level": 1}]
    actions.load_framework(document=document, examples=examples, by=None)

    again = actions.load_framework(document=document, by=None)

    with pytest.raises(changes.EditionError, match="examples"):
        actions.publish_framework(framework=again, by=None)


def test_a_published_edition_is_loaded_again_without_its_examples(with_examples, document):
    assert actions.load_framework(document=document, by=None) == with_examples


@pytest.mark.parametrize(
    "examples", [[{}], [{"name": "x"}], ["x"], [{"name": "", "answers": {}, "expected_level": 1}]]
)
def test_broken_examples_are_refused(document, examples):
    with pytest.raises(FrameworkError):
        actions.load_framework(document=document, examples=examples, by=None)

    assert not Framework.objects.filter(edition=OTHER).exists()


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_the_database_refuses_to_change_delete_or_add_to_a_published_edition(with_examples, model):
    row = model.objects.first()
    column = next(field.name for field in model._meta.fields if field.get_internal_type() != "BigAutoField")
    unchanged = {column: getattr(row, column)}
    added = model.objects.get(pk=row.pk)
    added.pk = None

    for change in (
        lambda: model.objects.filter(pk=row.pk).update(**unchanged),
        lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: model.objects.bulk_create([added]),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.parametrize("change", [{"status": "draft", "published_at": None}, {"note_th": "อื่น"}])
def test_the_database_refuses_to_take_back_a_publication(framework, change):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Framework.objects.update(**change)


def test_the_command_loads_and_publishes(document, settings, tmp_path, capsys):
    files = settings.FIXTURES_DIR
    path = tmp_path / "edition.json"
    path.write_text(json.dumps(document, default=float), encoding="utf-8")

    call_command(
        "load_framework",
        path,
        examples=files / "worked-examples-2565-working.json",
        publish=True,
    )

    assert capsys.readouterr().out == f"{OTHER}: published\n"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(b"{", "JSON", id="not JSON"),
        pytest.param(b"{}", "levels: missing", id="nothing in it"),
        pytest.param(None, "No such file", id="no file"),
    ],
)
def test_the_command_refuses_a_bad_file(tmp_path, content, fault):
    path = tmp_path / "edition.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=fault) as caught:
        call_command("load_framework", path)

    assert caught.value.returncode == 2
