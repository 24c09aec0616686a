"""The own account in the browser: a forgotten password, devices, and the warning before a session ends."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from ecotown.accounts.models import User
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.profile.models import Session
from tests import builders
from tests.browser.pages import go, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]

NEW = "ม้าน้ำ กาแฟ สะพาน เมฆ"
TEXT = "ข้อความที่ยังไม่ได้บันทึก"


@pytest.fixture
def person(officer):
    User.objects.filter(pk=officer.pk).update(email="officer@portal.example")
    officer.refresh_from_db()
    return officer


def link_in_mail():
    """Send the waiting mails as a worker does, and return the link of the last one."""
    for row in Mail.objects.waiting():
        sending.send(mail_id=row.pk)
    return re.search(r"http\S+/sign-in/forgotten/\S+", mail.outbox[-1].body)[0]


def test_who_forgot_the_password_chooses_another_by_mail_and_signs_in(page, site, person, accessible):
    page.goto(f"{site}{reverse('accounts:sign-in')}")
    go(page, page.get_by_role("link", name=_("Forgotten password?")))
    accessible(page)
    page.get_by_label(_("User name or e-mail address")).fill(person.username)
    take(page, _("Send me a link"))
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Please look into your mailbox"))
    accessible(page)
    page.goto(link_in_mail())
    accessible(page)
    page.locator("[name=password]").fill(NEW)
    page.locator("[name=repeated]").fill(NEW)
    take(page, _("Save"))
    page.locator("[name=username]").fill(person.username)
    page.locator("[name=password]").fill(NEW)

    take(page, _("Sign in"))

    expect(page.locator(".signed-in")).to_contain_text(person.signing_name)


def test_a_person_signs_out_on_another_device(sign_in, site, person, accessible):
    here, there = sign_in(person), sign_in(person)
    there.goto(f"{site}{reverse('assessments:list')}")
    here.goto(f"{site}{reverse('assessments:list')}")
    go(here, here.locator(".signed-in"))
    accessible(here)
    go(here, here.get_by_role("link", name=re.compile(_("Devices"))))
    accessible(here)
    assert here.locator(".choose-list > li").count() == 2

    take(here, _("Sign out on all other devices"))

    there.reload()
    expect(there.get_by_role("heading", level=1)).to_have_text(_("Sign in"))
    assert here.locator(".choose-list > li").count() == 1


def test_a_session_is_kept_up_after_the_warning(sign_in, site, person, accessible):
    builders.set_setting(session_idle_minutes=60, session_warning_minutes=59.97)
    page = sign_in(person)
    page.goto(f"{site}{reverse('profile:position')}")
    dialog = page.locator("#session-dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("59 นาที")
    accessible(page)
    before = Session.objects.get().active_at
    builders.set_setting(session_idle_minutes=120)

    dialog.get_by_role("button", name=_("Go on working")).click()

    expect(dialog).to_be_hidden()
    assert Session.objects.get().active_at > before


def test_what_was_typed_comes_back_after_the_session_has_ended(sign_in, site, person, accessible):
    builders.set_setting(session_idle_minutes=8 / 60, session_warning_minutes=6 / 60)
    page = sign_in(person)
    page.goto(f"{site}{reverse('profile:position')}")
    page.locator("[name=position]").type(TEXT)
    Session.objects.all().delete()
    dialog = page.locator("#session-dialog")
    expect(dialog).to_contain_text(_("You were signed out"))
    accessible(page)
    builders.set_setting(session_idle_minutes=60)

    go(page, dialog.get_by_role("link", name=_("Sign in again")))
    page.locator("[name=username]").fill(person.username)
    page.locator("[name=password]").fill("correct horse battery staple")
    take(page, _("Sign in"))

    expect(page.locator("[name=position]")).to_have_value(TEXT)
