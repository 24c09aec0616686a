"""Meetings, agendas, resolutions, sending back and publication: what is done, refused and kept."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from areas.models import PublishedLevel
from assessments.audit.actions import verdicts
from assessments.audit.domain import VerdictKind
from assessments.audit.queries import audits
from assessments.audit.queries.assignments import current_assignment
from assessments.committee.actions import meetings, minutes, resolutions
from assessments.committee.models.meetings import AgendaItem, Attendee, Meeting
from assessments.committee.models.resolutions import Reconsideration, Resolution
from assessments.committee.queries import open_reconsideration
from assessments.corrections.words import REFUSALS
from assessments.entry.actions import entries as entry_actions
from assessments.pages.screens import committee
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.common.history import recording
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommended(cycle, province, people):
    """Return a function: `recommended(3)` makes so many assessments that wait for the committee."""

    def make(count=1, status=Status.COMMITTEE):
        areas = [builders.AreaBuilder(province=province) for _ in range(count)]
        drafts = [entry_actions.open_assessment(area=area, cycle=cycle, by=None) for area in areas]
        return [builders.take_to(status, draft, people) for draft in drafts]

    return make


@pytest.fixture
def meeting(administrator):
    return builders.seat(builders.meeting_of(by=administrator), administrator)


def refused(action, **values):
    with pytest.raises(WorkflowError) as error:
        action(**values)
    return error.value.code


def test_a_number_is_used_once(meeting, administrator):
    day = timezone.localdate()

    assert (
        refused(meetings.call_meeting, number=meeting.number, date=day, by=administrator)
        == "meeting-number-taken"
    )


def test_what_waits_is_put_on_one_agenda_in_order(recommended, meeting, administrator):
    first, second = recommended(2)

    meetings.put_on_agenda(meeting=meeting, assessments=[second, first], by=administrator)

    assert [item.assessment for item in meeting.items.all()] == [second, first]
    other_meeting = builders.meeting_of(by=administrator, number="11/2569")
    assert (
        refused(meetings.put_on_agenda, meeting=other_meeting, assessments=[first], by=administrator)
        == "on-agenda"
    )


def test_what_was_not_recommended_is_put_on_no_agenda(at, meeting, administrator):
    audited = at(Status.EXTERNAL_AUDIT)

    assert (
        refused(meetings.put_on_agenda, meeting=meeting, assessments=[audited], by=administrator)
        == "not-recommended"
    )


def test_the_agenda_is_ordered_and_shortened(recommended, meeting, administrator):
    first, second, third = recommended(3)
    items = meetings.put_on_agenda(meeting=meeting, assessments=[first, second, third], by=administrator)

    meetings.order_agenda(item=items[2], places=-1, by=administrator)
    meetings.take_off_agenda(item=items[0], by=administrator)

    assert [item.assessment for item in meeting.items.all()] == [third, second]


def test_the_committee_grants_only_what_is_on_its_agenda(at, administrator):
    waiting = at(Status.COMMITTEE)

    assert (
        refused(resolutions.resolve, assessment=waiting, granted_level=3, by=administrator) == "not-on-agenda"
    )


def test_a_meeting_to_come_resolves_nothing_yet(at, administrator):
    waiting = at(Status.COMMITTEE)
    tomorrow = timezone.localdate() + timedelta(days=1)
    builders.meeting_of(waiting, by=administrator, number="99/2599", date=tomorrow)

    assert (
        refused(resolutions.resolve, assessment=waiting, granted_level=3, by=administrator) == "meeting-date"
    )


def test_the_whole_agenda_is_granted_the_computed_levels(recommended, meeting, administrator):
    three = recommended(3)
    meetings.put_on_agenda(meeting=meeting, assessments=three, by=administrator)

    resolutions.resolve_all(meeting=meeting, by=administrator)

    assessments = Assessment.objects.filter(pk__in=[assessment.pk for assessment in three]).select_related(
        "resolution"
    )
    assert {(assessment.status, assessment.resolution.granted_level) for assessment in assessments} == {
        ("granted", 3)
    }
    assert set(meeting.items.values_list("outcome", "computed_level")) == {("granted", 3)}
    assert list(recording.breaks()) == []


def test_the_whole_agenda_is_granted_or_nothing(recommended, meeting, administrator):
    first, second = recommended(2)
    meetings.put_on_agenda(meeting=meeting, assessments=[first, second], by=administrator)
    Assessment.objects.filter(pk=second.pk).update(revision=second.revision + 1)

    assert refused(resolutions.resolve_all, meeting=meeting, by=administrator) == "level-pending"
    assert not Resolution.objects.exists()


def test_who_recommended_neither_resolves_nor_sends_back(at, people, meeting):
    waiting = at(Status.COMMITTEE)
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=people.administrator)

    for action, values in (
        (resolutions.resolve, {"assessment": waiting, "granted_level": 3}),
        (resolutions.send_back, {"assessment": waiting, "reason": "ตรวจใหม่"}),
        (resolutions.resolve_all, {"meeting": meeting}),
    ):
        assert refused(action, by=people.external, **values) == "own-recommendation"


@pytest.mark.parametrize(
    "action",
    [resolutions.resolve_all, resolutions.publish_all, meetings.put_on_agenda],
    ids=lambda action: action.__name__,
)
def test_a_batch_takes_the_same_queries_for_one_and_for_three(
    recommended, meeting, administrator, action, django_assert_max_num_queries
):
    counts = []
    for count in (1, 3):
        chosen = recommended(count)
        if action is not meetings.put_on_agenda:
            meetings.put_on_agenda(meeting=meeting, assessments=chosen, by=administrator)
        if action is resolutions.publish_all:
            resolutions.resolve_all(meeting=meeting, by=administrator)
        values = {"meeting": meeting} if action is not resolutions.publish_all else {}
        values |= {"assessments": chosen} if action is not resolutions.resolve_all else {}
        with django_assert_max_num_queries(40) as captured:
            action(by=administrator, **values)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_publishing_many_leaves_a_link_of_the_history_for_each(recommended, administrator):
    three = recommended(3, Status.GRANTED)

    resolutions.publish_all(assessments=three, by=administrator)

    assert {assessment.status for assessment in Assessment.objects.all()} == {"published"}
    assert [recording.events_of(assessment.history_subject).last().name for assessment in three] == [
        "published"
    ] * 3
    assert list(recording.breaks()) == []


def test_what_is_sent_back_is_audited_again_by_the_same_assessor(at, people, meeting):
    waiting = at(Status.COMMITTEE)
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=people.administrator)

    resolutions.send_back(assessment=waiting, reason=" ตรวจ EN1.1 อีกครั้ง ", by=people.administrator)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.recommended_by) == (Status.EXTERNAL_AUDIT, None)
    assert current_assignment(waiting).assessor == people.external
    assert audits.audit_of(waiting).unjudged(Status.EXTERNAL_AUDIT) == []
    assert open_reconsideration(waiting).reason == "ตรวจ EN1.1 อีกครั้ง"
    assert meeting.items.get().outcome == "sent-back"


@pytest.fixture
def sent_back(at, people, meeting):
    waiting = at(Status.COMMITTEE)
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=people.administrator)
    resolutions.send_back(assessment=waiting, reason="ตรวจ EN1.1 อีกครั้ง", by=people.administrator)
    waiting.refresh_from_db()
    return waiting


def test_recommending_again_waits_for_an_answer(sent_back, people):
    assert refused(resolutions.recommend, assessment=sent_back, by=people.external) == "not-reconsidered"

    resolutions.answer_committee(assessment=sent_back, reply="ตรวจแล้ว ค่าคงเดิม", by=people.external)
    resolutions.recommend(assessment=sent_back, by=people.external)

    sent_back.refresh_from_db()
    assert (sent_back.status, open_reconsideration(sent_back)) == (Status.COMMITTEE, None)


def test_a_new_verdict_is_an_answer_too(sent_back, people):
    verdicts.give_verdict(assessment=sent_back, code="EN9.1", kind=VerdictKind.ACCEPT, by=people.external)

    resolutions.recommend(assessment=sent_back, by=people.external)

    sent_back.refresh_from_db()
    assert sent_back.status == Status.COMMITTEE


def test_what_was_sent_back_comes_to_a_later_meeting(sent_back, people, meeting):
    resolutions.answer_committee(assessment=sent_back, reply="ตรวจแล้ว", by=people.external)
    resolutions.recommend(assessment=sent_back, by=people.external)
    assert (
        refused(meetings.put_on_agenda, meeting=meeting, assessments=[sent_back], by=people.administrator)
        == "on-agenda"
    )

    builders.resolve(sent_back, people.administrator, level=3, number="11/2569")

    sent_back.refresh_from_db()
    assert sent_back.resolution.meeting.number == "11/2569"


def test_closing_postpones_what_was_not_decided_and_freezes_the_rest(recommended, meeting, administrator):
    decided, left = recommended(2)
    meetings.put_on_agenda(meeting=meeting, assessments=[decided, left], by=administrator)
    resolutions.resolve(assessment=decided, granted_level=3, by=administrator)

    minutes.close_meeting(meeting=meeting, by=administrator)

    assert [item.outcome for item in meeting.items.all()] == ["granted", "postponed"]
    assert list(committee.not_on_agenda(administrator)) == [left]
    values = {"number": "1/2569", "date": meeting.date, "place": ""}
    assert refused(meetings.change_meeting, meeting=meeting, by=administrator, **values) == "meeting-closed"


def test_number_and_date_stay_once_something_was_resolved(at, meeting, administrator):
    builders.resolve(at(Status.COMMITTEE), administrator, level=3)
    values = {"date": meeting.date, "place": "ห้อง ๑"}

    meetings.change_meeting(meeting=meeting, number=meeting.number, by=administrator, **values)

    assert Meeting.objects.get().place == "ห้อง ๑"
    assert (
        refused(meetings.change_meeting, meeting=meeting, number="9/2569", by=administrator, **values)
        == "meeting-resolved"
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Meeting.objects.update(place="ที่อื่น"), id="changing a closed meeting"),
        pytest.param(lambda: Attendee.objects.update(name="คนอื่น"), id="changing a roster"),
        pytest.param(lambda: Meeting.objects.all()._raw_delete("default"), id="deleting a meeting"),
        pytest.param(lambda: AgendaItem.objects.update(outcome="waiting"), id="taking back an outcome"),
        pytest.param(lambda: AgendaItem.objects.all()._raw_delete("default"), id="emptying an agenda"),
        pytest.param(lambda: Resolution.objects.update(granted_level=5), id="changing a resolution"),
        pytest.param(lambda: Assessment.objects.update(resolution=None), id="taking off a resolution"),
        pytest.param(lambda: Resolution.objects.create(**_copy()), id="resolving after the minutes"),
    ],
)
def test_the_database_keeps_what_a_closed_meeting_decided(at, meeting, administrator, change):
    builders.resolve(at(Status.COMMITTEE), administrator, level=3)
    minutes.close_meeting(meeting=meeting, by=administrator)

    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        change()


def _copy():
    resolution = Resolution.objects.get()
    names = ("assessment", "meeting", "computed_level", "granted_level", "recorded_by", "recorded_at")
    return {name: getattr(resolution, name) for name in names} | {"replaces": resolution}


def test_the_database_keeps_why_an_assessment_was_sent_back(sent_back):
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        Reconsideration.objects.update(reason="อย่างอื่น")


def test_the_database_takes_no_resolution_of_another_area(recommended, administrator):
    first, second = recommended(2)
    builders.resolve(first, administrator, level=3)

    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        Assessment.objects.filter(pk=second.pk).update(resolution=Resolution.objects.get())


@pytest.mark.parametrize("screen", ["committee", "meeting", "room", "resolve-all", "questions"])
def test_the_pages_take_the_same_queries_for_one_and_for_three(
    client, recommended, meeting, administrator, screen, django_assert_max_num_queries
):
    client.force_login(administrator)
    counts = []
    for count in (1, 2):  # one, then three
        waiting = recommended(count)
        meetings.put_on_agenda(meeting=meeting, assessments=waiting, by=administrator)
        recommended(count)
        for published in recommended(count, Status.PUBLISHED):
            builders.ask(published, code="EN9.1")
            builders.propose(published, by=administrator)
        arguments = {
            "meeting": [meeting.pk],
            "resolve-all": [meeting.pk],
            "room": [meeting.pk, waiting[0].pk],
        }.get(screen, [])
        url = reverse(f"assessments:{screen}", args=arguments)
        client.get(url)
        with django_assert_max_num_queries(40) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_resolving_in_the_room_leads_to_the_next_one(client, recommended, meeting, administrator):
    first, second = recommended(2)
    meetings.put_on_agenda(meeting=meeting, assessments=[first, second], by=administrator)
    client.force_login(administrator)
    granted = {"granted_level": "3"}
    urls = [
        f"{reverse('assessments:resolve', args=[assessment.pk])}?room={meeting.pk}"
        for assessment in (first, second)
    ]

    marks = [client.post(url, granted).context["statement"].mark for url in urls]
    answers = [client.post(url, granted | {"statement": mark}) for url, mark in zip(urls, marks, strict=True)]

    assert [answer.headers["Location"] for answer in answers] == [
        reverse("assessments:room", args=[meeting.pk, second.pk]),
        meeting.get_absolute_url(),
    ]


def test_the_confirmation_names_area_levels_and_what_differs(client, recommended, meeting, administrator):
    (waiting,) = recommended()
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=administrator)
    client.force_login(administrator)
    url = reverse("assessments:resolve", args=[waiting.pk])
    values = {"granted_level": "2", "reason": "หลักฐานไม่ครบ"}

    response = client.post(url, values)

    page = response.content.decode()
    assert str(waiting.area) in page
    assert "หลักฐานไม่ครบ" in page
    assert response.context["statement"].difference_words == "ต่ำกว่าระดับที่คำนวณ 1 ระดับ"
    assert (meeting.number in page, "statement" in response.context) == (True, True)
    assert meeting.number in response.context["statement"].mark
    assert not Resolution.objects.exists()

    changed = client.post(url, values | {"change": "1"})
    assert changed.context["form"]["reason"].value() == "หลักฐานไม่ครบ"
    outdated = client.post(
        url, values | {"granted_level": "1", "statement": response.context["statement"].mark}
    )
    assert outdated.context["is_outdated"]
    assert not Resolution.objects.exists()


def test_an_omitted_reason_is_asked_on_the_screen_in_the_room(client, recommended, meeting, administrator):
    (waiting,) = recommended()
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=administrator)
    client.force_login(administrator)
    url = f"{reverse('assessments:resolve', args=[waiting.pk])}?room={meeting.pk}"

    response = client.post(url, {"granted_level": "2", "reason": ""})

    assert response.context["place"] == 1
    assert set(response.context["form"].errors) == {"reason"}
    assert response.context["form"]["granted_level"].value() == "2"


def test_a_meeting_shows_what_it_granted_itself_also_after_a_correction(client, at, administrator):
    published = at(Status.PUBLISHED)
    first = published.resolution.meeting
    builders.correct(published, by=administrator, level=2)
    client.force_login(administrator)

    (item,) = client.get(first.get_absolute_url()).context["items"]
    room = client.get(reverse("assessments:room", args=[first.pk, published.pk])).context

    assert Assessment.objects.get().resolution.granted_level == 2
    assert (item.resolution.granted_level, room["resolution"].granted_level) == (3, 3)


def test_the_reason_of_a_level_is_public_and_holds_no_private_details(
    client, recommended, meeting, administrator
):
    (waiting,) = recommended()
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=administrator)
    client.force_login(administrator)

    response = client.post(
        reverse("assessments:resolve", args=[waiting.pk]),
        {"granted_level": "2", "reason": "โทร 081-234-5678"},
    )

    assert response.context["form"].errors == {"reason": [str(REFUSALS["private-details"])]}


def test_the_room_shows_the_newest_earlier_level_also_of_before_the_portal(
    client, recommended, meeting, administrator
):
    (waiting,) = recommended()
    meetings.put_on_agenda(meeting=meeting, assessments=[waiting], by=administrator)
    year = waiting.cycle.year
    for earlier, level in ((year - 3, 1), (year - 1, 2), (year, 5)):
        PublishedLevel.objects.create(area=waiting.area, year=earlier, level=level, source="ประกาศ กรอ.")

    previous = committee.meeting_screen_context(meeting, waiting)["previous_level"]

    assert previous == committee.PreviousLevel(2, year - 1, "ประกาศ กรอ.")
    client.force_login(administrator)
    page = client.get(reverse("assessments:room", args=[meeting.pk, waiting.pk])).content.decode()
    assert (waiting.area.get_absolute_url() in page, "ผลที่เผยแพร่ก่อนใช้ระบบ" in page) == (True, True)
    assert "ประกาศ กรอ." not in page


def test_the_whole_agenda_is_confirmed_area_by_area(client, recommended, meeting, administrator):
    first, second = recommended(2)
    meetings.put_on_agenda(meeting=meeting, assessments=[first], by=administrator)
    client.force_login(administrator)
    url = reverse("assessments:resolve-all", args=[meeting.pk])
    shown = client.get(url).context["statement"]
    meetings.put_on_agenda(meeting=meeting, assessments=[second], by=administrator)

    outdated = client.post(url, {"statement": shown.mark})
    assert not Resolution.objects.exists()
    client.post(url, {"statement": outdated.context["statement"].mark})

    assert Resolution.objects.count() == 2


def test_the_whole_agenda_waits_for_the_day_of_the_meeting(client, recommended, administrator):
    (waiting,) = recommended()
    tomorrow = timezone.localdate() + timedelta(days=1)
    to_come = builders.meeting_of(waiting, by=administrator, number="99/2599", date=tomorrow)
    client.force_login(administrator)
    url = reverse("assessments:resolve-all", args=[to_come.pk])

    assert client.get(url).context["statement"].is_refused
    assert url not in client.get(to_come.get_absolute_url()).content.decode()


@pytest.fixture
def granted(at, administrator, meeting):
    waiting = at(Status.COMMITTEE)
    builders.resolve(waiting, administrator, level=2, reason="หลักฐานไม่ครบ")
    waiting.refresh_from_db()
    return waiting


def test_a_resolution_recorded_wrongly_is_withdrawn_and_the_area_waits_again(granted, meeting, administrator):
    resolutions.withdraw_resolution(assessment=granted, reason=" กดผิดระดับ ", by=administrator)

    granted.refresh_from_db()
    assert (granted.status, granted.resolution) == (Status.COMMITTEE, None)
    assert meeting.items.values_list("outcome", "decided_at", "computed_level").get() == (
        "waiting",
        None,
        None,
    )
    withdrawn = Resolution.objects.get()
    assert (withdrawn.granted_level, withdrawn.withdrawal_reason, withdrawn.withdrawn_by) == (
        *(2, "กดผิดระดับ"),
        administrator,
    )
    event = recording.events_of(granted.history_subject).last()
    assert (event.name, event.by, event.data) == (
        "resolution-withdrawn",
        administrator,
        {
            "meeting_number": meeting.number,
            "meeting_date": meeting.date.isoformat(),
            "computed_level": 3,
            "granted_level": 2,
            "reason": "กดผิดระดับ",
        },
    )

    resolutions.resolve(assessment=granted, granted_level=3, by=administrator)
    minutes.close_meeting(meeting=meeting, by=administrator)
    granted.refresh_from_db()
    assert granted.resolution.granted_level == 3
    assert list(recording.breaks()) == []


def test_what_is_closed_or_published_is_not_withdrawn(granted, meeting, administrator, people):
    withdraw = resolutions.withdraw_resolution
    values = {"assessment": granted, "reason": "กดผิด"}
    assert refused(withdraw, by=people.external, **values) == "own-recommendation"
    assert refused(withdraw, by=administrator, **values | {"reason": " "}) == "withdrawal-reason-missing"

    minutes.close_meeting(meeting=meeting, by=administrator)
    assert refused(withdraw, by=administrator, **values) == "meeting-closed"
    resolutions.publish(assessment=granted, by=administrator)
    assert refused(withdraw, by=administrator, **values) == "not-now"


def test_number_and_date_are_free_again_without_a_standing_resolution(granted, meeting, administrator):
    resolutions.withdraw_resolution(assessment=granted, reason="เลขที่ประชุมผิด", by=administrator)
    values = {"date": meeting.date, "place": ""}

    meetings.change_meeting(meeting=meeting, number="9/2569", by=administrator, **values)

    assert Meeting.objects.get().number == "9/2569"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda row: {"granted_level": 5}, id="with another level"),
        pytest.param(lambda row: {"reason": "อื่น"}, id="with another reason"),
        pytest.param(lambda row: {"withdrawn_by": None, "withdrawn_at": None}, id="by nobody"),
    ],
)
def test_the_database_withdraws_a_resolution_as_it_was_recorded(granted, administrator, change):
    withdrawn = {
        "withdrawn_by": administrator,
        "withdrawn_at": timezone.now(),
        "withdrawal_reason": "กดผิด",
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.update(**withdrawn | change(granted))


def test_the_page_of_a_withdrawal_leads_back_into_the_room(client, granted, meeting, administrator):
    client.force_login(administrator)
    url = reverse("assessments:withdraw-resolution", args=[granted.pk])
    room = reverse("assessments:room", args=[meeting.pk, granted.pk])
    offered = [
        url in client.get(address).content.decode()
        for address in (granted.get_absolute_url(), meeting.get_absolute_url(), room)
    ]

    empty = client.post(url, {"reason": ""})
    answer = client.post(url, {"reason": "กดผิดระดับ"})

    assert offered == [True, True, True]
    assert set(empty.context["form"].errors) == {"reason"}
    assert answer.headers["Location"] == room
    assert "กดผิดระดับ" in client.get(room).content.decode()


@pytest.mark.parametrize(
    ("number", "day", "is_consistent"),
    [
        pytest.param("1/2569", date(2026, 3, 12), True, id="the year of the date"),
        pytest.param("1/2570", date(2026, 11, 2), True, id="the fiscal year of the date"),
        pytest.param("1/2569", date(2026, 11, 2), True, id="the calendar year at its end"),
        pytest.param("1/2570", date(2026, 3, 12), False, id="another year"),
    ],
)
def test_a_number_of_another_year_than_the_date_is_pointed_out(
    client, administrator, number, day, is_consistent
):
    meeting = builders.meeting_of(by=administrator, number=number, date=day)
    client.force_login(administrator)

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert meeting.is_year_consistent == is_consistent
    assert (f"เลขที่การประชุม {number} ระบุปี" in page) == (not is_consistent)


def test_the_room_shows_only_what_is_on_the_agenda(client, at, meeting, administrator):
    waiting = at(Status.COMMITTEE)
    client.force_login(administrator)

    assert client.get(reverse("assessments:room", args=[meeting.pk, waiting.pk])).status_code == 404


def test_the_page_of_the_assessment_says_why_it_was_sent_back(client, sent_back, people):
    client.force_login(people.external)
    url = reverse("assessments:answer-committee", args=[sent_back.pk])

    client.post(url, {"reply": "ตรวจแล้ว ค่าคงเดิม"})

    page = client.get(sent_back.get_absolute_url())
    assert page.context["page"].reconsideration.reply == "ตรวจแล้ว ค่าคงเดิม"
    assert "ตรวจ EN1.1 อีกครั้ง" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"number": "ครั้งที่สิบ"}, "number", id="a number that is none"),
        pytest.param({"date": "31/2/2569"}, "date", id="a day that is none"),
        pytest.param({"date": "12/3/26"}, "date", id="a year of either era"),
        pytest.param({"date": "12/3/2459"}, "date", id="before there were criteria"),
        pytest.param({"number": "10-2/2569"}, "number", id="a number that is taken"),
    ],
)
def test_a_faulty_meeting_is_told_at_its_field(client, meeting, administrator, typed, field):
    client.force_login(administrator)
    good = {"number": "๑๑/๒๕๖๙", "date": "12/3/2569"}

    response = client.post(reverse("assessments:call-meeting"), good | typed)

    assert set(response.context["form"].errors) == {field}
    assert Meeting.objects.get() == meeting


def test_a_meeting_is_entered_in_thai_digits(client, administrator):
    client.force_login(administrator)

    client.post(reverse("assessments:call-meeting"), {"number": "๑๑-๑/๒๕๖๙", "date": "๑๒/๓/๒๕๖๙"})

    assert Meeting.objects.values_list("number", "date").get() == ("11-1/2569", builders.MEETING["date"])
