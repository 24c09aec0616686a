"""Separation of duties: an officer who did anything for the province in an assessment does not audit it."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.audit.actions import comments
from assessments.audit.models.comments import Thread
from assessments.audit.queries.assignments import participants_of
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.actions.quantities import save_quantities
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import EntryInput
from assessments.evidence import actions as evidence_actions
from assessments.evidence.models import Citation, Evidence
from assessments.plans import actions as plans_actions
from assessments.warnings import actions as warnings_actions
from assessments.warnings.models import WarningAnswer
from assessments.warnings.queries import warnings
from assessments.workflow import queries
from assessments.workflow.domain import STAGES, Status, WorkflowError, check_audit
from assessments.workflow.events import BY_PROVINCE, Event
from assessments.workflow.models import Assessment
from ecotown.common.history import models
from ecotown.demonstration.steps import answer_warnings
from tests import builders, files
from tests.addresses.address import ROLES
from tests.addresses.table import TABLE
from tests.assessments.entry.workbooks import downloaded, edited, place_of

NOT_FOUND_OR_FORBIDDEN = {403, 404}
# What an officer does as others do it, too.
SHARED = {
    *(Event.THREAD_OPENED, Event.COMMENT_WRITTEN, Event.THREAD_SETTLED, Event.THREAD_REOPENED),
    *(Event.PAPER_ASKED, Event.QUESTION_ASKED),
    *(Event.LEVEL_RETRIED, Event.PREVIEW_RETRIED),
}


class Step(NamedTuple):
    """A step of an officer: the status in which they take it, what it records, and how it is sent.

    `form` returns the arguments after the assessment and the fields; it gets the assessment, the colleague
    who did everything before, and the client of the officer.
    """

    status: Status
    recorded: list[Event]
    form: Callable = lambda _assessment, _colleague, _client: ([], {})


def upload(content, name="file.pdf"):
    return SimpleUploadedFile(name, content)


def contradiction(assessment, colleague, _client):
    whole = entry_queries.entered_values(assessment)["MG2.1"].inputs["whole"]
    typed = {"MG2.1": EntryValue(inputs={"part": whole, "whole": whole * 10})}
    entry_actions.save_entries(assessment=assessment, values=typed, by=colleague)
    warning = warnings.current_warnings_and_peers(assessment).warnings["MG2.1"][0].warning
    return ["MG2.1"], {f"{warning.key}-mark": warning.mark, "reason": "โรงงานเปิดใหม่"}


def workbook(assessment, _colleague, _client):
    place = place_of(queries.edition_of(assessment), "EN9.1")
    return [], {"file": upload(edited(downloaded(assessment), {place: 7}), "form.xlsx")}


def previewed_workbook(assessment, colleague, client):
    _arguments, form = workbook(assessment, colleague, client)
    page = client.post(reverse("assessments:upload-workbook", args=[assessment.pk]), form)
    return [], {"confirmation": page.context["confirmation"]}


def file_of(assessment, colleague, _client):
    return [builders.add_evidence(assessment, files.pdf(), by=colleague).pk], {}


def cited_file(assessment, colleague, client):
    (pk,), _form = file_of(assessment, colleague, client)
    return [], {"code": "EN1.1", "evidence": pk}


def cited_library_file(assessment, colleague, client):
    (pk,), _form = file_of(assessment, colleague, client)
    return [], {"evidence": [pk], "targets": ["EN1.1:0", "EN9.1:0"]}


def cited_new_file(_assessment, _colleague, _client):
    return [], {"code": "EN1.1", "files": upload(files.pdf())}


def citation_of(assessment, colleague, _client):
    evidence = builders.add_evidence(assessment, files.pdf(), by=colleague)
    return [evidence_actions.cite(evidence=evidence, code="EN1.1", by=colleague).pk], {}


def carried_value(assessment, _colleague, _client):
    assessment.entries.update(is_carried=True, is_confirmed=False, entered_by=None)
    return ["EN9"], {"confirm": "EN9.1"}


def ticked_values(assessment, colleague, client):
    carried_value(assessment, colleague, client)
    return ["EN"], {"code": ["EN9.1", "EN1.1"]}


def typed_quantity(assessment, colleague, _client):
    """Have a colleague type a number of factories that no indicator holds."""
    values = {"factories": Decimal(100_000)}
    save_quantities(assessment=assessment, values=values, by=colleague)
    return [], {"number-factories": "7", "before": '{"factories": "100000"}', "asked": "1"}


def carried_quantity(assessment, colleague, client):
    typed_quantity(assessment, colleague, client)
    assessment.quantity_entries.update(is_confirmed=False, entered_by=None)
    return [], {"confirm": "all", "number-factories": "100000", "before": '{"factories": "100000"}'}


def followed_quantity(assessment, colleague, client):
    typed_quantity(assessment, colleague, client)
    return ["MG2"], {"follow": "MG2.1"}


def declaration(assessment, colleague, _client):
    answer_warnings(assessment, by=colleague)
    return [], {"declared": "on"}


def ticked_targets(assessment, colleague, client):
    (pk,), _form = target_of(assessment, colleague, client)
    return [], {"targets": [pk], "budget": "1000"}


def target_of(assessment, colleague, _client):
    planned = {"EN9.1": EntryValue(value=entry_queries.entered_values(assessment)["EN9.1"].value + 90)}
    year = assessment.cycle.year + 1
    (target,) = plans_actions.set_targets(
        assessment=assessment, targets=planned, year=year, responsible="ก", by=colleague
    )
    return [target.pk], {"EN9.1-value": "500", "year": year, "responsible": "ข", "note": ""}


def kept_value(assessment, _colleague, _client):
    year = assessment.cycle.year + 1
    return [], {"EN9.1-value": "99", "keep": "1", "year": year, "responsible": "ก"}


def thread_of(assessment, colleague, _client):
    thread = comments.open_thread(assessment=assessment, code="EN1.1", text="ก", by=colleague)
    return [thread.pk], {"text": "ข"}


def settled_thread(assessment, colleague, client):
    (pk,), _form = thread_of(assessment, colleague, client)
    comments.settle_thread(thread=Thread.objects.get(pk=pk), is_settled=True, by=colleague)
    return [pk], {"reopen": "1"}


def written_note(assessment, colleague, _client):
    warnings_actions.save_note(assessment=assessment, code="EN9.1", text="ก", by=colleague)
    return ["EN9.1"], {"EN9.1-note": "", "EN9.1-before": "1"}


def failed_level(assessment, _colleague, _client):
    Assessment.objects.filter(pk=assessment.pk).update(level_error="unexpected")
    return [], {}


def failed_preview(assessment, colleague, client):
    arguments, form = file_of(assessment, colleague, client)
    assessment.evidence.update(preview=Evidence.Preview.FAILED)
    return arguments, form


REPLIES = {"EN1.1": "ก", "EN9.1": "ข", "SO1.1": "ค"}


def sent(*arguments, **fields):
    return lambda _assessment, _colleague, _client: (list(arguments), fields)


# By address; behind a space what else is sent there.
STEPS = {
    "entry": Step(Status.DRAFT, [Event.ENTRIES_SAVED], sent("EN9.1", **{"EN9.1-value": "7"})),
    "aspect": Step(Status.DRAFT, [Event.ENTRIES_SAVED], sent("EN9", **{"EN9.1-value": "7"})),
    "aspect confirmed": Step(Status.DRAFT, [Event.ENTRY_CONFIRMED], carried_value),
    "aspect following": Step(Status.DRAFT, [Event.ENTRIES_SAVED], followed_quantity),
    "carried-dimension": Step(Status.DRAFT, [Event.ENTRY_CONFIRMED], ticked_values),
    "basic-data": Step(Status.DRAFT, [Event.QUANTITIES_SAVED], typed_quantity),
    "basic-data confirmed": Step(Status.DRAFT, [Event.QUANTITIES_CONFIRMED], carried_quantity),
    "answer-warning": Step(Status.DRAFT, [Event.WARNING_ANSWERED], contradiction),
    "entry-note": Step(
        Status.DRAFT, [Event.NOTE_SAVED], sent("EN9.1", **{"EN9.1-note": "ก", "EN9.1-before": "0"})
    ),
    "entry-note emptied": Step(Status.DRAFT, [Event.NOTE_SAVED], written_note),
    "upload-workbook": Step(Status.DRAFT, [], workbook),
    "import-workbook": Step(Status.DRAFT, [Event.ENTRIES_SAVED, Event.WORKBOOK_IMPORTED], previewed_workbook),
    "evidence": Step(
        Status.DRAFT, [Event.EVIDENCE_ADDED], lambda *_facts: ([], {"files": upload(files.pdf())})
    ),
    "retry-preview": Step(Status.DRAFT, [Event.PREVIEW_RETRIED], failed_preview),
    "retry-level": Step(Status.DRAFT, [Event.LEVEL_RETRIED], failed_level),
    "remove-evidence": Step(Status.DRAFT, [Event.EVIDENCE_REMOVED], file_of),
    "cite": Step(Status.DRAFT, [Event.EVIDENCE_CITED], cited_file),
    "cite a-new-file": Step(Status.DRAFT, [Event.EVIDENCE_ADDED, Event.EVIDENCE_CITED], cited_new_file),
    "cite-files": Step(Status.DRAFT, [Event.EVIDENCE_CITED] * 2, cited_library_file),
    "remove-citation": Step(Status.DRAFT, [Event.CITATION_REMOVED], citation_of),
    "what-if": Step(Status.DRAFT, [], sent(**{"EN9.1-value": "999"})),
    "what-if kept": Step(Status.DRAFT, [Event.TARGETS_SET], kept_value),
    "plan": Step(Status.DRAFT, [Event.TARGETS_SET]),
    "plan-targets": Step(Status.DRAFT, [Event.TARGETS_CHANGED], ticked_targets),
    "plan-target": Step(Status.DRAFT, [Event.TARGET_CHANGED], target_of),
    "remove-plan-target": Step(Status.DRAFT, [Event.TARGET_REMOVED], target_of),
    "submit": Step(Status.DRAFT, [Event.SUBMITTED], declaration),
    "withdraw": Step(Status.INTERNAL_AUDIT, [Event.WITHDRAWN]),
    "resubmit": Step(
        Status.RETURNED,
        [Event.RETURNED_REPLIED, Event.RESUBMITTED],
        sent(resubmit="1", declared="on", **REPLIES),
    ),
    "resubmit later": Step(Status.RETURNED, [Event.RETURNED_REPLIED], sent(**REPLIES)),
    "threads": Step(Status.INTERNAL_AUDIT, [Event.THREAD_OPENED], sent("EN1.1", text="ก")),
    "answer-thread": Step(Status.INTERNAL_AUDIT, [Event.COMMENT_WRITTEN], thread_of),
    "settle-thread": Step(Status.INTERNAL_AUDIT, [Event.THREAD_SETTLED], thread_of),
    "settle-thread reopened": Step(Status.INTERNAL_AUDIT, [Event.THREAD_REOPENED], settled_thread),
    "ask": Step(Status.PUBLISHED, [Event.QUESTION_ASKED], sent(text="ก")),
    "ask-for-papers": Step(
        Status.PUBLISHED,
        [Event.PAPER_ASKED, Event.PAPER_ASKED],
        lambda assessment, *_facts: ([], {"assessment": assessment.pk, "package": "dossier"}),
    ),
}


def values_and_evidence(assessment):
    """Return everything that is audited, as it is stored."""
    rows = [
        assessment.entries.values(),
        EntryInput.objects.filter(entry__assessment=assessment).values(),
        assessment.quantity_entries.values(),
        WarningAnswer.objects.filter(assessment=assessment).values(),
        assessment.evidence.values("pk", "name", "kind", "sha256", "removed_at"),
        Citation.objects.filter(evidence__assessment=assessment).values(),
    ]
    return [list(part.order_by("pk")) for part in rows]


# What a visitor does with the number of a question, signed in or not; it changes no assessment.
BY_QUESTION_NUMBER = {"withdraw-consent"}


def test_every_address_by_which_an_officer_acts_on_an_assessment_is_a_step():
    officer = ROLES.index("officer")
    acting = {
        name.removeprefix("assessments:")
        for (name, method), answers in TABLE.items()
        if name.startswith("assessments:") and method == "post"
        if answers[officer] not in NOT_FOUND_OR_FORBIDDEN
    }

    assert acting - BY_QUESTION_NUMBER == {address_of(name) for name in STEPS}


def test_every_event_of_a_province_is_recorded_by_a_step():
    assert set(BY_PROVINCE) <= {event for step in STEPS.values() for event in step.recorded}


@pytest.mark.parametrize("name", STEPS)
def test_who_does_anything_for_the_province_is_refused_as_auditor(client, at, province, officer, name):
    step = STEPS[name]
    assessment = at(step.status)
    newcomer = builders.officer_of(province)
    client.force_login(newcomer)
    arguments, form = step.form(assessment, officer, client)
    before = values_and_evidence(assessment)

    keys = [] if name == "ask-for-papers" else [assessment.pk]
    client.post(reverse(f"assessments:{address_of(name)}", args=[*keys, *arguments]), form)

    events = models.Event.objects.filter(by=newcomer).order_by("pk")
    recorded = [event.name for event in events]
    assert recorded == step.recorded
    assert set(recorded) - set(BY_PROVINCE) <= SHARED
    in_assessment = {event.name for event in events.filter(chain__subject=assessment.history_subject)}
    took_part = values_and_evidence(assessment) != before or not in_assessment <= SHARED
    for stage in STAGES:
        assert refusal_of(newcomer, assessment, stage) == ("own-entries" if took_part else None)


def address_of(name):
    return name.partition(" ")[0]


def refusal_of(person, assessment, stage):
    try:
        check_audit(person.pk, participants_of(assessment), stage=stage)
    except WorkflowError as error:
        return error.code
    return None
