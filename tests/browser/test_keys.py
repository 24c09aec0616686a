"""The keys of all pages: on a Thai keyboard, in fields, on a touch screen, for those who may not act."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.audit.actions import assignments, comments
from assessments.audit.models.comments import Comment
from assessments.audit.models.verdicts import Verdict
from assessments.evidence import actions as evidence_actions
from assessments.workflow.domain import Status
from tests import builders, files
from tests.browser.pages import scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# What the Kedmanee layout writes at the place of a letter, and where it has its question mark.
THAI = {"a": "ฟ", "c": "แ", "d": "ก", "e": "ำ", "j": "่", "k": "า", "r": "พ", "u": "ี"}
QUESTION_MARK = {"code": "KeyM", "key": "?", "text": "?", "modifiers": 8}
SLASH = {"code": "Slash", "key": "ฦ", "text": "ฦ", "modifiers": 8}  # has a question mark on its cap


class ThaiKeyboard:
    """Keys as the browser gets them from a Thai keyboard: a place, and the Thai letter that it writes."""

    def __init__(self, page):
        self.page, self.session = page, page.context.new_cdp_session(page)

    def press(self, letter, **more):
        self.send(code=f"Key{letter.upper()}", key=THAI[letter], text=THAI[letter], **more)

    def send(self, **key):
        self.page.wait_for_load_state("domcontentloaded")  # before, no script reads keys
        self.session.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": key["code"], "key": key["key"]})


@pytest.fixture
def submitted(draft, at, people):
    """Return an assessment in the hands of the internal assessor, with a picture cited at EN9.1."""
    picture = builders.add_evidence(draft, files.jpeg(size=(600, 900)), "photo.jpg", by=people.officer)
    evidence_actions.cite(evidence=picture, code="EN9.1", page="", by=people.officer)
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.internal)
    return assessment


def indicator_url(site, assessment, code):
    return f"{site}{reverse('assessments:audit-indicator', args=[assessment.pk, code])}"


def expect_indicator(page, code):
    expect(page.locator(".audit-card .indicator-code")).to_have_text(code)
    page.wait_for_load_state()  # a page that has just begun does not read keys yet


def test_an_assessor_judges_with_a_thai_keyboard(site, sign_in, submitted, people, accessible):
    page = sign_in(people.internal)
    page.goto(indicator_url(site, submitted, "EN9.1"))
    keyboard = ThaiKeyboard(page)

    keyboard.press("a")
    expect_indicator(page, "EN9.2")
    expect(page).to_have_url(indicator_url(site, submitted, "EN9.2"))
    expect(page).to_have_title(re.compile("^EN9.2 "))
    expect(page.locator(".audit-saved")).to_have_text(_("Verdict saved: %(code)s") % {"code": "EN9.1"})
    expect(page.locator(".audit-card")).to_be_focused()
    accessible(page)
    keyboard.press("k")
    expect_indicator(page, "EN9.1")
    keyboard.press("a", autoRepeat=True)  # a key that is held down gives no verdict
    keyboard.press("j")
    expect_indicator(page, "EN9.2")

    keyboard.press("r")
    reason = page.locator("[name='return-reason']")
    expect(reason).to_be_focused()
    for letter in "aeu":
        keyboard.press(letter)
    keyboard.send(**QUESTION_MARK)
    expect(reason).to_have_value("ฟำี?")
    expect(page.locator("#audit-keys")).to_be_hidden()
    enlarge(page, reason)
    accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdict-title")).to_be_focused()
    expect(page.locator(".audit-saved")).to_have_text(_("Verdict saved: %(code)s") % {"code": "EN9.2"})
    assert [(verdict.indicator.code, verdict.kind) for verdict in verdicts()] == [
        ("EN9.1", "accept"),
        ("EN9.2", "return"),
    ]
    page.go_back()
    expect_indicator(page, "EN9.1")


def test_a_refused_verdict_stays_open_with_its_error_and_what_was_typed(
    site, sign_in, submitted, people, accessible, console
):
    console.provokes(422, "*/audit/EN9.1/verdict/")
    page = sign_in(people.internal)
    page.goto(indicator_url(site, submitted, "EN9.1"))
    reason, number = page.locator("[name='return-reason']"), page.locator("[name='adjust-value']")

    for _time in range(2):
        if not reason.is_visible():
            page.keyboard.press("r")
        expect(reason).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("โปรดระบุเหตุผล")).to_be_visible()
        expect(reason).to_be_focused()
    accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    number.fill("abc")
    page.locator("[name='adjust-reason']").fill("พิมพ์ผิด")
    page.keyboard.press("Control+Enter")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_be_focused()
    expect(page.locator("[name='adjust-reason']")).to_have_value("พิมพ์ผิด")
    expect(page.locator("[name='adjust-reason']")).to_be_visible()
    assert verdicts().count() == 0


def test_keys_of_one_letter_are_turned_off_where_a_person_speaks_the_text(site, sign_in, submitted, people):
    page = sign_in(people.internal)
    page.goto(indicator_url(site, submitted, "EN9.1"))
    keyboard = ThaiKeyboard(page)
    keyboard.send(**SLASH)
    page.get_by_label("ใช้แป้นตัวอักษรเป็นทางลัด").uncheck()
    page.keyboard.press("Escape")

    for letter in "rajk":
        keyboard.press(letter)

    expect_indicator(page, "EN9.1")
    expect(page.locator("[name='return-reason']")).to_be_hidden()
    expect(page.locator(".verdicts kbd").first).to_be_hidden()
    page.reload()
    keyboard.press("j")
    expect_indicator(page, "EN9.1")
    assert verdicts().count() == 0
    page.get_by_role("button", name="แป้นลัด").click()
    page.get_by_label("ใช้แป้นตัวอักษรเป็นทางลัด").check()
    page.keyboard.press("Escape")
    keyboard.press("j")
    expect_indicator(page, "EN9.2")


def enlarge(page, field):
    """Drag the corner of a field, which writes its size into its style."""
    page.wait_for_load_state()
    field.evaluate("field => field.scrollIntoView({ block: 'center', behavior: 'instant' })")
    size = field.bounding_box()
    # Waits until the field no longer moves, as the page may still be growing.
    field.hover(position={"x": size["width"] - 4, "y": size["height"] - 4})
    box = field.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] + 60)
    page.mouse.up()
    assert "height" in field.get_attribute("style")


def verdicts():
    return Verdict.objects.select_related("indicator").order_by("indicator__code")


def test_escape_leads_out_of_fields_folds_and_the_list_of_keys(site, sign_in, submitted, people, accessible):
    page = sign_in(people.internal)
    page.goto(indicator_url(site, submitted, "EN9.1"))
    keyboard = ThaiKeyboard(page)
    fold = page.locator(".verdict-choice.is-adjust")

    keyboard.press("e")
    expect(fold.locator("input:not([type=hidden])").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(fold).not_to_have_attribute("open", "")
    expect(fold.locator("summary")).to_be_focused()

    for question in (QUESTION_MARK, SLASH):
        keyboard.send(**question)
        expect(page.locator("#audit-keys")).to_be_visible()
        expect(page.locator("#audit-keys button")).to_be_focused()
        keyboard.press("a")  # what lies over the page keeps its keys away
        accessible(page)
        page.keyboard.press("Escape")
        expect(page.locator("#audit-keys")).to_be_hidden()
    keyboard.press("d")
    expect(page.locator(".audit-guidance details")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator(".audit-guidance details")).not_to_have_attribute("open", "")
    assert not verdicts().exists()


def test_control_and_enter_press_the_button_after_a_text(site, sign_in, submitted, people):
    thread = comments.open_thread(assessment=submitted, code="EN9.1", text="หน้าใด", by=people.internal)
    page = sign_in(people.internal)
    page.goto(indicator_url(site, submitted, "EN9.1"))

    page.locator(f"#answer-{thread.pk}").fill("หน้า 2")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment-list").get_by_text("หน้า 2")).to_be_visible()
    ThaiKeyboard(page).press("c")
    expect(page.locator("#comment-text")).to_be_focused()
    page.keyboard.insert_text("ขอภาพ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment-list").get_by_text("ขอภาพ")).to_be_visible()

    assert [comment.text for comment in Comment.objects.order_by("pk")] == ["หน้าใด", "หน้า 2", "ขอภาพ"]
    thread.refresh_from_db()
    assert not thread.is_settled


def test_a_touch_screen_shows_no_keys(site, sign_in, submitted, people, accessible):
    page = sign_in(people.internal, **PHONE)
    guide = f"{site}{reverse('portal:guide', args=['assessor'])}"

    for address in (indicator_url(site, submitted, "EN9.1"), guide):
        page.goto(address)

        expect(page.locator("h1")).to_be_visible()
        assert page.locator("kbd").count() > 0
        expect(page.locator("kbd").locator("visible=true")).to_have_count(0)
        expect(page.locator("[aria-keyshortcuts]")).to_have_count(0)
        accessible(page)
        assert not scrolls_sideways(page)
    page.goto(indicator_url(site, submitted, "EN9.1"))
    expect(page.locator("form:has([value=accept]) button")).to_be_visible()
    assert len({box["y"] for box in boxes(page, ".verdict-choices .btn:not(.verdict-choice form .btn)")}) == 1


def test_keys_are_told_to_those_who_may_act_and_to_nobody_else(site, sign_in, submitted, people):
    reader, judge = sign_in(people.administrator), sign_in(people.internal)
    for page in (reader, judge):
        page.goto(indicator_url(site, submitted, "EN9.1"))

    reader.keyboard.press("j")
    reader.keyboard.press("?")

    expect(reader.locator("kbd").locator("visible=true")).to_have_count(0)
    expect(reader.locator("[aria-keyshortcuts]")).to_have_count(0)
    expect_indicator(reader, "EN9.1")
    keys = judge.locator("#screen [aria-keyshortcuts]")
    shown = judge.locator("#screen [data-key]:visible kbd:visible")
    assert sorted(shown.all_inner_texts()) == sorted("JKUAERCD?")
    told = keys.evaluate_all("keys => keys.map((key) => key.getAttribute('aria-keyshortcuts'))")
    assert sorted(told) == sorted("JKUAERCDO?")


def test_the_proof_stands_beside_the_value_from_the_top(site, sign_in, submitted, people, accessible):
    for code in ("EN1.1", "SO1.1"):
        comments.open_thread(assessment=submitted, code=code, text="ขอรายชื่อ", by=people.internal)
    page = sign_in(people.internal)
    page.goto(f"{site}{reverse('assessments:audit', args=[submitted.pk])}")
    page.goto(indicator_url(site, submitted, "EN9.1"))

    (value,) = boxes(page, ".audit-facts dd:first-of-type")
    (frame,) = boxes(page, ".evidence-frame")
    buttons = boxes(page, ".verdict-choices .btn:not(.verdict-choice form .btn)")

    assert frame["y"] == pytest.approx(value["y"], abs=4)
    assert frame["x"] > value["x"] + value["width"] / 2
    assert frame["y"] + frame["height"] < 900
    assert len(buttons) == 3
    assert len({box["y"] for box in buttons}) == 1
    assert all(box["y"] + box["height"] < 900 for box in buttons)
    accessible(page)
    page.set_viewport_size(PHONE["viewport"])
    page.locator(".audit-places details").evaluate("fold => (fold.open = true)")
    accessible(page)


def boxes(page, selector):
    return [box.bounding_box() for box in page.locator(selector).all()]


def test_what_was_said_of_a_former_step_goes_with_the_next_one(site, sign_in, at, people):
    assessment = at(Status.INTERNAL_AUDIT)
    page = sign_in(people.internal)
    page.goto(f"{site}{reverse('assessments:audit', args=[assessment.pk])}")
    page.get_by_role("button", name=_("Take this audit")).click()
    expect(page.locator("#messages")).to_have_text(re.compile(_("You have this audit in hand now.")))

    page.keyboard.press("a")

    expect(page.locator(".audit-saved")).to_be_visible()
    expect(page.locator("#messages")).to_have_text("")
