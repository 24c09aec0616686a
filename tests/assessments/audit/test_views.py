"""The pages of audits, assignments, returns and threads."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments, comments
from assessments.audit.models.comments import Thread
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries import audits
from assessments.audit.queries.assignments import assignment_of, current_assignment
from assessments.entry import queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.audit import audit_context
from assessments.pages.screens.audit_list import Show
from assessments.workflow.domain import Status
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.thai import dates
from tests import builders, files
from tests.builders import AreaBuilder

INTERNAL = Status.INTERNAL_AUDIT


@pytest.fixture
def taken(at, assessor):
    submitted = at(INTERNAL)
    assignments.take_on(assessment=submitted, by=assessor)
    return submitted


def url(name, assessment, *more):
    return reverse(f"assessments:{name}", args=[assessment.pk, *more])


def confirm(client, step, assessment):
    """Open the page that states the exceptions of a step, and confirm it."""
    mark = client.get(url(step, assessment)).context["confirmation"].statement.mark
    return client.post(url(step, assessment), {"statement": mark})


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_takes_the_same_queries_for_any_number_of_comments_and_files(
    client, draft, at, people, count, django_assert_num_queries
):
    for number in range(count):
        content = files.jpeg(size=(40 + number, 30))
        evidence = builders.add_evidence(draft, content, f"photo-{number}.jpg", by=people.officer)
        evidence_actions.cite(evidence=evidence, code="EN1.1", page=str(number + 1), by=people.officer)
    submitted = at(INTERNAL)
    builders.audit(submitted, people.internal, returning=["EN9.1", "SO1.1", "EN1.1"][:count])
    for number in range(count):
        thread = comments.open_thread(
            assessment=submitted, code="EN1.1", text=f"{number}", by=people.internal
        )
        comments.answer_thread(thread=thread, text="ตอบ", by=people.officer)
        comments.write_note(assessment=submitted, code="EN1.1", text="ลับ", by=people.internal)
    client.force_login(people.internal)
    client.get(url("audit-indicator", submitted, "EN1.1"))

    with django_assert_num_queries(20):
        response = client.get(url("audit-indicator", submitted, "EN1.1"))

    assert len(response.context["threads"]) == len(response.context["notes"]) == count
    assert len(response.context["card"].evidence.citations) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("role", "name", "expected"), [("internal", "audits", 7), ("administrator", "assignments", 9)]
)
def test_the_lists_take_the_same_queries_for_any_number_of_rows(
    client, cycle, province, people, count, role, name, expected, django_assert_num_queries
):
    for _ in range(count):
        assessment = entry_actions.open_assessment(area=AreaBuilder(province=province), cycle=cycle, by=None)
        builders.take_to(INTERNAL, assessment, people)
        assignments.take_on(assessment=assessment, by=people.internal)
    client.force_login(getattr(people, role))

    with django_assert_num_queries(expected):
        response = client.get(reverse(f"assessments:{name}"))

    listed = response.context["audits" if name == "audits" else "assessments"]
    assert listed.count == count


RETURN = {"kind": "return", "return-reason": "ขอรายชื่อ"}


@pytest.mark.parametrize(
    ("fields", "goes_on_at"),
    [
        pytest.param({"kind": "accept"}, "EN9.2", id="an accepted value leads on to the next that waits"),
        pytest.param(RETURN, "EN9.1", id="a reason is read again"),
    ],
)
def test_a_verdict_is_saved_and_the_audit_goes_on(client, taken, assessor, fields, goes_on_at):
    client.force_login(assessor)

    response = client.post(url("verdict", taken, "EN9.1"), fields)
    page = client.get(response.headers["Location"]).content.decode()

    assert response.headers["Location"] == url("audit-indicator", taken, goes_on_at)
    assert "บันทึกผลการตรวจแล้ว: EN9.1" in page
    assert Verdict.objects.get().kind == fields["kind"]


def test_an_audit_goes_on_after_the_last_indicator_at_the_first_that_waits(client, taken, assessor):
    codes = [row.indicator.code for row in audit_context(taken, None, Show.ALL)["rows"]]
    client.force_login(assessor)

    after_last = client.post(url("verdict", taken, codes[-1]), {"kind": "accept"})
    builders.audit(taken, assessor)
    with_none_left = client.post(url("verdict", taken, codes[2]), {"kind": "accept"})

    assert after_last.headers["Location"] == url("audit-indicator", taken, codes[0])
    assert with_none_left.headers["Location"] == url("audit-indicator", taken, codes[2])


@pytest.mark.parametrize(
    ("fields", "code", "address"),
    [
        pytest.param({"kind": "accept"}, "EN9.2", True, id="the next indicator, with its address"),
        pytest.param(RETURN, "EN9.1", False, id="the same indicator"),
    ],
)
def test_htmx_gets_the_screen_alone(client, taken, assessor, fields, code, address):
    client.force_login(assessor)

    response = client.post(url("verdict", taken, "EN9.1"), fields, headers={"HX-Request": "true"})

    content = response.content.decode()
    assert (response.status_code, "<html" in content) == (200, False)
    assert 'id="screen"' in content
    assert f"<title>{code} " in content
    assert response.headers.get("HX-Push-Url") == (url("audit-indicator", taken, code) if address else None)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"kind": "return", "return-reason": " "}, id="without a reason"),
        pytest.param({"kind": "adjust", "adjust-value": "x", "adjust-reason": "y"}, id="with a word"),
        pytest.param({"kind": "refuse-not-applicable"}, id="that does not fit the entry"),
        pytest.param({"kind": "hang"}, id="that is none"),
    ],
)
def test_a_verdict_is_refused_on_the_same_screen(client, taken, assessor, fields):
    client.force_login(assessor)

    response = client.post(url("verdict", taken, "EN9.1"), fields)

    assert response.status_code == 422
    assert not Verdict.objects.exists()


def test_the_screen_shows_the_levels_as_entered_and_as_audited(client, taken, assessor, monkeypatch):
    levels = {"entered_level": property(lambda _page: 4), "audited_level": property(lambda _page: 2)}
    for name, level in levels.items():
        monkeypatch.setattr(AssessmentPage, name, level)
    client.force_login(assessor)

    content = client.get(url("audit", taken)).content.decode()

    pairs, _rest = content.split('class="level-pairs"')[1].split("</div>", 1)
    assert re.findall(r"level-badge level-(\d)", pairs) == ["4", "2"]


def test_an_adjusted_value_counts_and_the_province_sees_it(client, taken, assessor, officer):
    client.force_login(assessor)

    client.post(
        url("verdict", taken, "EN9.1"),
        {"kind": "adjust", "adjust-value": "๑", "adjust-reason": "นับซ้ำหนึ่งแห่ง"},
    )

    assert audits.audit_of(taken).audited["EN9.1"] == EntryValue(value=Decimal(1))
    client.force_login(officer)
    page = client.get(url("aspect", taken, "EN9")).content.decode()
    assert "นับซ้ำหนึ่งแห่ง" in page


def test_the_whole_return_by_the_pages(client, taken, people):
    client.force_login(people.internal)
    client.post(url("verdict", taken, "EN9.1"), {"kind": "return", "return-reason": "ขอรายชื่อ"})
    confirm(client, "accept-rest", taken)
    day = timezone.localdate() + timedelta(days=7)
    due = f"{day.day}/{day.month}/{day.year + dates.BUDDHIST_ERA}"
    client.post(url("return", taken), {"due_on": due})

    client.force_login(people.officer)
    detail = client.get(taken.get_absolute_url())
    page = client.get(url("aspect", taken, "EN9"))
    client.post(url("aspect", taken, "EN9"), {"EN9.1-value": "7"})
    client.post(url("resubmit", taken), {"EN9.1": "แก้แล้ว", "declared": "on", "resubmit": "1"})

    assert "ขอรายชื่อ" in detail.content.decode()
    assert [card.form is not None for card in page.context["cards"]] == [True, False]
    taken.refresh_from_db()
    assert (taken.status, audits.audit_of(taken).round) == (INTERNAL, 2)
    client.force_login(people.internal)
    screen = client.get(url("audit", taken))
    assert (screen.context["changed_count"], screen.context["unjudged"]) == (1, ["EN9.1"])
    assert (screen.context["change"].new, screen.context["change"].returned_item.reply) == ("7", "แก้แล้ว")


@pytest.mark.parametrize(
    ("today", "suggested"),
    [
        pytest.param("2026-11-30", "14/12/2569", id="14 days later on a Monday"),
        pytest.param("2026-11-28", "14/12/2569", id="over a weekend"),
        pytest.param("2026-11-23", "8/12/2569", id="over a substitute holiday"),
    ],
)
def test_a_return_suggests_a_working_day(client, taken, assessor, time_machine, today, suggested):
    PublicHoliday.objects.create(
        day="2026-12-07", name_th="วันหยุดชดเชย", name_en="Substitute", confidence="rule", source="มติ"
    )
    time_machine.move_to(f"{today}T12:00:00+07:00")
    client.force_login(assessor)
    client.post(url("verdict", taken, "EN9.1"), {"kind": "return", "return-reason": "ขอรายชื่อ"})

    page = client.get(url("return", taken)).content.decode()

    assert f'value="{suggested}"' in page
    assert "ตรงกับวันหยุดราชการ" not in page


def test_a_holiday_chosen_by_hand_is_taken_with_a_warning(client, taken, people, time_machine):
    PublicHoliday.objects.create(
        day="2026-12-07", name_th="วันหยุดชดเชย", name_en="Substitute", confidence="rule", source="มติ"
    )
    time_machine.move_to("2026-11-29T12:00:00+07:00")
    client.force_login(people.internal)
    client.post(url("verdict", taken, "EN9.1"), {"kind": "return", "return-reason": "ขอรายชื่อ"})

    page = client.post(url("return", taken), {"due_on": "7 ธ.ค. 69"}, follow=True).content.decode()

    assert "วันจันทร์ที่ 7 ธันวาคม 2569 ตรงกับวันหยุดราชการ: วันหยุดชดเชย" in page
    time_machine.move_to("2026-12-09T12:00:00+07:00")
    client.force_login(people.officer)
    seen = [client.get(taken.get_absolute_url()), client.get(url("resubmit", taken))]
    for page in (response.content.decode() for response in seen):
        assert "ครบกำหนดวันจันทร์ที่ 7 ธันวาคม 2569" in page
        assert "เกินกำหนด 2 วัน" in page


def test_a_mistyped_year_of_a_due_date_is_refused(client, taken, people, time_machine):
    time_machine.move_to("2026-11-29T12:00:00+07:00")
    client.force_login(people.internal)
    client.post(url("verdict", taken, "EN9.1"), {"kind": "return", "return-reason": "ขอรายชื่อ"})

    page = client.post(url("return", taken), {"due_on": "14/12/2659"}).content.decode()

    assert "วันที่นี้ช้าเกินไป โปรดตรวจสอบปี" in page
    taken.refresh_from_db()
    assert taken.status == INTERNAL


def test_a_value_that_did_not_come_back_is_not_saved_by_its_address(client, at, officer):
    returned = at(Status.RETURNED)
    client.force_login(officer)

    response = client.post(url("entry", returned, "EN9.2"), {"EN9.2-value": "1"})

    assert response.status_code == 409
    assert queries.entered_values(returned)["EN9.2"] != EntryValue(value=Decimal(1))


def test_a_note_is_on_no_page_of_an_officer(client, at, people):
    submitted = at(INTERNAL)
    assignments.take_on(assessment=submitted, by=people.internal)
    comments.write_note(assessment=submitted, code="EN9.1", text="ข้อสงสัยลับ", by=people.internal)
    client.force_login(people.officer)

    pages = [
        client.get(submitted.get_absolute_url()),
        client.get(url("aspect", submitted, "EN9")),
        client.get(url("threads", submitted, "EN9.1")),
        client.get(url("evidence", submitted)),
        client.get(url("history", submitted)),
        client.get(url("export-history", submitted)),
        client.get(reverse("assessments:list")),
    ]

    contents = [b"".join(page).decode("utf-8", "ignore") for page in pages]
    assert {page.status_code for page in pages} == {200}
    assert not [text for text in contents if "ข้อสงสัยลับ" in text]
    client.force_login(people.internal)
    assert "ข้อสงสัยลับ" in client.get(url("audit-indicator", submitted, "EN9.1")).content.decode()


def test_a_comment_on_a_page_of_a_file_is_answered_by_the_province(client, draft, at, people):
    evidence = builders.add_evidence(draft, files.jpeg(), "photo.jpg", by=people.officer)
    citation = evidence_actions.cite(evidence=evidence, code="EN9.1", page="4", by=people.officer)
    submitted = at(INTERNAL)
    client.force_login(people.internal)
    client.post(url("threads", submitted, "EN9.1"), {"text": "อ่านไม่ออก", "citation": citation.pk})
    thread = Thread.objects.get()

    client.force_login(people.officer)
    client.post(url("answer-thread", submitted, thread.pk), {"text": "ส่งใหม่ได้"})

    assert (thread.evidence, thread.page) == (evidence, "4")
    assert [comment.written_by for comment in thread.comments.all()] == [people.internal, people.officer]


def test_a_file_is_shown_beside_its_value_as_sandboxed_as_ever(client, draft, at, people):
    evidence = builders.add_evidence(draft, files.jpeg(), "photo.jpg", by=people.officer)
    client.force_login(people.internal)

    response = client.get(url("view-evidence", draft, evidence.pk))

    b"".join(response)
    assert response.headers["Content-Disposition"].startswith("inline")
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = response.headers["Content-Security-Policy"]
    assert {"sandbox", "frame-ancestors 'self'"} <= {part.strip() for part in policy.split(";")}


def test_administrators_assign_in_bulk_and_are_told_what_was_refused(
    client, cycle, province, people, administrator
):
    rows = [
        entry_actions.open_assessment(area=AreaBuilder(province=province), cycle=cycle, by=None)
        for _ in range(3)
    ]
    assignments.assign(assessment=rows[2], stage="external-audit", assessor=people.internal, by=administrator)
    client.force_login(administrator)

    client.post(
        reverse("assessments:assignments"),
        {"chosen": [row.pk for row in rows], "stage": "internal-audit", "assessor": people.internal.pk},
    )

    internal_assignments = [assignment_of(row, "internal-audit") for row in rows]
    assert [assignment and assignment.assessor for assignment in internal_assignments] == [
        people.internal,
        people.internal,
        None,
    ]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        pytest.param({}, True, id="those in my hands"),
        pytest.param({"whose": "free"}, False, id="those that nobody has"),
        pytest.param({"state": "internal-audit"}, True, id="of a stage"),
        pytest.param({"state": "external-audit"}, False, id="of the other stage"),
        pytest.param({"phase": "1"}, True, id="of a phase"),
        pytest.param({"phase": "2"}, False, id="of another phase"),
        pytest.param({"changed": "on"}, True, id="changed since my last look, before the first one"),
        pytest.param({"overdue": "on"}, True, id="overdue"),
        pytest.param({"province": "999999"}, True, id="an unknown province filters nothing"),
    ],
)
def test_the_filters_of_the_list(client, taken, assessor, wanted, shown):
    client.force_login(assessor)

    response = client.get(reverse("assessments:audits"), wanted)

    assert (taken in response.context["audits"].rows) == shown


def test_what_others_did_since_my_look_is_new(client, taken, people):
    client.force_login(people.internal)
    client.get(url("audit", taken))
    before = client.get(reverse("assessments:audits"), {"changed": "on"}).context["audits"].rows
    assert before == []

    comments.open_thread(assessment=taken, code="EN9.1", text="ขอแก้ไข", by=people.officer)

    after = client.get(reverse("assessments:audits"), {"changed": "on"}).context["audits"].rows
    assert after == [taken]


def test_recusing_by_the_page(client, taken, assessor):
    client.force_login(assessor)

    client.post(url("recuse", taken), {"stage": "internal-audit", "reason": "รู้จักกับผู้กรอก"})

    assert current_assignment(taken) is None


def test_an_assessor_who_is_not_assigned_reads_no_note(client, at, people):
    submitted = at(INTERNAL)
    assignments.take_on(assessment=submitted, by=people.internal)
    comments.write_note(assessment=submitted, code="EN9.1", text="ข้อสงสัยลับ", by=people.internal)

    readers = {}
    for person in (people.internal, people.external, people.administrator):
        client.force_login(person)
        page = client.get(url("audit-indicator", submitted, "EN9.1"))
        readers[person] = "ข้อสงสัยลับ" in page.content.decode()

    assert readers == {people.internal: True, people.external: False, people.administrator: True}
