"""Everything an officer writes about an indicator is shown on the audit screen and in the dossier."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import FileField
from django.urls import reverse

from assessments.audit.actions import comments, returns
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.evidence.domain import expected_items
from assessments.evidence.models import Evidence
from assessments.reports.queries import dossier as dossier_queries
from assessments.reports.results import RELATED_ROWS
from assessments.submission import actions as submission_actions
from assessments.warnings import actions as warnings_actions
from assessments.warnings.queries import warnings
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.demonstration.steps import answer_warnings
from indicators.editions.models import Indicator
from tests import builders, files
from tests.assessments.sources import as_shown, plain_text, report_text, workbook_text
from tests.builders import CycleBuilder

pytestmark = pytest.mark.django_db
WATER, EXEMPT = "EN1.2", "SO2.3"
REASON, NOTE, REPLY = "โรงงานฟอกย้อมสามแห่งเปิดใหม่", "บันทึกเรื่องมาตรวัด", "ยืนยันตามมาตรวัดใหม่"

# What other people write: models, and single fields of those that officers write in.
OF_OTHERS = {
    "CorrectedLevel": "computed",
    "Correction": "the department's, after publication",
    "Erratum": "the department's, after publication",
    "ErratumInput": "the department's, after publication",
    "IndicatorView": "the assessors'",
    "InternalNote": "the assessors'",
    "PastInput": "as PastValue",
    "PastValue": "of a year before the portal, on the page of that year with its source",
    "Question": "a visitor's, and the department's answer",
    "Verdict": "the assessors'",
    "VerdictInput": "the assessors'",
    "VisitFinding": "the assessors'",
    "PlanTarget": "what the area wants in later years, on the page of its plan; nothing of the value judged",
    "PlanTargetInput": "as PlanTarget",
}
COMPUTED = {
    "Entry.is_answered",
    "Entry.is_carried",  # said in words
    "Entry.is_confirmed",
    "Entry.not_applicable",  # said in words, with its reason
    "EntryInput.key",  # stands for the name of the input
    "Evidence.asked_at",
    "Evidence.attempts",
    "Evidence.claimed_until",
    "Evidence.examination",
    "Evidence.finding",
    "Evidence.is_first_frame",
    "Evidence.kind",
    "Evidence.preview",
    "Evidence.refusal",
    "Evidence.scan",
    "Evidence.sent_sha256",
    "Evidence.sha256",
    "Evidence.size",
    "Note.revision",
    "WarningAnswer.kind",
    "WarningAnswer.raised",
    "WarningAnswer.rule",
}


def models_about_indicators():
    """Return the models that refer to an indicator, directly or through another model, and Evidence."""
    related, every = {Indicator}, set(apps.get_app_config("assessments").get_models())
    while more := {
        model for model in every - related for field in _relations(model) if field.related_model in related
    }:
        related |= more
    return sorted((related | {Evidence}) - {Indicator}, key=lambda model: model.__name__)


def _relations(model):
    return [field for field in model._meta.concrete_fields if field.remote_field]


def written_fields():
    """Return every field that an officer fills in, by `Model.field`; new fields are included."""
    fields = {
        f"{model.__name__}.{field.name}": field
        for model in models_about_indicators()
        if model.__name__ not in OF_OTHERS
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.remote_field and not isinstance(field, FileField)
        if not field.name.endswith("_at")
    }
    return {name: field for name, field in fields.items() if name not in COMPUTED}


@pytest.fixture
def spoken(at, area, framework, people, settings, tmp_path):
    """Return this year's assessment after a return, with every text that an officer can write."""
    settings.MEDIA_ROOT = tmp_path
    last_year = at(Status.PUBLISHED)
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    assessment = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    waiting = entry_queries.unconfirmed_codes(assessment)
    entry_actions.confirm_entries(assessment=assessment, codes=waiting, by=people.officer)
    _fill_in(assessment, people.officer)
    submission_actions.submit(assessment=assessment, declared=True, by=people.officer)
    builders.send_back(assessment, people.internal, codes=[WATER])
    returns.reply_to_return(assessment=assessment, replies={WATER: REPLY}, by=people.officer)
    _talk(assessment, people)
    submission_actions.resubmit(assessment=assessment, declared=True, by=people.officer)
    return Assessment.objects.with_level().select_related(*RELATED_ROWS).get(pk=assessment.pk)


