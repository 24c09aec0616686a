"""Closing accounts: open work is listed first and handed over, the last administrator stays."""

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from areas.models import ProvinceOfficer
from assessments.audit.actions import assignments
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.people.actions import closing, requests
from ecotown.people.domain import PeopleError
from ecotown.people.models import PersonRequest
from ecotown.people.queries.people import open_work_of
from ecotown.personal_data import actions as personal_data
from tests import builders
from tests.at_once import meanwhile, needs_server


def places_of(person):
    return [(group.kind.name, piece.key) for group in open_work_of(person) for piece in group.pieces]


def close(person, by, successors=None, reason="ลาออก"):
    return closing.close_account(person=person, successors=successors or {}, reason=reason, by=by)


@pytest.fixture
def audited(draft, officer):
    assessment = builders.fill_in(draft, officer)
    return builders.submit(assessment, officer)


def test_who_left_is_signed_out_and_sees_nothing(client, officer, administrator, events):
    client.force_login(officer)
    assert client.get("/assessments/").status_code == 200

    close(officer, administrator)

    officer.refresh_from_db()
    assert client.get("/assessments/").status_code == 302
    assert not Assessment.objects.visible_to(officer).exists()
    assert events(officer) == [("account-closed", administrator, {"reason": "ลาออก"})]


def test_a_session_of_before_does_not_come_back_with_the_account(client, officer, administrator):
    client.force_login(officer)
    close(officer, administrator)

    closing.reopen_account(person=officer, by=administrator)

    assert client.get("/me/").status_code == 302


def test_the_provinces_of_an_officer_are_handed_over(officer, administrator, draft, province, events):
    successor = builders.UserBuilder(role=Role.OFFICER, signing_name="ผู้รับช่วง")
    places = places_of(officer)
    assert [name for name, _key in places] == ["provinces"]
    with pytest.raises(PeopleError, match="open-work"):
        close(officer, administrator)

    close(officer, administrator, dict.fromkeys(places, successor))

    assert Assessment.objects.visible_to(successor).get() == draft
    assert events(officer)[0] == (
        "work-handed-over",
        administrator,
        {"pieces": [{"work": str(province), "to": successor.pk}], "reason": "ลาออก"},
    )


def test_a_colleague_who_has_the_province_keeps_the_own_term(officer, administrator, draft, province):
    colleague = builders.officer_of(province)

    close(officer, administrator, dict.fromkeys(places_of(officer), colleague))

    term = ProvinceOfficer.objects.get(officer=colleague)
    assert (term.begins_on, term.ends_on) == (None, None)


def test_work_can_be_left_to_nobody_on_purpose(officer, administrator, draft, events):
    close(officer, administrator, dict.fromkeys(places_of(officer)))

    officer.refresh_from_db()
    assert not officer.is_active
    assert events(officer)[0][2]["pieces"][0]["to"] is None


def test_audits_are_handed_over_to_another_assessor(assessor, administrator, audited):
    assignments.take_on(assessment=audited, by=assessor)
    successor = builders.UserBuilder(role=Role.ASSESSOR)
    places = places_of(assessor)

    close(assessor, administrator, dict.fromkeys(places, successor), reason="ย้าย")

    current = audited.assignments.get(ended_at__isnull=True)
    assert (current.assessor, [name for name, _key in places]) == (successor, ["audits"])


def test_an_audit_left_to_nobody_waits_for_an_administrator(assessor, administrator, audited):
    assignments.take_on(assessment=audited, by=assessor)

    close(assessor, administrator, dict.fromkeys(places_of(assessor)), reason="ย้าย")

    ended = audited.assignments.get()
    assert (ended.ended_by, ended.reason) == (administrator, "ย้าย")
    last = recording.events_of(audited.history_subject).last()
    assert (last.name, last.data["reason"]) == ("released", "ย้าย")


def test_nothing_is_closed_when_an_audit_cannot_be_taken(assessor, administrator, audited, officer):
    """Who entered values does not audit them, in whichever role."""
    assignments.take_on(assessment=audited, by=assessor)
    type(officer).objects.filter(pk=officer.pk).update(role=Role.ASSESSOR)
    officer.refresh_from_db()

    with pytest.raises(WorkflowError, match="own-entries"):
        close(assessor, administrator, dict.fromkeys(places_of(assessor), officer), reason="ย้าย")

    assessor.refresh_from_db()
    assert assessor.is_active


def test_only_a_colleague_of_the_role_takes_work(officer, administrator, assessor, draft):
    with pytest.raises(PeopleError, match="no-successor"):
        close(officer, administrator, dict.fromkeys(places_of(officer), assessor))


