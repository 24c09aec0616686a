"""A session that ends, in a real browser: nothing typed is lost or saved in another person's name."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.audit.actions import assignments
from assessments.audit.models.comments import InternalNote
from assessments.audit.models.verdicts import Verdict
from assessments.committee.models.meetings import Meeting
from assessments.entry import queries
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results
from assessments.warnings.queries import warnings
from assessments.workflow.domain import Status
from ecotown import errors
from ecotown.profile.models import Session
from tests import builders, files
from tests.browser.pages import enter, go, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
FIELD = "input[name='EN9.1-value']"
NOTE = "textarea[name='EN9.1-note']"
STATE = "#feedback-en9\\.1 [data-saved-state]"
OTHERS = ".note-warn.kept-note"
RESTORED = ".note-info.kept-note"
REASON = "ขอบัญชีรายชื่อโรงงานที่ลงนามแล้ว"


def stored_keys(page):
    """Return the keys in the local storage: user, kind and address of each stored text."""
    return page.evaluate("Object.keys(localStorage)")


@pytest.fixture
def aspect(site, draft):
    """Return the address of an aspect whose level is computed already."""
    results.compute_level(assessment_id=draft.pk, revision=draft.revision)
    return f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}"


@pytest.fixture
def audited(at, people):
    """Return an assessment whose internal audit is assigned."""
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.internal)
    return assessment


@pytest.fixture
def screen(site, audited):
    return f"{site}{reverse('assessments:audit-indicator', args=[audited.pk, 'EN9.1'])}"


def test_without_any_cookie_a_value_waits_until_the_same_person_has_signed_in(
    sign_in, aspect, draft, officer
):
    page = sign_in(officer)
    page.goto(aspect)
    page.context.clear_cookies()
    page.type(FIELD, "7")
    expect(page.locator(STATE)).to_have_text("ออกจากระบบแล้ว เข้าสู่ระบบเพื่อบันทึก")

    with page.expect_navigation():
        page.locator(f"{STATE} a").click(delay=300)  # as long as a hand takes; the field is left meanwhile
    enter(page, officer)

    expect(page.locator(f"{STATE}.is-saved")).to_be_visible()
    assert (page.url, stored_keys(page)) == (aspect, [])
    assert [(entry.indicator.code, entry.entered_by) for entry in draft.entries.all()] == [("EN9.1", officer)]


def test_stored_input_is_neither_sent_nor_shown_for_the_next_user(
    sign_in, aspect, draft, officer, province, accessible
):
    page = sign_in(officer)
    page.goto(aspect)
    page.context.clear_cookies()
    page.type(FIELD, "7")
    expect(page.locator(f"{STATE}.is-failed")).to_be_visible()
    page.locator("#add-en9\\.1").click()
    page.fill("#cite-EN9\\.1-note", "หน้าแรก")
    note = reverse("assessments:entry-note", args=[draft.pk, "EN9.1"])
    page.evaluate(f"localStorage.setItem('entry:{note}', JSON.stringify([['EN9.1-note', 'ของใคร']]))")
    page.evaluate("localStorage.setItem('kept:1:draft:/', JSON.stringify({at: 0, values: {}}))")  # of 1970

    go(page, page.locator(f"{STATE} a"))
    enter(page, builders.officer_of(province))

    expect(page.locator(OTHERS)).to_have_text([re.compile("มีค่าที่ผู้ใช้อื่นพิมพ์ค้างไว้")] * 3)
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(NOTE)).to_have_value("")
    accessible(page)
    page.locator("#add-en9\\.1").click()
    expect(page.locator("#cite-EN9\\.1-note")).to_have_value("")
    for button in page.locator(OTHERS).get_by_role("button", name=_("Discard")).all()[::-1]:
        button.click()
    expect(page.locator(OTHERS)).to_have_count(0)
    assert (stored_keys(page), queries.entered_values(draft), warnings.notes_of(draft)) == ([], {}, {})


def sign_in_beside(page, site, user):
    """Sign in as `user` in another tab of the same browser."""
    other_tab = page.context.new_page()
    other_tab.goto(site)
    take(other_tab, _("Sign out"))
    other_tab.goto(f"{site}{reverse('accounts:sign-in')}")
    enter(other_tab, user)


def test_a_page_left_open_saves_nothing_in_the_name_of_who_signed_in_since(
    site, sign_in, aspect, draft, officer, province
):
    page = sign_in(officer)
    page.goto(aspect)
    sign_in_beside(page, site, builders.officer_of(province))

    page.type(FIELD, "7")

    expect(page.locator(STATE)).to_contain_text(_("Open the page again"))
    go(page, page.locator(f"{STATE} a"))
    expect(page.locator(OTHERS)).to_have_count(1)
    assert queries.entered_values(draft) == {}


def test_after_signing_in_in_another_tab_a_typed_value_is_saved(site, sign_in, aspect, draft, officer):
    page = sign_in(officer)
    page.goto(aspect)
    sign_in_beside(page, site, officer)
    page.type(FIELD, "7")

    go(page, page.locator(f"{STATE} a"))

    expect(page.locator(f"{STATE}.is-saved")).to_be_visible()
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(7))}


def test_a_file_sent_after_the_session_ended_leads_to_sign_in_and_back(site, sign_in, draft, officer):
    page = sign_in(officer)
    library = reverse("assessments:evidence", args=[draft.pk])
    page.goto(f"{site}{library}")
    page.context.clear_cookies()

    file = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}
    page.set_input_files("form[data-uploads] input[type=file]", file)
    with page.expect_navigation():
        page.locator("form[data-uploads] button[type=submit]").click()

    expect(page).to_have_url(f"{site}{reverse('accounts:sign-in')}?next={library}")


def test_a_file_that_is_not_taken_says_what_the_portal_answered(site, sign_in, draft, officer, console):
    console.provokes(403, "*/evidence/")
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:evidence', args=[draft.pk])}")
    page.route("**/evidence/", lambda route: route.continue_(url=f"{site}/ceremonies/", method="GET"))

    file = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}
    page.set_input_files("form[data-uploads] input[type=file]", file)
    page.locator("form[data-uploads] button[type=submit]").click()

    expect(page.locator("[data-outcome]")).to_have_text(": ".join(map(str, errors.WORDS[403])))


def test_a_reason_typed_when_the_session_ends_comes_back_in_the_audit_screen(
    sign_in, screen, audited, people, accessible
):
    page = sign_in(people.internal)
    page.goto(screen)
    write_note(page)
    page.locator(".verdict-choice.is-return summary").click()
    page.locator("textarea[name=return-reason]").type(REASON)
    Session.objects.all().delete()

    go(page, page.locator(".verdict-choice.is-return button"))
    expect(page.locator("#screen")).to_have_count(0)
    enter(page, people.internal)

    expect(page.locator("textarea[name=return-reason]")).to_have_value(REASON)
    expect(page.locator("textarea[name=return-reason]")).to_be_visible()
    expect(page.locator(RESTORED)).to_have_count(2)
    accessible(page)
    page.locator(".verdict-choice.is-return button[type=submit]").click()
    expect(page.locator("#verdict-title .tone-bad, #verdict-title .tone-warn")).to_be_visible()
    expect(page.locator("#note-text")).to_have_value(REASON)
    note = reverse("assessments:note", args=[audited.pk, "EN9.1"])
    assert (page.url, stored_keys(page)) == (screen, [f"kept:{people.internal.pk}:draft:{note}#"])
    assert Verdict.objects.get(indicator__code="EN9.1").reason == REASON


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page_with_the_text(sign_in, screen, people):
    page = sign_in(people.internal)
    page.goto(screen)
    write_note(page)
    Session.objects.all().delete()
    take(page, _("Save the note"))
    enter(page, people.internal)
    expect(page.locator("#note-text")).to_have_value(REASON)
    expect(page.locator("#note-text")).to_be_visible()
    assert page.url == screen

    take(page, _("Save the note"))

    expect(page.locator(".internal-notes li")).to_contain_text(REASON)
    assert (page.locator("#note-text").input_value(), page.locator(RESTORED).count(), stored_keys(page)) == (
        "",
        0,
        [],
    )
    assert InternalNote.objects.get().text == REASON


def test_a_form_keeps_its_text_until_it_is_taken(site, sign_in, administrator):
    page = sign_in(administrator)
    page.goto(f"{site}{reverse('assessments:call-meeting')}")
    page.fill("[name=place]", "ห้องประชุมใหญ่")
    page.context.clear_cookies()
    take(page, _("Save the meeting"))
    enter(page, administrator)
    expect(page.locator("[name=place]")).to_have_value("ห้องประชุมใหญ่")
    take(page, _("Save the meeting"))
    expect(page.locator("[name=number]")).to_have_attribute("aria-invalid", "true")
    kept_after_error = stored_keys(page)
    page.fill("[name=number]", "10-2/2569")
    page.fill("[name=date]", "12/3/2569")

    take(page, _("Save the meeting"))

    form = reverse("assessments:call-meeting")
    assert (kept_after_error, stored_keys(page)) == ([f"kept:{administrator.pk}:draft:{form}#"], [])
    assert Meeting.objects.get().place == "ห้องประชุมใหญ่"


def test_a_text_stays_kept_when_the_page_says_at_its_field_why_it_was_refused(
    sign_in, screen, people, console
):
    console.provokes(422, "*/EN9.1/note/")
    page = sign_in(people.internal)
    page.goto(screen)
    write_note(page, "   ")

    take(page, _("Save the note"))

    expect(page.locator("#note-text-error")).to_be_visible()
    expect(page.locator("#note-text")).to_be_focused()
    expect(page.locator("#note-text")).to_have_value("   ")
    assert len(stored_keys(page)) == 1


def test_a_text_stays_kept_when_a_part_of_the_page_says_why_it_was_refused(sign_in, aspect, officer):
    page = sign_in(officer)
    page.goto(aspect)
    page.locator("#add-en9\\.1").click()
    page.fill("#cite-EN9\\.1-page", "3")

    page.locator("button[form='cite-EN9.1']").click()

    expect(page.locator("#evidence-en9\\.1 [role=alert]")).to_be_visible()
    expect(page.locator("#cite-EN9\\.1-page")).to_have_value("3")
    assert len(stored_keys(page)) == 1


def test_restored_input_can_be_discarded(sign_in, screen, people):
    page = sign_in(people.internal)
    page.goto(screen)
    write_note(page)
    page.goto(screen)

    page.locator(RESTORED).get_by_role("button", name=_("Discard")).click()

    expect(page.locator(RESTORED)).to_have_count(0)
    assert (page.locator("#note-text").input_value(), stored_keys(page)) == ("", [])


def test_signing_out_asks_while_something_typed_is_not_saved(sign_in, screen, people, accessible):
    page = sign_in(people.internal)
    page.goto(screen)
    write_note(page)
    leave = page.get_by_role("button", name=_("Sign out"), exact=True)
    leave.click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("ยืนยันการออกจากระบบหรือไม่")
    accessible(page)
    dialog.get_by_role("button").first.click()
    assert page.url == screen

    page.fill("#note-text", "")
    with page.expect_navigation():
        leave.click()

    expect(page.get_by_role("link", name=_("Sign in"), exact=True)).to_be_visible()


def write_note(page, text=REASON):
    page.get_by_text(_("Write an internal note"), exact=True).click()
    page.fill("#note-text", text)
