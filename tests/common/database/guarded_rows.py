"""Rows for all guards: a published assessment with its awards, and what happens to an assessment besides."""

from decimal import Decimal

from django.utils import timezone

from assessments.audit.actions import assignments, comments, returns, verdicts
from assessments.audit.domain import VerdictKind
from assessments.committee import results as committee_results
from assessments.committee.actions import minutes, resolutions
from assessments.corrections.actions import corrections
from assessments.cycles.actions import close_cycle
from assessments.entry.actions.entries import open_assessment, save_entries
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results as explanation_results
from assessments.submission import actions as submission_actions
from assessments.warnings import actions as warnings_actions
from assessments.workflow.domain import Status
from awards.ceremonies.models import Ceremony
from awards.designs.models import Design
from awards.printing.actions import runs
from ecotown.accounts.models import Role, User
from ecotown.configuration.actions import change_settings
from ecotown.configuration.domain import Group
from ecotown.people.actions import closing, codes, requests
from ecotown.people.actions import people as people_actions
from ecotown.personal_data import actions as personal_data
from indicators.crosswalks import actions as crosswalks_actions
from indicators.crosswalks import queries as crosswalks_queries
from indicators.editions.actions import examples
from indicators.publishing import actions as publishing_actions
from tests import builders
from tests.addresses.published import publish
from tests.addresses.registered import add_registered_area

ADJUSTED = EntryValue(inputs={"part": Decimal(1), "whole": Decimal(40)})


def add_guarded_rows():
    """Add rows on which each guard has something to refuse."""
    cycle = builders.CycleBuilder(framework=builders.working_framework())
    area = builders.AreaBuilder()
    people = builders.People(
        builders.officer_of(area.province),
        *builders.UserBuilder.create_batch(2, role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ADMINISTRATOR),
    )
    add_closed_cycle(people.administrator)
    add_registered_area(people.administrator)
    published = publish(open_assessment(area=area, cycle=cycle, by=None), people)
    add_returned_assessment(published, people)
    close_meeting(published.resolution.meeting, people.administrator)
    add_errata(published, people.administrator)
    add_signed_design(people.administrator)
    add_award_by_name(Ceremony.objects.get(), people.administrator)
    add_loaded_year(people, area.province)
    add_edition(cycle.framework, people.administrator)
    add_person(people.administrator)
    change_settings(group=Group.DEADLINES, values={"minutes_days": 20}, by=people.administrator)
    add_erased_person(people.administrator)
    leave_one_administrator(people.administrator)


def add_erased_person(administrator):
    """Erase the data of a person whose account is closed."""
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    person = builders.UserBuilder(is_active=False)
    erasure = personal_data.ask_for_erasure(person=person, reason="หนังสือที่ 1/2569", by=second)
    personal_data.confirm_erasure(erasure=erasure, by=administrator)


def leave_one_administrator(administrator):
    """Close the accounts of all other administrators."""
    for other in User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=administrator.pk):
        closing.close_account(person=other, successors={}, reason="ย้าย", by=administrator)


def add_person(administrator):
    """Invite an officer of a province without open work, who uses the code, and decide what is asked."""
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    province = builders.ProvinceBuilder()
    person = people_actions.invite(
        signing_name="ผู้ได้รับเชิญ", role=Role.OFFICER, terms=[people_actions.Term(province)], by=second
    )
    codes.use_code(code=person.one_time_codes.get(), password=builders.PASSWORD)
    asked = requests.ask_for_administrator(person=person, reason="ย้ายมากรม", by=second)
    requests.refuse_request(asked=asked, by=administrator)


def add_closed_cycle(administrator):
    """Close a cycle in which an area ends without a result."""
    cycle = builders.CycleBuilder(framework=builders.working_framework())
    open_assessment(area=builders.AreaBuilder(), cycle=cycle, by=None)
    close_cycle(cycle=cycle, reason="ไม่ส่งแบบประเมิน", by=administrator)


