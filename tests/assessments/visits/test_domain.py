"""Participants and findings of a site visit, and the effect of its photographs on verdicts."""

import pytest

from assessments.audit.domain import Ruling, VerdictKind, is_stale, province_state, state_of
from assessments.entry.domain.values import EntryValue
from assessments.visits.domain import check_visiting, participants_of
from assessments.workflow.domain import Status, WorkflowError

FILE = {"sha256": "a", "name": "report.pdf", "expected": "", "page": "4", "note": ""}
PHOTO = {**FILE, "sha256": "b", "name": "photo.jpg", "page": "", "visit": "yes"}
SEEN = state_of(EntryValue(), [FILE])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", (), id="nobody"),
        pytest.param("ผู้แทนเทศบาล", (("ผู้แทนเทศบาล", ""),), id="a name alone"),
        pytest.param("ผู้แทนเทศบาล , นายกเทศมนตรี", (("ผู้แทนเทศบาล", "นายกเทศมนตรี"),), id="name and position"),
        pytest.param("ก, รองผู้ว่าฯ, รักษาการ", (("ก", "รองผู้ว่าฯ, รักษาการ"),), id="a position with a comma"),
        pytest.param(
            "\nก\n \u200b\n ,\u2060 \nข, ค\n", (("ก", ""), ("ข", "ค")), id="empty lines do not count"
        ),
    ],
)
def test_each_line_names_a_participant(text, expected):
    assert participants_of(text) == expected


@pytest.mark.parametrize("status", Status)
def test_a_visit_is_recorded_during_the_external_audit_only(status):
    if status == Status.EXTERNAL_AUDIT:
        check_visiting(status)
        return

    with pytest.raises(WorkflowError, match="no-visit-now"):
        check_visiting(status)


@pytest.mark.parametrize(
    ("stage", "cited", "expected"),
    [
        pytest.param(Status.INTERNAL_AUDIT, [FILE], False, id="nothing changed"),
        pytest.param(Status.INTERNAL_AUDIT, [FILE, PHOTO], False, id="a photograph leaves the internal one"),
        pytest.param(
            Status.EXTERNAL_AUDIT, [FILE, PHOTO], True, id="a photograph asks the external one again"
        ),
        pytest.param(Status.INTERNAL_AUDIT, [PHOTO], True, id="the province's file is gone"),
    ],
)
def test_what_makes_a_verdict_stale(stage, cited, expected):
    ruling = Ruling(VerdictKind.ACCEPT, stage, 1, SEEN)

    assert is_stale(ruling, state_of(EntryValue(), cited)) == expected


def test_what_the_province_gave_is_told_from_the_photographs():
    assert province_state(state_of(EntryValue(), [PHOTO, FILE])) == SEEN
