"""Notices: who is notified of which event, and what users do with their notices."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from areas.models import ProvinceOfficer
from assessments.audit import results as audit_results
from assessments.audit.actions import assignments, comments, returns
from assessments.committee.actions import resolutions
from assessments.corrections.actions import corrections
from assessments.cycles import actions as cycle_actions
from assessments.entry.actions import entries as entry_actions
from assessments.evidence import results as evidence_results
from assessments.evidence.models import Evidence
from assessments.submission import actions as submission_actions
from assessments.workflow import notices
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.events import Event
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from ecotown.accounts.models import Role, User
from ecotown.common.files import clamd
from ecotown.common.history import recording
from ecotown.notices import actions as notices_actions
from ecotown.notices import queries, registry
from ecotown.notices.models import DIGEST, MutedKind, Notice
from ecotown.people.actions import closing
from ecotown.people.queries.people import open_work_of
from tests import builders, files


@pytest.fixture
def crowd(people, province, other_officer):
    """Return users by name, including some who are never notified."""
    return {
        **people._asdict(),
        "colleague": builders.officer_of(province),
        "deputy": builders.UserBuilder(role=Role.ADMINISTRATOR),
        "officer of another province": other_officer,
        "officer who left": builders.officer_of(province, is_active=False),
        "assessor who left": builders.UserBuilder(role=Role.ASSESSOR, is_active=False),
    }


def notified(crowd, kind):
    names = {user.pk: name for name, user in crowd.items()}
    return sorted(names[pk] for pk in Notice.objects.filter(kind=kind).values_list("user", flat=True))


# The users notified of each event; the one who acted is never among them.
NOTIFIED = {
    "submitted": ["internal"],
    "withdrawn": ["internal"],
    "passed": ["colleague", "external", "officer"],
    "recommended": ["administrator", "deputy"],
    "returned": ["colleague", "officer"],
    "resubmitted": ["internal"],
    "sent-back": ["external"],
    "assigned": ["internal"],
    "reassigned": ["external", "internal"],
    "recused": ["administrator", "deputy"],
    "released": ["deputy"],
    "thread-opened": ["colleague", "officer"],
    "comment-written": ["colleague", "officer"],
    "resolved": ["colleague", "officer"],
    "resolution-withdrawn": ["colleague", "deputy", "officer"],
    "published": ["colleague", "officer"],
    "correction-approved": ["colleague", "officer"],
    "evidence-infected": ["colleague", "officer"],
    "evidence-refused": ["colleague", "officer"],
    "photo-refused": ["external"],
    "due-soon": ["colleague", "officer"],
    "overdue": ["colleague", "officer"],
    "certificate-ready": ["colleague", "officer"],
    "certificate-failed": ["administrator", "deputy"],
    "cycle-opened": ["colleague", "officer"],
    "opens-on-moved": ["colleague", "officer"],
    "submit-by-moved": ["colleague", "officer"],
    "internal-audit-by-moved": ["internal"],
    "external-audit-by-moved": ["external"],
    "committee-by-moved": ["deputy"],
    "ended": ["colleague", "officer"],
    "resumed": ["colleague", "officer"],
    "work-given": ["officer"],
    "work-received": ["officer of another province"],
    "work-handed-over-beside": ["colleague"],
}
# What waits for an assessor waits for the administrators, who assign it, while nobody has it in hand.
UNASSIGNED = {
    "submitted": ["administrator", "deputy"],
    "withdrawn": ["administrator", "deputy"],
    "passed": ["administrator", "colleague", "deputy", "officer"],
}
OFFICERS = {"officer", "colleague", "officer of another province"}
STEPS = ["submitted", "passed", "recommended", "resolved", "published"]


def test_each_kind_of_notice_is_in_the_table():
    assert set(registry.KINDS) == set(NOTIFIED)


def test_each_step_notifies_the_users_concerned_but_not_the_actor(crowd, at):
    at(Status.PUBLISHED)

    expected = NOTIFIED | UNASSIGNED
    assert {kind: notified(crowd, kind) for kind in STEPS} == {kind: expected[kind] for kind in STEPS}
    assert set(Notice.objects.values_list("kind", flat=True)) == set(STEPS)


@pytest.fixture
def assigned(draft, people):
    """Return a draft whose two audits are assigned already."""
    for stage, assessor in [
        (Status.INTERNAL_AUDIT, people.internal),
        (Status.EXTERNAL_AUDIT, people.external),
    ]:
        assignments.assign(assessment=draft, stage=stage, assessor=assessor, by=people.administrator)
    return draft


def test_steps_notify_the_assigned_assessor_alone(crowd, assigned, people):
    builders.take_to(Status.INTERNAL_AUDIT, assigned, people)
    submission_actions.withdraw(assessment=assigned, by=people.officer)
    builders.take_to(Status.EXTERNAL_AUDIT, assigned, people)

    kinds = ["submitted", "withdrawn", "passed"]
    assert {kind: sorted(set(notified(crowd, kind))) for kind in kinds} == {
        kind: NOTIFIED[kind] for kind in kinds
    }


def test_a_withdrawal_without_an_assessor_notifies_the_administrators(crowd, at, officer):
    submission_actions.withdraw(assessment=at(Status.INTERNAL_AUDIT), by=officer)

    assert notified(crowd, "withdrawn") == UNASSIGNED["withdrawn"]


def test_an_audit_of_an_assessor_who_left_waits_for_the_administrators(crowd, assigned, people):
    User.objects.filter(pk=people.internal.pk).update(is_active=False)

    builders.take_to(Status.INTERNAL_AUDIT, assigned, people)

    assert notified(crowd, "submitted") == UNASSIGNED["submitted"]


def test_a_comment_notifies_the_assessor_of_the_present_audit_alone(crowd, assigned, people):
    builders.take_to(Status.EXTERNAL_AUDIT, assigned, people)

    comments.open_thread(assessment=assigned, code="EN9.1", text="ส่งแล้ว", by=people.officer)

    assert notified(crowd, "thread-opened") == ["colleague", "external"]


def test_a_province_that_is_handed_over_notifies_all_its_officers(crowd, draft, people, other_officer):
    (group,) = open_work_of(people.officer)
    successors = {(group.kind.name, piece.key): other_officer for piece in group.pieces}

    closing.hand_over(person=people.officer, successors=successors, reason="ย้าย", by=people.administrator)

    kinds = ["work-given", "work-received", "work-handed-over-beside"]
    assert {kind: notified(crowd, kind) for kind in kinds} == {kind: NOTIFIED[kind] for kind in kinds}


def test_a_return_notifies_the_province(crowd, at, assessor):
    notices.notify(Event.RETURNED, at(Status.INTERNAL_AUDIT), by=assessor)

    assert notified(crowd, "returned") == NOTIFIED["returned"]


def test_an_audit_from_assignment_to_recusal_notifies_the_users_concerned(crowd, at, people):
    submitted = at(Status.INTERNAL_AUDIT)
    audit = {"assessment": submitted, "stage": Status.INTERNAL_AUDIT}
    assignments.assign(**audit, assessor=people.internal, by=people.administrator)
    builders.send_back(submitted, people.internal, codes=["EN9.1"])
    returns.reply_to_return(assessment=submitted, replies={"EN9.1": "ตามเดิม"}, by=people.officer)
    submission_actions.resubmit(assessment=submitted, declared=True, by=people.officer)
    thread = comments.open_thread(assessment=submitted, code="EN9.1", text="ที่มา?", by=people.internal)
    comments.answer_thread(thread=thread, text="พบแล้ว", by=people.internal)
    moved = {"assessor": people.external, "reason": "งานล้น", "by": people.administrator}
    assignments.assign(**audit, **moved)
    assignments.recuse(**audit, reason="รู้จักกัน", by=people.external)

    kinds = ["assigned", "returned", "resubmitted", "thread-opened", "comment-written", "reassigned"]
    assert {kind: notified(crowd, kind) for kind in kinds} == {kind: NOTIFIED[kind] for kind in kinds}
    assert notified(crowd, "recused") == NOTIFIED["recused"]


def test_an_assessor_who_is_taken_off_is_told_to_the_other_administrators(crowd, assigned, people):
    builders.take_to(Status.INTERNAL_AUDIT, assigned, people)

    assignments.release(
        assessment=assigned, stage=Status.INTERNAL_AUDIT, reason="ย้าย", by=people.administrator
    )

    assert notified(crowd, "released") == NOTIFIED["released"]


def test_sending_back_notifies_the_assessor_of_the_external_audit(crowd, at, administrator):
    waiting = at(Status.COMMITTEE)
    builders.meeting_of(waiting, by=administrator)

    resolutions.send_back(assessment=waiting, reason="ขอข้อมูลเพิ่ม", by=administrator)

    assert notified(crowd, "sent-back") == NOTIFIED["sent-back"]


def test_a_withdrawn_resolution_is_told_to_the_province_and_to_those_who_record_the_next(
    crowd, at, administrator
):
    waiting = at(Status.COMMITTEE)
    builders.resolve(waiting, administrator, level=3)

    resolutions.withdraw_resolution(assessment=waiting, reason="กดผิด", by=administrator)

    assert notified(crowd, "resolution-withdrawn") == NOTIFIED["resolution-withdrawn"]


def test_a_correction_of_a_published_result_is_told_to_the_province(crowd, at, administrator):
    correction = builders.propose(at(Status.PUBLISHED), by=administrator)

    corrections.approve_correction(correction=correction, by=crowd["deputy"])

    assert notified(crowd, "correction-approved") == NOTIFIED["correction-approved"]
    sentence = queries.unmailed_lines(crowd["colleague"])[0].sentence
    assert sentence == "มีการแก้ไขผลที่เผยแพร่ (รายการแก้ไขที่ 1) ระดับที่รับรอง 3 ระดับที่คำนวณ 3"


def test_a_cycle_from_its_opening_to_its_end_is_told_to_those_concerned(
    crowd, cycle, area, people, administrator
):
    step = {"cycle": cycle, "by": administrator}

    (assessment,) = cycle_actions.add_areas(areas=[area], **step)
    for stage, assessor in [
        (Status.INTERNAL_AUDIT, people.internal),
        (Status.EXTERNAL_AUDIT, people.external),
    ]:
        assignments.assign(assessment=assessment, stage=stage, assessor=assessor, by=administrator)
    usual = cycle_actions.usual_dates(cycle.year)
    later = {name: day + timedelta(days=1) for name, day in usual.items()}
    cycle_actions.move_dates(dates=later, reason="เลื่อนทั้งรอบ", **step)
    cycle_actions.close_cycle(reason="ไม่ส่งแบบประเมิน", **step)
    cycle_actions.reopen_cycle(reason="ปิดผิดรอบ", **step)

    kinds = {"cycle-opened", "ended", "resumed", *(kind for kind in NOTIFIED if kind.endswith("-moved"))}
    assert {kind: notified(crowd, kind) for kind in kinds} == {kind: NOTIFIED[kind] for kind in kinds}
    assert set(Notice.objects.values_list("kind", flat=True)) == kinds | {"assigned"}


def test_a_refused_step_notifies_nobody(crowd, draft, officer):
    with pytest.raises(WorkflowError):
        submission_actions.submit(assessment=draft, declared=True, by=officer)

    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        pytest.param("2026-03-20", None, id="eleven days before"),
        pytest.param("2026-03-25", "due-soon", id="six days before"),
        pytest.param("2026-03-31", "due-soon", id="on the day"),
        pytest.param("2026-04-01", "overdue", id="the day after"),
    ],
)
def test_due_dates_are_notified_once(crowd, draft, time_machine, day, kind):
    time_machine.move_to(f"{day}T12:00:00+07:00")

    audit_results.notify_of_due_dates()
    audit_results.notify_of_due_dates()

    expected = {name: NOTIFIED[name] if name == kind else [] for name in ("due-soon", "overdue")}
    assert {name: notified(crowd, name) for name in ("due-soon", "overdue")} == expected


@pytest.mark.parametrize("count", [1, 3])
def test_due_dates_take_the_same_queries_for_any_number_of_assessments(
    crowd, cycle, province, count, time_machine, django_assert_num_queries
):
    time_machine.move_to("2026-04-01T12:00:00+07:00")
    for area in builders.AreaBuilder.create_batch(count, province=province):
        entry_actions.open_assessment(area=area, cycle=cycle, by=None)

    with django_assert_num_queries(4):
        audit_results.notify_of_due_dates()

    assert Notice.objects.count() == 2 * count


def test_a_virus_notifies_the_province(crowd, draft, officer, settings, monkeypatch):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    monkeypatch.setattr(clamd, "scan", lambda file, address: "Eicar-Test")
    evidence = builders.add_evidence(draft, files.jpeg(), "รูป.jpg", by=officer)

    evidence_results.prepare_evidence(evidence_id=evidence.pk)

    assert Evidence.objects.get().scan == Evidence.Scan.INFECTED
    assert notified(crowd, "evidence-infected") == NOTIFIED["evidence-infected"]
    line = queries.page_of(officer).object_list[0].newest
    assert "รูป.jpg" in line.sentence
    assert line.url == reverse("assessments:evidence", args=[draft.pk])


def test_a_ready_certificate_notifies_the_province(crowd, at, administrator):
    certificate = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)

    award_results.AWARDS.make(certificate.pk)

    assert notified(crowd, "certificate-ready") == NOTIFIED["certificate-ready"]


def test_a_failed_certificate_notifies_the_administrators(crowd, at, administrator, monkeypatch):
    certificate = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    monkeypatch.setattr("awards.register.documents.awards.award_pdfs", lambda certificates: 1 / 0)

    award_results.AWARDS.make(certificate.pk)

    assert notified(crowd, "certificate-failed") == NOTIFIED["certificate-failed"]


@pytest.mark.parametrize("count", [1, 3])
def test_notifying_takes_the_same_queries_for_any_number_of_users(
    at, province, officer, count, django_assert_num_queries
):
    builders.UserBuilder.create_batch(count, role=Role.ASSESSOR)
    submitted = at(Status.INTERNAL_AUDIT)

    with django_assert_num_queries(4):
        notices.notify(Event.SUBMITTED, submitted, by=officer)


def test_a_muted_kind_is_not_notified(crowd, at, people):
    notices_actions.choose_kinds(kinds=set(registry.KINDS) - {"passed"}, by=people.officer)

    at(Status.EXTERNAL_AUDIT)

    assert notified(crowd, "passed") == ["administrator", "colleague", "deputy"]


def test_the_choice_is_stored_and_recorded(officer):
    notices_actions.choose_kinds(kinds={"passed", "published"}, by=officer)
    notices_actions.choose_kinds(kinds={"passed", DIGEST}, by=officer)
    notices_actions.choose_kinds(kinds={"passed", DIGEST}, by=officer)

    offered = {*registry.kinds_for(officer), DIGEST}
    assert queries.muted_by(officer) == offered - {"passed", DIGEST}
    assert [row.name for row in recording.events_of(f"user:{officer.pk}")] == ["notices-chosen"] * 2


def test_the_settings_page_offers_what_the_role_may_get(client, officer):
    client.force_login(officer)
    url = reverse("notices:choices")
    before = client.get(url).context["form"]

    client.post(url, {"wanted": ["passed", "published"]})

    assert {code for code, _ in before.fields["wanted"].choices} == {
        kind
        for kind, told_ones in NOTIFIED.items()
        if OFFICERS & set(told_ones) or kind in {"due-soon", "overdue"}
    }
    assert {"passed", "published"}.isdisjoint(queries.muted_by(officer))
    assert DIGEST in queries.muted_by(officer)


@pytest.mark.parametrize("email", ["", "officer@portal.example"])
def test_the_settings_page_says_where_the_mail_goes(client, officer, email):
    User.objects.filter(pk=officer.pk).update(email=email)
    client.force_login(officer)

    page = client.get(reverse("notices:choices")).content.decode()

    assert ("ไม่มีที่อยู่อีเมล" in page, email in page) == (not email, True)


def test_a_notice_leads_to_its_assessment_and_is_read(client, at, officer):
    assessment = at(Status.EXTERNAL_AUDIT)
    notice = Notice.objects.get(user=officer)
    client.force_login(officer)

    response = client.post(reverse("notices:follow", args=[notice.pk]))

    notice.refresh_from_db()
    assert response.headers["Location"] == assessment.get_absolute_url()
    assert notice.read_at is not None


def shown(user):
    """Return the folds of the list: whether each is unread, with its kinds."""
    return [
        (fold.is_unread, [line.notice.kind for line in fold.lines])
        for fold in queries.page_of(user).object_list
    ]


def test_notices_about_one_area_are_one_fold_the_newest_first(at, officer):
    at(Status.PUBLISHED)

    assert shown(officer) == [(True, ["published", "resolved", "passed"])]
    assert queries.unread_count(officer) == 1


def test_unread_folds_come_first_then_the_newest(cycle, province, people):
    for status in (Status.EXTERNAL_AUDIT, Status.PUBLISHED):
        area = builders.AreaBuilder(province=province)
        assessment = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
        builders.take_to(status, assessment, people)
    published = Notice.objects.get(user=people.officer, kind="published")

    notices_actions.mark_read(notices=[published.pk], by=people.officer)

    assert shown(people.officer) == [
        (True, ["resolved", "passed"]),
        (True, ["passed"]),
        (False, ["published"]),
    ]
    assert queries.unread_count(people.officer) == 2


def test_a_fold_is_marked_as_read_without_what_came_later(client, at, officer, people):
    assessment = at(Status.PUBLISHED)
    client.force_login(officer)
    newest = Notice.objects.filter(user=officer).first()
    notices.notify(Event.RETURNED, assessment, by=people.internal)

    client.post(reverse("notices:read", args=[newest.pk]))

    assert shown(officer) == [(True, ["returned"]), (False, ["published", "resolved", "passed"])]


def test_all_notices_of_one_person_are_marked_as_read(client, at, officer, people):
    at(Status.PUBLISHED)
    client.force_login(officer)

    client.post(reverse("notices:read-all"))

    assert queries.unread_count(officer) == 0
    assert queries.unread_count(people.administrator) > 0


def test_the_list_unfolds_the_notices_of_an_area(client, at, officer, area):
    at(Status.PUBLISHED)
    client.force_login(officer)

    page = client.get(reverse("notices:list")).content.decode()

    assert re.search(rf"{area}[^<]*</span>:\s+<span class=\"no-break\">\s+3 รายการ", page)
    assert "อ่านแล้วทั้ง 3 รายการ" in page
    assert page.count(reverse("notices:follow", args=[0])[:-2]) >= 3


@pytest.mark.parametrize("name", ["notices:follow", "notices:read"])
def test_another_persons_notice_is_not_found(client, at, officer, people, name):
    at(Status.EXTERNAL_AUDIT)
    notice = Notice.objects.get(user=officer)
    client.force_login(people.external)

    assert client.post(reverse(name, args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_the_user_may_no_longer_see_is_neither_listed_nor_counted(client, at, officer):
    at(Status.EXTERNAL_AUDIT)
    notice = Notice.objects.get(user=officer)
    before = queries.unread_count(officer)

    ProvinceOfficer.objects.filter(officer=officer).delete()

    client.force_login(officer)
    assert (before, queries.unread_count(officer), len(queries.page_of(officer))) == (1, 0, 0)
    assert client.post(reverse("notices:follow", args=[notice.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_notices(
    client, cycle, province, people, count, django_assert_num_queries
):
    for area in builders.AreaBuilder.create_batch(count, province=province):
        assessment = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
        builders.take_to(Status.EXTERNAL_AUDIT, assessment, people)
    client.force_login(people.officer)

    with django_assert_num_queries(8):
        response = client.get(reverse("notices:list"))

    assert len(response.context["page"].object_list) == count


def test_the_bell_counts_areas_with_unread_notices(client, at, officer):
    at(Status.PUBLISHED)
    client.force_login(officer)

    page = client.get(reverse("portal:home")).content.decode()

    assert 'class="bell-count">1<' in page


def test_an_empty_list_of_notices_shows_a_picture(client, officer):
    client.force_login(officer)

    assert "drawn-state" in client.get(reverse("notices:list")).content.decode()


def test_a_notice_is_in_the_readers_language(at, officer, area):
    at(Status.EXTERNAL_AUDIT)

    with override("en"):
        line = queries.page_of(officer).object_list[0].newest

    assert area.name_en in line.name
    assert line.sentence == "Internal audit passed, the external audit is next"


def test_muting_twice_is_refused_by_the_database(officer):
    from django.db import IntegrityError

    MutedKind.objects.create(user=officer, kind="passed")

    with pytest.raises(IntegrityError, match=r"muted_once|UNIQUE"):
        MutedKind.objects.create(user=officer, kind="passed")
