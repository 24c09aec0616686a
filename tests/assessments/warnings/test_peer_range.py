"""Published values of other areas, and warnings for values outside their normal band."""

from decimal import Decimal

import pytest

from assessments.audit.actions import assignments, verdicts
from assessments.audit.domain import VerdictKind
from assessments.committee.actions import resolutions
from assessments.corrections.actions import corrections
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results
from assessments.warnings import actions as warnings_actions
from assessments.warnings.queries import warnings
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from tests import builders
from tests.builders import AreaBuilder

pytestmark = pytest.mark.django_db


def published_at(code, assessment):
    return warnings.current_warnings_and_peers(assessment).peer_ranges[code].published


def test_other_areas_count_with_audited_and_corrected_values(six_other_areas, draft, people):
    other_area = Assessment.objects.filter(status=Status.PUBLISHED).first()
    before = published_at("EN9.1", draft)
    correction = builders.propose(
        other_area,
        by=people.administrator,
        values={"EN9.1": EntryValue(value=Decimal(int(before.highest) * 10 + 3))},
    )
    proposed = published_at("EN9.1", draft)
    colleague = builders.UserBuilder(role="administrator")
    corrections.approve_correction(correction=correction, by=colleague)

    after = published_at("EN9.1", draft)

    assert proposed == before
    assert after.highest == int(before.highest) * 10 + 3


def test_an_adjusted_value_counts_instead_of_the_entered_one(draft, people):
    for number in range(5):
        other_area = entry_actions.open_assessment(
            area=AreaBuilder(province=draft.area.province), cycle=draft.cycle, by=None
        )
        builders.fill_in(other_area, people.officer)
        if number == 0:
            entered = {"EN9.1": EntryValue(value=Decimal(8000))}
            entry_actions.save_entries(assessment=other_area, values=entered, by=people.officer)
        builders.submit(other_area, people.officer)
        other_area.refresh_from_db()
        _publish(other_area, people, adjusted=EntryValue(value=Decimal(8)) if number == 0 else None)

    published = published_at("EN9.1", draft)

    assert (published.areas, published.highest) == (5, 8)


def _publish(assessment, people, adjusted):
    assignments.take_on(assessment=assessment, by=people.internal)
    if adjusted:
        verdict = {"kind": VerdictKind.ADJUST, "adjusted": adjusted, "reason": "พิมพ์ผิด"}
        verdicts.give_verdict(assessment=assessment, code="EN9.1", by=people.internal, **verdict)
    verdicts.accept_rest(assessment=assessment, by=people.internal)
    verdicts.pass_internal_audit(assessment=assessment, by=people.internal)
    builders.audit(assessment, people.external)
    resolutions.recommend(assessment=assessment, by=people.external)
    assessment.refresh_from_db()
    results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    assessment = Assessment.objects.with_level().get(pk=assessment.pk)
    builders.resolve(assessment, people.administrator, level=assessment.computed_level)
    resolutions.publish(assessment=assessment, by=people.administrator)


def test_made_up_values_do_not_stand_beside_real_ones(six_other_areas, framework, area, draft):
    real = entry_actions.open_assessment(
        area=area, cycle=builders.CycleBuilder(framework=framework, year=draft.cycle.year + 1), by=None
    )
    type(draft.cycle).objects.filter(pk=draft.cycle_id).update(is_demonstration=True)

    assert warnings.current_warnings_and_peers(real).peer_ranges == {}


# A value that was accepted the year before


@pytest.fixture
def far(draft, people):
    """Return last year's assessment with a value far from the other areas, before any comparison."""

    def take(status):
        builders.fill_in(draft, people.officer)
        values = {"SO2.3": EntryValue(value=Decimal(500))}
        entry_actions.save_entries(assessment=draft, values=values, by=people.officer)
        draft.refresh_from_db()
        results.compute_level(assessment_id=draft.pk, revision=draft.revision)
        if status == Status.PUBLISHED:
            builders.submit(draft, people.officer)
            draft.refresh_from_db()
            _publish(draft, people, adjusted=None)
        return draft

    return take


def next_year(assessment, framework, officer, **values):
    cycle = builders.CycleBuilder(framework=framework, year=assessment.cycle.year + 1)
    following = entry_actions.open_assessment(area=assessment.area, cycle=cycle, by=None)
    entry_actions.confirm_entries(assessment=following, codes=["SO2.3"], by=officer)
    if values:
        entry_actions.save_entries(assessment=following, values={"SO2.3": EntryValue(**values)}, by=officer)
    return following


def kinds(assessment, code="SO2.3"):
    return [
        shown.warning.kind.value
        for shown in warnings.current_warnings_and_peers(assessment).warnings.get(code, ())
    ]


def test_a_carried_value_that_is_confirmed_is_not_warned_of_again(far, six_other_areas, framework, officer):
    following = next_year(far(Status.PUBLISHED), framework, officer)

    assert kinds(following) == []


def test_a_carried_value_that_is_changed_is_warned_of(far, six_other_areas, framework, officer):
    following = next_year(far(Status.PUBLISHED), framework, officer, value=Decimal(501))

    assert kinds(following) == ["other-areas"]


def test_a_carried_value_that_was_never_accepted_raises_a_warning(far, six_other_areas, framework, officer):
    following = next_year(far(Status.DRAFT), framework, officer)

    assert kinds(following) == ["other-areas"]


def test_a_carried_value_whose_reason_was_given_is_not_warned_of_again(
    far, six_other_areas, framework, officer
):
    last_year = far(Status.DRAFT)
    warning = next(
        shown.warning for shown in warnings.current_warnings_and_peers(last_year).warnings["SO2.3"]
    )
    answer = {"marks": {warning.key: warning.mark}, "reason": "มีกิจกรรมใหม่"}
    warnings_actions.answer_warnings(assessment=last_year, code="SO2.3", by=officer, **answer)

    assert kinds(next_year(last_year, framework, officer)) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("SO2.3", ["other-areas"], id="the value came back"),
        pytest.param("EN1.1", [], id="another value came back"),
    ],
)
def test_what_becomes_normal_elsewhere_while_the_province_answers_is_asked_of_what_came_back(
    draft, people, request, code, expected
):
    builders.fill_in(draft, people.officer)
    far = {"SO2.3": EntryValue(value=Decimal(500))}
    entry_actions.save_entries(assessment=draft, values=far, by=people.officer)
    builders.submit(draft, people.officer)
    builders.send_back(draft, people.internal, codes=[code])
    draft.refresh_from_db()

    request.getfixturevalue("six_other_areas")

    assert kinds(draft) == expected
