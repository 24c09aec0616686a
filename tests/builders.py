"""Builders of rows for tests, and steps through the workflow by the real actions."""

import io
import json
from collections import namedtuple
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from math import inf
from string import ascii_uppercase

import factory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from areas.models import Province, ProvinceOfficer, Region, TargetArea
from assessments.audit.actions import assignments, returns, verdicts
from assessments.audit.domain import VerdictKind
from assessments.audit.queries.assignments import current_assignment
from assessments.committee.actions import meetings, records, resolutions
from assessments.committee.domain import Person, Seat
from assessments.committee.models.meetings import Meeting
from assessments.corrections import results as corrections_results
from assessments.corrections.actions import corrections, questions
from assessments.cycles.actions import close_cycle
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.evidence import results as evidence_results
from assessments.explanation import results as explanation_results
from assessments.past_years import actions as past_year_actions
from assessments.past_years.queries import NOTHING, YearContent
from assessments.submission import actions as submission_actions
from assessments.visits import actions as visits_actions
from assessments.visits.domain import Tone
from assessments.workflow import queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Cycle
from awards.ceremonies.actions import ceremonies
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.designs.domain.purposes import DESIGN_FIELDS, Purpose
from awards.designs.models import Design
from ecotown.accounts.models import Role, User
from ecotown.common.files import uploads
from ecotown.common.history import sealing
from ecotown.configuration import queries as configuration_queries
from ecotown.configuration.domain import DEFAULTS
from ecotown.demonstration import steps as demonstration_steps
from ecotown.demonstration.steps import answer_warnings
from ecotown.demonstration.values import values_for
from indicators.criteria.domain.exact_json import parse_json
from indicators.editions.models import Framework
from indicators.editions.queries import editions
from indicators.plausibility import actions as plausibility_actions
from indicators.plausibility import queries as plausibility_queries
from indicators.publishing import actions as publishing_actions
from tests import files, second_factors

PASSWORD = "correct horse battery staple"
EDITION = "2565-working"
MEETING = {"number": "10-2/2569", "date": date(2026, 3, 12)}
People = namedtuple("People", "officer internal external administrator")


@cache
def fixture(name):
    return parse_json((settings.FIXTURES_DIR / f"{name}.json").read_bytes())


def published_framework():
    framework = publishing_actions.load_framework(document=fixture(f"framework-{EDITION}"), by=None)
    framework = publishing_actions.publish_framework(framework=framework, by=None)
    framework.handbooks.all().delete()  # making them would keep the workers of the tests busy
    plausibility_actions.load_plausibility(
        framework=framework, document=fixture(f"plausibility-{EDITION}"), by=None
    )
    return framework


def working_framework():
    """Return the published working edition with its 41 indicators, made where there is none.

    It is in the memory of the process, as after the first page that was served.
    """
    framework = Framework.objects.filter(edition=EDITION).first() or published_framework()
    editions.edition_of(framework)
    plausibility_queries.plausibility_of(framework)
    return framework


# The settings with which every test begins, in the memory of the process as after the first page.
USUAL_SETTINGS = replace(
    DEFAULTS,
    contact_name="ศูนย์ช่วยเหลือทดสอบ",
    contact_phone="0-0000-0001",
    contact_mail="help@portal.example",
    security_mail="security@portal.example",
    # Tests that travel in time stay signed in.
    session_idle_minutes=10 * 60,
    verify_max_mb=1,
    verify_tries=5,
    verify_files=3,
)


def keep_usual_settings():
    configuration_queries.keep(USUAL_SETTINGS, for_seconds=inf)


def set_setting(**values):
    """Let settings hold in this process until the test ends; the row is left as it is."""
    configuration_queries.keep(replace(configuration_queries.current(), **values), for_seconds=inf)


