"""The guided set-up of a new installation, on an empty database, with a web server of its own."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests import second_factors
from tests.browser.pages import give_code, go, scrolls_sideways, take
from tests.workers.installation import ROOT, Installation, wait_for

pytestmark = pytest.mark.usefixtures("thai")
PASSWORD = "ต้นจามจุรี 4 ต้นหน้าศาลากลาง"
MAIL = "first@portal.example"
WAY_BACK = "กลับไปยังขั้นตอนตั้งค่าระบบครั้งแรก"
PHONE = {"width": 390, "height": 844}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(address):
    with (
        contextlib.suppress(urllib.error.URLError, ConnectionError),
        urllib.request.urlopen(address) as answer,
    ):
        return answer.status
    return None


@pytest.fixture
def new_installation(tmp_path):
    """Yield an installation with an empty database, and the address of its web server."""
    installation = Installation(tmp_path)
    installation.manage("migrate", "--verbosity", "0")
    site = f"http://127.0.0.1:{free_port()}"
    installation.environment["SITE_URL"] = site
    command = [sys.executable, "-m", "gunicorn", "--bind", site.removeprefix("http://"), "ecotown.wsgi"]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=installation.environment, stdout=log, stderr=log)
    try:
        wait_for(lambda: answers(f"{site}/set-up/"))
        with contextlib.closing(installation):
            yield installation, site
    finally:
        server.terminate()
        server.wait(timeout=30)


class App:
    """The app of a phone, of which each code is typed once."""

    def __init__(self, secret):
        self.secret, self.last = secret, 0

    def code(self):
        self.last = max(self.last + 1, int(time.time()) // 30)
        return second_factors.code_at(self.last, self.secret)


@pytest.fixture
def open_page(browser, browser_context_args):
    """Return a function that opens a page of a browser of its own."""
    contexts = []

    def open_page(viewport=None):
        options = {**browser_context_args, "viewport": viewport or browser_context_args["viewport"]}
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def look(accessible):
    """Return a function that fails when axe finds something, or the page is wider than its window."""

    def look(page):
        accessible(page)
        assert not scrolls_sideways(page)

    return look


def test_a_new_installation_is_set_up_on_a_phone(new_installation, open_page, look, console):
    installation, site = new_installation
    page = open_page(PHONE)

    open_first_account(page, installation, site, look, console)
    go_on_from_settings(page, site, look, done=0)
    load_edition_and_areas(page, site, look, done=1)


def test_a_new_installation_is_set_up_to_the_end_in_the_browser(new_installation, open_page, look, console):
    """Only the code of the installation comes from its server; everything else is done on the pages."""
    installation, site = new_installation
    page = open_page()

    app = open_first_account(page, installation, site, look, console)
    go_on_from_settings(page, site, look, done=0)
    enter_the_contact(page, look)
    send_a_test_mail(page, installation, look)
    load_edition_and_areas(page, site, look, done=3)
    leave_and_sign_in_again(page, site, app)
    go_on_from_settings(page, site, look, done=3)
    publish_the_edition(page, installation, look, console)
    invite_a_second_administrator(page, look)
    open_the_first_cycle(page, installation, look, console)

    expect(page.locator("main")).to_contain_text("ตั้งค่าระบบเสร็จแล้ว")
    expect(page.locator(".set-up-step .icon-check")).to_have_count(6)
    look(page)
    go(page, page.get_by_role("link", name="ไปหน้าตั้งค่าระบบ"))
    expect(page.get_by_role("link", name="ตั้งค่าต่อ")).to_have_count(0)
    expect(page.get_by_role("link", name=WAY_BACK)).to_have_count(0)
    look(page)


def open_first_account(page, installation, site, look, console):
    """Open the first account with the code of the server, and sign in; return the app of the person."""
    code = installation.manage("set_up_code").split()[-1]

    # Whatever page is opened, the set-up comes first; a wrong code is refused at its field.
    page.goto(site)
    expect(page).to_have_url(f"{site}/set-up/")
    look(page)
    console.provokes(422, "/set-up/")
    fill_in(page, code="ABCD-EFGH-JKMN")
    take(page, "เปิดบัญชี")
    expect(page.locator(".error-summary")).to_contain_text("รหัสติดตั้งไม่ถูกต้อง")
    fill_in(page, code=code.lower())
    take(page, "เปิดบัญชี")

    # The first administrator signs in, and sets up a second factor before anything else.
    give_password(page)
    go(page, page.get_by_role("link", name="ตั้งค่าแอปยืนยันตัวตน"))
    app = App("".join(page.locator(".factor-secret span").all_inner_texts()))
    page.fill("input[name=code]", app.code())
    take(page, "ตั้งค่าแอป")
    take(page, "เก็บรหัสสำรองแล้ว")
    return app


def fill_in(page, *, code):
    values = {
        "code": code,
        "signing_name": "ผู้ดูแลระบบ (ทดสอบ)",
        "email": MAIL,
        "username": "first",
        "password": PASSWORD,
        "repeated": PASSWORD,
    }
    for name, value in values.items():
        page.fill(f"[name={name}]", value)


def give_password(page):
    page.fill("input[name=username]", "first")
    page.fill("input[name=password]", PASSWORD)
    go(page, page.locator("[name=sign-in]"))


def go_on_from_settings(page, site, look, *, done):
    """The steps can be left and resumed: the menu leads back to them."""
    page.goto(f"{site}/settings/")
    look(page)
    go(page, page.get_by_role("link", name="ตั้งค่าต่อ"))
    expect_done(page, done)
    look(page)


def expect_done(page, count):
    expect(page.get_by_role("progressbar")).to_have_attribute("value", f"{count}")


def go_back(page, *, step, done):
    """Return to the steps by the link above the page; the step has ticked itself."""
    go(page, page.get_by_role("link", name=WAY_BACK))
    expect(page.locator(f"#step-{step}")).to_contain_text("เสร็จแล้ว")
    expect_done(page, done)


def load_edition_and_areas(page, site, look, *, done):
    """Press the two buttons of the set-up; the edition is a draft then, the areas are all there."""
    take(page, "นำเข้าเกณฑ์ฉบับใช้งาน")
    expect(page.locator("[data-messages]")).to_contain_text("นำเข้าเกณฑ์ฉบับใช้งานเป็นฉบับร่างแล้ว")
    page.goto(f"{site}/settings/set-up/")
    expect(page.locator("#step-edition")).not_to_contain_text("เสร็จแล้ว")
    expect(page.locator("#step-edition")).to_contain_text("มีเกณฑ์ฉบับร่างแล้ว")
    take(page, "นำเข้าบัญชีจากแหล่งข้อมูลสาธารณะ")
    expect(page.locator("[data-messages]")).to_contain_text("นำเข้าบัญชีแล้ว")
    go_back(page, step="areas", done=done)
    look(page)


def enter_the_contact(page, look):
    go(page, page.get_by_role("link", name="กรอกช่องทางติดต่อ"))
    page.fill("[name=contact_name]", "ฝ่ายทดสอบ")
    page.fill("[name=contact_mail]", "help@portal.example")
    look(page)
    take(page, "บันทึก")
    expect(page.locator("[data-messages]")).to_contain_text("บันทึกการตั้งค่าแล้ว")
    expect(page.locator(".site-footer")).to_contain_text("help@portal.example")
    go_back(page, step="contact", done=1)


def send_a_test_mail(page, installation, look):
    """The step is done when a worker has sent the mail, not when it was asked for."""
    go(page, page.get_by_role("link", name="ส่งอีเมลทดสอบ"))
    take(page, "ส่งอีเมลทดสอบถึงฉัน")
    expect(page.locator("#messages")).to_contain_text(MAIL)
    expect(page.locator("main")).to_contain_text("รอส่ง")
    look(page)
    go(page, page.get_by_role("link", name=WAY_BACK))
    expect(page.locator("#step-mail")).not_to_contain_text("เสร็จแล้ว")
    go(page, page.get_by_role("link", name="ส่งอีเมลทดสอบ"))
    with installation.worker():
        wait_for(lambda: any(f"To: {MAIL}" in mail for mail in installation.sent_mails()))
        wait_for(lambda: "รอส่ง" not in page.reload().text())
    look(page)
    go_back(page, step="mail", done=2)


def leave_and_sign_in_again(page, site, app):
    take(page, "ออกจากระบบ")
    page.goto(f"{site}/sign-in/")
    give_password(page)
    give_code(page, app.code())


def publish_the_edition(page, installation, look, console):
    """Find the draft, read its check list and publish it, some time after signing in."""
    go(page, page.get_by_role("link", name="เปิดหน้าเกณฑ์"))
    look(page)
    go(page, page.locator("tbody th a"))
    look(page)
    go(page, page.get_by_role("link", name="รายการตรวจสอบและเผยแพร่"))
    look(page)
    installation.call("let_sign_ins_age")
    console.provokes(403, "*/publish/")
    page.get_by_label("ข้าพเจ้าเข้าใจว่าเกณฑ์ฉบับที่เผยแพร่แล้วแก้ไขไม่ได้").check()
    take(page, "เผยแพร่เกณฑ์")
    confirm_to_be_there(page, look)
    expect(page.locator("#messages")).to_contain_text("เผยแพร่เกณฑ์แล้ว")
    go_back(page, step="edition", done=4)


def confirm_to_be_there(page, look):
    expect(page.get_by_role("heading", level=1)).to_have_text("โปรดยืนยันตัวตนอีกครั้ง")
    look(page)
    page.fill("input[name=fresh-password]", PASSWORD)
    go(page, page.locator("[name=confirm]"))


def invite_a_second_administrator(page, look):
    """The role is chosen already; without an e-mail address there is a code to hand over."""
    go(page, page.get_by_role("link", name="เชิญผู้ใช้"))
    expect(page.locator("[name=role]")).to_have_value("administrator")
    look(page)
    page.fill("[name=signing_name]", "ผู้ดูแลระบบคนที่สอง (ทดสอบ)")
    page.fill("[name=reason]", "ระบบต้องมีผู้ดูแลระบบสองคน")
    take(page, "เชิญ")
    expect(page.locator(".one-time-code-shown")).to_be_visible()
    look(page)
    go_back(page, step="people", done=5)


def open_the_first_cycle(page, installation, look, console):
    """Keep the suggested dates and all areas; the person is asked once more, and nothing is lost."""
    go(page, page.get_by_role("link", name="เปิดรอบการประเมิน"))
    for name in ("opens_on", "submit_by", "internal_audit_by", "external_audit_by", "committee_by"):
        expect(page.locator(f"[name={name}]")).not_to_have_value("")
    areas = page.locator("[name=areas]:checked").count()
    assert areas == page.locator("[name=areas]").count() > 0
    look(page)
    installation.call("let_sign_ins_age")
    console.provokes(403, "*/cycles/open/")
    take(page, "ตรวจสอบก่อนเปิดรอบ")
    confirm_to_be_there(page, look)
    expect(page.locator("main tbody tr")).to_have_count(areas)
    look(page)
    take(page, "ยืนยันเปิดรอบการประเมิน")
    expect(page.locator("#messages")).to_contain_text("เปิดรอบการประเมินแล้ว")
    expect(page.locator("#areas tbody tr")).to_have_count(areas)
    look(page)
    go_back(page, step="cycle", done=6)
