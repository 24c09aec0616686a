"""Steps of the demonstration: areas go through the assessment with the actions of the pages and a worker."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.utils import timezone

from areas import actions as areas_actions
from areas.models import Province, TargetArea
from assessments.audit.actions import assignments, returns, verdicts
from assessments.audit.domain import VerdictKind
from assessments.audit.queries import audits
from assessments.audit.queries.assignments import current_assignment
from assessments.committee.actions import meetings, records, resolutions
from assessments.committee.models.meetings import Meeting
from assessments.cycles import actions as cycle_actions
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.actions.quantities import confirm_quantities, save_quantities
from assessments.entry.domain.quantities import differing_uses, uses_of
from assessments.entry.domain.values import EntryValue
from assessments.evidence import queries as evidence_queries
from assessments.submission import actions as submission_actions
from assessments.warnings import actions as warnings_actions
from assessments.warnings.queries import warnings as warning_queries
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from awards.register.actions import awards
from awards.register.models.awards import Award
from ecotown.accounts import queries as account_queries
from ecotown.accounts.actions import add_app, create_account
from ecotown.accounts.models import User
from ecotown.accounts.results.codes import code_of_secret, mark_kept
from ecotown.common.holidays.queries import calendar_from
from ecotown.common.thai import dates
from ecotown.configuration.actions import change_settings
from ecotown.configuration.domain import Group
from ecotown.configuration.queries import current
from ecotown.demonstration import evidence, scenario
from ecotown.demonstration.scenario import AreaScenario
from ecotown.demonstration.values import quantities_for, values_for
from indicators.editions.models import Framework

TASK_SECONDS = 90  # seconds for one task of the worker
MEETING_NUMBER = "99-1"  # a number that no real meeting has
Value = TypeVar("Value")
REASON = "ข้อมูลสาธิต: ค่านี้สมมุติขึ้น ไม่ใช่ค่าที่ตรวจวัดจริง"


class ScenarioError(Exception):
    """The demonstration could not continue; the message says where it stopped."""


def refuse_real_data() -> None:
    """Raise ScenarioError if a real cycle exists: invented values must never mix with measured ones."""
    if Cycle.objects.filter(is_demonstration=False).exists():
        raise ScenarioError("this database holds a real cycle; the demonstration needs one of its own")


def create_people(password: str) -> dict[str, User]:
    """Create missing demonstration accounts, all with this password; return all users by user name."""
    people = {user.username: user for user in User.objects.all()}
    for account in scenario.ACCOUNTS:
        if account.username not in people:
            people[account.username] = create_account(
                username=account.username,
                role=account.role,
                signing_name=account.signing_name,
                password=password,
                by=None,
            )
        elif not people[account.username].check_password(password):
            people[account.username].set_password(password)
            people[account.username].save(update_fields=["password"])
        if people[account.username].needs_second_factor:
            _give_app(people[account.username])
        for province in Province.objects.filter(name_th__in=account.provinces):
            areas_actions.assign_province(province=province, officer=people[account.username], by=None)
    return people


def _give_app(user: User) -> None:
    """Set up an authenticator app for an account that needs one and has none, as its person would."""
    if not account_queries.has_second_factor(user):
        secret = totp.generate_totp_secret()
        add_app(secret=secret, code=code_of_secret(secret), by=user)
        mark_kept(user)


def app_secret(user: User) -> str:
    """Return the key of the app of a demonstration account, an empty text when it has none."""
    app = account_queries.factor_of(user, Authenticator.Type.TOTP)
    return decrypt(app.data["secret"]) if app else ""


def name_contact(*, by: User) -> None:
    """Name a contact that is marked as made up, unless one is named."""
    if not current().contact:
        change_settings(group=Group.CONTACT, values=scenario.CONTACT, by=by)


def demonstration_cycle(framework: Framework, year: int, areas: Iterable[TargetArea], *, by: User) -> Cycle:
    """Return the demonstration cycle of `year` with an assessment for each area, created if missing."""
    cycle = Cycle.objects.filter(year=year).first() or cycle_actions.open_cycle(
        year=year, framework=framework, dates=cycle_actions.usual_dates(year), is_demonstration=True, by=by
    )
    for area in areas:
        entry_actions.open_assessment(area=area, cycle=cycle, by=by)
    return cycle


def publish_last_year(framework: Framework, people: Mapping[str, User]) -> int:
    """Publish the assessments of last year's cycle and return its fiscal year.

    All areas are entered before the first is published, so that the worker computes levels meanwhile.
    """
    administrator = people[scenario.ADMINISTRATOR]
    areas = TargetArea.objects.filter(key__in=[area_scenario.area for area_scenario in scenario.LAST_YEAR])
    cycle = demonstration_cycle(framework, this_year() - 1, areas, by=administrator)
    for state in (Status.COMMITTEE, Status.PUBLISHED):
        for area_scenario in scenario.LAST_YEAR:
            for _line in run_scenario(replace(area_scenario, state=state), cycle, people):
                pass
    return cycle.year


def this_year() -> int:
    return dates.fiscal_year(timezone.localdate())


def run_scenario(area_scenario: AreaScenario, cycle: Cycle, people: Mapping[str, User]) -> Iterator[str]:
    """Take one area to the state of its scenario, from its current state; yields a line for each step."""
    assessment = Assessment.objects.select_related("cycle__framework", "area").get(
        cycle=cycle, area__key=area_scenario.area
    )
    steps = AreaSteps(area_scenario, people)
    if assessment.status == Status.DRAFT and not assessment.entries.filter(entered_by__isnull=False).exists():
        yield from _enter(assessment, area_scenario, by=people[area_scenario.officer])
        if area_scenario.has_evidence:
            yield from evidence.add_evidence(assessment, by=people[area_scenario.officer])
    while assessment.status not in {area_scenario.state, Status.PUBLISHED}:
        if assessment.status == Status.DRAFT:
            wait_for_files(assessment)
        yield steps.take(assessment)
        assessment.refresh_from_db()


def demonstration_meeting(*, by: User) -> Meeting:
    """Return the demonstration's committee meeting of today, created if missing."""
    number = f"{MEETING_NUMBER}/{dates.year(timezone.localdate())}"
    if meeting := Meeting.objects.filter(number=number).first():
        return meeting
    facts = {"number": number, "date": timezone.localdate(), **scenario.MEETING_FACTS}
    meeting = meetings.call_meeting(**facts, by=by)
    return records.save_roster(meeting=meeting, people=scenario.ROSTER, by=by)


