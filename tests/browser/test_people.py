"""From the invitation of an officer to the first saved value, in a real browser; and leaving again."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from playwright.sync_api import expect

from assessments.entry import queries
from assessments.entry.domain.values import EntryValue
from ecotown.accounts.models import Role, User
from ecotown.people.models import PersonRequest
from tests import builders
from tests.browser.pages import go, scrolls_sideways, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PASSWORD = "โรงงานสีเขียวปี-2570"
NAME = "นางสาวตัวอย่าง ทดสอบ"


def choose(page, label, text):
    page.get_by_label(label).first.select_option(label=text)


def test_an_invited_officer_saves_the_first_value(
    site, sign_in, browser, draft, administrator, province, accessible, console
):
    console.provokes(422, "*/people/invite/")
    page = sign_in(administrator)
    page.goto(f"{site}{reverse('people:list')}")
    accessible(page)
    go(page, page.get_by_role("link", name=_("Invite a person")))
    take(page, _("Invite"))
    expect(page.locator(".error-summary")).to_contain_text(_("Please fill this in."))
    accessible(page)
    page.fill("[name=signing_name]", NAME)
    page.fill("[name=position]", "นักวิชาการอุตสาหกรรม")
    page.select_option("[name=province_1]", label=str(province))
    take(page, _("Invite"))
    code = page.locator(".one-time-code-shown").inner_text()
    accessible(page)

    visitor = browser.new_context().new_page()
    visitor.goto(f"{site}{reverse('people:enter-code')}")
    accessible(visitor)
    visitor.fill("[name=code]", code.lower().replace("-", " "))
    take(visitor, _("Continue"))
    expect(visitor.locator("main")).to_contain_text(NAME)
    accessible(visitor)
    visitor.fill("[name=username]", "somsri")
    visitor.fill("[name=password]", PASSWORD)
    visitor.fill("[name=repeated]", PASSWORD)
    take(visitor, _("Save and go to sign in"))
    visitor.fill("input[name=username]", "somsri")
    visitor.fill("input[name=password]", PASSWORD)
    go(visitor, visitor.locator("[name=sign-in]"))
    visitor.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}")
    visitor.type("input[name='EN9.1-value']", "12")
    expect(visitor.locator("#feedback-en9\\.1 [data-saved-state].is-saved")).to_be_visible()

    entry = draft.entries.get()
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(12))}
    assert (entry.entered_by.username, entry.entered_by.signing_name) == ("somsri", NAME)
    page.goto(f"{site}{reverse('people:area-access', args=[draft.area.key])}")
    expect(page.locator("main")).to_contain_text(NAME)
    accessible(page)


def test_an_officer_leaves_and_another_one_takes_over(
    site, sign_in, draft, administrator, officer, accessible
):
    successor = builders.UserBuilder(role=Role.OFFICER, signing_name="ผู้รับช่วง ทดสอบ")
    page = sign_in(administrator)
    page.goto(f"{site}{reverse('people:person', args=[officer.pk])}")
    expect(page.locator("main")).to_contain_text(
        ngettext("%(count)d assessment", "%(count)d assessments", 1) % {"count": 1}
    )
    accessible(page)
    go(page, page.get_by_role("link", name=_("Close the account")))
    accessible(page)
    page.locator("select").first.select_option(label=str(successor))
    page.fill("[name=reason]", "ย้ายไปจังหวัดอื่น")
    take(page, _("Close the account"))

    expect(page.locator("#messages")).to_contain_text(_("The account is closed."))
    expect(page.locator(".event-list")).to_contain_text(str(successor))
    officer.refresh_from_db()
    assert not officer.is_active
    assert type(draft).objects.visible_to(successor).get() == draft


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="on a desk"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="on a phone"),
    ],
)
def test_an_officer_who_stays_hands_a_province_over_and_all_concerned_read_it(
    site, sign_in, draft, administrator, officer, province, accessible, console, options
):
    successor = builders.UserBuilder(role=Role.OFFICER, signing_name="ผู้รับช่วง ทดสอบ")
    colleague = builders.officer_of(province)

    def look(page):
        accessible(page)
        assert not scrolls_sideways(page)

    page = sign_in(administrator, **options)
    page.goto(f"{site}{reverse('people:person', args=[officer.pk])}")
    go(page, page.get_by_role("link", name=_("Hand over open work")))
    look(page)
    console.provokes(422, reverse("people:hand-over", args=[officer.pk]))
    page.locator("select").first.select_option(label=str(successor))
    take(page, _("Hand over"))
    expect(page.locator(".error-summary")).to_contain_text(_("Please fill this in."))
    expect(page.locator("select").first).to_have_value(str(successor.pk))
    look(page)
    page.fill("[name=reason]", "ย้ายไปงานอื่นในสำนักงาน")
    take(page, _("Hand over"))
    expect(page.locator("#messages")).to_contain_text(_("The work is handed over."))
    expect(page.locator(".event-list")).to_contain_text(str(successor))
    look(page)

    for reader in (officer, successor, colleague):
        read = sign_in(reader, **options)
        read.goto(f"{site}{reverse('notices:list')}")
        look(read)
        notice = read.locator(".notice.is-unread").filter(has_text=str(province))
        expect(notice).to_have_count(1)
        go(read, notice.get_by_role("button").first)
        expect(read).to_have_url(f"{site}{reverse('people:handed-over', args=[officer.pk])}")
        expect(read.locator("main")).to_contain_text(f"{_('now: %(name)s') % {'name': successor}}")
        expect(read.locator("main")).to_contain_text("ย้ายไปงานอื่นในสำนักงาน")
        look(read)
        read.goto(f"{site}{reverse('assessments:list')}")
        seen = read.locator("main").get_by_text(draft.area.name_th)
        expect(seen).to_have_count(0) if reader == officer else expect(seen.first).to_be_visible()
    officer.refresh_from_db()
    assert officer.is_active


def test_two_administrators_make_a_third(site, sign_in, officer, administrator, accessible):
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    page = sign_in(administrator)
    page.goto(f"{site}{reverse('people:person', args=[officer.pk])}")
    page.fill("#id_administrator_reason", "ย้ายมาปฏิบัติงานที่กรม")
    take(page, _("Send the request"))
    confirm = re.compile(f"^{pgettext('request', 'Confirm')}")
    expect(page.get_by_role("button", name=confirm)).to_have_count(0)

    other = sign_in(second)
    other.goto(f"{site}{reverse('people:requests')}")
    accessible(other)
    go(other, other.get_by_role("button", name=confirm))

    expect(other.locator("#messages")).to_contain_text(_("The request is confirmed."))
    assert (User.objects.get(pk=officer.pk).role, PersonRequest.objects.get().decided_by) == (
        Role.ADMINISTRATOR,
        second,
    )