def _fill_in(assessment, officer):
    values = {
        WATER: EntryValue(inputs={"current": Decimal(9801), "baseline": Decimal(1000)}),
        EXEMPT: EntryValue(not_applicable=True, reason="ไม่มีโรงงานที่เข้าข่าย"),
        "EC2.2": EntryValue(value=Decimal(7431)),
    }
    entry_actions.save_entries(assessment=assessment, values=values, by=officer)
    (warning,) = (shown.warning for shown in warnings.current_warnings_and_peers(assessment).warnings[WATER])
    answer = {"marks": {warning.key: warning.mark}, "reason": REASON}
    warnings_actions.answer_warnings(assessment=assessment, code=WATER, **answer, by=officer)
    answer_warnings(assessment, by=officer)
    warnings_actions.save_note(assessment=assessment, code=WATER, text=NOTE, by=officer)
    evidence = builders.add_evidence(assessment, files.jpeg(), "รายงานการใช้น้ำ.jpg", by=officer)
    expected = expected_items(workflow_queries.edition_of(assessment).by_code[WATER].evidence_th)[0]
    evidence_actions.cite(
        evidence=evidence, code=WATER, expected=expected, page="17-19", note="ดูตารางที่สาม", by=officer
    )


def _talk(assessment, people):
    evidence = assessment.evidence.get()
    thread = comments.open_thread(assessment=assessment, code=WATER, text="ขอเอกสาร", by=people.internal)
    comments.answer_thread(thread=thread, text="แนบไว้แล้ว", by=people.officer)
    comments.open_thread(
        assessment=assessment,
        code=WATER,
        text="ตัวเลขหน้านี้ใหม่",
        evidence=evidence,
        page="23",
        by=people.officer,
    )


def stored(name, field, assessment, officer):
    """Return what the officer wrote in a field of this assessment, as (indicator code, text)."""
    rows = field.model.objects.all()
    where = {
        "Citation": ("evidence__assessment", "indicator"),
        "Comment": ("thread__assessment", "thread__indicator"),
        "EntryInput": ("entry__assessment", "entry__indicator"),
        "Evidence": ("assessment", "citations__indicator"),
        "ReturnedItem": ("returned_in__assessment", "verdict__indicator"),
    }.get(field.model.__name__, ("assessment", "indicator"))
    rows_with_code = rows.filter(**{where[0]: assessment}).values_list(f"{where[1]}__code", field.name)
    if field.model.__name__ == "Comment":
        rows_with_code = rows_with_code.filter(written_by=officer)
    return [(code, as_shown(value)) for code, value in rows_with_code if value not in (None, "")]


def test_every_text_of_an_officer_is_shown_to_the_assessor(client, spoken, people):
    dossier = dossier_queries.dossier_of(spoken, with_notes=False)
    reports = {"dossier": report_text(dossier), "workbook": workbook_text(dossier)}
    client.force_login(people.internal)
    written = {name: stored(name, field, spoken, people.officer) for name, field in written_fields().items()}
    codes = {code for values in written.values() for code, _value in values}
    screens = {
        code: plain_text(
            client.get(reverse("assessments:audit-indicator", args=[spoken.pk, code])).content.decode()
        )
        for code in codes
    }

    missing = {
        (name, value, reader)
        for name, values in written.items()
        for code, value in values
        for reader, text in {**reports, "screen": screens[code]}.items()
        if value not in text
    }

    assert [name for name, values in written.items() if not values] == []
    assert missing == set()


def test_the_fields_that_officers_write_are_these():
    assert sorted(written_fields()) == [
        "Citation.expected",
        "Citation.note",
        "Citation.page",
        "Comment.text",
        "Entry.reason",
        "Entry.value",
        "EntryInput.value",
        "Evidence.name",
        "Note.text",
        "ReturnedItem.reply",
        "Thread.page",
        "WarningAnswer.reason",
    ]
