"""Actions of audits: assign, give verdicts, return, resubmit; their effects, refusals and events."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.audit import results as audit_results
from assessments.audit.actions import assignments, comments, verdicts
from assessments.audit.actions import returns as return_actions
from assessments.audit.domain import VerdictKind
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.comments import Comment, InternalNote
from assessments.audit.models.returns import Return
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries import audits
from assessments.audit.queries import returns as return_queries
from assessments.audit.queries.assignments import assignment_of, current_assignment
from assessments.audit.queries.returns import open_return_of
from assessments.committee.actions import resolutions
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry
from assessments.evidence import actions as evidence_actions
from assessments.explanation import results as explanation_results
from assessments.pages.screens.assessment import AssessmentPage
from assessments.submission import actions as submission_actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from ecotown.notices.models import Notice
from tests import builders, files

INTERNAL, EXTERNAL = Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT
SIX = EntryValue(value=Decimal(6))


@pytest.fixture
def submitted(at):
    return at(INTERNAL)


@pytest.fixture
def taken(submitted, assessor):
    assignments.take_on(assessment=submitted, by=assessor)
    return submitted


@pytest.fixture
def returned(at):
    """Return EN1.1, EN9.1 and SO1.1 from the internal audit, which accepts everything else."""
    return at(Status.RETURNED)


def judge(assessment, by, code="EN9.1", kind=VerdictKind.ACCEPT, **values):
    return verdicts.give_verdict(assessment=assessment, code=code, kind=kind, by=by, **values)


def refused(code):
    return pytest.raises(WorkflowError, match=f"^{code}$")


def due(days=14):
    return timezone.localdate() + timedelta(days=days)


def names(assessment):
    return [row.name for row in recording.events_of(assessment.history_subject)]


class TestAssigning:
    def test_an_administrator_assigns_before_the_submission_too(self, draft, administrator, assessor):
        assignments.assign(assessment=draft, stage=INTERNAL, assessor=assessor, by=administrator)

        assert assignment_of(draft, INTERNAL).assessor == assessor

    def test_one_assessor_is_not_assigned_to_both(self, submitted, administrator, assessor):
        assignments.assign(assessment=submitted, stage=INTERNAL, assessor=assessor, by=administrator)

        with refused("both-audits"):
            assignments.assign(assessment=submitted, stage=EXTERNAL, assessor=assessor, by=administrator)

    def test_the_database_refuses_one_assessor_for_both(self, taken, assessor):
        with pytest.raises(IntegrityError, match="two_people|UNIQUE"), transaction.atomic():
            Assignment.objects.create(
                assessment=taken,
                stage=EXTERNAL,
                assessor=assessor,
                assigned_by=assessor,
                assigned_at=timezone.now(),
            )

    def test_replacing_an_assessor_needs_a_reason(self, taken, administrator, second_assessor):
        with refused("assignment-reason-missing"):
            assignments.assign(assessment=taken, stage=INTERNAL, assessor=second_assessor, by=administrator)

        assignments.assign(
            assessment=taken, stage=INTERNAL, assessor=second_assessor, reason=" ลาคลอด ", by=administrator
        )

        assert current_assignment(taken).assessor == second_assessor
        assert list(taken.assignments.values_list("reason", flat=True)) == ["ลาคลอด", ""]

    def test_whoever_is_replaced_after_beginning_does_not_do_the_other_audit(
        self, taken, administrator, assessor, second_assessor
    ):
        assignments.assign(
            assessment=taken, stage=INTERNAL, assessor=second_assessor, reason="งานล้น", by=administrator
        )

        with refused("both-audits"):
            assignments.assign(assessment=taken, stage=EXTERNAL, assessor=assessor, by=administrator)

    def test_a_finished_audit_is_not_assigned(self, at, administrator, second_assessor):
        with refused("stage-closed"):
            assignments.assign(
                assessment=at(EXTERNAL), stage=INTERNAL, assessor=second_assessor, by=administrator
            )

    def test_only_an_active_assessor_is_assigned(self, submitted, administrator, officer):
        with refused("no-assessor"):
            assignments.assign(assessment=submitted, stage=INTERNAL, assessor=officer, by=administrator)

    @pytest.mark.parametrize("event", ["value", "evidence"])
    def test_nobody_audits_what_they_gave(self, draft, people, province, administrator, event):
        mover = builders.officer_of(province)
        if event == "value":
            entry_actions.save_entries(
                assessment=draft, values={"EN9.1": EntryValue(value=Decimal(1))}, by=mover
            )
        else:
            builders.add_evidence(draft, files.jpeg(), "photo.jpg", by=mover)
        submitted = builders.take_to(INTERNAL, draft, people)
        mover.role = Role.ASSESSOR
        mover.save(update_fields=["role"])

        with refused("own-entries"):
            assignments.assign(assessment=submitted, stage=INTERNAL, assessor=mover, by=administrator)
        with refused("own-entries"):
            assignments.take_on(assessment=submitted, by=mover)

    def test_recusing_leaves_the_audit_to_others(self, taken, assessor, second_assessor):
        with refused("assignment-reason-missing"):
            assignments.recuse(assessment=taken, stage=INTERNAL, reason=" ", by=assessor)

        assignments.recuse(assessment=taken, stage=INTERNAL, reason="ญาติทำงานในพื้นที่", by=assessor)

        with refused("recused"):
            assignments.take_on(assessment=taken, by=assessor)
        assert assignments.take_on(assessment=taken, by=second_assessor).assessor == second_assessor
        assert names(taken)[-3:] == ["taken-on", "recused", "taken-on"]

    def test_what_another_has_in_hand_is_not_taken(self, taken, second_assessor):
        with refused("other-assessor"):
            assignments.take_on(assessment=taken, by=second_assessor)

    def test_an_assignment_that_ended_stays_as_it_is(self, taken, assessor):
        assignments.recuse(assessment=taken, stage=INTERNAL, reason="ญาติ", by=assessor)

        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            Assignment.objects.update(reason="อื่น")


class TestBeginning:
    def test_assigned_only_the_province_can_still_withdraw(self, submitted, administrator, assessor, officer):
        assignments.assign(assessment=submitted, stage=INTERNAL, assessor=assessor, by=administrator)

        withdrawn = submission_actions.withdraw(assessment=submitted, by=officer)

        assert (withdrawn.status, assignment_of(withdrawn, INTERNAL).assessor) == (Status.DRAFT, assessor)

    def test_after_the_first_verdict_it_cannot(self, submitted, administrator, assessor, officer):
        assignments.assign(assessment=submitted, stage=INTERNAL, assessor=assessor, by=administrator)
        judge(submitted, assessor)

        with refused("audit-begun"):
            submission_actions.withdraw(assessment=submitted, by=officer)
        assert names(submitted)[-2:] == ["audit-begun", "verdict-given"]

    def test_beginning_twice_is_recorded_once(self, submitted, administrator, assessor):
        assignments.assign(assessment=submitted, stage=INTERNAL, assessor=assessor, by=administrator)

        first = assignments.begin_audit(assessment=submitted, by=assessor).begun_at
        again = assignments.begin_audit(assessment=submitted, by=assessor).begun_at

        assert (again, names(submitted).count("audit-begun")) == (first, 1)


class TestVerdicts:
    def test_who_is_not_assigned_does_not_judge(self, submitted, taken, second_assessor):
        with refused("other-assessor"):
            judge(taken, second_assessor)

    def test_while_nobody_is_assigned_nobody_judges(self, submitted, assessor):
        with refused("not-assigned"):
            judge(submitted, assessor)

    def test_the_database_takes_no_verdict_of_another(self, taken, second_assessor):
        indicator = Entry.objects.first().indicator

        with pytest.raises(IntegrityError, match="assessor"), transaction.atomic():
            Verdict.objects.create(
                assessment=taken,
                indicator=indicator,
                stage=INTERNAL,
                round=1,
                kind=VerdictKind.ACCEPT,
                seen={},
                given_by=second_assessor,
                given_at=timezone.now(),
            )

    def test_the_database_keeps_the_verdicts_of_a_finished_stage(self, at):
        at(EXTERNAL)

        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            Verdict.objects.filter(stage=INTERNAL).update(reason="เปลี่ยน")

    def test_a_verdict_is_replaced_and_the_history_keeps_both(self, taken, assessor):
        judge(taken, assessor)

        judge(taken, assessor, kind=VerdictKind.RETURN, reason="ขอเอกสาร")

        assert Verdict.objects.get().kind == VerdictKind.RETURN
        assert recording.events_of(taken.history_subject).last().data["verdicts"] == {
            "EN9.1": {
                "old": {"kind": "accept", "reason": ""},
                "new": {"kind": "return", "reason": "ขอเอกสาร"},
            }
        }

    def test_an_adjusted_formula_keeps_its_numbers(self, taken, assessor):
        adjusted = EntryValue(inputs={"part": Decimal(1), "whole": Decimal(40)})

        verdict = judge(taken, assessor, "EN1.1", VerdictKind.ADJUST, adjusted=adjusted, reason="นับใหม่")

        assert Verdict.objects.get(pk=verdict.pk).adjusted_value == adjusted

    @pytest.mark.parametrize(
        "adjusted",
        [
            pytest.param(EntryValue(value=Decimal(5)), id="a value for a formula"),
            pytest.param(EntryValue(inputs={"part": Decimal(5)}), id="half a formula"),
            pytest.param(EntryValue(inputs={"part": Decimal(5), "whole": Decimal(4)}), id="part above whole"),
            pytest.param(EntryValue(), id="nothing"),
        ],
    )
    def test_an_adjusted_value_must_fit(self, taken, assessor, adjusted):
        with refused("wrong-value"):
            judge(taken, assessor, "EN1.1", VerdictKind.ADJUST, adjusted=adjusted, reason="x")

    def test_a_stage_is_passed_when_everything_has_a_verdict_that_holds(self, taken, assessor):
        with refused("unjudged"):
            verdicts.pass_internal_audit(assessment=taken, by=assessor)
        judge(taken, assessor, kind=VerdictKind.RETURN, reason="ขอเอกสาร")
        verdicts.accept_rest(assessment=taken, by=assessor)
        with refused("to-be-returned"):
            verdicts.pass_internal_audit(assessment=taken, by=assessor)

        judge(taken, assessor)

        assert verdicts.pass_internal_audit(assessment=taken, by=assessor).status == EXTERNAL

    def test_accepting_the_rest_leaves_what_is_open_or_does_not_apply(self, draft, people, officer):
        builders.fill_in(draft, officer)
        exempt = {"SO1.1": EntryValue(not_applicable=True, reason="ไม่มีโรงงาน")}
        entry_actions.save_entries(assessment=draft, values=exempt, by=officer)
        submission_actions.submit(assessment=draft, declared=True, by=officer)
        assignments.take_on(assessment=draft, by=people.internal)
        comments.open_thread(assessment=draft, code="EN9.1", text="มาจากไหน", by=people.internal)

        verdicts.accept_rest(assessment=draft, by=people.internal)

        draft.refresh_from_db()
        assert audits.audit_of(draft).unjudged(INTERNAL) == ["EN9.1", "SO1.1"]

    @pytest.mark.parametrize("left", [1, 3])
    def test_accepting_the_rest_takes_the_same_queries_for_any_number(
        self, taken, assessor, left, django_assert_num_queries
    ):
        for code in audits.audit_of(taken).unjudged(INTERNAL)[left:]:
            judge(taken, assessor, code)

        with django_assert_num_queries(22):
            verdicts.accept_rest(assessment=taken, by=assessor)


class TestTheAuditedLevel:
    def compute(self, assessment):
        assessment.refresh_from_db()
        explanation_results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
        return Assessment.objects.with_level().get(pk=assessment.pk)

    def test_an_adjusted_value_moves_the_level_and_says_which_indicators_did(self, taken, assessor):
        gates = [
            indicator.code
            for indicator in workflow_queries.edition_of(taken).indicators
            if indicator.gate and not indicator.inputs
        ]
        judge(
            taken,
            assessor,
            gates[0],
            VerdictKind.ADJUST,
            adjusted=EntryValue(value=Decimal(0)),
            reason="ไม่พบ",
        )

        computed = self.compute(taken)
        page = AssessmentPage(computed)

        assert (computed.entered_level, computed.computed_level) == (3, page.audited_level)
        assert computed.computed_level < 3
        assert [indicator.code for indicator in page.changed_indicators] == [gates[0]]

    def test_a_refused_exemption_counts_as_missing(self, draft, people, officer):
        values = builders.fill_in(draft, officer)
        exempt = {"SO1.1": EntryValue(not_applicable=True, reason="ไม่มี")}
        entry_actions.save_entries(assessment=values, values=exempt, by=officer)
        submission_actions.submit(assessment=draft, declared=True, by=officer)
        assignments.take_on(assessment=draft, by=people.internal)

        judge(draft, people.internal, "SO1.1", VerdictKind.REFUSE, reason="มีโรงงานสามแห่ง")

        draft.refresh_from_db()
        assert audits.audit_of(draft).audited["SO1.1"] == EntryValue()

    def test_accepting_asks_for_no_new_level(self, taken, assessor):
        taken.refresh_from_db()

        judge(taken, assessor)

        assert Assessment.objects.get(pk=taken.pk).revision == taken.revision

    def test_the_resolution_goes_by_the_audited_level(self, at, people):
        recommended = at(EXTERNAL)
        assignments.take_on(assessment=recommended, by=people.external)
        gate = next(
            indicator.code
            for indicator in workflow_queries.edition_of(recommended).indicators
            if indicator.gate and not indicator.inputs
        )
        zero = EntryValue(value=Decimal(0))
        judge(recommended, people.external, gate, VerdictKind.ADJUST, adjusted=zero, reason="ไม่พบ")
        verdicts.accept_rest(assessment=recommended, by=people.external)
        resolutions.recommend(assessment=recommended, by=people.external)
        level = self.compute(recommended).computed_level

        builders.meeting_of(recommended, by=people.administrator)
        with refused("reason-missing"):
            resolutions.resolve(assessment=recommended, granted_level=3, by=people.administrator)
        resolution = resolutions.resolve(assessment=recommended, granted_level=level, by=people.administrator)

        assert (resolution.computed_level, resolution.reason) == (level, "")


class TestReturning:
    def test_only_what_came_back_can_be_changed(self, returned, officer):
        with refused("not-returned"):
            entry_actions.save_entries(
                assessment=returned, values={"EN9.2": EntryValue(value=Decimal(1))}, by=officer
            )

        entry_actions.save_entries(assessment=returned, values={"EN9.1": SIX}, by=officer)

        assert entry_queries.entered_values(returned)["EN9.1"] == SIX

    def test_the_database_locks_the_others(self, returned):
        locked = returned.entries.get(indicator__code="EN9.2")
        open_one = returned.entries.get(indicator__code="EN9.1")

        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            Entry.objects.filter(pk=locked.pk).update(value=1)
        assert Entry.objects.filter(pk=open_one.pk).update(value=1) == 1

    def test_evidence_is_cited_only_for_what_came_back(self, returned, officer):
        evidence = builders.add_evidence(returned, files.jpeg(), "photo.jpg", by=officer)

        with refused("not-returned"):
            evidence_actions.cite(evidence=evidence, code="EN9.2", by=officer)
        citation = evidence_actions.cite(evidence=evidence, code="EN9.1", by=officer)

        assert citation.indicator.code == "EN9.1"

    def test_nothing_is_returned_without_a_verdict_that_says_so(self, taken, assessor):
        verdicts.accept_rest(assessment=taken, by=assessor)

        with refused("nothing-to-return"):
            return_actions.return_for_correction(assessment=taken, due_on=due(), by=assessor)

    @pytest.mark.parametrize("days", [-1, 367])
    def test_the_due_date_lies_ahead_within_a_year(self, taken, assessor, days):
        judge(taken, assessor, kind=VerdictKind.RETURN, reason="ขอเอกสาร")

        with refused("due-date"):
            return_actions.return_for_correction(assessment=taken, due_on=due(days), by=assessor)

    def test_it_is_submitted_again_when_everything_is_answered(self, returned, officer):
        entry_actions.save_entries(assessment=returned, values={"EN9.1": SIX}, by=officer)
        with refused("unanswered"):
            submission_actions.resubmit(assessment=returned, declared=True, by=officer)
        replies = {"EN1.1": "นับถูกแล้ว ดูหน้า 4", "SO1.1": "ตามแบบสำรวจ"}
        return_actions.reply_to_return(assessment=returned, replies=replies, by=officer)
        with refused("undeclared"):
            submission_actions.resubmit(assessment=returned, declared=False, by=officer)

        again = submission_actions.resubmit(assessment=returned, declared=True, by=officer)

        audit = audits.audit_of(again)
        assert (again.status, audit.round, open_return_of(again)) == (INTERNAL, 2, None)
        assert audit.unjudged(INTERNAL) == ["EN1.1", "EN9.1", "SO1.1"]
        corrections = return_queries.returned_item_states(return_queries.returned_items_of(again), audit)
        assert [(item.code, item.is_changed, item.reply) for item in corrections] == [
            ("EN1.1", False, "นับถูกแล้ว ดูหน้า 4"),
            ("EN9.1", True, ""),
            ("SO1.1", False, "ตามแบบสำรวจ"),
        ]

    def test_a_reply_goes_to_what_came_back_only(self, returned, officer):
        with refused("not-returned"):
            return_actions.reply_to_return(assessment=returned, replies={"EN9.2": "x"}, by=officer)

    def test_evidence_alone_is_an_answer(self, returned, officer):
        evidence = builders.add_evidence(returned, files.jpeg(), "photo.jpg", by=officer)
        evidence_actions.cite(evidence=evidence, code="EN9.1", by=officer)

        answers = return_queries.return_answers(open_return_of(returned))

        assert {code: answer.is_changed for code, answer in answers.items()} == {
            "EN1.1": False,
            "EN9.1": True,
            "SO1.1": False,
        }

    def test_an_answer_is_not_changed_after_it_was_submitted(self, returned, officer):
        answer_all(returned, officer)
        submission_actions.resubmit(assessment=returned, declared=True, by=officer)

        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            returned.returns.get().items.update(reply="อื่น")
        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            Return.objects.update(due_on=due(30))


def answer_all(assessment, officer):
    replies = dict.fromkeys(return_queries.return_answers(open_return_of(assessment)), "ยืนยันตามเดิม")
    return_actions.reply_to_return(assessment=assessment, replies=replies, by=officer)


def test_two_returns_on_one_way(returned, people, officer):
    """Return from both audits; each resubmission goes to the stage that returned it."""
    answer_all(returned, officer)
    submission_actions.resubmit(assessment=returned, declared=True, by=officer)
    for code in ("EN1.1", "EN9.1", "SO1.1"):
        judge(returned, people.internal, code)
    verdicts.pass_internal_audit(assessment=returned, by=people.internal)
    builders.send_back(returned, people.external, codes=["EN9.1"])
    entry_actions.save_entries(assessment=returned, values={"EN9.1": SIX}, by=officer)

    again = submission_actions.resubmit(assessment=returned, declared=True, by=officer)

    audit = audits.audit_of(again)
    assert (again.status, audit.round) == (EXTERNAL, 3)
    assert audit.unjudged(EXTERNAL) == ["EN9.1"]
    assert audit.unjudged(INTERNAL) == ["EN9.1"]  # stale, and not asked for again
    judge(again, people.external, "EN9.1")
    assert resolutions.recommend(assessment=again, by=people.external).status == Status.COMMITTEE
    assert list(recording.breaks()) == []


class TestWords:
    def test_a_thread_is_answered_settled_and_opened_again(self, submitted, assessor, officer):
        thread = comments.open_thread(assessment=submitted, code="EN9.1", text=" ที่มา? ", by=assessor)
        comments.settle_thread(thread=thread, is_settled=True, by=assessor)
        with refused("settled-already"):
            comments.settle_thread(thread=thread, is_settled=True, by=assessor)

        comments.answer_thread(thread=thread, text="ทะเบียนโรงงาน", by=officer)

        thread.refresh_from_db()
        assert not thread.is_settled
        assert [comment.text for comment in thread.comments.all()] == ["ที่มา?", "ทะเบียนโรงงาน"]

    def test_nothing_is_said_before_the_submission(self, draft, officer):
        with refused("no-comments-now"):
            comments.open_thread(assessment=draft, code="EN9.1", text="x", by=officer)

    def test_what_was_written_stays(self, taken, assessor):
        comments.open_thread(assessment=taken, code="EN9.1", text="x", by=assessor)
        comments.write_note(assessment=taken, code="EN9.1", text="x", by=assessor)

        for rows in (Comment.objects.all(), InternalNote.objects.all()):
            with pytest.raises(IntegrityError, match="never"), transaction.atomic():
                rows.update(text="y")
            with pytest.raises(IntegrityError, match="never"), transaction.atomic():
                rows._raw_delete("default")

    def test_a_note_is_in_no_history_that_an_officer_reads(self, taken, assessor):
        before = names(taken)

        comments.write_note(assessment=taken, code="EN9.1", text="ลับ", by=assessor)

        assert names(taken) == before
        assert [row.data["text"] for row in recording.events_of(f"internal-notes:{taken.pk}")] == ["ลับ"]

    def test_a_note_is_written_by_those_assigned_and_administrators(self, taken, administrator, people):
        comments.write_note(assessment=taken, code="EN9.1", text="ลับ", by=administrator)
        with refused("note-of-others"):
            comments.write_note(assessment=taken, code="EN9.1", text="ลับ", by=people.external)

    @pytest.mark.parametrize("status", [Status.COMMITTEE, Status.PUBLISHED])
    def test_no_note_is_written_after_the_audits(self, at, administrator, status):
        with refused("no-notes-now"):
            comments.write_note(assessment=at(status), code="EN9.1", text="ลับ", by=administrator)

    def test_no_note_is_written_about_a_draft(self, draft, administrator):
        with refused("no-notes-now"):
            comments.write_note(assessment=draft, code="EN9.1", text="ลับ", by=administrator)


class TestNotices:
    def notices_of(self, user):
        return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))

    def test_assessors_hear_of_their_own_audits_only(self, at, people, administrator):
        submitted = at(INTERNAL)
        Notice.objects.all().delete()
        assignments.assign(assessment=submitted, stage=INTERNAL, assessor=people.internal, by=administrator)
        builders.send_back(submitted, people.internal, codes=["EN9.1"])
        answer_all(submitted, people.officer)
        submission_actions.resubmit(assessment=submitted, declared=True, by=people.officer)

        assert self.notices_of(people.internal) == ["assigned", "resubmitted"]
        assert (self.notices_of(people.external), self.notices_of(people.officer)) == ([], ["returned"])

    def test_administrators_hear_of_an_audit_given_back(self, taken, assessor, administrator):
        Notice.objects.all().delete()

        assignments.recuse(assessment=taken, stage=INTERNAL, reason="ญาติ", by=assessor)

        assert self.notices_of(administrator) == ["recused"]

    def test_both_sides_hear_of_a_comment_and_nobody_of_a_note(self, taken, assessor, officer):
        Notice.objects.all().delete()
        comments.write_note(assessment=taken, code="EN9.1", text="ลับ", by=assessor)
        thread = comments.open_thread(assessment=taken, code="EN9.1", text="ที่มา?", by=assessor)
        comments.answer_thread(thread=thread, text="ทะเบียน", by=officer)

        assert (self.notices_of(officer), self.notices_of(assessor)) == (
            ["thread-opened"],
            ["comment-written"],
        )

    def test_the_date_of_a_return_is_the_one_that_counts(self, at, officer):
        at(Status.RETURNED)
        Return.objects.update(due_on=due(2))
        Notice.objects.all().delete()

        audit_results.notify_of_due_dates()

        assert self.notices_of(officer) == ["due-soon"]
