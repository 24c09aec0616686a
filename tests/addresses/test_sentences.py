"""Whatever is typed into whichever form: the portal answers, and says in Thai what is wrong."""

import itertools
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms import CharField
from django.forms.forms import BaseForm
from django.urls import resolve
from django.urls.exceptions import Resolver404

from assessments.audit.actions import assignments
from assessments.entry.actions import entries as entry_actions
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.ceremonies.models import Ceremony
from awards.designs import actions as designs_actions
from ecotown.accounts.models import User
from tests import builders
from tests.indicators.conftest import draft_edition
from tests.markup import Page, path_of

THAI = re.compile("[ก-ฮ]")
LONG = "ก" * 25_000
# Name of a way to fill in a form wrongly → what is typed, and the file that is sent.
TYPED = {
    "empty": ("", None),
    "too long": (LONG, ("a" * 400, b"x")),
    "wrong": ("x", ("evidence.pdf", b"MZ no document")),
    "NUL": ("a\0b", ("a.png", b"\0")),
}
NOT_SENT = {"accounts:sign-out", "profile:end-other-sessions", "set_language"}
# Some of the forms that each role must have been seen to fill in.
FILLED_IN = {
    "anonymous": {
        "accounts:sign-in",
        "assessments:ask",
        "assessments:find-question",
        "awards:check-file",
        "awards:enter-code",
        "portal:home",
        "profile:forgotten-password",
    },
    "officer": {
        *(f"assessments:{name}" for name in ("aspect", "cite", "evidence", "plan", "resubmit", "submit")),
        *("assessments:threads", "assessments:upload-workbook", "assessments:what-if", "notices:choices"),
        *("profile:language", "profile:mail", "profile:password", "profile:position"),
    },
    "internal": {"assessments:verdict", "assessments:recuse", "assessments:note", "assessments:threads"},
    "external": {"assessments:verdict", "assessments:record-visit", "assessments:save-finding"},
    "administrator": {
        *("assessments:assignments", "assessments:call-meeting", "assessments:correction"),
        *("assessments:move-dates", "assessments:open-cycle"),
        *("assessments:question", "assessments:resolve", "assessments:send-back", "awards:add-recipient"),
        *("awards:arrange-recipients", "awards:award", "awards:design", "awards:import-recipients"),
        "awards:plan-ceremony",
        *("areas:add", "areas:rename", "areas:end", "areas:save-boundary", "areas:add-announcement"),
        *(
            "indicators:add-part",
            "indicators:copy-edition",
            "indicators:crosswalk",
            "indicators:edit-edition",
        ),
        *("indicators:edit-example", "indicators:edit-levels", "indicators:edit-part"),
        *("indicators:limit", "indicators:upload-edition"),
    },
}
# Forms that are the same for everyone are filled in by the officer.
SHARED = {
    *(
        "assessments:ask",
        "assessments:find-question",
        "assessments:what-if",
        "assessments:ask-for-papers",
        "portal:home",
    ),
    *("awards:check-file", "awards:enter-code", "notices:choices", "notices:follow", "notices:read"),
    *(f"profile:{name}" for name in ("language", "mail", "password", "position")),
}
# Pages that offer different forms, as far as their assessment, ceremony or design has come.
OF_ROWS = {
    "portal:area",
    *(
        f"assessments:{name}"
        for name in ("detail", "aspect", "audit", "evidence", "threads", "visit", "meeting")
    ),
    *("awards:award", "awards:ceremony", "awards:design", "awards:recipient"),
}
# Pages without a form or a way to one, some of which take long to make.
NOT_OPENED = {
    *(
        "portal:explanation",
        "indicators:criteria",
        "indicators:export-edition",
        "indicators:compare-editions",
    ),
    *("indicators:edition-history", "assessments:trial", "assessments:explanation", "assessments:workbook"),
    *(
        "assessments:history",
        "assessments:export-history",
        "assessments:download-paper",
        "awards:download-certificate",
    ),
    *("assessments:download-minutes", "assessments:evidence-file", "assessments:evidence-thumbnail"),
    *("assessments:view-evidence", "awards:announcer-script", "awards:samples", "awards:ceremony-history"),
    *("awards:design-history", "awards:download-award", "awards:download-reprint", "awards:download-package"),
}
# What a visitor may try is counted, and all visitors of a test are one.
WITHOUT_LIMITS = {"PASSWORD_LINKS": 10_000}


@pytest.fixture(scope="module")
def work(shared, module_rows):
    """Add an assessment in each status that has forms, a draft edition and a draft design."""
    published = Assessment.objects.get(pk=shared.assessment)
    people = builders.People(*(User.objects.get(pk=pk) for pk in shared.people))

    def assessment_in(status):
        area = builders.AreaBuilder(province=published.area.province)
        draft = entry_actions.open_assessment(area=area, cycle=published.cycle, by=None)
        return builders.take_to(status, draft, people, level=3)

    for status in (Status.DRAFT, Status.RETURNED):
        assessment_in(status)
    assignments.take_on(assessment=assessment_in(Status.INTERNAL_AUDIT), by=people.internal)
    audited = assessment_in(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=audited, by=people.external)
    builders.visit(audited, people.external)
    builders.meeting_of(assessment_in(Status.COMMITTEE), by=people.administrator, number="12-1/2569")
    builders.recipient(Ceremony.objects.get(), people.administrator)
    designs_actions.draft_design(layout="plaque", name="แบบร่าง", by=people.administrator)
    draft_edition(published.cycle.framework, people.administrator)


