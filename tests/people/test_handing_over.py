"""Open work handed over by a person who keeps the account: some or all of it, told to those concerned."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.models import ProvinceOfficer
from assessments.audit.actions import assignments
from assessments.entry.actions import entries
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role
from ecotown.notices.models import Notice
from ecotown.people.actions import closing
from ecotown.people.domain import PeopleError
from ecotown.people.queries.people import open_work_of
from tests import builders
from tests.people.test_closing import places_of


@pytest.fixture
def successor(db):
    return builders.UserBuilder(role=Role.OFFICER, signing_name="ผู้รับช่วง")


@pytest.fixture
def audits(draft, officer, assessor):
    """Return two submitted assessments that the assessor audits."""
    other = builders.AreaBuilder(province=draft.area.province)
    second = entries.open_assessment(area=other, cycle=draft.cycle, by=None)
    rows = [builders.submit(builders.fill_in(row, officer), officer) for row in (draft, second)]
    for row in rows:
        assignments.take_on(assessment=row, by=assessor)
    return rows


def hand_over(person, by, successors, reason="ย้ายไปงานอื่น"):
    return closing.hand_over(person=person, successors=successors, reason=reason, by=by)


def told():
    """Return the notices about people: their kind and who got them."""
    return set(Notice.objects.filter(subject="person").values_list("kind", "user"))


def test_a_province_passes_to_another_officer_and_the_account_stays(
    client, officer, administrator, successor, draft, province, events
):
    colleague = builders.officer_of(province)
    yesterday = timezone.localdate() - timedelta(days=1)

    handed_over = hand_over(officer, administrator, dict.fromkeys(places_of(officer), successor))

    officer.refresh_from_db()
    term = ProvinceOfficer.objects.get(officer=officer)
    assert (handed_over, officer.is_active, term.ends_on) == ([str(province)], True, yesterday)
    assert Assessment.objects.visible_to(successor).get() == draft
    assert not Assessment.objects.visible_to(officer).exists()
    assert told() == {
        ("work-given", officer.pk),
        ("work-received", successor.pk),
        ("work-handed-over-beside", colleague.pk),
    }
    assert events(officer)[-1] == (
        "work-handed-over",
        administrator,
        {
            "pieces": [{"work": str(province), "to": successor.pk}],
            "reason": "ย้ายไปงานอื่น",
            "told": [colleague.pk],
        },
    )


@pytest.mark.parametrize("who", ["officer", "successor", "colleague"])
def test_those_concerned_read_what_was_handed_over(
    client, officer, administrator, successor, draft, province, who
):
    colleague = builders.officer_of(province)
    hand_over(officer, administrator, dict.fromkeys(places_of(officer), successor))
    client.force_login({"officer": officer, "successor": successor, "colleague": colleague}[who])

    listed = client.get(reverse("notices:list")).content.decode()
    page = client.get(reverse("people:handed-over", args=[officer.pk])).content.decode()

    assert reverse("people:handed-over", args=[officer.pk]) in listed or str(province) in listed
    assert "ผู้รับช่วง: ผู้รับช่วง" in page
    assert "ย้ายไปงานอื่น" in page


def test_whom_it_does_not_concern_reads_nothing(client, officer, administrator, successor, draft):
    hand_over(officer, administrator, dict.fromkeys(places_of(officer), successor))
    client.force_login(builders.UserBuilder(role=Role.OFFICER))

    assert client.get(reverse("people:handed-over", args=[officer.pk])).status_code == 404


def test_one_of_two_audits_is_handed_over(client, assessor, administrator, audits):
    """Both are told by the notices of the assessment, and by no other."""
    successor = builders.UserBuilder(role=Role.ASSESSOR)
    first, second = places_of(assessor)
    client.force_login(administrator)
    field = f"audits-{second[1]}"

    answer = client.post(
        reverse("people:hand-over", args=[assessor.pk]), {field: successor.pk, "reason": "ย้ายไปงานอื่น"}
    )

    assert answer.headers["Location"] == reverse("people:person", args=[assessor.pk])
    assert places_of(assessor) == [first]
    assert len(places_of(successor)) == 1
    assert told() == set()
    reassigned = Notice.objects.filter(kind="reassigned").values_list("user", flat=True)
    assert set(reassigned) == {assessor.pk, successor.pk}


def test_all_audits_are_handed_over_by_one_choice_but_for_the_one_left_to_nobody(
    client, assessor, administrator, audits
):
    successor = builders.UserBuilder(role=Role.ASSESSOR)
    first, _second = places_of(assessor)
    client.force_login(administrator)
    choices = {"all-audits": successor.pk, f"audits-{first[1]}": "nobody", "reason": "ย้ายไปงานอื่น"}

    client.post(reverse("people:hand-over", args=[assessor.pk]), choices)

    assert (open_work_of(assessor), len(places_of(successor))) == ([], 1)
    assert told() == {("work-given", assessor.pk)}


def test_an_account_is_closed_with_one_choice_for_all(client, assessor, administrator, audits):
    successor = builders.UserBuilder(role=Role.ASSESSOR)
    client.force_login(administrator)

    client.post(reverse("people:close", args=[assessor.pk]), {"all-audits": successor.pk, "reason": "ลาออก"})

    assessor.refresh_from_db()
    assert (assessor.is_active, len(places_of(successor))) == (False, 2)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        pytest.param({"reason": "ย้าย"}, "โปรดเลือกผู้รับช่วงงานอย่างน้อย 1 รายการ", id="nothing chosen"),
        pytest.param({"all-audits": "nobody"}, "เหตุผล", id="no reason"),
    ],
)
def test_what_is_missing_is_said(client, assessor, administrator, audits, sent, error):
    client.force_login(administrator)

    answer = client.post(reverse("people:hand-over", args=[assessor.pk]), sent)

    assert (answer.status_code, error in answer.content.decode()) == (422, True)
    assert len(places_of(assessor)) == 2


def test_steps_that_are_refused(officer, administrator, draft):
    with pytest.raises(PeopleError, match="nothing-handed-over"):
        hand_over(officer, administrator, {})
    with pytest.raises(PeopleError, match="reason-missing"):
        hand_over(officer, administrator, dict.fromkeys(places_of(officer)), reason="\u200b")
    closing.close_account(
        person=officer, successors=dict.fromkeys(places_of(officer)), reason="ลา", by=administrator
    )
    with pytest.raises(PeopleError, match="closed"):
        hand_over(officer, administrator, {})


def test_a_person_without_open_work_has_nothing_to_hand_over(client, officer, administrator):
    client.force_login(administrator)

    page = client.get(reverse("people:hand-over", args=[officer.pk])).content.decode()

    assert "ไม่มีงานที่ต้องส่งมอบ" in page
