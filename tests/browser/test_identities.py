"""Signing in by an identity (OpenID Connect) in a real browser, with a provider that the test starts."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from ecotown.accounts.models import Role, User
from ecotown.people.actions import people
from tests import second_factors
from tests.browser.pages import give_code, go, take

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("thai", "identity_provider"),
    # Of the packages of the provider; here a warning would end its answer.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
OWN_PAGE, SIGN_IN = reverse("profile:own-page"), reverse("accounts:sign-in")
BY_IDENTITY = "เข้าสู่ระบบด้วย ThaiID"


@pytest.fixture
def visitor(browser, browser_context_args):
    """Return a function that opens a page without a session; nothing is loaded from another server."""
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**{**browser_context_args, **options}))
        return offline(contexts[-1].new_page())

    yield open_page
    for context in contexts:
        context.close()


def offline(page):
    page.context.route("https://cdn.jsdelivr.net/**", lambda route: route.fulfill(content_type="text/css"))
    return page


def name_oneself(page, identity):
    """Say at the provider who one is, and come back to the portal."""
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()
    page.fill("[name=sub]", identity)
    go(page, page.get_by_role("button", name="Authorize", exact=True))


def sign_in_by_identity(page, site, identity):
    page.goto(f"{site}{SIGN_IN}")
    take(page, BY_IDENTITY)
    name_oneself(page, identity)


def test_an_officer_links_an_identity_signs_in_with_it_and_unlinks_it(
    site, sign_in, visitor, officer, accessible
):
    page = offline(sign_in(officer))
    page.goto(f"{site}{OWN_PAGE}")
    take(page, pgettext("identity", "Link"))
    name_oneself(page, "1-2345")
    expect(page).to_have_url(f"{site}{OWN_PAGE}")
    expect(page.get_by_text(_("Linked: it signs you in, too"))).to_be_visible()
    accessible(page)

    later = visitor()
    sign_in_by_identity(later, site, "1-2345")
    later.goto(f"{site}{OWN_PAGE}")
    expect(later.locator("main")).to_contain_text(officer.signing_name)

    take(page, _("Unlink"))
    expect(page.get_by_text(_("Not linked"))).to_be_visible()
    stranger = visitor(viewport={"width": 390, "height": 844})
    sign_in_by_identity(stranger, site, "1-2345")
    expect(stranger).to_have_url(f"{site}{SIGN_IN}")
    expect(stranger.locator("main")).to_contain_text("ยังไม่ได้เชื่อมโยงกับบัญชีในระบบ")
    accessible(stranger)
    stranger.goto(f"{site}{OWN_PAGE}")
    expect(stranger.locator("input[name=username]")).to_be_visible()


def test_an_identity_does_not_replace_the_second_factor(site, sign_in, visitor, assessor, accessible):
    page = offline(sign_in(assessor))
    page.goto(f"{site}{OWN_PAGE}")
    take(page, pgettext("identity", "Link"))
    name_oneself(page, "5-6789")

    later = visitor()
    sign_in_by_identity(later, site, "5-6789")
    expect(later).to_have_url(f"{site}{reverse('accounts:second-factor-code')}")
    accessible(later)
    give_code(later, second_factors.code_of(assessor))
    later.goto(f"{site}{OWN_PAGE}")
    expect(later.locator("main")).to_contain_text(assessor.signing_name)


def test_an_invited_person_links_an_identity_in_place_of_a_password(
    site, visitor, administrator, province, accessible
):
    terms = [people.Term(province)]
    facts = {"signing_name": "นางสาวตัวอย่าง ทดสอบ", "role": Role.OFFICER, "terms": terms}
    invited = people.invite(**facts, by=administrator)
    page = visitor(viewport={"width": 390, "height": 844})
    page.goto(f"{site}{reverse('people:use-code', args=[invited.one_time_codes.get().code])}")
    accessible(page)
    take(page, "ใช้ ThaiID แทนการตั้งรหัสผ่าน")
    name_oneself(page, "1-2345")
    expect(page).to_have_url(f"{site}{SIGN_IN}")
    expect(page.locator("main")).to_contain_text("โปรดเข้าสู่ระบบด้วยบัญชียืนยันตัวตน")

    take(page, BY_IDENTITY)
    name_oneself(page, "1-2345")
    page.goto(f"{site}{OWN_PAGE}")
    expect(page.locator("main")).to_contain_text("นางสาวตัวอย่าง ทดสอบ")
    accessible(page)
    assert not User.objects.get(pk=invited.pk).has_usable_password()