def computed_level(assessment: Assessment) -> int:
    """Wait for the level of the current revision and return it; ScenarioError after TASK_SECONDS."""

    def stored_level():
        return Assessment.objects.with_level().get(pk=assessment.pk).computed_level

    return wait_until(stored_level, f"the level of {assessment.area.key}")


def wait_for_levels(cycle: Cycle) -> None:
    """Wait until the worker has stored all levels of the cycle; ScenarioError after TASK_SECONDS."""
    pending = cycle.assessments.with_level().filter(computed_level=None)
    wait_until(lambda: None if pending.exists() else True, "the levels of all areas")


def wait_for_files(assessment: Assessment) -> None:
    """Wait until the worker has examined every file; ScenarioError after TASK_SECONDS or for a refusal."""

    def examined():
        unsettled = evidence_queries.unsettled_files(assessment)
        if unsettled.refused_cited:
            raise ScenarioError(
                f"{unsettled.refused_cited[0]} was refused: {unsettled.refused_cited[0].refusal}"
            )
        return None if unsettled.unexamined else True

    wait_until(examined, f"the examination of the files of {assessment.area.key}")


def wait_until(poll: Callable[[], Value | None], work: str) -> Value:
    """Call `poll` until it returns a value, not None. Raises ScenarioError after TASK_SECONDS."""
    deadline = time.monotonic() + TASK_SECONDS
    while time.monotonic() < deadline:
        value = poll()
        if value is not None:
            return value
        time.sleep(0.2)
    raise ScenarioError(f"the worker did not finish {work} within {TASK_SECONDS} seconds")


def certificate_of(assessment: Assessment, *, by: User) -> Award:
    """Return the certificate with its file, issued if missing and rendered by the worker."""
    issued = awards.issue_certificate(assessment=assessment, by=by)
    if issued.state == Award.State.FAILED:
        awards.retry_award(award=issued, by=by)

    def ready_certificate():
        certificate = Award.objects.get(pk=issued.pk)
        if certificate.state == Award.State.FAILED:
            raise ScenarioError(f"the certificate could not be made: {certificate.error}")
        return certificate if certificate.state == Award.State.READY else None

    return wait_until(ready_certificate, f"certificate {issued.number}")


