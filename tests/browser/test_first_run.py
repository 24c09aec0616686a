"""The guided set-up of a new installation, on an empty database, with a web server of its own."""

import contextlib
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests import second_factors
from tests.browser.pages import go, take
from tests.workers.installation import ROOT, Installation, wait_for

pytestmark = pytest.mark.usefixtures("thai")
PASSWORD = "ต้นจามจุรี 4 ต้นหน้าศาลากลาง"
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
    command = [sys.executable, "-m", "gunicorn", "--bind", site.removeprefix("http://"), "ecotown.wsgi"]
    environment = installation.environment | {"SITE_URL": site}
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(lambda: answers(f"{site}/set-up/"))
        yield installation, site
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "phone"])
def test_an_empty_installation_is_set_up_in_the_browser(
    new_installation, browser, browser_context_args, accessible, console, viewport
):
    installation, site = new_installation
    code = installation.manage("set_up_code").split()[-1]
    options = {**browser_context_args, "viewport": viewport or browser_context_args["viewport"]}
    page = browser.new_context(**options).new_page()

    # Whatever page is opened, the set-up comes first; a wrong code is refused at its field.
    page.goto(site)
    expect(page).to_have_url(f"{site}/set-up/")
    accessible(page)
    console.provokes(422, "/set-up/")
    fill_in(page, code="ABCD-EFGH-JKMN")
    take(page, "เปิดบัญชี")
    expect(page.locator(".error-summary")).to_contain_text("รหัสติดตั้งไม่ถูกต้อง")
    fill_in(page, code=code.lower())
    take(page, "เปิดบัญชี")

    # The first administrator signs in, and sets up a second factor before anything else.
    page.fill("input[name=username]", "first")
    page.fill("input[name=password]", PASSWORD)
    go(page, page.locator("[name=sign-in]"))
    go(page, page.get_by_role("link", name="ตั้งค่าแอปยืนยันตัวตน"))
    secret = "".join(page.locator(".factor-secret span").all_inner_texts())
    page.fill("input[name=code]", second_factors.code_now(secret))
    take(page, "ตั้งค่าแอป")
    take(page, "เก็บรหัสสำรองแล้ว")

    # The steps can be left and resumed: the menu leads back to them.
    page.goto(f"{site}/settings/")
    accessible(page)
    go(page, page.get_by_role("link", name="ตั้งค่าต่อ"))
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    accessible(page)
    take(page, "นำเข้าเกณฑ์ฉบับใช้งาน")
    expect(page.locator("[data-messages]")).to_contain_text("นำเข้าเกณฑ์ฉบับใช้งานเป็นฉบับร่างแล้ว")
    page.goto(f"{site}/settings/set-up/")
    take(page, "นำเข้าบัญชีจากแหล่งข้อมูลสาธารณะ")
    expect(page.locator("[data-messages]")).to_contain_text("นำเข้าบัญชีแล้ว")
    page.goto(f"{site}/settings/set-up/")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    expect(page.locator("#step-areas")).to_contain_text("เสร็จแล้ว")
    accessible(page)
    page.context.close()


def fill_in(page, *, code):
    values = {
        "code": code,
        "signing_name": "ผู้ดูแลระบบ (ทดสอบ)",
        "email": "first@portal.example",
        "username": "first",
        "password": PASSWORD,
        "repeated": PASSWORD,
    }
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
