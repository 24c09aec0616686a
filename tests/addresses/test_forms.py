"""The forms of all pages: no control takes the place of another of the same name, no id stands twice."""

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments, returns
from assessments.committee.actions import resolutions
from assessments.entry.actions import entries
from assessments.entry.domain.values import EntryValue
from assessments.plans import actions as plans
from assessments.workflow.domain import Status
from awards.designs import actions
from tests import builders, files
from tests.addresses.address import ROLES
from tests.addresses.table import url_of
from tests.addresses.visits import ask
from tests.indicators.conftest import draft_edition

ROOMS = ("ecotown.", "areas.", "indicators.", "assessments.", "awards.")
# Forms that only read what the fields of a page send, and those that others are made from.
WITHOUT_PAGE = {
    "AnswerForm",
    "AreaListForm",
    "ButtonForm",
    "WorkForm",
    "ArrangementForm",
    # After a right password, and where the browser can have passkeys: tests/browser/test_second_factor.py.
    "SecondFactorForm",
    "PasskeyForm",
    "CitationForm",
    "LevelForm",
    # Only before there is an administrator: tests/people/test_first_run.py.
    "FirstAdministratorForm",
    "ListForm",
    "NewPasswordForm",
    "NoteForm",
    "PhotoCitationForm",
    "SealedForm",
    "StageDatesForm",
    "ListedOfficerForm",
    "ListedRecipientForm",
    "PersonFields",
    "RecipientFields",
}
# The forms that must have been shown on the pages of each test.
FORMS = {
    "anonymous": {
        *("AreaSearchForm", "ChoosePasswordForm", "CodeForm", "FileForm", "ForgottenPasswordForm"),
        *("OneTimeCodeForm", "QuestionCodeForm", "QuestionForm", "SignInForm"),
    },
    "officer": {
        *("AppForm", "AssessmentListForm", "HistoryFilterForm", "KindsForm", "LanguageForm", "MailForm"),
        *("PasswordForm", "PastWorkbookForm", "PastYearListForm", "PositionForm", "RemovalForm"),
        *("SignInAgainForm", "YearChoiceForm"),
    },
    "other-officer": set(),
    "assessor": {"AuditListForm", "FindingForm", "RecuseForm"},
    "administrator": {
        *("AddableListForm", "AssignmentListForm", "DecidedListForm", "QuestionListForm", "TrialListForm"),
        *("CeremonyForm", "CopyForm", "CorrectedLevelForm", "CorrectionForm", "EditionCopyForm"),
        *("AttendeeForm", "EditionFileForm", "LimitForm", "PasteForm", "RecordForm"),
        *("MeetingForm", "NewDesignForm", "PublicAnswerForm", "ReasonForm", "RecipientForm", "RefusalForm"),
        *("RecipientImportForm", "RenamingForm", "AddAreasForm", "MoveDatesForm", "OpenCycleForm"),
        *("AnnouncementForm", "AreaFactsForm", "AreaGroupForm", "AreaReasonForm", "BoundaryForm", "EndForm"),
        *("MembershipForm", "NameCorrectionForm", "NewAreaForm", "PublishedLevelForm", "RegisterListForm"),
        *("RenameForm", "SubDistrictsForm", "TargetLevelForm"),
        *("EmblemForm", "SettingsForm"),
        *(
            "ClosingForm",
            "HandingOverForm",
            "InviteForm",
            "OfficerImportForm",
            "PeopleListForm",
            "PersonForm",
        ),
        *("ErasureForm", "PersonRequestForm"),
        *("CloseCycleForm", "ReopenCycleForm"),
        *("AreaImportForm", "HolidayListForm"),
    },
    "work": {
        *("AssignForm", "CommentForm", "EntryForm", "LibraryCitationForm", "LibraryFilterForm", "PlanForm"),
        *("PlanRowsForm", "RecuseForm", "ResubmitForm", "WhatIfForm", "QuantitiesForm", "ReturnForm"),
        *("SubmitForm", "UploadForm", "VerdictForm", "WorkbookForm"),
    },
    "committee": {
        *("DiscussionForm", "RecommendedListForm", "ReplyForm", "ResolutionForm", "SendBackForm"),
        *("VisitForm", "WithdrawResolutionForm"),
    },
    "drafts": {
        *("AspectForm", "CrosswalkForm", "DesignForm", "DetailsForm", "DimensionForm", "ExampleForm"),
        *("IndicatorForm", "LevelRulesForm", "PublishForm", "QuantityForm"),
    },
}
DESIGN = {"layout": "plaque", "name": "แบบร่าง"}
# Boxes and choices of one name are meant to come several times.
REPEATED = {"checkbox", "radio"}


