"""Exporting an edition as a file and loading it again."""

import copy
from decimal import Decimal

import pytest

from indicators.criteria.domain.answers_reading import read_answers
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.criteria.domain.scoring import area_level
from indicators.crosswalks import actions as crosswalks_actions
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import CHANGED, Origin
from indicators.crosswalks.models import Crosswalk
from indicators.editions.actions import parts as part_actions
from indicators.editions.models import Framework, Indicator
from indicators.editions.queries import editions
from indicators.publishing import actions as publishing_actions
from indicators.publishing import documents
from tests.builders import fixture

pytestmark = pytest.mark.django_db
EXAMPLES = fixture("worked-examples-2565-working")


@pytest.fixture
def changed(framework, edition, administrator):
    """Return the draft with a decimal threshold, another code, a crosswalk."""
    indicator = Indicator.objects.get(aspect__dimension__framework=edition, code="EN1.1")
    values = {"code": "EN1.9", "level_5": Decimal("99.125"), "gate": True}
    part_actions.edit_part(part=indicator, values=values, by=administrator)
    edition.refresh_from_db()
    origins = queries.origins_between(edition, framework) | {"EN1.9": Origin(CHANGED, ("EN1.1",))}
    crosswalks_actions.save_crosswalk(framework=edition, earlier=framework, origins=origins, by=administrator)
    edition.refresh_from_db()
    return edition


def test_the_working_edition_is_exported_as_its_fixture(framework):
    assert parse_json(documents.edition_file(framework)) == fixture("framework-2565-working")


def test_loading_the_export_of_an_edition_changes_nothing(changed, administrator):
    document = parse_json(documents.edition_file(changed))

    again = publishing_actions.load_framework(document=document, by=administrator)

    assert (again, again.checksum) == (changed, changed.checksum)
    assert Framework.objects.count() == 2


def test_an_export_loaded_elsewhere_is_the_same_edition(changed, administrator):
    document = parse_json(documents.edition_file(changed))
    checksum, examples = (
        changed.checksum,
        list(changed.worked_examples.values("name", "answers", "expected_level")),
    )
    origins = queries.origins_of(Crosswalk.objects.get(framework=changed))
    publishing_actions.discard_framework(framework=changed, by=administrator)

    loaded = publishing_actions.load_framework(document=document, by=administrator)

    assert loaded.checksum == checksum
    assert list(loaded.worked_examples.values("name", "answers", "expected_level")) == examples
    assert queries.origins_of(Crosswalk.objects.get(framework=loaded)) == origins
    assert parse_json(documents.edition_file(loaded)) == document


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_export_gives_the_same_levels(framework, example):
    exported = read_framework(parse_json(documents.edition_file(framework)))

    answers = {"answers": example["answers"]}
    assert area_level(exported, read_answers(answers, exported)).level == example["expected_level"]


def test_an_export_with_examples_and_crosswalk_is_read_by_the_level_rule(changed):
    document = parse_json(documents.edition_file(changed))

    assert {"worked_examples", "crosswalk"} <= document.keys()
    assert read_framework(document) == editions.edition_of(changed)


BROKEN = {
    "examples that are no list": ({"worked_examples": {}}, "worked_examples: a list"),
    "an example without a name": ({"worked_examples": [{}]}, r"worked_examples\[0\]\.name: missing"),
    "half a level": (
        {"worked_examples": [{"name": "x", "answers": {}, "expected_level": True}]},
        r"worked_examples\[0\]\.expected_level",
    ),
    "a crosswalk to nowhere": ({"crosswalk": {"earlier": "x", "indicators": {}}}, r"crosswalk\.earlier: no"),
    "a crosswalk to a null character": (
        {"crosswalk": {"earlier": "\x00", "indicators": {}}},
        r"crosswalk\.earlier: no",
    ),
    "a crosswalk that is a text": ({"crosswalk": "x"}, "crosswalk: text where"),
    "a null character in a name": ({"name_th": "a\x00"}, "name_th: holds a character"),
    "half a character in a note": ({"note_th": "\ud800"}, "note_th: holds a character"),
    "a name with a null character": ({"edition": "a\x00"}, "edition: "),
    "a year beyond the column": ({"effective_from_fiscal_year": 10**9}, "effective_from_fiscal_year: "),
    "a name longer than its column": ({"name_th": "x" * 301}, "name_th: longer than 300"),
}


@pytest.mark.parametrize(("parts", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_hostile_file_is_refused_with_the_place_of_the_fault(framework, parts, fault):
    document = copy.deepcopy(fixture("framework-2565-working")) | {"edition": "other"} | parts
    before = Framework.objects.count()

    with pytest.raises(FrameworkError, match=fault):
        publishing_actions.load_framework(document=document, by=None)

    assert Framework.objects.count() == before
