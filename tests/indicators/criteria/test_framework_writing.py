"""Writing an edition as a document, and reading it again."""

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.criteria.domain.framework_writing import framework_document
from indicators.criteria.domain.scoring import area_level
from tests.indicators.criteria.editions import EDITION_FILE, edition_document, framework, indicator
from tests.indicators.criteria.strategies import assessed
from tests.indicators.criteria.test_level_properties import quick


def text_of(document):
    return json.dumps(document, ensure_ascii=False, default=float)


def test_the_working_edition_is_written_exactly_as_its_file():
    document = parse_json(EDITION_FILE.read_bytes())

    assert framework_document(read_framework(document)) == document


def test_what_a_file_leaves_out_is_written_out():
    small = edition_document()

    written = framework_document(read_framework(small))

    assert written["dimensions"][0]["aspects"][0]["indicators"][3]["levels"] == {"1": True, "2": True}
    assert (written["official"], written["note_th"], "effective_from_fiscal_year" in written) == (
        False,
        "",
        False,
    )


@quick
@given(assessed())
def test_an_edition_survives_writing_and_reading_with_the_same_levels(drawn):
    edition, answers = drawn
    try:
        read_framework(framework_document(edition))
    except FrameworkError:
        assume(False)

    again = read_framework(parse_json(text_of(framework_document(edition))))

    assert framework_document(again) == framework_document(edition)
    assert area_level(again, answers) == area_level(edition, answers)


@pytest.mark.parametrize("threshold", ["0.1", "66.67", "12345678901.2345", "-0.0001", "99999999999"])
def test_numbers_of_fifteen_digits_stay_exact_in_a_file(threshold):
    edition = framework(A=[indicator("a", threshold)])

    again = read_framework(parse_json(text_of(framework_document(edition))))

    assert again.indicators[0].thresholds == (Fraction(threshold),)


def test_a_draft_with_gaps_has_a_document_too():
    edition = framework(A=[indicator("", None, 3, kind="boolean")])

    assert framework_document(edition)["dimensions"][0]["aspects"][0]["indicators"][0]["levels"] == {
        "1": None,
        "2": 3,
    }
