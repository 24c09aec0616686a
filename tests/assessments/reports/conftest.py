"""One assessment on its way, and its papers at three points of it, made once for a module."""

from decimal import Decimal
from typing import NamedTuple

import pytest
from django.test import override_settings
from django.utils import timezone

from assessments.audit.actions import assignments, returns
from assessments.audit.actions import comments as comment_actions
from assessments.audit.actions import verdicts as verdict_actions
from assessments.audit.domain import VerdictKind
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.reports.documents import reports
from assessments.reports.queries import dossier as dossier_queries
from assessments.reports.queries.dossier import Dossier
from assessments.reports.results import RELATED_ROWS
from assessments.submission import actions as submission_actions
from assessments.visits import actions as visits_actions
from assessments.visits.domain import Tone
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role
from tests import builders, files
from tests.papers import Paper

NOTE, COMMENT, FINDING = "SECRET-NOTE-7", "PLEASE-EXPLAIN", "METER-IS-OLD"
NAMES = ("นางสาวกาญจนาภรณ์ ศรีวัฒนานุกูล", "นายธนากร พงษ์ประเสริฐสุข", "นางวิไลวรรณ จันทร์เพ็ญ", "นายสมเกียรติ ใจซื่อ")
AREA, PROVINCE = "เทศบาลนครพระนครศรีอยุธยา", "พระนครศรีอยุธยา"
MAKERS = {
    "dossier": reports.dossier_pdf,
    "audit-report": reports.audit_report_pdf,
    "checklist": reports.checklist_pdf,
}


class Story(NamedTuple):
    """What a module shares: the assessment, its people, its dossiers, its papers by (dossier, kind)."""

    assessment: Assessment
    people: builders.People
    dossiers: dict[str, Dossier]
    papers: dict[tuple[str, str], Paper]


def with_dossier_rows(assessment):
    rows = Assessment.objects.with_level().select_related(*RELATED_ROWS)
    return rows.get(pk=assessment.pk)


def dossier_of(assessment, *, with_notes):
    return dossier_queries.dossier_of(with_dossier_rows(assessment), with_notes=with_notes)


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="module")
def story(module_rows, media, tmp_path_factory):
    """Take an assessment to the external audit; make its papers while it is empty, returned and at the end.

    The papers of the returned one are those of the province. Making them takes most of the time.
    """
    people = builders.People(
        builders.officer_of(builders.ProvinceBuilder(name_th=PROVINCE), signing_name=NAMES[0]),
        builders.UserBuilder(role=Role.ASSESSOR, signing_name=NAMES[1]),
        builders.UserBuilder(role=Role.ASSESSOR, signing_name=NAMES[2]),
        builders.UserBuilder(role=Role.ADMINISTRATOR, signing_name=NAMES[3]),
    )
    assessment = entry_actions.open_assessment(
        area=builders.AreaBuilder(province=builders.ProvinceBuilder(name_th=PROVINCE), name_th=AREA),
        cycle=builders.CycleBuilder(framework=builders.working_framework()),
        by=people.officer,
    )
    dossiers = {"empty": dossier_of(assessment, with_notes=True)}
    assessment = _returned(assessment, people)
    dossiers["of-the-province"] = dossier_of(assessment, with_notes=False)
    _resubmit_and_visit(assessment, people)
    dossiers["full"] = dossier_of(assessment, with_notes=True)
    folder = tmp_path_factory.mktemp("papers")
    papers = {
        (name, kind): Paper(make(dossier), folder / f"{name}-{kind}.pdf")
        for name, dossier in dossiers.items()
        for kind, make in MAKERS.items()
    }
    return Story(with_dossier_rows(assessment), people, dossiers, papers)


def _returned(draft, people):
    """Return the assessment after its return: with evidence, a comment and an internal note."""
    evidence = builders.add_evidence(draft, files.jpeg(), "ภาพถ่ายระบบบำบัด.jpg", by=people.officer)
    evidence_actions.cite(evidence=evidence, code="EN1.1", page="4-6", by=people.officer)
    assessment = builders.take_to(Status.RETURNED, draft, people)
    comment_actions.write_note(assessment=assessment, code="EN1.1", text=NOTE, by=people.internal)
    comment_actions.open_thread(assessment=assessment, code="EN1.1", text=COMMENT, by=people.internal)
    return assessment


def _resubmit_and_visit(assessment, people):
    """Take the assessment to the external audit, with a visit and an adjusted value."""
    six, five = EntryValue(value=Decimal(6)), EntryValue(value=Decimal(5))
    entry_actions.save_entries(assessment=assessment, values={"EN9.1": six}, by=people.officer)
    replies = {"EN1.1": "นับถูกแล้ว", "SO1.1": "ตามแบบสำรวจ"}
    returns.reply_to_return(assessment=assessment, replies=replies, by=people.officer)
    submission_actions.resubmit(assessment=assessment, declared=True, by=people.officer)
    for code in ("EN1.1", "EN9.1", "SO1.1"):
        verdict_actions.give_verdict(
            assessment=assessment, code=code, kind=VerdictKind.ACCEPT, by=people.internal
        )
    assessment.refresh_from_db()
    verdict_actions.pass_internal_audit(assessment=assessment, by=people.internal)
    assessment.refresh_from_db()
    assignments.take_on(assessment=assessment, by=people.external)
    visit = visits_actions.record_visit(
        assessment=assessment,
        visited_on=timezone.localdate(),
        place="โรงบำบัดน้ำเสียรวม",
        participants="นางสาวปิยะพรรณ วงศ์สวัสดิ์, นายกเทศมนตรี",
        by=people.external,
    )
    visits_actions.save_finding(
        visit=visit, code="EN1.1", tone=Tone.OBSERVATION, text=FINDING, by=people.external
    )
    verdict_actions.give_verdict(
        assessment=assessment,
        code="EN9.1",
        kind=VerdictKind.ADJUST,
        adjusted=five,
        reason="นับใหม่",
        by=people.external,
    )


@pytest.fixture
def visited(db, story):
    return with_dossier_rows(story.assessment)
