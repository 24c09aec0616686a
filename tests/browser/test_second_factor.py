"""Second factors, lost and found, and guessing, as people and attackers see them in a browser."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from assessments.workflow import words
from assessments.workflow.domain import Status, Step
from ecotown.accounts import actions, queries, sessions
from ecotown.accounts.models import Role, WrongTries
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.profile.sessions import SessionStore
from tests import builders, second_factors
from tests.browser.pages import enter, give_code, go, take
from tests.builders import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(context):
    """Return a page without a session, of a browser that nobody has used here."""
    return context.new_page()


@pytest.fixture
def my_work(site):
    return f"{site}{reverse('assessments:list')}"


def open_sign_in(page, site):
    page.goto(f"{site}{reverse('accounts:sign-in')}")


def type_password(page, person):
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    go(page, page.locator("[name=sign-in]"))


def mail_to(person):
    """Send the waiting mails as a worker does, and return the text of the last one to the person."""
    for row in Mail.objects.waiting().order_by("pk"):
        sending.send(mail_id=row.pk)
    return [message.body for message in mail.outbox if message.to == [person.email]][-1]


def guess(page, site, name):
    open_sign_in(page, site)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", "ทายรหัสผ่าน 12345")
    go(page, page.locator("[name=sign-in]"))


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "phone"])
def test_a_new_administrator_sets_up_an_app_before_anything_else(
    site, browser, browser_context_args, my_work, accessible, viewport
):
    options = {**browser_context_args, "viewport": viewport or browser_context_args["viewport"]}
    page = browser.new_context(**options).new_page()
    newcomer = builders.UserBuilder(role=Role.ADMINISTRATOR, second_factor=False)
    page.goto(my_work)
    accessible(page)
    enter(page, newcomer)
    expect(page.get_by_role("heading", level=1)).to_have_text("การยืนยันตัวตนขั้นที่สอง")
    accessible(page)
    page.get_by_role("link", name="ตั้งค่าแอปยืนยันตัวตน").click()
    accessible(page)
    secret = "".join(page.locator(".factor-secret span").all_inner_texts())

    page.fill("input[name=code]", second_factors.code_now(secret))
    take(page, "ตั้งค่าแอป")

    expect(page.locator(".recovery-codes li")).to_have_count(10)
    accessible(page)
    take(page, "เก็บรหัสสำรองแล้ว")
    expect(page).to_have_url(my_work)
    page.context.close()


def test_a_lost_phone_is_replaced_with_a_recovery_code(site, page, my_work, assessor, accessible, console):
    actions.make_recovery_codes(by=assessor)
    code = queries.factor_of(assessor, "recovery_codes").wrap().get_unused_codes()[0]
    open_sign_in(page, site)
    type_password(page, assessor)
    page.get_by_text("แอปหรือพาสคีย์สูญหาย").click()
    accessible(page)
    console.provokes(422, "/sign-in/code/")
    give_code(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text("รหัสไม่ถูกต้องหรือใช้ไปแล้ว")
    accessible(page)

    give_code(page, code)

    expect(page.locator("[data-messages]")).to_contain_text("เหลืออีก 9 รหัส")
    accessible(page)
    page.get_by_role("link", name="ตั้งค่าบนโทรศัพท์เครื่องอื่น").click()
    secret = "".join(page.locator(".factor-secret span").all_inner_texts())
    page.fill("input[name=code]", second_factors.code_now(secret))
    take(page, "ตั้งค่าแอป")
    assert secret != second_factors.SECRET
    page.goto(my_work)
    expect(page).to_have_url(my_work)


def test_a_lost_factor_is_reset_by_two_administrators(
    site, page, sign_in, at, assessor, administrator, accessible, console
):
    audited = f"{site}{at(Status.INTERNAL_AUDIT).get_absolute_url()}"
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    assessor.email = "assessor@portal.example"
    assessor.save(update_fields=["email"])
    lost = sign_in(assessor)  # the lost phone, which is signed in
    lost.goto(audited)
    page.goto(audited)
    type_password(page, assessor)
    console.provokes(422, "/sign-in/code/")
    give_code(page, "000000")
    page.get_by_text("แอปหรือพาสคีย์สูญหาย").click()
    expect(page.locator("details[open]")).to_contain_text("ผู้ดูแลระบบสองคน")

    office = sign_in(administrator)
    office.goto(f"{site}{reverse('people:person', args=[assessor.pk])}")
    office.fill("#id_factor_reason", "โทรศัพท์หาย แจ้งด้วยตนเองที่กรม")
    go(
        office,
        office.locator(f"form[action$='{reverse('people:ask-factor-reset', args=[assessor.pk])}'] button"),
    )
    accessible(office)
    office.goto(f"{site}{reverse('people:requests')}")
    expect(office.get_by_role("button", name="ถอนคำขอ")).to_be_visible()
    confirm = re.compile("^เห็นชอบ")
    expect(office.get_by_role("button", name=confirm)).to_have_count(0)

    other = sign_in(second)
    other.goto(f"{site}{reverse('people:requests')}")
    expect(other.locator(".request-list")).to_contain_text("โทรศัพท์หาย แจ้งด้วยตนเองที่กรม")
    go(other, other.get_by_role("button", name=confirm))
    expect(other.locator("[data-messages]")).to_contain_text("บันทึกความเห็นชอบแล้ว")
    accessible(other)

    assert "ผู้ดูแลระบบสองคนได้ร่วมกันล้างการยืนยันตัวตนขั้นที่สองของบัญชี" in mail_to(assessor)
    lost.reload()
    expect(lost.get_by_role("heading", level=1)).to_have_text("เข้าสู่ระบบ")
    page.goto(audited)
    type_password(page, assessor)
    expect(page.get_by_role("heading", level=1)).to_have_text("การยืนยันตัวตนขั้นที่สอง")
    page.goto(audited)
    expect(page.get_by_role("heading", level=1)).to_have_text("การยืนยันตัวตนขั้นที่สอง")
    page.get_by_role("link", name="ตั้งค่าแอปยืนยันตัวตน").click()
    secret = "".join(page.locator(".factor-secret span").all_inner_texts())
    page.fill("input[name=code]", second_factors.code_now(secret))
    take(page, "ตั้งค่าแอป")
    take(page, "เก็บรหัสสำรองแล้ว")

    expect(page).to_have_url(audited)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "มีการเพิ่มแอปยืนยันตัวตนในบัญชี" in mail_to(assessor)


def test_an_attacker_waits_and_the_victim_does_not(
    site, page, browser, browser_context_args, sign_in, my_work, officer, administrator, accessible, console
):
    open_sign_in(page, site)
    enter(page, officer)
    take(page, "ออกจากระบบ")
    attacker = browser.new_context(**browser_context_args).new_page()
    for _number in range(5):
        console.provokes(422, "/sign-in/")
        guess(attacker, site, officer.username)
    console.provokes(429, "/sign-in/")
    guess(attacker, site, officer.username)
    expect(attacker.get_by_role("heading", level=1)).to_have_text("โปรดรอสักครู่")
    accessible(attacker)

    open_sign_in(page, site)
    enter(page, officer)

    expect(page).to_have_url(my_work)
    office = sign_in(administrator)
    office.goto(f"{site}{reverse('accounts:locks')}")
    accessible(office)
    expect(office.locator("tbody tr")).to_have_count(1)
    take(office, "ปลดการระงับ 127.0.0.1")
    expect(office.get_by_text("ขณะนี้ไม่มีการระงับการเข้าสู่ระบบ")).to_be_visible()
    accessible(office)
    assert not WrongTries.objects.filter(counted="person").exists()
    open_sign_in(attacker, site)
    enter(attacker, officer)  # this time it is the person, at another computer
    expect(attacker).to_have_url(my_work)
    attacker.context.close()


def test_a_passkey_is_added_and_signs_in(site, page, my_work, officer, accessible):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    open_sign_in(page, site)
    enter(page, officer)
    page.goto(f"{site}{reverse('accounts:second-factor')}")
    page.get_by_role("link", name="เพิ่มพาสคีย์").click()
    accessible(page)
    page.fill("input[name=name]", "โน้ตบุ๊กสำนักงาน")
    go(page, page.locator("[name=save]"))
    take(page, "เก็บรหัสสำรองแล้ว")
    page.goto(f"{site}{reverse('accounts:second-factor')}")
    expect(page.locator(".factor-list")).to_contain_text("โน้ตบุ๊กสำนักงาน")
    accessible(page)
    take(page, "ออกจากระบบ")
    open_sign_in(page, site)
    type_password(page, officer)
    accessible(page)

    go(page, page.locator("[data-passkey-button]"))

    expect(page).to_have_url(my_work)


def test_before_a_dangerous_step_the_password_is_asked_and_the_step_goes_on(
    site, sign_in, at, administrator, accessible, console
):
    granted = at(Status.GRANTED)
    page = sign_in(administrator)
    page.goto(f"{site}{granted.get_absolute_url()}")
    let_time_pass(page)
    console.provokes(403, f"/assessments/{granted.pk}/publish/")
    take(page, words.step_label(Step.PUBLISH))
    expect(page.get_by_role("heading", level=1)).to_have_text("โปรดยืนยันตัวตนอีกครั้ง")
    accessible(page)

    page.fill("input[name=fresh-password]", PASSWORD)
    go(page, page.locator("[name=confirm]"))

    expect(page).to_have_url(f"{site}{granted.get_absolute_url()}")
    granted.refresh_from_db()
    assert granted.status == Status.PUBLISHED


def let_time_pass(page):
    """Let the session of the page be one whose person was asked long ago."""
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    session = SessionStore(key)
    session[sessions.FRESH_AT] = 0
    session.save()