class UserBuilder(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person-{}".format)
    role = Role.OFFICER
    signing_name = factory.LazyAttribute(lambda user: f"{user.role} {user.username}")
    password = factory.django.Password(PASSWORD)

    @classmethod
    @transaction.atomic
    def _create(cls, model_class, *args, **values):
        """Create a person whose name is sealed, as every account has it before it does anything."""
        user = model_class(*args, **values)
        seal = sealing.new_seal(user)
        user.name_seal_id = seal.digest
        user.save(force_insert=True)
        seal.save(force_insert=True)
        return user

    @factory.post_generation
    def second_factor(self, create, extracted):
        """Give those who need one an app; `second_factor=False` gives none."""
        if create and self.needs_second_factor and extracted is not False:
            second_factors.add_app(self)


@cache
def real_codes():
    """Return the code of each real province by its name; `load_areas` finds provinces by their code."""
    rows = json.loads((settings.FIXTURES_DIR / "provinces.json").read_bytes())
    return {row["name_th"]: row["code"] for row in rows}


def province_code(province, number):
    """Return the code of a real province, for another name one that no province has."""
    return real_codes().get(province.name_th) or f"{ascii_uppercase[number // 10 % 26]}{number % 10}"


class ProvinceBuilder(factory.django.DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ["name_th"]

    code = factory.LazyAttributeSequence(province_code)
    iso_code = factory.LazyAttribute(lambda province: f"TH-{province.code}")
    name_th = factory.Sequence("จังหวัด {}".format)
    name_en = factory.LazyAttribute(lambda province: f"Province {province.code}")
    region = Region.CENTRAL


class AreaBuilder(factory.django.DjangoModelFactory):
    class Meta:
        model = TargetArea

    key = factory.Sequence("area-{}".format)
    province = factory.SubFactory(ProvinceBuilder)
    name_th = factory.Sequence("เทศบาลทดสอบ {}".format)
    name_en = factory.Sequence("Test municipality {}".format)
    phase = 1
    confidence = "confirmed"
    source = "test"


def free_year():
    """Return the first year without a cycle, so that no page depends on how many tests ran before."""
    years = set(Cycle.objects.values_list("year", flat=True))
    return next(year for year in count(2560) if year not in years)


class CycleBuilder(factory.django.DjangoModelFactory):
    class Meta:
        model = Cycle

    year = factory.LazyFunction(free_year)
    opens_on = date(2025, 10, 1)
    submit_by = date(2026, 3, 31)
    internal_audit_by = date(2026, 5, 31)
    external_audit_by = date(2026, 7, 31)
    committee_by = date(2026, 9, 30)


def officer_of(province, **values):
    officer = UserBuilder(role=Role.OFFICER, **values)
    ProvinceOfficer.objects.create(province=province, officer=officer)
    return officer


def load_year(area, by, *, year=2567, level=2):
    """Load a year before the portal with one value and a granted level."""
    content = YearContent(level, "รายงานผลการประเมิน", {"EN9.1": EntryValue(value=Decimal(90))})
    return past_year_actions.load_past_year(
        area=area,
        year=year,
        framework=working_framework(),
        sha256="0" * 64,
        content=content,
        expected=NOTHING,
        by=by,
    )


def fill_in(assessment, by, *, level=3, ahead=0):
    """Enter all 41 values so that they reach `level`, and compute it as the worker would."""
    values = values_for(queries.edition_of(assessment), level, assessment.area.key, ahead)
    assessment = entry_actions.save_entries(assessment=assessment, values=values, by=by).assessment
    explanation_results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    return assessment


def type_quantities(assessment, by, *, level=3):
    """Type the shared quantities that `fill_in` has in its values."""
    edition = queries.edition_of(assessment)
    demonstration_steps.type_quantities(assessment, values_for(edition, level, assessment.area.key), by=by)


def add_evidence(assessment, content, name="evidence.pdf", *, by):
    """Add `content` as a file of evidence, as the page does; examine a picture, as a worker does."""
    evidence, _ = evidence_actions.add_evidence(assessment=assessment, upload=examined(content, name), by=by)
    return kept(evidence)


def kept(evidence):
    """Return the file after its examination; its preview is still waiting."""
    if evidence.is_unexamined:
        evidence_results.examine_evidence(evidence_id=evidence.pk)
        evidence.refresh_from_db()
    return evidence


def examined(content, name):
    return uploads.examine(io.BytesIO(content), name, max_bytes=uploads.MEGABYTE)


def audit(assessment, by, *, returning=()):
    """Take on the audit, mark the codes `returning` for return and accept all others, as the pages do."""
    assessment.refresh_from_db()
    if current_assignment(assessment) is None:
        assignments.take_on(assessment=assessment, by=by)
    for code in returning:
        reason = f"ขอเอกสารเพิ่มของ {code}"
        verdicts.give_verdict(assessment=assessment, code=code, kind=VerdictKind.RETURN, reason=reason, by=by)
    verdicts.accept_rest(assessment=assessment, by=by)


def send_back(assessment, by, codes=("EN1.1", "EN9.1", "SO1.1")):
    """Audit the assessment and return these indicators, due in a fortnight."""
    audit(assessment, by, returning=codes)
    due_on = timezone.localdate() + timedelta(days=14)
    return returns.return_for_correction(assessment=assessment, due_on=due_on, by=by)


def _pass(assessment, by):
    audit(assessment, by)
    verdicts.pass_internal_audit(assessment=assessment, by=by)


def _recommend(assessment, by):
    audit(assessment, by)
    resolutions.recommend(assessment=assessment, by=by)


def submit(assessment, by):
    """Submit the assessment with a reason for every warning that its values raise."""
    answer_warnings(assessment, by=by)
    return submission_actions.submit(assessment=assessment, declared=True, by=by)


def meeting_of(*assessments, by, **values):
    """Return an open meeting with these assessments on its agenda; one with that number is used again."""
    values = {**MEETING, **values}
    meeting = Meeting.objects.filter(number=values["number"]).first()
    meeting = meeting or meetings.call_meeting(**values, by=by)
    if assessments:
        meetings.put_on_agenda(meeting=meeting, assessments=assessments, by=by)
    return meeting


def seat(meeting, by, *names):
    """Write chair, secretary and others on the roster of a meeting that lasted from 9.30 to 12."""
    people = [
        Person(name, f"ตำแหน่ง {place}", seat=part)
        for place, (name, part) in enumerate(
            zip(names or ("ประธาน ทดสอบ", "เลขานุการ ทดสอบ"), (Seat.CHAIR, Seat.SECRETARY), strict=False), 1
        )
    ] + [Person(name) for name in names[2:]]
    records.save_roster(meeting=meeting, people=people, by=by)
    times = {"begins_at": time(9, 30), "ends_at": time(12)}
    return records.save_record(meeting=meeting, **times, texts={}, discussions={}, by=by)


def resolve(assessment, by, *, level, reason="", **meeting):
    """Put the assessment on an agenda and have the committee grant `level`."""
    meeting_of(assessment, by=by, **meeting)
    return resolutions.resolve(assessment=assessment, granted_level=level, reason=reason, by=by)


def ask(assessment, **values):
    """Ask a question as a visitor."""
    return questions.ask_question(
        **{"assessment": assessment, "text": "ทำไม", "asker": "0" * 64, "by": None, **values}
    )


def propose(assessment, *, by, values=None, **facts):
    """Propose a correction of EN9.1 to 1, or of `values`, and compute its level as the worker would."""
    facts = {"values": values or {"EN9.1": EntryValue(value=Decimal(1))}, "reason": "พิมพ์ผิด", **facts}
    correction = corrections.propose_correction(assessment=assessment, by=by, **facts)
    corrections_results.compute_correction(correction_id=correction.pk)
    return correction


def correct(assessment, *, by, level):
    """Have the committee change the level of a published result, and a second administrator approve it."""
    correction = propose(assessment, by=by)
    meeting = meeting_of(by=by, number="11/2569")
    corrections.set_corrected_level(
        correction=correction, granted_level=level, meeting=meeting, reason="ค่าลดลง", by=by
    )
    corrections.approve_correction(correction=correction, by=UserBuilder(role=Role.ADMINISTRATOR))


def visit(assessment, by):
    """Record a site visit with a finding and a cited photograph, as the external assessor does."""
    visit = visits_actions.record_visit(
        assessment=assessment,
        visited_on=timezone.localdate(),
        place="โรงบำบัดน้ำเสียรวม",
        participants="ผู้แทนเทศบาล, นายกเทศมนตรี",
        by=by,
    )
    visits_actions.save_finding(visit=visit, code="EN1.1", tone=Tone.OBSERVATION, text="มาตรวัดเก่า", by=by)
    photo, _ = visits_actions.add_photo(
        visit=visit, upload=examined(files.picture("PNG"), "visit.png"), by=by
    )
    kept(photo)
    visits_actions.cite_photo(photo=photo, code="EN1.1", note="มาตรวัด", by=by)
    return visit


def take_to(status, assessment, people, *, level=3):
    """Fill in the assessment and take it to `status` by the real actions.

    RETURNED by the internal audit, UNFINISHED by closing its cycle.
    """
    assessment = fill_in(assessment, people.officer, level=level)
    if status == Status.UNFINISHED:
        close_cycle(cycle=assessment.cycle, reason="ไม่ส่งแบบประเมิน", by=people.administrator)
        assessment.refresh_from_db()
        return assessment
    if status == Status.RETURNED:
        submit(assessment, people.officer)
        send_back(assessment, people.internal)
        assessment.refresh_from_db()
        return assessment
    steps = {
        Status.DRAFT: lambda: submit(assessment, people.officer),
        Status.INTERNAL_AUDIT: lambda: _pass(assessment, people.internal),
        Status.EXTERNAL_AUDIT: lambda: _recommend(assessment, people.external),
        Status.COMMITTEE: lambda: resolve(assessment, people.administrator, level=level),
        Status.GRANTED: lambda: resolutions.publish(assessment=assessment, by=people.administrator),
    }
    for reached, take_step in steps.items():
        if reached == status:
            break
        take_step()
    assessment.refresh_from_db()
    return assessment


def design(by, *, kind="certificate", purpose=Purpose.AREA, **values):
    """Return a published design of the product's own layout, for areas unless another purpose is given."""
    layout = {"certificate": "certificate-landscape", "plaque": "plaque"}[kind]
    now = timezone.now()
    return Design.objects.create(
        **{
            "name": f"แบบ {Design.objects.count() + 1}",
            "layout": layout,
            "kind": kind,
            "purpose": purpose.value,
            "width": 297 if kind == "certificate" else 200,
            "height": 210 if kind == "certificate" else 250,
            "texts": {"department": "กรมโรงงานอุตสาหกรรม"},
            "drafted_by": by,
            "drafted_at": now,
            "published_by": by,
            "published_at": now,
            **values,
        }
    )


def ceremony(by, **values):
    """Plan a ceremony with a published design for every purpose."""
    designs = {
        column: design(by, kind=kind, purpose=purpose)
        for column, (kind, purpose) in DESIGN_FIELDS.items()
        if column not in values
    }
    facts = {
        "name": "พิธีมอบโล่และเกียรติบัตร",
        "date": date(2026, 9, 1),
        "place": "ห้องประชุมใหญ่",
        "presiding": "",
        "presiding_position": "",
        "fiscal_year": 2569,
    }
    return ceremonies.plan_ceremony(**{**facts, **designs, **values}, by=by)


def recipient(ceremony, by, **values):
    """Add a factory that is honoured by name."""
    facts = {
        "kind": RecipientKind.FACTORY,
        "given_name": f"บริษัท ทดสอบ {ceremony.recipients.count() + 1} จำกัด",
        "given_recognition": "โรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม",
        "with_certificate": True,
        "with_plaque": False,
    }
    return recipient_actions.add_recipient(ceremony=ceremony, **{**facts, **values}, by=by)
