"""Editing an edition: copy, change a threshold, see an example fail, correct it, publish."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from playwright.sync_api import expect

from indicators.criteria.words import faults
from indicators.editions.models import Framework
from tests.browser.pages import go, scrolls_sideways

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def thai():
    with override("th"):
        yield


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="on a desk"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="on a phone"),
        pytest.param({"java_script_enabled": False}, id="without JavaScript"),
    ],
)
def test_a_new_edition_from_copy_to_publication(site, sign_in, framework, administrator, accessible, options):
    page = sign_in(administrator, **options)
    has_script = options.get("java_script_enabled", True)

    def look():
        if has_script:
            accessible(page)
            assert not scrolls_sideways(page)

    page.goto(f"{site}{reverse('indicators:edition-list')}")
    look()
    copy_edition(page, look)
    change_thresholds(page, look)
    add_failing_example(page, look)
    correct_example(page)
    publish(page, look)
    assert Framework.objects.get(edition="2570-new").is_published
    assert page.problems == []


def copy_edition(page, look):
    go(page, page.get_by_role("link", name=_("New edition as a copy")))
    page.fill("[name=edition]", "2570-new")
    page.fill("[name=name_th]", "เกณฑ์ฉบับ 2570")
    page.fill("[name=name_en]", "Criteria of 2570")
    page.fill("[name=effective_from]", "๒๕๗๐")
    go(page, page.get_by_role("button", name=_("Make the draft")))
    expect(page.get_by_role("heading", level=1, name="เกณฑ์ฉบับ 2570")).to_be_visible()
    look()


def change_thresholds(page, look):
    """Change the thresholds of EN1.1, first to one that is easier than the level below."""
    go(page, page.get_by_role("link", name=f"{_('Edit')} EN1.1"))
    page.fill("[name=level_3]", "1")
    go(page, page.get_by_role("button", name=_("Save")))
    expect(
        page.get_by_text(faults.fault_sentence("easier than the level below (80, then 1, higher)")).first
    ).to_be_visible()
    look()
    for level, value in enumerate(["97", "97", "98", "99", "100"], start=1):
        page.fill(f"[name=level_{level}]", value)
    go(page, page.get_by_role("button", name=_("Save")))
    expect(page.get_by_text("≥ 97").first).to_be_visible()


def failure_sentence():
    return _("Level %(expected)s expected, level %(computed)s computed") % {"expected": 3, "computed": 2}


def add_failing_example(page, look):
    """Add a worked example that expects another level than is computed; publishing is not offered."""
    go(page, page.get_by_role("link", name=_("Add a worked example")))
    go(page, page.get_by_role("link", name=f"{_('Level')} 2"))
    page.fill("[name=name]", "ถึงระดับ 2 พอดี")
    page.select_option("[name=expected_level]", "3")
    go(page, page.get_by_role("button", name=_("Compute without saving")))
    expect(page.get_by_text(failure_sentence())).to_be_visible()
    look()
    go(page, page.get_by_role("button", name=_("Save"), exact=True))

    go(page, page.get_by_role("link", name=_("Check list and publication")))
    expect(page.get_by_text(failure_sentence())).to_be_visible()
    expect(page.get_by_role("button", name=_("Publish the edition"))).to_have_count(0)
    look()


def correct_example(page):
    go(page, page.get_by_role("link", name="ถึงระดับ 2 พอดี"))
    page.select_option("[name=expected_level]", "2")
    go(page, page.get_by_role("button", name=_("Save"), exact=True))


def publish(page, look):
    go(page, page.get_by_role("link", name=_("Check list and publication")))
    page.get_by_label(_("I understand that a published edition is never changed.")).check()
    look()
    go(page, page.get_by_role("button", name=_("Publish the edition")))
    expect(page.get_by_text(_("The edition is published."))).to_be_visible()
    expect(page.get_by_role("link", name=f"{_('Edit')} EN1.1")).to_have_count(0)
    look()
