"""Forms posted without a script to their own address: refused input is shown in its field."""

import re
from html import unescape
from typing import NamedTuple

import pytest
from django.urls import reverse

from assessments.audit.actions import assignments, comments
from assessments.audit.models.comments import Comment, InternalNote
from assessments.committee.actions import resolutions
from assessments.evidence.models import Citation
from assessments.warnings import actions as warnings_actions
from assessments.warnings.models import Note, WarningAnswer
from assessments.workflow.domain import Status
from awards.designs import actions as designs_actions
from ecotown.accounts.models import Role
from tests import builders
from tests.assessments.warnings.test_warnings import shown_warnings
from tests.builders import UserBuilder

TYPED = "ค่าจากหนังสือเทศบาล "
INVISIBLE = "\u200b\ufeff\u00ad"
REFUSED = {
    "empty": "",
    "blank": "  \n ",
    "only invisible characters": INVISIBLE,
    "too long": TYPED * 300,
    "NUL": f"{TYPED}\0",
}


class PostedForm(NamedTuple):
    """A posted form: the person, the address, the name of its text, its other fields, the id of the text."""

    person: object
    url: str
    name: str
    fields: dict
    field_id: str


def url(name, *arguments):
    return reverse(f"assessments:{name}", args=arguments)


@pytest.fixture
def answer_warning(warned, officer):
    (warning,) = (warning.warning for warning in shown_warnings(warned))
    fields = {f"{warning.key}-mark": warning.mark}
    address = url("answer-warning", warned.pk, "EN1.2")
    return PostedForm(officer, address, "reason", fields, "answer-EN1.2-reason")


@pytest.fixture
def note_of_province(draft, officer):
    return PostedForm(
        officer, url("entry-note", draft.pk, "EN9.1"), "EN9.1-note", {"EN9.1-before": "0"}, "note-text-en9.1"
    )


@pytest.fixture
def taken(at, assessor):
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=assessor)
    return assessment


@pytest.fixture
def comment(taken, assessor):
    return PostedForm(assessor, url("threads", taken.pk, "EN9.1"), "text", {}, "comment-text")


@pytest.fixture
def comment_of_officer(taken, officer):
    return PostedForm(officer, url("threads", taken.pk, "EN9.1"), "text", {}, "comment-text")


@pytest.fixture
def answer(taken, officer, assessor):
    thread = comments.open_thread(assessment=taken, code="EN9.1", text="อ่านไม่ออก", by=assessor)
    return PostedForm(officer, url("answer-thread", taken.pk, thread.pk), "text", {}, f"answer-{thread.pk}")


@pytest.fixture
def internal_note(taken, assessor):
    return PostedForm(assessor, url("note", taken.pk, "EN9.1"), "text", {}, "note-text")


FORMS = ["answer_warning", "comment", "comment_of_officer", "answer", "internal_note"]
ALL = [(form, text) for form in FORMS for text in REFUSED] + [
    ("note_of_province", "too long"),
    ("note_of_province", "NUL"),
]


def fields_with_errors(page):
    """Return the text of each field with an error, by its id."""
    textareas = re.findall(r"<textarea([^>]*)>(.*?)</textarea>", page, flags=re.DOTALL)
    return {
        re.search(r' id="([^"]+)"', attributes)[1]: unescape(text).removeprefix("\n")
        for attributes, text in textareas
        if 'aria-invalid="true"' in attributes
    }


def row_counts():
    return [model.objects.count() for model in (Comment, InternalNote, Note, WarningAnswer, Citation)]


@pytest.mark.parametrize(("form", "kind"), ALL, ids=[f"{form}: {kind}" for form, kind in ALL])
def test_a_refused_text_comes_back_in_its_field_with_the_reason_there(client, db, request, form, kind):
    posted = request.getfixturevalue(form)
    client.force_login(posted.person)
    before = row_counts()

    response = client.post(
        posted.url, posted.fields | {posted.name: REFUSED[kind]}, headers={"Accept": "text/html"}
    )

    page = response.content.decode()
    (error,) = re.findall(rf'id="{re.escape(posted.field_id)}-error"[^>]*><strong>([^<]+)<', page)
    assert (response.status_code, fields_with_errors(page)) == (422, {posted.field_id: REFUSED[kind]})
    assert (bool(re.search("[ก-๙]", error)), row_counts()) == (True, before)
    assert focused(page) == [posted.field_id]


@pytest.fixture
def reply(at, people):
    """Return the posted answer to the committee, which sent the assessment back."""
    assessment = at(Status.COMMITTEE)
    builders.meeting_of(assessment, by=people.administrator)
    resolutions.send_back(assessment=assessment, reason="ตรวจ EN1.1 อีกครั้ง", by=people.administrator)
    return PostedForm(people.external, url("answer-committee", assessment.pk), "reply", {}, "id_reply")


@pytest.fixture
def refusal_of_correction(at, administrator):
    assessment = at(Status.PUBLISHED)
    proposed = builders.propose(assessment, by=UserBuilder(role=Role.ADMINISTRATOR))
    return PostedForm(
        administrator, url("refuse-correction", assessment.pk, proposed.pk), "note", {}, "id_note"
    )


