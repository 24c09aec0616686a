"""What is stated before an assessor accepts in bulk, passes or recommends, and what is kept of it."""

import csv
import io
import re
import subprocess
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from assessments.audit.actions import assignments, comments, verdicts
from assessments.audit.domain import Concern, Statement, VerdictKind, check_stated
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries import audits
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.history.queries import timeline
from assessments.reports.documents import dossier_workbook, reports
from assessments.reports.queries import dossier as dossier_queries
from assessments.reports.results import RELATED_ROWS
from assessments.submission import actions as submission_actions
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from assessments.workflow.words import STATUS_NAMES
from ecotown.common.history import recording
from tests import builders
from tests.common.history.test_history import change_unguarded

INTERNAL, EXTERNAL = Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT
STATE = {"given": {"value": "7"}, "cited": []}
OTHER_STATE = {"given": {"value": "8"}, "cited": []}
pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(at, people):
    submitted = at(INTERNAL)
    assignments.take_on(assessment=submitted, by=people.internal)
    return submitted


@pytest.fixture
def assessor_client(client, people):
    client.force_login(people.internal)
    return client


def url(name, assessment, *more):
    return reverse(f"assessments:{name}", args=[assessment.pk, *more])


def asked(client, step, assessment):
    return client.get(url(step, assessment)).context["confirmation"]


def concerns_of(client, step, assessment):
    statement = asked(client, step, assessment).statement
    return {concern: codes for concern, codes in statement.concerns.items() if codes}


def confirm(client, step, assessment):
    mark = asked(client, step, assessment).statement.mark
    return client.post(url(step, assessment), {"statement": mark})


def last_event(assessment):
    return recording.events_of(assessment.history_subject).last()


def test_a_statement_has_another_mark_when_anything_in_it_differs():
    values = {"states": {"A": STATE}, "concerns": {}, "left_out": {}, "entered_level": 3, "audited_level": 3}
    others = [
        {"states": {"B": STATE}},
        {"states": {"A": OTHER_STATE}},
        {"concerns": {Concern.WARNED: ["A"]}},
        {"left_out": {Concern.RETURNED: ["B"]}},
        {"audited_level": 2},
        {"is_visit_missing": True},
    ]

    marks = {Statement(**{**values, **other}).mark for other in [{}, *others]}

    assert len(marks) == 1 + len(others)
    assert Statement(**values).mark in marks


def test_other_codes_than_those_stated_are_refused():
    statement = Statement(states={"A": STATE}, concerns={}, left_out={}, entered_level=3, audited_level=3)

    check_stated({"A": STATE}, statement)
    check_stated({"B": STATE}, None)
    for states in ({"A": STATE, "B": STATE}, {"A": OTHER_STATE}):
        with pytest.raises(WorkflowError, match="^stated-otherwise$"):
            check_stated(states, statement)


def test_the_exceptions_of_accepting_in_bulk_are_stated_by_name(assessor_client, taken, people):
    comments.open_thread(assessment=taken, code="EN9.2", text="มาจากไหน", by=people.internal)
    assessor_client.get(url("audit-indicator", taken, "EN9.1"))

    page = assessor_client.get(url("accept-rest", taken))

    confirmation = page.context["confirmation"]
    statement = confirmation.statement
    everything = [*audits.audit_of(taken).indicator_audits]
    assert statement.codes == [code for code in everything if code != "EN9.2"]
    assert statement.concerns[Concern.NOT_OPENED] == [
        code for code in everything if code not in {"EN9.1", "EN9.2"}
    ]
    assert {concern: codes for concern, codes in statement.left_out.items() if codes} == {
        Concern.OPEN_COMMENTS: ["EN9.2"]
    }
    assert statement.concerns[Concern.WITHOUT_EVIDENCE] == statement.codes
    content = page.content.decode()
    assert "ยืนยันการยอมรับค่าของ 40 ตัวชี้วัดพร้อมกันหรือไม่" in content
    for indicator in (indicator for _words, named in confirmation.concerns for indicator in named):
        assert f'href="{url("audit-indicator", taken, indicator.code)}"' in content
        assert escape(indicator.short_name_th or indicator.name_th) in content