class PageControls(HTMLParser):
    """The controls of each form of a page, also of those that stand outside it: pairs of type and name."""

    def __init__(self, html):
        super().__init__()
        self.controls = defaultdict(list)
        self.places = {}
        self.ids = Counter()
        self.current = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.update([values["id"]] if "id" in values else [])
        if tag == "form":
            self.current = values.get("id") or f"form {len(self.places) + 1} {values.get('action', '')}"
            self.places[self.current] = (values.get("action"), values.get("id"))
        elif tag in {"input", "select", "textarea", "button"} and values.get("name"):
            kind = values.get("type", "submit") if tag == "button" else values.get("type", tag)
            self.controls[values.get("form", self.current)].append((kind, values["name"]))

    def handle_endtag(self, tag):
        if tag == "form":
            self.current = None


def clashes(controls):
    """Return the names that would reach the server with another control's value."""
    buttons = {name for kind, name in controls if kind in {"submit", "image"}}
    fields = Counter(name for kind, name in controls if kind not in {"submit", "image", "button", *REPEATED})
    boxes = {name for kind, name in controls if kind in REPEATED}
    return sorted(buttons & (boxes | set(fields)) | {name for name, count in fields.items() if count > 1})


def mistakable(page):
    """Return the text fields whose kept drafts the browser could restore into another form of the page."""
    drafts = Counter(
        (page.places[form], name)
        for form, controls in page.controls.items()
        for kind, name in controls
        if form in page.places and kind in {"text", "textarea", "input"}
    )
    return sorted(name for (_place, name), count in drafts.items() if count > 1)


class OpenedPages:
    """The pages that were opened, with the forms that they were made of."""

    def __init__(self, client):
        self.client = client
        self.faults = {}
        self.classes = set()

    def open(self, *urls, by):
        self.client.force_login(by)
        for url in urls:
            self.add(f"{by.role} {url}", ask(self.client, "get", url))

    def add(self, place, answer):
        page = PageControls(answer.html)
        faults = {form: clashes(controls) for form, controls in page.controls.items()}
        faults["drafts"] = mistakable(page)
        faults["ids"] = sorted(name for name, count in page.ids.items() if count > 1)
        self.faults |= {(place, form): names for form, names in faults.items() if names}
        self._check_forms(place, answer.forms)

    def _check_forms(self, place, page_forms):
        for form in page_forms:
            self.classes.add(type(form))
            helper = getattr(form, "helper", None)
            names = {button.name for button in getattr(helper, "inputs", [])}
            if clashing := names & {form.add_prefix(name) for name in form.fields}:
                self.faults[place, type(form).__name__] = sorted(clashing)


@pytest.fixture
def opened(client):
    return OpenedPages(client)


def urls_of(assessment, *names, code=""):
    arguments = [assessment.pk, code] if code else [assessment.pk]
    return [reverse(f"assessments:{name}", args=arguments) for name in names]


def editions_of(edition, *names):
    return [reverse(f"indicators:{name}", args=[edition.edition]) for name in names]


def shown_forms(opened):
    return {form.__name__ for form in opened.classes}


@pytest.mark.parametrize("role", ROLES)
def test_no_control_takes_the_place_of_another_on_a_page_of_a_published_assessment(
    opened, published, users, answers_to, role
):
    for row, answer in answers_to(role).items():
        if answer.status in {200, 422} and answer.html:
            opened.add(row, answer)
    if role == "administrator":
        chosen = f"{url_of('assessments:propose-correction', published)}?code=EN9.1&code=SO1.1"
        # Nothing is left to add: the filters stand where one is set.
        filtered = f"{url_of('awards:ceremony', published)}?q=x"
        # Something is asked about this person, whom no request concerns yet.
        person = reverse("people:person", args=[users["officer"].pk])
        opened.open(chosen, filtered, person, by=users[role])

    assert opened.faults == {}
    assert FORMS[role] - shown_forms(opened) == set()


