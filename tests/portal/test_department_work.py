"""Every state that waits for an administrator is in the work and the mail of exactly those who can act."""

from datetime import date, timedelta
from html import escape
from typing import NamedTuple
from urllib.parse import quote_plus

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments
from assessments.audit.models.assignments import Assignment
from assessments.committee.actions import meetings, minutes
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.minutes import Minutes
from assessments.corrections.actions import corrections, questions
from assessments.corrections.domain import CorrectionState, CorrectionTask, QuestionState
from assessments.corrections.models import Correction, Question
from assessments.cycles import actions as cycles
from assessments.entry.actions import entries
from assessments.entry.domain.values import EntryValue
from assessments.reports import actions as reports
from assessments.reports.domain import ReportPackage
from assessments.reports.models import Report
from assessments.workflow.domain import TRANSITIONS, Actor, Status, Step
from assessments.workflow.models import Assessment
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.actions.printed_values import PRINTED_FIELDS
from awards.ceremonies.models import Recipient
from awards.printing.actions import packages, runs
from awards.printing.domain import PackageKind
from awards.printing.models import Package
from awards.register.actions import awards
from awards.register.models.awards import Award
from awards.register.models.reprints import Reprint
from ecotown.accounts.models import Role, User
from ecotown.common.history.models import HistoryCheck
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.produced_files.models import ProducedFile
from ecotown.common.signing import identities
from ecotown.common.thai.dates import BUDDHIST_ERA
from ecotown.notices import registry
from ecotown.people.actions import requests
from ecotown.people.domain import Outcome as Decision
from ecotown.people.domain import RequestKind
from ecotown.people.models.requests import PersonRequest
from ecotown.personal_data import actions as personal_data
from ecotown.personal_data.models import DataExport, Erasure
from indicators.handbook.models import Handbook
from tests import builders
from tests.identities import write_department

pytestmark = pytest.mark.django_db
LIST = "assessments:list"
ADMINISTRATORS = {"proposer", "colleague", "recommender"}
READERS = {"proposer", "colleague"}  # whose pages are looked at; for the others the mail says the same
# An assessment ends without a result with its whole cycle.
OTHERS = [status for status in Status if status not in {Status.PUBLISHED, Status.UNFINISHED}]
LOWER = {code: EntryValue(value=0) for code in ("EN9.1", "EN9.2", "SO2.3")}


class World(NamedTuple):
    """A published result, an assessment in each other status, and people by what they did.

    Who recommended the assessments is an administrator by now.
    """

    published: Assessment
    others: dict
    people: dict

    def at(self, status):
        return Assessment.objects.get(pk=self.others[status])


class State(NamedTuple):
    """A state: how it comes about, where its work leads to, what is done there, and who can.

    `build` returns the row, `place` its address, `deed` the address and data that are posted, None where the
    work is done outside the portal, and `done` whether it is. `covers` names what must not be forgotten.
    """

    build: object
    place: object
    deed: object = None
    done: object = None
    waits_for: set = ADMINISTRATORS
    covers: tuple = ()


@pytest.fixture(scope="module")
def module_world(module_rows):
    """Publish a result once for the module."""
    province = builders.ProvinceBuilder(name_th="สมุทรสาคร")
    people = builders.People(
        builders.officer_of(province),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ADMINISTRATOR),
    )
    cycle = builders.CycleBuilder(framework=builders.working_framework())
    draft = entries.open_assessment(area=builders.AreaBuilder(province=province), cycle=cycle, by=None)
    published = builders.take_to(Status.PUBLISHED, draft, people)
    others = {status: another(published, status, people).pk for status in OTHERS}
    User.objects.filter(pk=people.external.pk).update(role=Role.ADMINISTRATOR)
    keys = {
        "officer": people.officer.pk,
        "assessor": people.internal.pk,
        "proposer": people.administrator.pk,
        "colleague": builders.UserBuilder(role=Role.ADMINISTRATOR).pk,
        "recommender": people.external.pk,
    }
    return published.pk, others, keys


def another(published, status, people):
    """Return a further assessment of the cycle in this status."""
    area = builders.AreaBuilder(province=published.area.province)
    draft = entries.open_assessment(area=area, cycle=published.cycle, by=None)
    return builders.take_to(status, draft, people)