def test_a_warning_is_marked_in_the_list_and_stated(assessor_client, warned, people):
    submitted = builders.submit(warned, people.officer)
    assignments.take_on(assessment=submitted, by=people.internal)

    page = assessor_client.get(url("audit", submitted), {"show": "warned"})

    indicators = page.context["indicators"]
    assert [row.indicator.code for row in indicators.shown] == ["EN1.2"]
    assert {choice.show.value: choice.count for choice in indicators.choices}["warned"] == 1
    words = "ชี้แจงเหตุผลของคำเตือนแล้ว"
    assert f'class="warned-mark is-answered" role="img"\n                    aria-label="{words}"' in (
        page.content.decode()
    )
    assert concerns_of(assessor_client, "accept-rest", submitted)[Concern.WARNED] == ["EN1.2"]


def test_what_changed_since_it_was_opened_is_stated(assessor_client, at, people):
    submitted = at(INTERNAL)
    for code in ("EN9.1", "EN9.2"):
        assessor_client.get(url("audit-indicator", submitted, code))
    submission_actions.withdraw(assessment=submitted, by=people.officer)
    values = {"EN9.1": EntryValue(value=Decimal(7))}
    entry_actions.save_entries(assessment=submitted, values=values, by=people.officer)
    builders.submit(submitted, people.officer)
    assignments.take_on(assessment=submitted, by=people.internal)

    concerns = concerns_of(assessor_client, "accept-rest", submitted)

    assert concerns[Concern.CHANGED_SINCE] == ["EN9.1"]
    assert not {"EN9.1", "EN9.2"} & {*concerns[Concern.NOT_OPENED]}
    assessor_client.get(url("audit-indicator", submitted, "EN9.1"))
    assert Concern.CHANGED_SINCE not in concerns_of(assessor_client, "accept-rest", submitted)


def test_nothing_is_accepted_before_the_statement_was_shown_as_it_is_now(assessor_client, taken, people):
    before = asked(assessor_client, "accept-rest", taken).statement.mark
    comments.open_thread(assessment=taken, code="EN9.2", text="มาจากไหน", by=people.internal)

    answers = [assessor_client.post(url("accept-rest", taken), sent) for sent in ({}, {"statement": before})]

    assert [answer.status_code for answer in answers] == [422, 422]
    told = "ข้อมูลเปลี่ยนไปหลังจากที่แสดงรายการนี้" in answers[0].content.decode()
    told_outdated = "ข้อมูลเปลี่ยนไปหลังจากที่แสดงรายการนี้" in answers[1].content.decode()
    assert (told, told_outdated, Verdict.objects.exists()) == (False, True, False)


def test_a_value_that_has_changed_since_is_not_accepted_in_bulk_unseen(assessor_client, at, people):
    assigned = at(INTERNAL)
    assignments.assign(assessment=assigned, stage=INTERNAL, assessor=people.internal, by=people.administrator)
    before = asked(assessor_client, "accept-rest", assigned).statement.mark
    submission_actions.withdraw(assessment=assigned, by=people.officer)
    values = {"EN9.1": EntryValue(value=Decimal(7))}
    entry_actions.save_entries(assessment=assigned, values=values, by=people.officer)
    builders.submit(assigned, people.officer)

    answer = assessor_client.post(url("accept-rest", assigned), {"statement": before})

    assert (answer.status_code, Verdict.objects.exists()) == (422, False)


@pytest.fixture
def shown_before(assessor_client, at, people):
    """Return an assessment whose EN9.1 changed after the assessor opened it, and what its page sends."""
    assigned = at(INTERNAL)
    assignments.assign(assessment=assigned, stage=INTERNAL, assessor=people.internal, by=people.administrator)
    page = assessor_client.get(url("audit-indicator", assigned, "EN9.1")).content.decode()
    (shown,) = set(re.findall(r'name="shown" value="(\w+)"', page))
    submission_actions.withdraw(assessment=assigned, by=people.officer)
    values = {"EN9.1": EntryValue(value=Decimal(7))}
    entry_actions.save_entries(assessment=assigned, values=values, by=people.officer)
    builders.submit(assigned, people.officer)
    return assigned, shown


