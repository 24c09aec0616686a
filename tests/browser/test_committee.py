"""The committee in a browser: a meeting with two areas, and what a visitor's question led to."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from assessments.committee.models.meetings import Meeting
from assessments.corrections.models import Correction, Question
from assessments.entry.actions import entries as actions
from assessments.workflow.domain import Status
from awards.register.actions import awards
from ecotown.accounts.models import Role
from tests import builders
from tests.browser.pages import go, scrolls_sideways, take
from tests.browser.test_main_job import TIMEOUT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]


@pytest.fixture
def recommended(cycle, province, people):
    areas = [builders.AreaBuilder(province=province) for _number in range(2)]
    drafts = [actions.open_assessment(area=area, cycle=cycle, by=None) for area in areas]
    return [builders.take_to(Status.COMMITTEE, draft, people) for draft in drafts]


def test_a_meeting_with_two_areas(site, worker, sign_in, people, recommended, accessible, tmp_path):
    page = sign_in(people.administrator)
    call_a_meeting(page, site, accessible)
    put_on_the_agenda(page, accessible)
    decide_on_the_screen(page, accessible)

    for assessment, status in zip(recommended, (Status.GRANTED, Status.EXTERNAL_AUDIT), strict=True):
        assessment.refresh_from_db()
        assert assessment.status == status
    download_the_minutes(page, site, accessible, tmp_path)
    publish(page, site, recommended[0])
    assert page.problems == []


def call_a_meeting(page, site, accessible):
    page.goto(f"{site}{reverse('assessments:committee')}")
    accessible(page)
    go(page, page.get_by_role("link", name=_("New meeting")).first)
    accessible(page)
    page.fill("input[name=number]", "10-2/2569")
    page.fill("input[name=date]", "๑๒/๓/๒๕๖๙")
    go(page, page.get_by_role("button", name=_("Save the meeting")))


def put_on_the_agenda(page, accessible):
    go(page, page.get_by_role("button", name=_("Put on the agenda")))
    expect(page.locator(".agenda > li")).to_have_count(2)
    accessible(page)


def decide_on_the_screen(page, accessible):
    """Turn the pages with the arrow keys; grant the first area its level, and send the second back."""
    go(page, page.get_by_role("link", name=_("Open the screen in the room")))
    first = page.locator("h1").inner_text()
    accessible(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("h1")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text(first)
    page.get_by_label("1 ", exact=False).first.check()
    take(page, _("Record the resolution"))
    expect(page.locator("[name=reason][autofocus]")).to_be_focused()
    accessible(page)
    page.locator("[name=reason]").first.fill("หลักฐานไม่ครบ")
    take(page, _("Record the resolution"))
    expect(page.get_by_text(_("%(count)s level below the computed one") % {"count": 2})).to_be_visible()
    accessible(page)
    take(page, _("Confirm the resolution"))
    expect(page.locator("h1")).not_to_have_text(first)
    withdraw_and_record_again(page, first, accessible)
    page.locator("summary", has_text=_("Send back to the external audit")).click()
    page.fill("textarea[name='send-back-reason']", "ขอให้ตรวจ EN1.1 อีกครั้ง")
    take(page, _("Send back to the external audit"))
    expect(page.locator(".agenda")).to_contain_text("ขอให้ตรวจ EN1.1 อีกครั้ง")


def withdraw_and_record_again(page, area, accessible):
    """Withdraw the resolution on the first area, which was recorded wrongly, and record the right one."""
    second = page.locator("h1").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text(area)
    go(page, page.get_by_role("link", name=_("Withdraw the resolution")))
    accessible(page)
    page.fill("[name=reason]", "กดผิดระดับ")
    take(page, _("Withdraw the resolution"))
    expect(page.get_by_text("กดผิดระดับ")).to_be_visible()
    page.fill("[name=discussion]", "ที่ประชุมถามถึงหลักฐาน")
    take(page, _("Save the discussion"))
    page.keyboard.press("ArrowLeft")
    take(page, _("Record the resolution"))
    take(page, _("Confirm the resolution"))
    expect(page.locator("h1")).to_have_text(second)


def write_the_minutes(page, accessible):
    """Write roster and times; until then the meeting cannot be closed."""
    expect(page.get_by_role("button", name=_("Close the minutes"))).to_be_disabled()
    go(page, page.get_by_role("link", name=_("Write the roster")))
    accessible(page)
    page.fill("[name=people-0-name]", "ประธานกรรมการ (ทดสอบ)")
    page.select_option("[name=people-0-seat]", "chair")
    page.locator("summary", has_text=_("Paste several people")).click()
    page.fill("[name=pasted]", "1. กรรมการ ก, ตำแหน่ง ก\n2. กรรมการ ข")
    take(page, _("Add them to the roster"))
    expect(page.locator("[name=people-2-name]")).to_have_value("กรรมการ ข")
    take(page, _("Save the roster"))
    assert [attendee.name for attendee in Meeting.objects.get().attendees.all()] == [
        *("ประธานกรรมการ (ทดสอบ)", "กรรมการ ก", "กรรมการ ข"),
    ]
    go(page, page.get_by_role("link", name=_("Write the texts")))
    accessible(page)
    page.fill("[name=begins_at]", "๙.๓๐")
    page.fill("[name=ends_at]", "12:00")
    page.fill("[name=announcements]", "ประธานกล่าวเปิดการประชุม")
    take(page, _("Save the texts"))


def download_the_minutes(page, site, accessible, folder):
    write_the_minutes(page, accessible)
    take(page, _("Close the minutes"))
    link = page.get_by_role("link", name=_("Download the minutes (PDF)"))
    expect(link).to_be_visible(timeout=TIMEOUT)
    accessible(page)
    with page.expect_download() as download:
        link.click()
    path = folder / "minutes.pdf"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    assert Meeting.objects.get().is_closed


def publish(page, site, assessment):
    page.goto(f"{site}{reverse('assessments:committee')}")
    take(page, _("Publish the chosen results"))
    expect(page.get_by_text(str(assessment.area)).first).to_be_visible()
    assessment.refresh_from_db()
    assert assessment.status == Status.PUBLISHED


def test_a_question_leads_to_an_erratum_and_flags_the_certificate(
    page, site, worker, sign_in, at, people, accessible
):
    published = at(Status.PUBLISHED)
    certificate = awards.issue_certificate(assessment=published, by=people.administrator)
    status = ask(page, site, published, accessible)

    administrator = sign_in(people.administrator)
    propose(administrator, site, accessible)
    colleague = sign_in(builders.UserBuilder(role=Role.ADMINISTRATOR))
    correction = Correction.objects.get()
    colleague.goto(f"{site}{reverse('assessments:correction', args=[published.pk, correction.pk])}")
    accessible(colleague)
    take(colleague, _("Approve the correction"))

    page.goto(f"{site}{reverse('portal:area', args=[published.area.key])}")
    expect(page.locator("#errata")).to_contain_text("รายชื่อเครือข่ายซ้ำ")
    accessible(page)
    page.goto(f"{site}{reverse('awards:verify', args=[certificate.code])}")
    flag = page.get_by_text("มีการแก้ไขผลหลังออกเกียรติบัตร")
    expect(flag).to_be_visible()
    accessible(page)
    page.goto(status)
    expect(page.locator("main")).to_contain_text("รายชื่อเครือข่ายซ้ำ")
    expect(page.locator(".timeline li").last).to_contain_text(
        pgettext("question stage", "Led to a correction")
    )
    accessible(page)


def ask(page, site, assessment, accessible):
    """Ask a question on a phone, without an account; return the address of what becomes of it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}{reverse('portal:area', args=[assessment.area.key])}")
    go(page, page.get_by_role("link", name=_("Ask a question")))
    accessible(page)
    assert not scrolls_sideways(page)
    page.select_option("select[name=code]", "EN9.1")
    page.fill("textarea[name=text]", "จำนวนเครือข่ายนับซ้ำหรือไม่")
    go(page, page.get_by_role("button", name=_("Send the question")))
    expect(page.get_by_text(_("Thank you. The department has your question."))).to_be_visible()
    expect(page.locator(".reference-number")).to_have_text(Question.objects.get().readable_code)
    accessible(page)
    assert not scrolls_sideways(page)
    return page.url


def propose(page, site, accessible):
    question = Question.objects.get()
    page.goto(f"{site}{reverse('assessments:question', args=[question.pk])}")
    accessible(page)
    go(page, page.get_by_role("link", name=_("Propose a correction")))
    accessible(page)
    page.fill("input[name='EN9.1-value']", "๑")
    page.fill("textarea[name=reason]", "รายชื่อเครือข่ายซ้ำ")
    go(page, page.get_by_role("button", name=_("Show the new level")))
    expect(page.locator("#tried .level-badge")).to_have_count(4)
    accessible(page)
    go(page, page.get_by_role("button", name=_("Propose the correction")))
    expect(page.locator("#outcome .level-badge").first).to_be_visible(timeout=TIMEOUT)
    accessible(page)