def add_returned_assessment(published, people):
    """Take another area's assessment through notes, a return and a change of assessor, and back again."""
    area = builders.AreaBuilder(province=published.area.province)
    assessment = open_assessment(area=area, cycle=published.cycle, by=None)
    assessment = builders.fill_in(assessment, people.officer)
    warnings_actions.save_note(assessment=assessment, code="EN1.1", text="ตรวจแล้ว", by=people.officer)
    contradiction = {"PH1.1": EntryValue(inputs={"part": Decimal(1), "whole": Decimal(7)})}
    assessment = save_entries(assessment=assessment, values=contradiction, by=people.officer).assessment
    assessment = builders.submit(assessment, people.officer)
    assignments.take_on(assessment=assessment, by=people.internal)
    comments.write_note(assessment=assessment, code="EN1.1", text="ตรวจสอบ", by=people.internal)
    assignments.recuse(assessment=assessment, stage=Status.INTERNAL_AUDIT, reason="ลา", by=people.internal)
    successor = builders.UserBuilder(role=Role.ASSESSOR)
    assignments.take_on(assessment=assessment, by=successor)
    verdict = {"assessment": assessment, "reason": "นับซ้ำ", "by": successor}
    verdicts.give_verdict(code="EN1.1", kind=VerdictKind.ADJUST, adjusted=ADJUSTED, **verdict)
    builders.send_back(assessment, successor, codes=["EN9.1"])
    returns.reply_to_return(assessment=assessment, replies={"EN9.1": "ถูกต้อง"}, by=people.officer)
    assessment = submission_actions.resubmit(assessment=assessment, declared=True, by=people.officer)
    verdicts.give_verdict(code="EN9.1", kind=VerdictKind.ACCEPT, **verdict)
    verdicts.pass_internal_audit(assessment=assessment, by=successor)
    builders.audit(assessment, people.external)
    assessment = resolutions.recommend(assessment=assessment, by=people.external)
    explanation_results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    builders.meeting_of(assessment, by=people.administrator, number="12/2569")
    resolutions.send_back(assessment=assessment, reason="ขอข้อมูลเพิ่ม", by=people.administrator)


def add_loaded_year(people, province):
    """Load the year before the first assessment of an area."""
    area = builders.AreaBuilder(province=province)
    builders.load_year(area, people.officer, year=2566)
    cycle = builders.CycleBuilder(framework=builders.working_framework(), year=2567)
    open_assessment(area=area, cycle=cycle, by=None)


def close_meeting(meeting, administrator):
    builders.seat(meeting, administrator)
    minutes.close_meeting(meeting=meeting, by=administrator)
    assert committee_results.MINUTES.make(meeting.minutes.get(is_final=True).pk)


def add_errata(published, administrator):
    """Approve the open correction and one of a formula; propose one without a reason for its level."""
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    corrections.approve_correction(correction=published.corrections.get(), by=second)
    correction = builders.propose(published, by=administrator, values={"EN1.1": ADJUSTED})
    corrections.set_corrected_level(
        correction=correction, granted_level=None, meeting=None, reason="รอรอบใหม่", by=administrator
    )
    corrections.approve_correction(correction=correction, by=second)
    builders.propose(published, by=administrator, values={"EN9.1": EntryValue(value=Decimal(7))})


def add_signed_design(administrator):
    design = builders.design(administrator, published_by=None, published_at=None)
    design.signatories.create(order=1, name="อธิบดีกรมโรงงานอุตสาหกรรม")
    Design.objects.filter(pk=design.pk).update(published_by=administrator, published_at=timezone.now())


def add_award_by_name(ceremony, administrator):
    """Print the certificate of a recipient whose plaque has no design and is left out."""
    recipient = builders.recipient(ceremony, administrator, with_plaque=True)
    type(ceremony).objects.update(named_plaque_design=None)
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)


def add_edition(framework, administrator):
    """Publish a copy of an edition with a worked example and a crosswalk."""
    copy = publishing_actions.copy_framework(
        source=framework,
        edition="copy",
        name_th="สำเนา",
        name_en="Copy",
        effective_from=framework.effective_from + 5,
        by=administrator,
    )
    example = {"name": "ว่าง", "answers": examples.answers_text({}), "expected_level": 0}
    examples.save_example(framework=copy, values=example, by=administrator)
    crosswalks_actions.save_crosswalk(
        framework=copy,
        earlier=framework,
        origins=crosswalks_queries.origins_between(copy, framework),
        by=administrator,
    )
    publishing_actions.publish_framework(framework=copy, by=administrator)
