"""Origins of indicators: proposals, crosswalks across several editions, impossible origins."""

from dataclasses import replace

import pytest

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.framework import MaturityStep
from indicators.crosswalks.domain.origins import (
    CHANGED,
    NONE,
    PART,
    SAME,
    Origin,
    combined_origins,
    origins_document,
    proposed_origins,
    read_origins,
    record_origin_faults,
)
from tests.indicators.criteria.editions import framework, indicator

OLD = framework(A=[indicator("a", 1), indicator("b", 1), indicator("c", 1, formula="percent")])
NEW = framework(A=[indicator("a", 2), indicator("b", 1, formula="percent"), indicator("d", 1)])


def test_an_equal_code_with_an_equal_definition_is_proposed_as_the_same():
    assert proposed_origins(OLD, NEW) == {
        "a": Origin(SAME, ("a",)),
        "b": Origin(CHANGED, ("b",)),
        "d": Origin(NONE),
    }


@pytest.mark.parametrize(
    ("old_text", "new_text", "relation"),
    [
        pytest.param("มีแผน", "มีแผน", SAME, id="the same sentence"),
        pytest.param("มีแผน", "มีแผนที่เห็นชอบ", CHANGED, id="another sentence"),
        pytest.param("", "มีแผน", SAME, id="sentences for the first time"),
    ],
)
def test_a_step_with_another_sentence_has_another_meaning(old_text, new_text, relation):
    old, new = (
        framework(A=[replace(indicator("a", 1, kind="choice"), steps=_steps(text))])
        for text in (old_text, new_text)
    )

    assert proposed_origins(old, new) == {"a": Origin(relation, ("a",))}


def _steps(text):
    return (MaturityStep(step=0, text_th=text),) if text else ()


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        pytest.param((SAME, "b"), {"b": Origin(SAME, ("a",))}, Origin(SAME, ("a",)), id="the same twice"),
        pytest.param((SAME, "b"), {"b": Origin(CHANGED, ("a",))}, Origin(CHANGED, ("a",)), id="then changed"),
        pytest.param(
            (CHANGED, "b"), {"b": Origin(SAME, ("a",))}, Origin(CHANGED, ("a",)), id="first changed"
        ),
        pytest.param(
            (CHANGED, "b"), {"b": Origin(PART, ("a", "c"))}, Origin(PART, ("a", "c")), id="a part is weakest"
        ),
        pytest.param((SAME, "b"), {"b": Origin(NONE)}, Origin(NONE), id="new on the way"),
        pytest.param((SAME, "b"), {}, Origin(NONE), id="unknown on the way"),
    ],
)
def test_two_steps_make_one_way(first, then, expected):
    relation, code = first

    assert combined_origins({"x": Origin(relation, (code,))}, then) == {"x": expected}


@pytest.mark.parametrize(
    ("origins", "faults"),
    [
        pytest.param({"a": Origin(SAME, ("a",)), "b": Origin(NONE)}, [], id="the same and nothing"),
        pytest.param({"a": Origin(PART, ("a", "b"))}, [], id="merged"),
        pytest.param({"a": Origin(PART, ("a",)), "b": Origin(PART, ("a",))}, [], id="split"),
        pytest.param({"x": Origin(NONE)}, ["x: unknown code"], id="no such indicator"),
        pytest.param(
            {"a": Origin(SAME, ("z",))}, ["a: 'z' is no code of the earlier edition"], id="no such origin"
        ),
        pytest.param({"a": Origin(SAME)}, ["a: exactly one code is expected"], id="the same as nothing"),
        pytest.param(
            {"a": Origin(CHANGED, ("a", "b"))}, ["a: exactly one code is expected"], id="changed from two"
        ),
        pytest.param({"a": Origin(PART)}, ["a: at least one code is expected"], id="a part of nothing"),
        pytest.param(
            {"a": Origin(NONE, ("a",))}, ["a: what comes from nothing has no code"], id="nothing with a code"
        ),
        pytest.param(
            {"a": Origin(SAME, ("a",)), "d": Origin(SAME, ("a",))},
            [
                "a: 'a' is the origin of several indicators, so it was split",
                "d: 'a' is the origin of several indicators, so it was split",
            ],
            id="twice the same",
        ),
        pytest.param(
            {"a": Origin(SAME, ("c",))},
            ["a: another kind or formula, so its meaning has changed"],
            id="the same with another formula",
        ),
    ],
)
def test_what_cannot_be_is_refused(origins, faults):
    recorded = []

    record_origin_faults(origins, OLD, NEW, Place(recorded))

    assert recorded == faults


def test_origins_come_back_from_their_document():
    origins = {"a": Origin(SAME, ("a",)), "b": Origin(PART, ("a", "c")), "d": Origin(NONE)}

    assert read_origins(origins_document(origins), Place([])) == origins


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        pytest.param([], "at: a list where an object is expected", id="no object"),
        pytest.param({"a": 1}, "at.a: a number where an object is expected", id="no origin"),
        pytest.param({"a": {"from": []}}, "at.a.relation: missing", id="no relation"),
        pytest.param(
            {"a": {"relation": "none", "from": [1]}}, "at.a.from[0]: text is expected", id="a number"
        ),
    ],
)
def test_a_broken_crosswalk_is_refused_with_its_place(document, fault):
    recorded = []

    read_origins(document, Place(recorded, "at"))

    assert recorded == [fault]