@pytest.fixture
def copy_of_design(administrator):
    design = designs_actions.draft_design(layout="plaque", name="แบบหนึ่ง", by=administrator)
    return PostedForm(
        administrator, reverse("awards:copy-design", args=[design.pk]), "name", {}, "id_copy_name"
    )


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("form", ["reply", "refusal_of_correction", "copy_of_design"])
def test_a_refused_form_of_a_part_of_the_page_comes_back_with_its_input(client, db, request, form, kind):
    posted = request.getfixturevalue(form)
    client.force_login(posted.person)

    response = client.post(posted.url, {posted.name: REFUSED[kind]})

    page = response.content.decode()
    shown_again = [form for form in forms_of(response) if form.is_bound]
    assert (response.status_code, [form[posted.name].value() for form in shown_again]) == (
        422,
        [REFUSED[kind]],
    )
    assert [len(form[posted.name].errors) for form in shown_again] == [1]
    assert f'id="error_1_{posted.field_id}"' in page
    assert focused(page) == [posted.field_id]


def focused(page):
    """Return the ids of the fields with autofocus."""
    tags = re.findall(r"<(?:textarea|input)[^>]* autofocus[^>]*>", page)
    return [re.search(r' id="([^"]+)"', tag)[1] for tag in tags]


def forms_of(response):
    names = ("reply_form", "refusal_form", "copy_form")
    return [response.context[name] for name in names if name in response.context]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param({"page": "หน้า 3", "note": "x" * 501}, "ไม่เกิน 500 ตัวอักษร", id="a note too long"),
        pytest.param({"page": "หน้า 3", "note": "a\0b"}, "อักขระ", id="NUL"),
        pytest.param({"page": "หน้า 3", "note": "จากเทศบาล"}, "โปรดเลือกไฟล์", id="no file"),
    ],
)
def test_a_refused_citation_comes_back_at_its_indicator_and_only_there(
    client, draft, officer, typed, message
):
    client.force_login(officer)

    response = client.post(url("cite", draft.pk), typed | {"code": "EN9.1"})

    page = response.content.decode()
    notes = dict(re.findall(r'id="cite-([\w.]+)-note"[^>]* value="([^"]*)"', page))
    (error,) = re.findall(r'<p class="invalid-feedback[^>]* role="alert">([^<]+)</p>', page)
    assert (response.status_code, message in error) == (422, True)
    assert {code: text for code, text in notes.items() if text} == {"EN9.1": typed["note"]}


def test_a_note_that_someone_else_changed_is_shown_with_theirs(client, draft, officer, other_officer):
    theirs = warnings_actions.save_note(
        assessment=draft, code="EN9.1", text="ของเพื่อน", expected=None, by=other_officer
    )
    client.force_login(officer)
    address = url("entry-note", draft.pk, "EN9.1")

    response = client.post(
        address, {"EN9.1-note": TYPED, "EN9.1-before": "0"}, headers={"Accept": "text/html"}
    )

    page = response.content.decode()
    assert (response.status_code, fields_with_errors(page)) == (422, {"note-text-en9.1": TYPED})
    assert (theirs.text in page, str(other_officer) in page, f'data-before="{theirs.revision}"' in page) == (
        True,
        True,
        True,
    )


def test_a_page_with_a_refused_form_links_to_addresses_that_show_pages(
    client, taken, assessor, internal_note
):
    client.force_login(assessor)

    page = client.post(internal_note.url, {"text": ""}).content.decode()

    audit_url = url("audit-indicator", taken.pk, "EN9.1")
    assert re.findall(r'name="next" value="([^"]*)"', page) == [audit_url]
    assert re.findall(r'<form[^>]* method="post"(?![^>]*action=)[^>]*>', page) == []


def test_the_browser_goes_to_the_fault_of_a_refused_verdict(client, taken, assessor):
    client.force_login(assessor)

    page = client.post(
        url("verdict", taken.pk, "EN9.1"), {"kind": "return", "return-reason": INVISIBLE}
    ).content.decode()

    assert focused(page) == ["id_return-reason"]


def test_the_language_form_of_a_post_only_address_returns_to_its_page(client, taken, assessor):
    client.force_login(assessor)

    page = client.post(
        url("verdict", taken.pk, "EN9.1"), {"kind": "return", "return-reason": ""}
    ).content.decode()

    assert re.findall(r'name="next" value="([^"]*)"', page) == [url("audit-indicator", taken.pk, "EN9.1")]


@pytest.fixture
def gone_comment(at, officer):
    return PostedForm(officer, url("threads", at(Status.PUBLISHED).pk, "EN9.1"), "text", {}, "")


@pytest.fixture
def gone_reason(at, officer):
    address = url("answer-warning", at(Status.INTERNAL_AUDIT).pk, "EN9.1")
    return PostedForm(officer, address, "reason", {"last-year-mark": "1"}, "")


@pytest.fixture
def gone_note(at, officer):
    address = url("entry-note", at(Status.INTERNAL_AUDIT).pk, "EN9.1")
    return PostedForm(officer, address, "EN9.1-note", {"EN9.1-before": "0"}, "")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        *((form, text) for form in ("gone_comment", "gone_reason") for text in ("", TYPED)),
        ("gone_note", TYPED),
    ],
)
def test_a_form_that_is_no_longer_on_its_page_is_refused_in_a_message(client, db, request, form, text):
    posted = request.getfixturevalue(form)
    client.force_login(posted.person)

    response = client.post(posted.url, posted.fields | {posted.name: text}, headers={"Accept": "text/html"})

    alerts = re.findall(r'<div role="alert">([^<]+)</div>', response.content.decode())
    assert (response.status_code, len(alerts), bool(alerts and re.search("[ก-๙]", alerts[0]))) == (
        422,
        1,
        True,
    )