@pytest.mark.parametrize(
    "sent", [{"kind": "accept"}, {"kind": "return", "return-reason": "ขอหลักฐานเพิ่ม"}], ids=["accept", "return"]
)
def test_a_value_that_has_changed_since_is_not_judged_unseen(assessor_client, shown_before, sent):
    assessment, shown = shown_before
    verdict_url = url("verdict", assessment, "EN9.1")

    answer = assessor_client.post(verdict_url, {**sent, "shown": shown})

    page = answer.content.decode()
    assert (answer.status_code, Verdict.objects.exists()) == (422, False)
    assert "ข้อมูลเปลี่ยนไปหลังจากที่แสดงรายการนี้" in page
    assert sent.get("return-reason", "") in page
    (shown_now,) = set(re.findall(r'name="shown" value="(\w+)"', page))
    assessor_client.post(verdict_url, {**sent, "shown": shown_now})
    assert [verdict.kind for verdict in Verdict.objects.all()] == [sent["kind"]]


def test_the_action_refuses_a_statement_about_others(taken, people):
    statement = Statement(states={"EN9.1": STATE}, concerns={}, left_out={}, entered_level=3, audited_level=3)

    with pytest.raises(WorkflowError, match="^stated-otherwise$"):
        verdicts.accept_rest(assessment=taken, statement=statement, by=people.internal)


def test_the_history_keeps_what_was_accepted_in_bulk_and_what_was_stated(
    client, assessor_client, taken, people
):
    verdicts.give_verdict(assessment=taken, code="EN9.1", kind=VerdictKind.ACCEPT, by=people.internal)

    confirm(assessor_client, "accept-rest", taken)

    event = last_event(taken)
    codes = [code for code in audits.audit_of(taken).indicator_audits if code != "EN9.1"]
    assert (event.name, event.data["verdicts"].keys()) == ("verdicts-given", {*codes})
    assert event.data["stated"]["concerns"]["not-opened"] == codes
    assert [verdict.is_in_bulk for verdict in Verdict.objects.order_by("pk")] == [False] + [True] * 40
    facts = dict(timeline(taken, with_statements=True)[0].facts)
    assert facts["ยังไม่ได้เปิดดู"] == ", ".join(codes)
    export = client.get(url("export-history", taken))
    lines = list(csv.reader(io.StringIO(b"".join(export).decode("utf-8-sig"))))
    bulk = [line for line in lines if line[3] == "ยอมรับค่าพร้อมกันหลายตัวชี้วัด"]
    assert [line[4] for line in bulk] == codes
    assert "ยังไม่ได้เปิดดู: PH1.1, " in bulk[0][7]


def test_the_province_does_not_read_what_was_stated_to_its_assessor(client, assessor_client, taken, people):
    confirm(assessor_client, "accept-rest", taken)
    pages = ("history", "detail", "export-history")

    def tells(reader):
        client.force_login(reader)
        answers = [client.get(url(page, taken)) for page in pages]
        contents = [b"".join(answer) if answer.streaming else answer.content for answer in answers]
        return ["ยังไม่ได้เปิดดู" in content.decode() for content in contents]

    assert tells(people.internal) == tells(people.administrator) == [True] * 3
    assert tells(people.officer) == [False] * 3


def test_a_statement_that_was_tampered_with_is_shown_as_it_is(taken, people):
    verdicts.accept_rest(assessment=taken, by=people.internal)
    change_unguarded(
        "UPDATE common_event SET data = %s WHERE name = 'verdicts-given'", '{"stated": {"concerns": 7}}'
    )

    assert timeline(taken, with_statements=True)[0].facts == (("ข้อสังเกตก่อนยืนยัน", "{'concerns': 7}"),)


def test_a_verdict_given_singly_is_no_longer_in_bulk(taken, people):
    verdicts.accept_rest(assessment=taken, by=people.internal)

    verdicts.give_verdict(assessment=taken, code="EN9.1", kind=VerdictKind.ACCEPT, by=people.internal)

    taken.refresh_from_db()
    assert len(audits.audit_of(taken).accepted_in_bulk(INTERNAL)) == 40
    with pytest.raises(IntegrityError, match="in_bulk"), transaction.atomic():
        Verdict.objects.filter(indicator__code="EN1.1").update(kind=VerdictKind.AGREE)