def test_the_last_administrator_and_oneself_stay(administrator, second):
    with pytest.raises(PeopleError, match="own-account"):
        close(administrator, administrator)
    close(second, administrator)
    with pytest.raises(PeopleError, match="last-administrator"):
        close(administrator, second)


def test_the_database_keeps_the_last_administrator(administrator, second):
    others = User.objects.filter(role=Role.ADMINISTRATOR).exclude(pk=administrator.pk)
    others.update(is_active=False)
    rows = User.objects.filter(pk=administrator.pk)

    for changes in ({"is_active": False}, {"role": Role.ASSESSOR}):
        with pytest.raises(IntegrityError, match="the last administrator is not taken away"), atomic():
            rows.update(**changes)
    with pytest.raises(IntegrityError, match="the last administrator is not taken away"), atomic():
        User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).update(is_active=False)
    assert rows.update(signing_name=administrator.signing_name) == 1


def test_all_administrators_are_not_taken_away_by_one_statement(administrator, second):
    with pytest.raises(IntegrityError, match="the last administrator is not taken away"), atomic():
        User.objects.filter(role=Role.ADMINISTRATOR).update(is_active=False)


@needs_server
def test_of_two_administrators_who_close_each_other_one_stays(administrator, second):
    refused = meanwhile(lambda: close(second, administrator), lambda: close(administrator, second))

    assert (type(refused), refused.args) == (PeopleError, ("last-administrator",))
    assert list(administrators()) == [administrator]


@needs_server
def test_of_two_writes_past_the_actions_the_database_refuses_the_second(administrator, second):
    refused = meanwhile(
        lambda: User.objects.filter(pk=second.pk).update(is_active=False),
        lambda: User.objects.filter(pk=administrator.pk).update(role=Role.ASSESSOR),
    )

    assert (type(refused), str(refused).splitlines()[0]) == (
        IntegrityError,
        "the last administrator is not taken away",
    )
    assert list(administrators()) == [administrator]


def administrators():
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)


def test_the_requests_of_an_administrator_are_listed_and_withdrawn_with_the_account(
    officer, administrator, second, third
):
    """Nobody takes them: who asked stands in the history, so another administrator asks anew."""
    requests.ask_for_administrator(person=officer, reason="x", by=second)
    places = places_of(second)
    assert [name for name, _key in places] == ["requests"]
    with pytest.raises(PeopleError, match="open-work"):
        close(second, administrator)

    close(second, administrator, dict.fromkeys(places))

    assert PersonRequest.objects.get().outcome == "refused"


def test_erasures_that_an_administrator_asked_for_are_listed_and_withdrawn(
    officer, administrator, second, third
):
    close(officer, administrator)
    erasure = personal_data.ask_for_erasure(person=officer, reason="คำขอที่ 1/2569", by=second)
    places = places_of(second)

    closing.hand_over(person=second, successors=dict.fromkeys(places), reason="ย้าย", by=administrator)

    erasure.refresh_from_db()
    assert ([name for name, _key in places], erasure.state) == (["erasures"], "withdrawn")
    assert places_of(second) == []


def test_the_requests_about_a_person_end_with_the_account(officer, administrator, second):
    requests.ask_for_administrator(person=officer, reason="x", by=second)

    close(officer, administrator)

    assert PersonRequest.objects.get().outcome == "refused"


def test_an_account_is_brought_back_as_it_was(officer, administrator, draft, events):
    close(officer, administrator, dict.fromkeys(places_of(officer)))

    closing.reopen_account(person=officer, by=administrator)

    officer.refresh_from_db()
    assert Assessment.objects.visible_to(officer).get() == draft
    assert events(officer)[-1] == ("account-reopened", administrator, {})
    with pytest.raises(PeopleError, match="open-already"):
        closing.reopen_account(person=officer, by=administrator)


def test_an_administrator_is_brought_back_by_two(administrator, second, third):
    close(third, administrator)
    with pytest.raises(PeopleError, match="two-administrators"):
        closing.reopen_account(person=third, by=administrator)
    request = requests.ask_for_administrator(person=third, reason="กลับมา", by=administrator)

    requests.confirm_request(asked=request, by=second)

    third.refresh_from_db()
    assert third.is_active


def test_an_ended_stage_is_no_open_work(assessor, audited):
    assignments.take_on(assessment=audited, by=assessor)
    type(audited).objects.filter(pk=audited.pk).update(status=Status.EXTERNAL_AUDIT)

    assert open_work_of(assessor) == []