@pytest.fixture
def world(db, module_world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    published, others, keys = module_world
    people = {name: User.objects.get(pk=pk) for name, pk in keys.items()}
    return World(Assessment.objects.get(pk=published), others, people)


# --- Audits without an assessor ---------------------------------------------------------------


def in_status(status):
    return lambda world: world.at(status)


def with_assessor(*, is_active):
    def build(world):
        assessment = world.at(Status.INTERNAL_AUDIT)
        assessor = builders.UserBuilder(role=Role.ASSESSOR)
        assignments.assign(
            assessment=assessment,
            stage=Status.INTERNAL_AUDIT,
            assessor=assessor,
            by=world.people["proposer"],
        )
        User.objects.filter(pk=assessor.pk).update(is_active=is_active)
        return assessment

    return build


def place_of_assigning(assessment):
    return f"{reverse('assessments:assignments')}?q={quote_plus(str(assessment.area))}&unassigned=on"


def assigning(world, assessment):
    assessor = builders.UserBuilder(role=Role.ASSESSOR)
    data = {"chosen": assessment.pk, "stage": assessment.status, "assessor": assessor.pk, "reason": "แทน"}
    return reverse("assessments:assignments"), data


def is_assigned(assessment):
    return (
        Assignment.objects.filter(assessment=assessment, ended_at=None, assessor__is_active=True).exists()
        and Assignment.objects.filter(assessment=assessment, stage=assessment.status).exists()
    )


# --- The committee -----------------------------------------------------------------------------


def before_committee(days=None):
    """Return a function that recommends an assessment, and puts it on the agenda of a meeting in `days`."""

    def build(world):
        assessment = world.at(Status.COMMITTEE)
        if days is not None:
            day = timezone.localdate() + timedelta(days=days)
            builders.meeting_of(assessment, by=world.people["proposer"], number="21/2569", date=day)
        return assessment

    return build


def on_agenda(world, assessment):
    meeting = builders.meeting_of(by=world.people["proposer"], number="22/2569")
    return reverse("assessments:put-on-agenda", args=[meeting.pk]), {"assessment": assessment.pk}


def is_on_agenda(assessment):
    return assessment.agenda_items.filter(outcome=Outcome.WAITING).exists()


def resolving(_world, assessment):
    return reverse("assessments:resolve", args=[assessment.pk]), {"granted_level": 3}


def is_granted(assessment):
    return Assessment.objects.get(pk=assessment.pk).status == Status.GRANTED


def sent_back(_world, assessment):
    return reverse("assessments:send-back", args=[assessment.pk]), {"send-back-reason": "ขอตรวจใหม่"}


def is_sent_back(assessment):
    return Assessment.objects.get(pk=assessment.pk).status == Status.EXTERNAL_AUDIT


def place_of_resolving(assessment):
    return reverse("assessments:resolve", args=[assessment.pk])


def place_of(name):
    return lambda row: reverse(f"assessments:{name}", args=[row.pk])


def publishing(_world, assessment):
    return reverse("assessments:publish", args=[assessment.pk]), {}


def is_published(assessment):
    return Assessment.objects.get(pk=assessment.pk).status == Status.PUBLISHED


def meeting_in(days, *, is_closed=False):
    def build(world):
        by = world.people["proposer"]
        day = timezone.localdate() + timedelta(days=days)
        meeting = meetings.call_meeting(number="31/2569", date=day, by=by)
        builders.seat(meeting, by)
        if is_closed:
            minutes.close_meeting(meeting=meeting, by=by)
        return Meeting.objects.get(pk=meeting.pk)

    return build


def closing(_world, meeting):
    return reverse("assessments:close-meeting", args=[meeting.pk]), {}


def is_closed(meeting):
    return Meeting.objects.get(pk=meeting.pk).is_closed


# --- Questions of visitors and corrections -----------------------------------------------------


def asked(*, handled_by=None, able=True, answered=False):
    def build(world):
        question = builders.ask(world.published)
        if handled_by:
            questions.take_question(question=question, by=world.people[handled_by])
            if not able:
                User.objects.filter(pk=world.people[handled_by].pk).update(is_active=False)
        if answered:
            questions.answer_question(question=question, answer="ถูกต้อง", by=world.people[handled_by])
        return Question.objects.get(pk=question.pk)

    return build


def corrected_question(world):
    """Return a question of the proposer that led to an approved correction and is not answered."""
    question = builders.ask(world.published)
    proposer, colleague = world.people["proposer"], world.people["colleague"]
    correction = builders.propose(world.published, by=proposer, question=question)
    keep_level(correction, proposer)
    corrections.approve_correction(correction=correction, by=colleague)
    return Question.objects.get(pk=question.pk)


def keep_level(correction, by):
    corrections.set_corrected_level(
        correction=correction, granted_level=None, meeting=None, reason="รอรอบใหม่", by=by
    )


def answering(_world, question):
    return reverse("assessments:question", args=[question.pk]), {"answer": "คำตอบใหม่"}


def taking(_world, question):
    return reverse("assessments:take-question", args=[question.pk]), {}


def is_answered(question):
    return Question.objects.get(pk=question.pk).answer == "คำตอบใหม่"


def is_taken(question):
    row = Question.objects.get(pk=question.pk)
    return row.handled_by_id != question.handled_by_id


def proposed(*, state=CorrectionState.PROPOSED, lowers=False, explained=True, computed=True, failed=False):
    def build(world):
        proposer, colleague = world.people["proposer"], world.people["colleague"]
        values = LOWER if lowers else {"EN9.1": EntryValue(value=50)}
        if computed:
            correction = builders.propose(world.published, by=proposer, values=values)
        else:
            correction = corrections.propose_correction(
                assessment=world.published, values=values, reason="พิมพ์ผิด", by=proposer
            )
        if failed:
            Correction.objects.filter(pk=correction.pk).update(level_error="lost", level_attempts=3)
        if lowers and explained:
            keep_level(correction, proposer)
        if state == CorrectionState.APPROVED:
            corrections.approve_correction(correction=correction, by=colleague)
        if state == CorrectionState.REFUSED:
            corrections.refuse_correction(correction=correction, note="ไม่ผิด", by=colleague)
        return Correction.objects.get(pk=correction.pk)

    return build


def place_of_correction(correction):
    return reverse("assessments:correction", args=[correction.assessment_id, correction.pk])


def correction_deed(name, **data):
    return lambda _world, row: (reverse(f"assessments:{name}", args=[row.assessment_id, row.pk]), data)


def is_decided(correction):
    return Correction.objects.get(pk=correction.pk).state != CorrectionState.PROPOSED


def is_explained(correction):
    return Correction.objects.get(pk=correction.pk).level_reason == "เหตุผลใหม่"


def is_asked_again(row):
    return type(row).objects.get(pk=row.pk).level_error == ""


# --- Awards and ceremonies ---------------------------------------------------------------------


def certificate(*, state=None):
    def build(world):
        if state is None:
            return world.published
        award = awards.issue_certificate(assessment=world.published, by=world.people["proposer"])
        Award.objects.filter(pk=award.pk).update(state=state, **file_of(state))
        return world.published

    return build


def file_of(state):
    return {"file": "x.pdf", "sha256": "0" * 64, "size": 1} if state == "ready" else {}


def place_of_certificate(assessment):
    return reverse("awards:certificate", args=[assessment.pk])


def issuing(_world, assessment):
    return reverse("awards:issue-certificate", args=[assessment.pk]), {}


def retrying_certificate(_world, assessment):
    return reverse("awards:retry-certificate", args=[assessment.pk]), {}


def has_certificate(assessment):
    return assessment.awards.filter(kind="certificate").exists()


def is_certificate_waiting(assessment):
    return assessment.awards.filter(kind="certificate", state="waiting").exists()


def ceremony_in(days, *, printed=None, empty=False):
    def build(world):
        by = world.people["proposer"]
        day = timezone.localdate() + timedelta(days=days)
        ceremony = builders.ceremony(by, date=day)
        if not empty:
            builders.recipient(ceremony, by)
        if printed is not None:
            runs.start_run(
                ceremony=ceremony, recipients=ceremony.recipients.values_list("pk", flat=True), by=by
            )
            issued = Award.objects.filter(recipient__ceremony=ceremony)
            issued.update(state=printed, **file_of(printed))
        return ceremony

    return build


def place_of_ceremony(ceremony):
    return ceremony.get_absolute_url()


def printing(_world, ceremony):
    recipients = list(ceremony.recipients.values_list("pk", flat=True))
    return reverse("awards:start-run", args=[ceremony.pk]), {"recipient": recipients}


def is_printing(ceremony):
    return ceremony.runs.exists()


def stale_reading(days):
    """Return a function that changes the name of a recipient after its reading was written."""

    def build(world):
        by = world.people["proposer"]
        ceremony = ceremony_in(days, empty=True)(world)
        recipient = builders.recipient(ceremony, by, pronunciation="อ่าน")
        facts = {name: getattr(recipient, name) for name in (*PRINTED_FIELDS, "pronunciation")}
        return recipient_actions.change_recipient(
            recipient=recipient,
            **(facts | {"given_name": "ชื่อใหม่"}),
            with_certificate=True,
            with_plaque=False,
            by=by,
        )

    return build


def place_of_recipient(recipient):
    return reverse("awards:recipient", args=[recipient.ceremony_id, recipient.pk])


def checking_reading(_world, recipient):
    data = {name: getattr(recipient, name) for name in ("given_name", "given_recognition")}
    data |= {
        "reading_hint": recipient.pronunciation,
        "with_certificate": "on",
        "is_pronunciation_checked": "on",
    }
    return place_of_recipient(recipient), data


def is_reading_checked(recipient):
    return not Recipient.objects.get(pk=recipient.pk).is_pronunciation_stale


def outdated(world):
    """Return a certificate whose level was taken back by a correction."""
    certificate(state="ready")(world)
    builders.correct(world.published, by=world.people["proposer"], level=2)
    return Award.objects.get(assessment=world.published)


def revoking(_world, award):
    return award.get_absolute_url(), {"deed": "revoke", "reason": "ระดับลดลง"}


def is_revoked(award):
    return Award.objects.get(pk=award.pk).is_revoked


# --- What workers could not make ---------------------------------------------------------------


def failed_level(world):
    Assessment.objects.filter(pk=world.published.pk).update(level_error="lost")
    return Assessment.objects.get(pk=world.published.pk)


def retrying_level(_world, assessment):
    return reverse("assessments:retry-level", args=[assessment.pk]), {}


def failed_minutes(*, is_final):
    def build(world):
        meeting = meeting_in(-1, is_closed=is_final)(world)
        if not is_final:
            minutes.ask_for_minutes(meeting=meeting, by=world.people["colleague"])
        Minutes.objects.update(state="failed", error="lost")
        return Minutes.objects.get()

    return build


def failed_report(world):
    colleague = world.people["colleague"]
    report, *_rest = reports.ask_for_reports(
        assessment=world.published, package=ReportPackage.DOSSIER, by=colleague
    )
    Report.objects.exclude(pk=report.pk).delete()
    Report.objects.update(state="failed", error="lost")
    return Report.objects.get()


def failed_handbook(world):
    framework = world.published.cycle.framework
    return Handbook.objects.create(
        framework=framework,
        language="th",
        checksum=framework.checksum,
        state="failed",
        asked_at=timezone.now(),
    )


def failed_award(world):
    ceremony_in(-60, printed="failed")(world)
    return Award.objects.get(recipient__isnull=False)


def failed_reprint(world):
    ceremony_in(-60, printed="ready")(world)
    award = Award.objects.get(recipient__isnull=False)
    reprint = awards.reprint_award(award=award, reason="ชำรุด", by=world.people["proposer"])
    Reprint.objects.update(state="failed", error="lost")
    return Reprint.objects.get(pk=reprint.pk)


def failed_package(world):
    ceremony = ceremony_in(-60)(world)
    package = packages.request_package(
        ceremony=ceremony, kind=PackageKind.SHEET_WORKBOOK, by=world.people["colleague"]
    )
    Package.objects.update(state="failed", error="lost")
    return Package.objects.get(pk=package.pk)


def is_waiting(row):
    return type(row).objects.get(pk=row.pk).state == "waiting"


def failed_copy(world):
    copy = personal_data.ask_for_export(person=world.people["officer"], by=world.people["colleague"])
    DataExport.objects.filter(pk=copy.pk).update(state="failed", error="lost")
    return DataExport.objects.get(pk=copy.pk)


def copy_asked_again(world):
    copy = failed_copy(world)
    personal_data.ask_for_export(person=copy.person, by=copy.owner)
    return copy


def place_of_copies(_copy):
    return f"{reverse('personal_data:register')}#copies"


def asking_for_copy(_world, copy):
    return reverse("personal_data:ask-copy"), {"person": copy.person_id}


def is_copy_waiting(copy):
    return DataExport.objects.filter(person=copy.person, owner=copy.owner, state="waiting").exists()


# --- What two administrators decide ------------------------------------------------------------


def asked_about_person(kind, *, person=None, outcome=None):
    """Return a function: the proposer asks for something about a person, by default an assessor."""

    def build(world):
        ask = {
            RequestKind.ADMINISTRATOR: requests.ask_for_administrator,
            RequestKind.SECOND_FACTOR: requests.ask_for_factor_reset,
        }[kind]
        about = world.people[person] if person else builders.UserBuilder(role=Role.ASSESSOR)
        request = ask(person=about, reason="ย้ายมากรม", by=world.people["proposer"])
        if outcome == Decision.CONFIRMED:
            requests.confirm_request(asked=request, by=world.people["colleague"])
        elif outcome:
            decider = "proposer" if outcome == Decision.WITHDRAWN else "colleague"
            requests.refuse_request(asked=request, by=world.people[decider])
        return PersonRequest.objects.get(pk=request.pk)

    return build


def place_of_requests(_request):
    return reverse("people:requests")


def confirming_request(_world, request):
    return reverse("people:confirm-request", args=[request.pk]), {}


def is_request_confirmed(request):
    return PersonRequest.objects.get(pk=request.pk).outcome == Decision.CONFIRMED


def asked_erasure(*, state=Erasure.State.ASKED):
    def build(world):
        person = builders.UserBuilder(role=Role.ASSESSOR, is_active=False)
        proposer, colleague = world.people["proposer"], world.people["colleague"]
        erasure = personal_data.ask_for_erasure(person=person, reason="คำขอที่ 1/2569", by=proposer)
        if state == Erasure.State.ERASED:
            personal_data.confirm_erasure(erasure=erasure, by=colleague)
        if state == Erasure.State.WITHDRAWN:
            personal_data.withdraw_erasure(erasure=erasure, by=proposer)
        return Erasure.objects.get(pk=erasure.pk)

    return build


def place_of_erasure(erasure):
    return reverse("personal_data:erasure", args=[erasure.pk])


def confirming_erasure(_world, erasure):
    return reverse("personal_data:confirm-erasure", args=[erasure.pk]), {}


def is_erased(erasure):
    return Erasure.objects.get(pk=erasure.pk).is_erased


def ended(world):
    """Return an assessment that ended without a result, with its cycle."""
    cycle = builders.CycleBuilder(
        framework=world.published.cycle.framework, year=world.published.cycle.year - 1
    )
    area = builders.AreaBuilder(province=world.published.area.province)
    assessment = entries.open_assessment(area=area, cycle=cycle, by=None)
    cycles.close_cycle(cycle=cycle, reason="ไม่ส่งแบบประเมิน", by=world.people["proposer"])
    return Assessment.objects.get(pk=assessment.pk)


def holidays_until(last):
    """Know holidays until the year `last` years after the present one; return the first unknown year."""

    def build(_world):
        this_year = timezone.localdate().year
        for known in range(this_year - 1, this_year + last + 1):
            PublicHoliday.objects.create(day=date(known, 1, 1), name_th="วันขึ้นปีใหม่", confidence="rule")
        return this_year + last + 1

    return build


def entering_holidays(_world, year):
    listed = f"1/1/{year + BUDDHIST_ERA}, วันขึ้นปีใหม่"
    data = {"holidays": listed, "confidence": "announced", "source": "มติคณะรัฐมนตรี"}
    return reverse("portal:keep-holidays"), data


def has_holidays(year):
    return PublicHoliday.objects.filter(day__year=year).exists()


def place_of_holidays(year):
    return f"{reverse('portal:keep-holidays')}?year={year + BUDDHIST_ERA}"


def history_check(**facts):
    def build(_world):
        now = timezone.now()
        return HistoryCheck.objects.create(asked_at=now, finished_at=now, **facts)

    return build


STATES = {
    "a draft": State(in_status(Status.DRAFT), place_of_assigning, waits_for=set(), covers=(Status.DRAFT,)),
    "an internal audit that nobody has": State(
        in_status(Status.INTERNAL_AUDIT),
        place_of_assigning,
        assigning,
        is_assigned,
        covers=(Status.INTERNAL_AUDIT,),
    ),
    "an external audit that nobody has": State(
        in_status(Status.EXTERNAL_AUDIT),
        place_of_assigning,
        assigning,
        is_assigned,
        covers=(Status.EXTERNAL_AUDIT,),
    ),
    "an audit of somebody who left": State(
        with_assessor(is_active=False), place_of_assigning, assigning, is_assigned
    ),
    "an audit that somebody has": State(with_assessor(is_active=True), place_of_assigning, waits_for=set()),
    "what the province corrects": State(
        in_status(Status.RETURNED), place_of_assigning, waits_for=set(), covers=(Status.RETURNED,)
    ),
    "recommended and on no agenda": State(
        before_committee(),
        lambda _assessment: reverse("assessments:committee"),
        on_agenda,
        is_on_agenda,
        covers=(Status.COMMITTEE,),
    ),
    "on the agenda of a coming meeting": State(
        before_committee(7), place_of_resolving, resolving, is_granted, waits_for=set()
    ),
    "heard by the committee": State(
        before_committee(0),
        place_of_resolving,
        resolving,
        is_granted,
        {"proposer", "colleague"},
        covers=(Step.RESOLVE, Outcome.WAITING),
    ),
    "heard, to be sent back": State(
        before_committee(0),
        place_of_resolving,
        sent_back,
        is_sent_back,
        {"proposer", "colleague"},
        covers=(Step.SEND_BACK,),
    ),
    "granted": State(
        in_status(Status.GRANTED),
        place_of("detail"),
        publishing,
        is_published,
        covers=(Status.GRANTED, Step.PUBLISH, Outcome.GRANTED),
    ),
    "published without a certificate": State(
        certificate(), place_of_certificate, issuing, has_certificate, covers=(Status.PUBLISHED,)
    ),
    "a certificate that failed": State(
        certificate(state="failed"), place_of_certificate, retrying_certificate, is_certificate_waiting
    ),
    "a certificate that was put off": State(
        certificate(state="held"), place_of_certificate, retrying_certificate, is_certificate_waiting
    ),
    "a certificate that is ready": State(certificate(state="ready"), place_of_certificate, waits_for=set()),
    "a coming meeting": State(meeting_in(7), place_of("meeting"), closing, is_closed, set()),
    "a meeting of today": State(meeting_in(0), place_of("meeting"), closing, is_closed),
    "closed minutes": State(
        meeting_in(-1, is_closed=True), place_of("meeting"), waits_for=set(), covers=("closed",)
    ),
    "a new question": State(
        asked(), place_of("question"), answering, is_answered, covers=(QuestionState.NEW,)
    ),
    "a question that somebody handles": State(
        asked(handled_by="colleague"),
        place_of("question"),
        answering,
        is_answered,
        {"colleague"},
        covers=(QuestionState.HANDLING,),
    ),
    "a question of somebody who left": State(
        asked(handled_by="proposer", able=False),
        place_of("question"),
        taking,
        is_taken,
        {"colleague", "recommender"},
    ),
    "a question that led to a correction": State(
        corrected_question,
        place_of("question"),
        answering,
        is_answered,
        {"proposer"},
        covers=(QuestionState.CORRECTED, Step.CORRECT),
    ),
    "an answered question": State(
        asked(handled_by="colleague", answered=True),
        place_of("question"),
        taking,
        is_taken,
        set(),
        covers=(QuestionState.ANSWERED,),
    ),
    "a proposed correction": State(
        proposed(),
        place_of_correction,
        correction_deed("approve-correction"),
        is_decided,
        {"colleague"},
        covers=(CorrectionState.PROPOSED, CorrectionTask.DECIDE),
    ),
    "a correction that is being computed": State(
        proposed(computed=False),
        place_of_correction,
        correction_deed("refuse-correction", note="ไม่ผิด"),
        is_decided,
        {"colleague"},
    ),
    "a correction whose level failed": State(
        proposed(computed=False, failed=True),
        place_of_correction,
        correction_deed("retry-corrected-level"),
        is_asked_again,
        covers=(CorrectionTask.COMPUTE,),
    ),
    "a correction without a reason for the level": State(
        proposed(lowers=True, explained=False),
        place_of_correction,
        correction_deed("correction", reason="เหตุผลใหม่"),
        is_explained,
        covers=(CorrectionTask.EXPLAIN,),
    ),
    "a correction with a reason for the level": State(
        proposed(lowers=True),
        place_of_correction,
        correction_deed("approve-correction"),
        is_decided,
        {"colleague"},
    ),
    "an approved correction": State(
        proposed(state=CorrectionState.APPROVED),
        place_of_correction,
        correction_deed("approve-correction"),
        waits_for=set(),
        covers=(CorrectionState.APPROVED,),
    ),
    "a refused correction": State(
        proposed(state=CorrectionState.REFUSED),
        place_of_correction,
        correction_deed("approve-correction"),
        waits_for=set(),
        covers=(CorrectionState.REFUSED,),
    ),
    "a ceremony with unprinted documents": State(
        ceremony_in(14), place_of_ceremony, printing, is_printing, covers=("ceremony",)
    ),
    "a ceremony of which a document failed": State(ceremony_in(14, printed="failed"), place_of_ceremony),
    "a ceremony of which all is printed": State(
        ceremony_in(14, printed="ready"), place_of_ceremony, waits_for=set()
    ),
    "a ceremony without recipients": State(ceremony_in(14, empty=True), place_of_ceremony, waits_for=set()),
    "a ceremony long ago": State(ceremony_in(-60), place_of_ceremony, waits_for=set()),
    "a changed name whose reading is not checked": State(
        stale_reading(14), place_of_recipient, checking_reading, is_reading_checked
    ),
    "a changed name after its ceremony": State(stale_reading(-1), place_of_recipient, waits_for=set()),
    "a certificate of another level than is in force": State(
        outdated, lambda award: award.get_absolute_url(), revoking, is_revoked
    ),
    "a level that failed": State(
        failed_level,
        lambda assessment: assessment.get_absolute_url(),
        retrying_level,
        is_asked_again,
        ADMINISTRATORS,
        covers=("level",),
    ),
    "final minutes that failed": State(
        failed_minutes(is_final=True),
        lambda row: f"{reverse('assessments:meeting', args=[row.meeting_id])}#minutes",
        lambda _world, row: (
            reverse("assessments:retry-minutes", args=[row.meeting_id, row.file_format]),
            {},
        ),
        is_waiting,
        covers=(Minutes,),
    ),
    "a draft of minutes that failed": State(
        failed_minutes(is_final=False),
        lambda row: f"{reverse('assessments:meeting', args=[row.meeting_id])}#minutes",
        lambda _world, row: (
            reverse("assessments:retry-minutes", args=[row.meeting_id, row.file_format]),
            {},
        ),
        is_waiting,
        {"colleague"},
    ),
    "a report that failed": State(
        failed_report,
        lambda _row: reverse("assessments:papers"),
        lambda _world, row: (reverse("assessments:retry-paper", args=[row.pk]), {}),
        is_waiting,
        {"colleague"},
        covers=(Report,),
    ),
    "a handbook that failed": State(
        failed_handbook,
        lambda row: reverse("indicators:handbook", args=[row.framework.edition]),
        lambda _world, row: (
            reverse("indicators:retry-handbook", args=[row.framework.edition, row.language]),
            {},
        ),
        is_waiting,
        covers=(Handbook,),
    ),
    "a document that failed": State(
        failed_award,
        lambda row: row.get_absolute_url(),
        lambda _world, row: (reverse("awards:retry-award", args=[row.pk]), {}),
        is_waiting,
        covers=(Award,),
    ),
    "a reprint that failed": State(
        failed_reprint,
        lambda row: row.award.get_absolute_url(),
        lambda _world, row: (reverse("awards:retry-reprint", args=[row.award_id, row.pk]), {}),
        is_waiting,
        covers=(Reprint,),
    ),
    "a package that failed": State(
        failed_package,
        lambda row: row.ceremony.get_absolute_url(),
        lambda _world, row: (reverse("awards:retry-package", args=[row.ceremony_id, row.pk]), {}),
        is_waiting,
        {"colleague"},
        covers=(Package,),
    ),
    "an assessment that ended with its cycle": State(
        ended, place_of("detail"), waits_for=set(), covers=(Status.UNFINISHED,)
    ),
    "a new administrator whom another must confirm": State(
        asked_about_person(RequestKind.ADMINISTRATOR),
        place_of_requests,
        confirming_request,
        is_request_confirmed,
        {"colleague", "recommender"},
        covers=(RequestKind.ADMINISTRATOR,),
    ),
    "a lost second factor whose reset another must confirm": State(
        asked_about_person(RequestKind.SECOND_FACTOR),
        place_of_requests,
        confirming_request,
        is_request_confirmed,
        {"colleague", "recommender"},
        covers=(RequestKind.SECOND_FACTOR,),
    ),
    "a lost second factor of an administrator, who does not confirm it": State(
        asked_about_person(RequestKind.SECOND_FACTOR, person="recommender"),
        place_of_requests,
        confirming_request,
        is_request_confirmed,
        {"colleague"},
    ),
    "a new administrator who was confirmed": State(
        asked_about_person(RequestKind.ADMINISTRATOR, outcome=Decision.CONFIRMED),
        place_of_requests,
        waits_for=set(),
        covers=(Decision.CONFIRMED,),
    ),
    "a new administrator who was refused": State(
        asked_about_person(RequestKind.ADMINISTRATOR, outcome=Decision.REFUSED),
        place_of_requests,
        confirming_request,
        is_request_confirmed,
        set(),
        covers=(Decision.REFUSED,),
    ),
    "a reset that was withdrawn": State(
        asked_about_person(RequestKind.SECOND_FACTOR, outcome=Decision.WITHDRAWN),
        place_of_requests,
        confirming_request,
        is_request_confirmed,
        set(),
        covers=(Decision.WITHDRAWN,),
    ),
    "an erasure that another must confirm": State(
        asked_erasure(),
        place_of_erasure,
        confirming_erasure,
        is_erased,
        {"colleague", "recommender"},
        covers=(Erasure.State.ASKED,),
    ),
    "an erasure that was confirmed": State(
        asked_erasure(state=Erasure.State.ERASED),
        place_of_erasure,
        waits_for=set(),
        covers=(Erasure.State.ERASED,),
    ),
    "an erasure that was withdrawn": State(
        asked_erasure(state=Erasure.State.WITHDRAWN),
        place_of_erasure,
        confirming_erasure,
        is_erased,
        set(),
        covers=(Erasure.State.WITHDRAWN,),
    ),
    "a copy of personal data that failed": State(
        failed_copy,
        place_of_copies,
        asking_for_copy,
        is_copy_waiting,
        {"colleague"},
        covers=(DataExport,),
    ),
    "a failed copy that was asked for again": State(copy_asked_again, place_of_copies, waits_for=set()),
    "a broken history": State(
        history_check(breaks=[["assessment:1", 2, "hash"]]),
        lambda _row: reverse("assessments:history-check"),
        covers=(HistoryCheck,),
    ),
    "a check of the history that broke off": State(
        history_check(error="lost"), lambda _row: reverse("assessments:history-check")
    ),
    "a year without public holidays": State(
        holidays_until(-1), place_of_holidays, entering_holidays, has_holidays
    ),
    "years with public holidays": State(holidays_until(1), place_of_holidays, waits_for=set()),
    "a whole history": State(
        history_check(), lambda _row: reverse("assessments:history-check"), waits_for=set()
    ),
}


def can_act(state, world, row, person):
    """Return whether the person can do it, in the way that their pages do; what was done is undone."""
    with transaction.atomic():
        address, data = state.deed(world, row)
        client = Client()
        client.force_login(person)
        answer = client.post(address, data)
        if answer.context and (statement := answer.context.get("statement")):  # what it asks to confirm
            client.post(address, {**data, "statement": statement.mark})
        is_done = state.done(row)
        transaction.set_rollback(True)
    return is_done


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_in_the_work_of_exactly_those_who_can_act(client, world, name):
    state = STATES[name]
    row = state.build(world)
    world = world._replace(people={who: User.objects.get(pk=user.pk) for who, user in world.people.items()})
    url = state.place(row)
    active = {who: person for who, person in world.people.items() if person.is_active}

    mailed, shown, able = set(), set(), set()
    readers = readers_of(state)
    for who, person in active.items():
        if url in [work.url for work in registry.pending_work(person)]:
            mailed.add(who)
        if who in readers and f'href="{escape(url)}"' in work_of(page_of(client, person)):
            shown.add(who)
        if state.done and can_act(state, world, row, person):
            able.add(who)

    assert mailed == state.waits_for
    assert shown == state.waits_for & readers
    assert able & ADMINISTRATORS == (state.waits_for if state.done else set())


def readers_of(state):
    """Return whose pages are looked at: where they have the same work, one of them tells it."""
    return READERS if len(state.waits_for & READERS) == 1 else {"colleague"}


def page_of(client, person):
    client.force_login(person)
    return client.get(reverse(LIST))


def work_of(response):
    """Return the part of the page with what waits, without the list of all assessments."""
    return response.content.decode().partition('<details class="panel fold" id="all"')[0]


def test_no_state_is_forgotten():
    covered = {thing for state in STATES.values() for thing in state.covers}
    of_administrators = {row.step for row in TRANSITIONS if row.actor == Actor.ADMINISTRATOR}
    files = {
        model for model in apps.get_models() if issubclass(model, ProducedFile) and model is not ProducedFile
    }

    assert covered >= {*Status, *QuestionState, *CorrectionState, *CorrectionTask}
    assert covered >= {*RequestKind, *Decision, *Erasure.State}
    # A resolution may be withdrawn, and an assessment ended or resumed with its cycle; nothing waits for it.
    assert covered >= of_administrators - {Step.WITHDRAW_RESOLUTION, Step.END, Step.RESUME}
    assert covered >= files


@pytest.mark.parametrize(
    ("days", "waits"),
    [
        pytest.param(-1, True, id="expired"),
        pytest.param(60, True, id="expires within the time of warning"),
        pytest.param(61, False, id="expires later"),
    ],
)
def test_the_certificate_that_signs_waits_before_it_expires(
    client, world, settings, tmp_path, time_machine, days, waits
):
    write_department(tmp_path)
    settings.SIGNING_PKCS12 = str(tmp_path / "department.p12")
    settings.SIGNING_CERTIFICATE = str(tmp_path / "department.pem")
    expires_on = identities.own_expiry()
    time_machine.move_to(expires_on - timedelta(days=days))

    work = {who: signing_work(person) for who, person in world.people.items()}

    assert {who for who, pieces in work.items() if pieces} == (ADMINISTRATORS if waits else set())
    assert [piece.due for pieces in work.values() for piece in pieces] == [expires_on] * (3 * waits)
    client.force_login(world.people["colleague"])
    page = client.get(reverse("awards:signing"))
    assert (page.context["signer"], page.context["expires_on"]) == ("กรมทดสอบ", expires_on)


def test_a_certificate_that_cannot_be_read_waits_and_its_page_says_so(client, world, settings, tmp_path):
    settings.SIGNING_PKCS12 = settings.SIGNING_CERTIFICATE = str(tmp_path / "missing.pem")

    assert [piece.due for piece in signing_work(world.people["colleague"])] == [None]
    client.force_login(world.people["colleague"])
    assert "missing.pem" in client.get(reverse("awards:signing")).content.decode()


def test_nothing_waits_without_a_certificate(client, world):
    assert signing_work(world.people["colleague"]) == []
    client.force_login(world.people["colleague"])
    assert client.get(reverse("awards:signing")).context["certificate"] is None


def signing_work(person):
    return [work for work in registry.pending_work(person) if work.url == reverse("awards:signing")]


def test_the_work_stands_by_its_dates_and_the_mail_says_the_same(client, world):
    colleague = world.people["colleague"]
    question = builders.ask(world.published)
    proposed()(world)
    ceremony_in(2)(world)
    client.force_login(colleague)

    page = client.get(reverse(LIST))

    groups = page.context["work_groups"]
    # The minutes of the meeting at which the result was granted are overdue.
    titles = [group.title for group in groups]
    assert titles == ["รายงานการประชุม", "พิธีมอบ", "คำถามจากประชาชน", "การแก้ไขผลที่เผยแพร่"]
    dues = [group.pieces[0].due for group in groups]
    assert dues == sorted(dues)
    pieces = [work for group in groups for work in group.pieces]
    assert page.context["work_count"] == len(pieces) + page.context["waiting"].count
    assert {work.url for work in pieces} < {work.url for work in registry.pending_work(colleague)}
    (asked_work,) = [
        work for work in pieces if work.url == reverse("assessments:question", args=[question.pk])
    ]
    assert (asked_work.due, asked_work.since) == (question.answer_by, timezone.localdate())
    assert asked_work.is_news(timezone.localdate())
    assert not asked_work.is_news(timezone.localdate() + timedelta(days=2))
    assert asked_work.is_news(question.answer_by)


def test_the_work_takes_the_same_queries_for_one_and_for_three_of_everything(
    client, world, django_assert_max_num_queries
):
    counts, colleague = [], world.people["colleague"]
    client.force_login(colleague)
    for number in (1, 2):  # one of everything, then three
        for _ in range(number):
            builders.ask(world.published)
            ceremony = ceremony_in(14)(world)
            recipient_actions.add_areas(
                ceremony=ceremony,
                assessments=[world.published],
                with_plaque=True,
                by=world.people["proposer"],
            )
            meetings.call_meeting(
                number=f"{Meeting.objects.count() + 40}/2569", date=date(2026, 3, 1), by=colleague
            )
            draft = entries.open_assessment(
                area=builders.AreaBuilder(province=world.published.area.province),
                cycle=world.published.cycle,
                by=None,
            )
            Assessment.objects.filter(pk=draft.pk).update(status=Status.INTERNAL_AUDIT)
        client.get(reverse(LIST))
        with django_assert_max_num_queries(100) as captured:
            page = client.get(reverse(LIST))
        counts.append((len(captured), page.context["work_count"]))

    (queries, count), (later_queries, later_count) = counts
    assert (later_queries, later_count > count) == (queries, True)
