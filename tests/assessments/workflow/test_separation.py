"""Who once entered values for the province publishes and corrects no result, whatever their role became."""

import pytest

from assessments.committee.actions import resolutions
from assessments.corrections.actions import corrections
from assessments.corrections.queries import corrections_waiting_for
from assessments.pages.screens.committee import granted_assessments
from assessments.pages.screens.my_work import waiting_assessments
from assessments.workflow.domain import Status, WorkflowError
from ecotown.accounts.models import Role
from tests import builders


@pytest.fixture
def mover(officer):
    """Return a function: the officer who entered the values has become an administrator."""

    def move():
        officer.role = Role.ADMINISTRATOR
        officer.save(update_fields=["role"])
        return type(officer).objects.get(pk=officer.pk)

    return move


def refusal_of(action, **values):
    with pytest.raises(WorkflowError) as refusal:
        action(**values)
    return refusal.value.code


def test_a_former_officer_publishes_no_result(at, mover):
    granted = at(Status.GRANTED)
    former_officer = mover()

    codes = {
        refusal_of(resolutions.publish, assessment=granted, by=former_officer),
        refusal_of(resolutions.publish_all, assessments=[granted], by=former_officer),
    }

    granted.refresh_from_db()
    assert (codes, granted.status) == ({"own-entries-result"}, Status.GRANTED)


def test_a_former_officer_proposes_and_decides_no_correction(at, mover, administrator):
    published = at(Status.PUBLISHED)
    correction = builders.propose(published, by=administrator)
    former_officer = mover()
    decided = {"correction": correction, "by": former_officer}
    level = {"granted_level": None, "meeting": None, "reason": "x"}

    codes = [
        refusal_of(
            corrections.propose_correction, assessment=published, values={}, reason="x", by=former_officer
        ),
        refusal_of(corrections.set_corrected_level, **decided, **level),
        refusal_of(corrections.refuse_correction, **decided, note="x"),
    ]

    correction.refresh_from_db()
    assert (codes, correction.state) == (["own-entries-result"] * 3, "proposed")


def test_the_result_waits_for_the_other_administrator(at, mover, administrator):
    granted = at(Status.GRANTED)
    former_officer = mover()

    lists = [
        [list(waiting_assessments(user)), list(granted_assessments(user))]
        for user in (former_officer, administrator)
    ]

    assert lists == [[[], []], [[granted], [granted]]]


def test_the_correction_waits_for_another_administrator(at, mover, administrator):
    published = at(Status.PUBLISHED)
    builders.propose(published, by=administrator)
    former_officer, third = mover(), builders.UserBuilder(role=Role.ADMINISTRATOR)

    assert [len(corrections_waiting_for(user)) for user in (former_officer, third)] == [0, 1]
