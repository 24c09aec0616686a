"""Closing a cycle: what stands in the way, what ends without a result, and opening it again."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.committee.actions import meetings
from assessments.cycles import actions
from assessments.entry.actions import entries as entry_actions
from assessments.workflow.domain import ENDABLE, Status, WorkflowError
from assessments.workflow.models import Assessment, Cycle
from ecotown.common.history import recording
from ecotown.notices.models import Notice
from tests import builders

REASON = "จังหวัดไม่ส่งแบบประเมิน"


def refusal_of(action, **values):
    with pytest.raises(WorkflowError) as error:
        action(**values)
    return error.value.code


def last_event(subject):
    event = recording.events_of(subject).last()
    return event.name, event.data


def close(cycle, administrator, reason=REASON):
    return actions.close_cycle(cycle=cycle, reason=reason, by=administrator)


@pytest.mark.parametrize("status", ENDABLE, ids=lambda status: status.value)
def test_what_is_unfinished_ends_without_a_result_and_goes_on_when_the_cycle_is_opened_again(
    at, people, status
):
    assessment = at(status)
    cycle = assessment.cycle

    close(cycle, people.administrator)

    assessment.refresh_from_db()
    cycle.refresh_from_db()
    assert (assessment.status, assessment.ended_from) == (Status.UNFINISHED, status)
    assert (cycle.is_closed, cycle.closed_by) == (True, people.administrator)
    assert last_event(assessment.history_subject) == ("ended", {"stage": status, "reason": REASON})
    assert last_event(cycle.history_subject) == (
        "cycle-closed",
        {"published": 0, "unfinished": [assessment.area.key], "reason": REASON},
    )

    actions.reopen_cycle(cycle=cycle, reason="ปิดผิดปี", by=people.administrator)

    assessment.refresh_from_db()
    cycle.refresh_from_db()
    assert (assessment.status, assessment.ended_from, cycle.is_closed) == (status, "", False)
    assert last_event(assessment.history_subject) == ("resumed", {"stage": status, "reason": "ปิดผิดปี"})
    assert last_event(cycle.history_subject) == (
        "cycle-reopened",
        {"areas": [assessment.area.key], "reason": "ปิดผิดปี"},
    )


def test_the_officers_are_told_that_their_assessment_ended(at, people, other_officer):
    assessment = at(Status.DRAFT)
    Notice.objects.all().delete()

    close(assessment.cycle, people.administrator)
    actions.reopen_cycle(cycle=assessment.cycle, reason="ปิดผิดปี", by=people.administrator)

    assert {(notice.kind, notice.user) for notice in Notice.objects.all()} == {
        ("ended", people.officer),
        ("resumed", people.officer),
    }


def test_a_cycle_whose_results_are_all_published_needs_no_reason(at, people):
    published = at(Status.PUBLISHED)

    close(published.cycle, people.administrator, reason="")

    published.refresh_from_db()
    assert published.status == Status.PUBLISHED
    assert last_event(published.cycle.history_subject) == (
        "cycle-closed",
        {"published": 1, "unfinished": [], "reason": ""},
    )


def test_what_is_unfinished_needs_a_reason(draft, administrator):
    assert refusal_of(close, cycle=draft.cycle, administrator=administrator, reason=" ") == (
        "closing-needs-reason"
    )


def test_a_granted_level_is_published_first(at, people):
    granted = at(Status.GRANTED)

    assert refusal_of(close, cycle=granted.cycle, administrator=people.administrator) == (
        "granted-unpublished"
    )


def test_what_stands_on_an_agenda_is_decided_first(at, people):
    waiting = at(Status.COMMITTEE)
    meeting = builders.meeting_of(waiting, by=people.administrator)

    assert refusal_of(close, cycle=waiting.cycle, administrator=people.administrator) == "still-on-agenda"
    meetings.take_off_agenda(item=meeting.items.get(), by=people.administrator)
    assert close(waiting.cycle, people.administrator).is_closed


def test_a_closed_cycle_takes_no_other_dates_and_no_more_areas(draft, administrator):
    cycle = draft.cycle
    close(cycle, administrator)
    other = builders.AreaBuilder(province=draft.area.province)

    assert {
        refusal_of(actions.move_dates, cycle=cycle, dates=cycle.dates, reason="เลื่อน", by=administrator),
        refusal_of(actions.add_areas, cycle=cycle, areas=[other], by=administrator),
        refusal_of(close, cycle=cycle, administrator=administrator),
    } == {"cycle-closed"}


def test_only_a_closed_cycle_is_opened_again_and_with_a_reason(draft, administrator):
    cycle = draft.cycle

    assert refusal_of(actions.reopen_cycle, cycle=cycle, reason="x", by=administrator) == "cycle-not-closed"
    close(cycle, administrator)
    assert (
        refusal_of(actions.reopen_cycle, cycle=cycle, reason=" ", by=administrator)
        == "reopening-needs-reason"
    )


def test_the_values_of_an_assessment_that_ended_are_locked(at, people):
    assessment = at(Status.DRAFT)
    close(assessment.cycle, people.administrator)

    refusal = refusal_of(entry_actions.confirm_entries, assessment=assessment, codes=[], by=people.officer)

    assert refusal == "ended"


@pytest.mark.parametrize("name", ["detail", "evidence", "basic-data", "history", "plan", "upload-workbook"])
def test_the_pages_of_an_assessment_that_ended_can_be_read(client, at, people, name):
    assessment = at(Status.RETURNED)
    close(assessment.cycle, people.administrator)
    client.force_login(people.officer)

    page = client.get(reverse(f"assessments:{name}", args=[assessment.pk]))

    assert page.status_code == 200


def test_nothing_of_an_assessment_that_ended_waits_for_anybody(client, at, people):
    assessment = at(Status.RETURNED)
    close(assessment.cycle, people.administrator)

    for person in people:
        client.force_login(person)
        page = client.get(reverse("assessments:list"))
        assert assessment.get_absolute_url() not in links_of_work(page)


def links_of_work(page):
    return [work.url for group in page.context.get("work_groups", []) for work in group.pieces]


def test_no_assessment_of_a_closed_cycle_gets_under_way_past_the_action(draft, administrator, province):
    close(draft.cycle, administrator)
    other = builders.AreaBuilder(province=province)

    with pytest.raises(IntegrityError, match="in a closed cycle"), transaction.atomic():
        Assessment.objects.create(area=other, cycle=draft.cycle)
    with pytest.raises(IntegrityError, match="in a closed cycle"), transaction.atomic():
        Assessment.objects.filter(pk=draft.pk).update(status="draft", ended_from="")


def test_no_cycle_is_closed_past_the_action_while_something_is_under_way(draft, administrator):
    cycle = draft.cycle

    with pytest.raises(IntegrityError, match="under way"), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(closed_by=administrator, closed_at="2026-11-30T00:00+07:00")


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_of_closing_do_not_grow_with_the_areas(
    cycle, province, administrator, count, django_assert_num_queries
):
    for _number in range(count):
        area = builders.AreaBuilder(province=province)
        entry_actions.open_assessment(area=area, cycle=cycle, by=None)

    with django_assert_num_queries(23):
        close(cycle, administrator)


def test_the_page_of_the_closing_lists_what_is_unfinished_and_closes_once_that_was_confirmed(
    client, at, people
):
    assessment = at(Status.DRAFT)
    cycle = assessment.cycle
    client.force_login(people.administrator)
    url = reverse("assessments:close-cycle", args=[cycle.pk])
    statement = client.get(url).context["statement"]
    assert (statement.unfinished, statement.granted, statement.published) == ([assessment], [], 0)

    unseen = client.post(url, {"reason": REASON})
    empty = client.post(url, {"reason": "", "statement": statement.mark})
    answer = client.post(url, {"reason": REASON, "statement": statement.mark})

    assert unseen.context["is_outdated"]
    assert set(empty.context["form"].errors) == {"reason"}
    assert answer.url == cycle.get_absolute_url()
    cycle.refresh_from_db()
    assert cycle.is_closed


def test_the_page_of_the_closing_says_what_stands_in_the_way(client, at, people):
    granted = at(Status.GRANTED)
    client.force_login(people.administrator)

    page = client.get(reverse("assessments:close-cycle", args=[granted.cycle_id]))

    assert page.context["statement"].refusal
    assert page.context["statement"].granted == [granted]


def test_who_closes_twice_is_told_that_it_is_done(client, draft, administrator):
    client.force_login(administrator)
    url = reverse("assessments:close-cycle", args=[draft.cycle_id])
    mark = client.get(url).context["statement"].mark
    client.post(url, {"reason": REASON, "statement": mark}, follow=True)

    again = client.post(url, {"reason": REASON, "statement": mark}, follow=True)

    assert [message.level_tag for message in again.context["messages"]] == ["info"]
    assert recording.events_of(draft.cycle.history_subject).filter(name="cycle-closed").count() == 1


def test_a_cycle_is_opened_again_from_its_page(client, draft, administrator):
    close(draft.cycle, administrator)
    client.force_login(administrator)
    url = reverse("assessments:reopen-cycle", args=[draft.cycle_id])
    assert client.get(url).status_code == 200

    answer = client.post(url, {"reason": "ปิดผิดปี"})

    draft.refresh_from_db()
    assert (answer.url, draft.status) == (draft.cycle.get_absolute_url(), Status.DRAFT)