def test_passing_and_recommending_state_what_the_next_one_has_to_know(client, taken, people):
    client.force_login(people.internal)
    adjusted = EntryValue(value=Decimal(0))
    verdicts.give_verdict(
        assessment=taken,
        code="EN9.1",
        kind=VerdictKind.ADJUST,
        adjusted=adjusted,
        reason="ไม่พบ",
        by=people.internal,
    )
    confirm(client, "accept-rest", taken)
    taken.refresh_from_db()

    passing = asked(client, "pass", taken)
    confirm(client, "pass", taken)
    taken.refresh_from_db()
    assignments.take_on(assessment=taken, by=people.external)
    client.force_login(people.external)
    screen = client.get(url("audit", taken)).content.decode()
    confirm(client, "accept-rest", taken)
    recommending = asked(client, "recommend", taken)
    confirm(client, "recommend", taken)

    taken.refresh_from_db()
    assert taken.status == Status.COMMITTEE
    assert passing.question == "ยืนยันให้ผ่านการตรวจประเมินภายในหรือไม่"
    assert "ตรวจประเมินภายใน: ยอมรับพร้อมกัน 40 ตัวชี้วัด" in screen
    assert len(passing.statement.concerns[Concern.IN_BULK]) == 40
    assert "EN9.1" not in passing.statement.concerns[Concern.NOT_OPENED]
    level = recommending.statement.audited_level
    assert recommending.question == f"ยืนยันการเสนอคณะกรรมการที่ระดับ {level} หรือไม่"
    assert (passing.statement.is_visit_missing, recommending.statement.is_visit_missing) == (False, True)
    stated = last_event(taken).data["stated"]
    assert (stated["is_visit_missing"], stated["audited_level"]) == (True, level)
    assert dict(timeline(taken, with_statements=True)[0].facts)["การตรวจพื้นที่"] == "ยังไม่มีการบันทึก"


def test_a_recorded_visit_is_not_missing(client, at, people):
    assessment = at(EXTERNAL)
    assignments.take_on(assessment=assessment, by=people.external)
    builders.visit(assessment, people.external)
    client.force_login(people.external)

    assert asked(client, "accept-rest", assessment).statement.is_visit_missing is False


@pytest.mark.parametrize(
    ("step", "told"),
    [("accept-rest", "ยอมรับ"), ("pass", "ตัวชี้วัด")],
)
def test_a_step_that_the_verdicts_do_not_allow_asks_nothing(assessor_client, taken, people, step, told):
    if step == "accept-rest":
        verdicts.accept_rest(assessment=taken, by=people.internal)

    page = assessor_client.get(url(step, taken), follow=True)

    assert page.redirect_chain == [(url("audit", taken), 302)]
    (message,) = page.context["messages"]
    assert (message.level_tag, told in str(message)) == ("error", True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_statement_takes_the_same_queries_for_any_number_of_rows(
    assessor_client, taken, people, count, django_assert_num_queries
):
    for code in ["EN9.1", "EN9.2", "EN1.1"][:count]:
        assessor_client.get(url("audit-indicator", taken, code))
        comments.open_thread(assessment=taken, code=code, text="มาจากไหน", by=people.internal)

    with django_assert_num_queries(16):
        assessor_client.get(url("accept-rest", taken))


def test_the_papers_say_what_was_accepted_in_bulk(at, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    assessment = at(Status.COMMITTEE)
    rows = Assessment.objects.with_level().select_related(*RELATED_ROWS)
    dossier = dossier_queries.dossier_of(rows.get(pk=assessment.pk), with_notes=False)

    workbook = load_workbook(io.BytesIO(dossier_workbook.dossier_workbook(dossier)))
    (tmp_path / "report.pdf").write_bytes(reports.audit_report_pdf(dossier))

    summary = {row[0].value: row[1].value for row in workbook.worksheets[0].iter_rows(max_col=2)}
    names = [STATUS_NAMES[stage] for stage in (INTERNAL, EXTERNAL)]
    assert [summary[f"{name}: ยอมรับพร้อมกัน"] for name in names] == [41, 41]
    assert {words for line in dossier.lines for _verdict, words, _holds in line.rulings} == {
        "ยอมรับ (ยอมรับพร้อมกัน)"
    }
    command = ["pdftotext", "-layout", tmp_path / "report.pdf", "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "".join(text.split()).count("ยอมรับพร้อมกัน41ตัวชี้วัด") == 2