@pytest.fixture
def at_work(work, people):
    return people


@pytest.fixture
def visitor(client, settings):
    """Return a client that raises no exception for an answer of 500."""
    client.raise_request_exception = False
    for name, value in WITHOUT_LIMITS.items():
        setattr(settings, name, value)
    builders.set_setting(
        verify_tries=10_000, verify_files=10_000, questions_a_day=10_000, question_tries=10_000
    )
    return client


@pytest.fixture
def filled_in(monkeypatch):
    """Return a list to which every form is added that a view validates."""
    validated, full_clean = [], BaseForm.full_clean

    def remember(form):
        validated.append(form)
        full_clean(form)

    monkeypatch.setattr(BaseForm, "full_clean", remember)
    return validated


def name_of(url):
    """Return the name of an address of the portal, None for every other address."""
    try:
        return resolve(path_of(url)).view_name
    except Resolver404:
        return None


def kind_of(url):
    """Return what pages with the same forms have in common, with the row where it decides the forms."""
    name, path = name_of(url), re.sub(r"[A-Z]+[0-9.]+", "", path_of(url))
    return name, path if name in OF_ROWS else re.sub("[0-9]+", "", path)


def pages_of(client, start):
    """Yield every page that links lead to, one of each kind."""
    waiting, visited = [start], set()
    while waiting:
        url = waiting.pop()
        name = name_of(url)
        if name is None or name in NOT_SENT | NOT_OPENED or kind_of(url) in visited:
            continue
        visited.add(kind_of(url))
        response = client.get(url)
        if response.headers["Content-Type"].startswith("text/html") and response.status_code == 200:
            page = Page(url, response.content.decode())
            waiting += page.links
            yield page
        else:
            b"".join(response)  # read to its end, a file is closed


def forms_of(client, start):
    """Return every form of these pages, once for each view that it is sent to and each set of names."""
    forms = {}
    for page in pages_of(client, start):
        for form in page.forms:
            names = frozenset(re.sub("[0-9]+", "0", name) for name in (*form.values, *form.hidden))
            forms.setdefault((name_of(form.action), form.method, names), form)
    return forms


def answer_to(client, form, button, way):
    """Send the form filled in that way; return the answer after all redirects, and keep nothing of it."""
    text, file = TYPED[way]
    form_data = {**form.hidden, **dict([button] if button else []), **dict.fromkeys(form.values, text)}
    if way == "empty":
        form_data = {name: value for name, value in form_data.items() if value != ""}
    if file:
        form_data |= {name: SimpleUploadedFile(*file) for name in form.files}
    with transaction.atomic():
        response = getattr(client, form.method)(form.action, form_data, follow=True)
        b"".join(response)
        transaction.set_rollback(True)
    return response


# A password may hold what cannot be seen.
PASSWORDS = {"password", "repeated", "current_password"}


def accepts_invisible(field):
    """Return whether a required field accepts a text of invisible characters alone."""
    try:
        return field.required and bool(field.clean("\u200b \u2060\ufeff"))
    except ValidationError:
        return False


def ways_of(form):
    return TYPED if form.values or form.files else ["empty"]


def without_thai(response, url):
    """Return the sentences of the answer without a Thai letter, or the answer itself if it is a fault."""
    if response.status_code >= 500:
        return [f"{response.status_code} {getattr(response, 'exc_info', None)}"]
    if not response.headers["Content-Type"].startswith("text/html"):
        return []
    sentences = Page(url, response.content.decode()).sentences
    return [sentence for sentence in sentences if sentence and not THAI.search(sentence)]


@pytest.mark.parametrize("role", ["anonymous", *builders.People._fields])
def test_every_refusal_of_every_form_is_said_in_thai(visitor, at_work, filled_in, role):
    if role != "anonymous":
        visitor.force_login(getattr(at_work, role))
    forms = forms_of(visitor, "/assessments/" if role != "anonymous" else "/")
    left_out = NOT_SENT | (SHARED if role in {"internal", "external", "administrator"} else set())

    faults = {
        (name, way, sentence)
        for (name, _method, _names), form in forms.items()
        if name not in left_out
        for button, way in itertools.product(form.buttons or [None], ways_of(form))
        for sentence in without_thai(answer_to(visitor, form, button, way), form.action)
    }

    assert faults == set()
    assert {
        (type(form).__name__, name)
        for form in filled_in
        for name, field in form.fields.items()
        if isinstance(field, CharField) and not field.max_length
    } == set()
    assert {
        (type(form).__name__, name)
        for form in filled_in
        for name, field in form.fields.items()
        if isinstance(field, CharField) and accepts_invisible(field) and name not in PASSWORDS
    } == set()
    assert {name for name, _method, _names in forms} >= FILLED_IN[role]