def test_no_control_takes_the_place_of_another_on_the_pages_of_work_in_progress(opened, draft, people):
    officer, internal, _external, administrator = people
    opened.open(
        *urls_of(draft, "aspect", code="EN9"),
        *urls_of(draft, "basic-data", "upload-workbook", "what-if"),
        by=officer,
    )
    builders.fill_in(draft, officer, ahead=1)
    for name in ("รายงาน.pdf", "ใบอนุญาต.pdf"):
        builders.add_evidence(draft, files.pdf(str(len(name))), name, by=officer)
    targets = {code: EntryValue(value=Decimal(99)) for code in ("EN9.1", "SO2.3")}
    plans.set_targets(
        assessment=draft, targets=targets, year=draft.cycle.year + 1, responsible="เทศบาล", by=officer
    )
    opened.open(
        *urls_of(draft, "aspect", code="EN1"), *urls_of(draft, "submit", "evidence", "plan"), by=officer
    )
    builders.submit(draft, officer)
    opened.open(reverse("assessments:assignments"), by=administrator)
    builders.audit(draft, internal, returning=["EN1.1", "EN9.1"])
    audit = urls_of(draft, "audit-indicator", "threads", code="EN9.1")
    opened.open(*audit, *urls_of(draft, "audit", "return", "recuse"), by=internal)
    due_on = timezone.localdate() + timedelta(days=7)
    returns.return_for_correction(assessment=draft, due_on=due_on, by=internal)

    opened.open(*urls_of(draft, "resubmit", "detail"), *urls_of(draft, "aspect", code="EN9"), by=officer)

    assert opened.faults == {}
    assert FORMS["work"] - shown_forms(opened) == set()


def test_no_control_takes_the_place_of_another_on_the_pages_of_values_carried_forward(
    opened, at, people, area, framework
):
    published = at(Status.PUBLISHED)
    cycle = builders.CycleBuilder(framework=framework, year=published.cycle.year + 1)
    assessment = entries.open_assessment(area=area, cycle=cycle, by=None)

    opened.open(
        *urls_of(assessment, "carried-dimension", code="EN"),
        *urls_of(assessment, "aspect", code="EN9"),
        by=people.officer,
    )

    assert opened.faults == {}


def test_no_control_takes_the_place_of_another_on_the_pages_of_visit_and_committee(opened, at, people):
    external, administrator = people.external, people.administrator
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=external)
    visit = builders.visit(assessment, external)
    args = [assessment.pk, visit.pk]
    visited = [reverse(f"assessments:{name}", args=args) for name in ("visit", "change-visit")]
    opened.open(*visited, *urls_of(assessment, "record-visit", "detail"), by=external)
    builders.audit(assessment, external)
    resolutions.recommend(assessment=assessment, by=external)
    assessment.refresh_from_db()
    meeting = builders.meeting_of(assessment, by=administrator)
    room = reverse("assessments:room", args=[meeting.pk, assessment.pk])
    opened.open(room, f"{meeting.get_absolute_url()}?q=x", by=administrator)
    opened.open(
        *urls_of(assessment, "resolve", "send-back"), reverse("assessments:committee"), by=administrator
    )
    resolutions.resolve(assessment=assessment, granted_level=3, by=administrator)
    opened.open(*urls_of(assessment, "withdraw-resolution"), by=administrator)
    reason = "ขอให้ตรวจ EN1.1 อีกครั้ง"
    resolutions.withdraw_resolution(assessment=assessment, reason=reason, by=administrator)
    resolutions.send_back(assessment=assessment, reason=reason, by=administrator)

    opened.open(
        *urls_of(assessment, "detail"), *urls_of(assessment, "audit-indicator", code="EN1.1"), by=external
    )

    assert opened.faults == {}
    assert FORMS["committee"] - shown_forms(opened) == set()


def test_no_control_takes_the_place_of_another_on_the_pages_of_drafts(opened, published, administrator):
    edition = draft_edition(published.cycle.framework, administrator)
    names = ("edit-edition", "edit-levels", "crosswalk", "add-example", "discard-edition", "plausibility")
    example = edition.worked_examples.first().pk
    dimension = edition.dimensions.first()
    aspect = dimension.aspects.first()
    parts = {"dimension": dimension, "aspect": aspect, "indicator": aspect.indicators.first()}
    parts |= {"quantity": edition.quantities.first()}
    design = actions.draft_design(**DESIGN, by=administrator)
    ceremony = builders.ceremony(administrator)

    opened.open(
        *editions_of(edition, *names, "edition-checks"),
        *(reverse("indicators:edit-part", args=[edition.edition, *part]) for part in pks_of(parts)),
        reverse("indicators:edit-example", args=[edition.edition, example]),
        reverse("indicators:limit", args=[edition.edition, "EN9.1"]),
        design.get_absolute_url(),
        ceremony.get_absolute_url(),
        by=administrator,
    )

    assert opened.faults == {}
    assert FORMS["drafts"] - shown_forms(opened) == set()


def test_every_form_of_the_portal_stands_on_one_of_these_pages():
    listed = {name for names in FORMS.values() for name in names} | WITHOUT_PAGE

    assert {form.__name__ for form in classes(forms.Form)} == listed


def classes(parent):
    """Yield the portal's subclasses of the form `parent`, at any depth."""
    for form in parent.__subclasses__():
        if form.__module__.startswith(ROOMS):
            yield form
        yield from classes(form)


def pks_of(parts):
    return [(kind, part.pk) for kind, part in parts.items()]