def _enter(assessment: Assessment, area_scenario: AreaScenario, *, by: User) -> Iterator[str]:
    """Enter values of the first `share` percent of the indicators, aspect by aspect, as an officer does."""
    edition = workflow_queries.edition_of(assessment)
    values = values_for(edition, area_scenario.level, area_scenario.area, area_scenario.ahead_percent)
    type_quantities(assessment, values, by=by)
    yield f"กรอกข้อมูลพื้นฐาน {len(edition.quantities)} รายการ โดย {by}"
    codes = [indicator.code for indicator in edition.indicators]
    entered_codes = set(codes[: len(codes) * area_scenario.share // 100])
    for dimension in edition.dimensions:
        for aspect in dimension.aspects:
            entered: dict[str, EntryValue] = {
                item.code: values[item.code] for item in aspect.indicators if item.code in entered_codes
            }
            if entered:
                entry_actions.save_entries(assessment=assessment, values=entered, by=by)
    waiting = sorted(entered_codes & entry_queries.unconfirmed_codes(assessment))
    entry_actions.confirm_entries(assessment=assessment, codes=waiting, by=by)
    yield f"กรอกค่า {len(entered_codes)} จาก {len(codes)} ตัวชี้วัด โดย {by}"
    if answer_count := answer_warnings(assessment, by=by):
        yield f"ชี้แจงคำเตือน {answer_count} รายการ โดย {by}"
    if area_scenario.slip_code:
        _enter_slip(assessment, area_scenario.slip_code, values[area_scenario.slip_code], by=by)


def type_quantities(assessment: Assessment, values: Mapping[str, EntryValue], *, by: User) -> None:
    """Type the shared quantities that `values` have, before the values; what was carried forward follows."""
    edition = workflow_queries.edition_of(assessment)
    present = entry_queries.entered_values(assessment)
    numbers = quantities_for(edition, values)
    followers = {
        use.spot: use.number
        for key, number in numbers.items()
        for use in differing_uses(uses_of(edition, key, present, number))
    }
    save_quantities(assessment=assessment, values=numbers, followers=followers, by=by)
    confirm_quantities(assessment=assessment, keys=[*numbers], by=by)


def answer_warnings(assessment: Assessment, *, by: User) -> int:
    """Answer every open warning, saying that the values are invented; return how many there were."""
    waiting: dict[str, dict[str, str]] = {}
    for code, warnings in warning_queries.current_warnings_and_peers(assessment).warnings.items():
        for shown in warnings:
            if shown.answer is None:
                waiting.setdefault(code, {})[shown.warning.key] = shown.warning.mark
    for code, marks in waiting.items():
        warnings_actions.answer_warnings(assessment=assessment, code=code, marks=marks, reason=REASON, by=by)
    return sum(map(len, waiting.values()))


def _enter_slip(assessment, code, value, *, by):
    key = next(iter(value.inputs))
    slip = replace(value, inputs={**value.inputs, key: value.inputs[key] * 10})
    entry_actions.save_entries(assessment=assessment, values={code: slip}, by=by)


@dataclass(frozen=True, slots=True)
class AreaSteps:
    """The step that leads an assessment on from each status, taken by the people of its scenario."""

    area_scenario: AreaScenario
    people: Mapping[str, User]

    def take(self, assessment: Assessment) -> str:
        """Take the step from the present status; return a line of the log."""
        steps = {
            Status.DRAFT: self._submit,
            Status.INTERNAL_AUDIT: (
                self._return if self.area_scenario.state == Status.RETURNED else self._pass_internal_audit
            ),
            Status.EXTERNAL_AUDIT: self._recommend,
            Status.COMMITTEE: self._resolve,
            Status.GRANTED: self._publish,
        }
        return steps[Status(assessment.status)](assessment)

    def _submit(self, assessment: Assessment) -> str:
        officer = self.people[self.area_scenario.officer]
        submission_actions.submit(assessment=assessment, declared=True, by=officer)
        return f"ส่งแบบประเมิน โดย {officer}"

    def _pass_internal_audit(self, assessment: Assessment) -> str:
        assessor = self.people[scenario.ASSESSORS[0]]
        _audit(assessment, by=assessor)
        verdicts.pass_internal_audit(assessment=assessment, by=assessor)
        return f"ผ่านการตรวจประเมินภายใน โดย {assessor}"

    def _return(self, assessment: Assessment) -> str:
        assessor = self.people[scenario.ASSESSORS[0]]
        _audit(assessment, returning=scenario.RETURNED_ITEMS, by=assessor)
        day = timezone.localdate() + scenario.TIME_TO_CORRECT
        due_on = calendar_from(day).next_working_day(day)
        returns.return_for_correction(assessment=assessment, due_on=due_on, by=assessor)
        return f"ส่งกลับแก้ไข {len(scenario.RETURNED_ITEMS)} ตัวชี้วัด โดย {assessor}"

    def _recommend(self, assessment: Assessment) -> str:
        assessor = self.people[scenario.ASSESSORS[1]]
        _audit(assessment, by=assessor)
        resolutions.recommend(assessment=assessment, by=assessor)
        return f"ตรวจประเมินภายนอกและเสนอคณะกรรมการ โดย {assessor}"

    def _resolve(self, assessment: Assessment) -> str:
        administrator = self.people[scenario.ADMINISTRATOR]
        level, granted = computed_level(assessment), self.area_scenario.granted_level
        granted = level if granted is None else granted
        meeting = demonstration_meeting(by=administrator)
        meetings.put_on_agenda(meeting=meeting, assessments=[assessment], by=administrator)
        resolutions.resolve(
            assessment=assessment, granted_level=granted, reason=self.area_scenario.reason, by=administrator
        )
        return f"บันทึกมติ: ระดับที่คำนวณ {level} ระดับที่รับรอง {granted} โดย {administrator}"

    def _publish(self, assessment: Assessment) -> str:
        administrator = self.people[scenario.ADMINISTRATOR]
        resolutions.publish(assessment=assessment, by=administrator)
        return f"เผยแพร่ผล โดย {administrator}"


def _audit(assessment, *, by, returning=()):
    """Take on the audit and give every verdict; `returning` has code and reason per returned indicator."""
    if current_assignment(assessment) is None:
        assignments.take_on(assessment=assessment, by=by)
    for code, reason in dict(returning).items():
        verdicts.give_verdict(assessment=assessment, code=code, kind=VerdictKind.RETURN, reason=reason, by=by)
    # After an interrupted run every verdict may be given already.
    if audits.acceptable_codes(assessment, audits.audit_of(assessment)):
        verdicts.accept_rest(assessment=assessment, by=by)
