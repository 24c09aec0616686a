"""A question of an assessor waits in the officer's queue, and is closed by who asked it."""

import pytest
from django.urls import reverse

from assessments.audit.actions import assignments, comments
from assessments.audit.domain import check_settling
from assessments.entry.actions import entries as entry_actions
from assessments.pages.screens import my_work
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from ecotown.notices import registry
from tests import builders

ASKER, COLLEAGUE, ASSIGNED = 1, 2, 3


@pytest.fixture
def taken(at, assessor):
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=assessor)
    return assessment


@pytest.fixture
def thread(taken, assessor):
    return comments.open_thread(assessment=taken, code="EN9.1", text="ที่มาของค่านี้?", by=assessor)


def answer(thread, by):
    comments.answer_thread(thread=thread, text="จากทะเบียนโรงงาน", by=by)


def settle(thread, by):
    return comments.settle_thread(thread=thread, is_settled=True, by=by)


def work_of(user):
    """Return what waits for a user as (label, address)."""
    waiting = my_work.waiting_assessments(user)
    return [(link.label, link.url) for row in waiting for link in my_work.work_links(row, user)]


def threads_url(assessment, code="EN9.1"):
    return reverse("assessments:threads", args=[assessment.pk, code])


@pytest.mark.parametrize(
    ("person", "of_province", "asked_by_province", "code"),
    [
        pytest.param(ASKER, True, True, None, id="the officer who asked"),
        pytest.param(COLLEAGUE, True, True, None, id="an officer of the same province"),
        pytest.param(
            ASSIGNED, False, True, "asked-by-province", id="an assessor closes no question of the province"
        ),
        pytest.param(
            COLLEAGUE, True, False, "asked-by-assessor", id="an officer closes no question of an assessor"
        ),
        pytest.param(ASKER, False, False, None, id="the assessor who asked, although replaced since"),
        pytest.param(ASSIGNED, False, False, None, id="the assessor who has the audit now"),
        pytest.param(COLLEAGUE, False, False, "asked-by-other-assessor", id="any other assessor"),
    ],
)
def test_who_asked_settles(person, of_province, asked_by_province, code):
    who = {"is_of_province": of_province, "is_asked_by_province": asked_by_province, "assigned": [ASSIGNED]}
    if code is None:
        check_settling(person, ASKER, **who)
        return
    with pytest.raises(WorkflowError, match=f"^{code}$"):
        check_settling(person, ASKER, **who)


def test_an_open_question_is_work_of_the_officer_until_it_is_answered(taken, thread, officer):
    before = work_of(officer)

    answer(thread, officer)

    assert before == [("ตอบความเห็นของผู้ตรวจประเมิน 1 หัวข้อ", f"{threads_url(taken)}#threads")]
    assert work_of(officer) == []


def test_a_question_stands_before_drafts_that_are_due_some_day(taken, thread, officer, province):
    area = builders.AreaBuilder(province=province)
    draft = entry_actions.open_assessment(area=area, cycle=taken.cycle, by=None)

    assert list(my_work.waiting_assessments(officer)) == [taken, draft]


def test_a_further_question_makes_it_work_again(thread, officer, assessor):
    answer(thread, officer)
    answer(thread, assessor)

    assert len(work_of(officer)) == 1


def test_a_settled_question_and_one_of_the_officer_are_no_work(taken, thread, officer, assessor):
    settle(thread, assessor)
    comments.open_thread(assessment=taken, code="EN9.1", text="ใช้ค่าใด?", by=officer)

    assert work_of(officer) == []


def test_after_a_return_the_question_stands_beside_the_values(at, officer, people):
    returned = at(Status.RETURNED)
    comments.open_thread(assessment=returned, code="EN1.1", text="หน่วยใด?", by=people.internal)

    urls = [url for _label, url in work_of(officer)]

    assert urls == [returned.get_absolute_url(), f"{threads_url(returned, 'EN1.1')}#threads"]


def test_once_no_comment_is_possible_nothing_waits(at, people, officer):
    """The committee decides although nobody has answered."""
    recommended = at(Status.COMMITTEE)
    comments.open_thread(assessment=recommended, code="EN9.1", text="?", by=people.internal)
    before = len(work_of(officer))

    builders.resolve(recommended, people.administrator, level=3)

    assert (before, work_of(officer)) == (1, [])


def test_the_question_is_in_the_daily_mail_and_in_no_queue_of_others(
    thread, officer, other_officer, assessor
):
    pending = registry.pending_work(officer)

    assert [(work.action, work.due) for work in pending] == [("ตอบความเห็นของผู้ตรวจประเมิน 1 หัวข้อ", None)]
    assert registry.pending_work(other_officer) == []
    assert [work.action for work in registry.pending_work(assessor)] != ["ตอบความเห็นของผู้ตรวจประเมิน 1 หัวข้อ"]


def test_the_pages_lead_the_officer_to_the_question(client, taken, thread, officer, assessor):
    client.force_login(officer)
    link = f'href="{threads_url(taken)}#threads"'
    pages = [
        client.get(url).content.decode() for url in (reverse("assessments:list"), taken.get_absolute_url())
    ]

    assert [link in page for page in pages] == [True, True]
    client.force_login(assessor)
    assert link not in client.get(taken.get_absolute_url()).content.decode()


def test_an_officer_does_not_close_an_assessors_question(client, taken, thread, officer):
    client.force_login(officer)
    page = client.get(threads_url(taken)).content.decode()

    response = client.post(reverse("assessments:settle-thread", args=[taken.pk, thread.pk]), follow=True)

    thread.refresh_from_db()
    assert not thread.is_settled
    assert [str(message) for message in response.context["messages"]] == [
        "ผู้ตรวจประเมินเป็นผู้เปิดหัวข้อนี้ จึงเป็นผู้ปิดหัวข้อเมื่อได้รับคำตอบแล้ว โปรดเขียนคำตอบ"
    ]
    assert reverse("assessments:settle-thread", args=[taken.pk, thread.pk]) not in page
    assert "จึงเป็นผู้ปิดหัวข้อเมื่อได้รับคำตอบแล้ว" in page


def test_after_the_answer_the_asker_closes_and_may_press_twice(client, taken, thread, officer, assessor):
    answer(thread, officer)
    client.force_login(assessor)
    url = reverse("assessments:settle-thread", args=[taken.pk, thread.pk])

    levels = [
        message.level_tag for _ in range(2) for message in client.post(url, follow=True).context["messages"]
    ]

    names = [row.name for row in recording.events_of(taken.history_subject)]
    assert (levels, names.count("thread-settled")) == (["success", "info"], 1)


def test_an_officer_closes_a_question_of_a_colleague(taken, officer, assessor):
    own = comments.open_thread(assessment=taken, code="EN9.1", text="ใช้ค่าใด?", by=officer)
    with pytest.raises(WorkflowError, match="^asked-by-province$"):
        settle(own, assessor)

    assert settle(own, builders.officer_of(taken.area.province)).is_settled


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_for_any_number_of_questions(
    client, count, taken, officer, assessor, django_assert_num_queries
):
    for number in range(count):
        comments.open_thread(
            assessment=taken, code=f"EN9.{number + 1}" if number < 2 else "EN1.1", text="?", by=assessor
        )

    with django_assert_num_queries(1):
        assert len(list(my_work.waiting_assessments(officer))) == 1
