"""The change of a level between two results: gains and losses are complete and add up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.explanation.domain import level_change_of, read_snapshot


def document(meets, *, level=0, values=None):
    """Return a stored result of two levels; `meets` has the levels that each code meets."""
    return {
        "level": level,
        "levels": [
            {
                "level": number,
                "attained": level >= number,
                "counted": len(meets),
                "met": sum(number in levels for levels in meets.values()),
            }
            for number in (1, 2)
        ],
        "indicators": [
            {"code": code, "value": (values or {}).get(code), "meets": list(levels)}
            for code, levels in meets.items()
        ],
    }


def compared(old, new, **options):
    return level_change_of(read_snapshot(old), read_snapshot(new), **options)


@pytest.mark.parametrize(
    ("old", "new", "gained", "lost"),
    [
        pytest.param({"A": [1], "B": []}, {"A": [1], "B": []}, [(), ()], [(), ()], id="nothing moved"),
        pytest.param({"A": [1], "B": []}, {"A": [1, 2], "B": [1]}, [("B",), ("A",)], [(), ()], id="better"),
        pytest.param({"A": [1, 2]}, {"A": [1]}, [(), ()], [(), ("A",)], id="worse"),
        pytest.param({"A": [1]}, {"A": [1], "B": [1]}, [("B",), ()], [(), ()], id="an indicator is new"),
        pytest.param({"A": [1], "B": [1]}, {"A": [1]}, [(), ()], [("B",), ()], id="an indicator is gone"),
    ],
)
def test_every_gain_and_loss_is_named(old, new, gained, lost):
    change = compared(document(old), document(new))

    assert [level.gained for level in change.levels] == gained
    assert [level.lost for level in change.levels] == lost


def test_values_come_along_for_reading():
    old, new = document({"A": []}, values={"A": "9.5"}), document({"A": [1]}, values={"A": "10"})

    (moved,) = compared(old, new).indicators

    assert (str(moved.old.value), str(moved.new.value)) == ("19/2", "10")


def test_what_asks_something_else_now_is_marked():
    (moved,) = compared(document({"A": []}), document({"A": [1]}), changed_codes={"A"}).indicators

    assert not moved.is_comparable


results = st.dictionaries(st.sampled_from("ABCD"), st.sampled_from([[], [1], [2], [1, 2]])).map(document)


@settings(suppress_health_check=list(HealthCheck))
@given(results, results)
def test_what_is_listed_adds_up_to_the_difference(old, new):
    for level in compared(old, new).levels:
        assert level.new.met == level.old.met + len(level.gained) - len(level.lost)
