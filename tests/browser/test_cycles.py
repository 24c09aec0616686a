"""The story of a year: an administrator opens its cycle, moves a date, adds an area, and closes it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.committee.actions import resolutions
from assessments.cycles import words
from assessments.entry import queries
from assessments.entry.actions.entries import confirm_entries
from assessments.workflow.domain import Status
from assessments.workflow.models import Cycle
from ecotown.notices.models import Notice
from tests import builders
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
YEAR = 2571
OCTOBER = "2027-10-01T09:00:00+07:00"


@pytest.fixture
def cycle(framework):
    """Return last year's cycle."""
    return builders.CycleBuilder(framework=framework, year=YEAR - 1)


@pytest.fixture
def last_year(at):
    """Publish last year's result of an area, whose values the new cycle carries forward."""
    return at(Status.PUBLISHED)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="on a desk"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="on a phone"),
        pytest.param({"java_script_enabled": False}, id="without JavaScript"),
    ],
)
def test_a_year_from_its_opening_to_its_closing(site, sign_in, last_year, people, accessible, options):
    other_area = builders.AreaBuilder(province=last_year.area.province, name_th="เทศบาลที่มาทีหลัง")
    with time_machine.travel(OCTOBER, tick=True):
        page = sign_in(people.administrator, **options)

        def look():
            if options.get("java_script_enabled", True):
                accessible(page)
                assert not scrolls_sideways(page)

        page.goto(f"{site}{reverse('assessments:cycles')}")
        look()
        open_the_cycle(page, look, without=other_area)
        move_a_date(page, look)
        add_the_area(page, look, other_area)
        cycle = Cycle.objects.get(year=YEAR)
        read_the_notices(sign_in(people.officer, **options), site, cycle)
        assessment = cycle.assessments.get(area=last_year.area)
        waiting = queries.unconfirmed_codes(assessment)
        assert len(waiting) == 41
        confirm_entries(assessment=assessment, codes=waiting, by=people.officer)
        builders.take_to(Status.COMMITTEE, assessment, people)
        meeting = {"number": f"1-1/{YEAR}", "date": timezone.localdate()}
        builders.resolve(assessment, people.administrator, level=3, **meeting)
        resolutions.publish(assessment=assessment, by=people.administrator)
        close_the_cycle(page, site, look, cycle, other_area)
    assert page.problems == []


def open_the_cycle(page, look, *, without):
    """Open the suggested year with its usual dates for all areas but one."""
    go(page, page.get_by_role("link", name=f"{YEAR}").first)
    expect(page.locator("[name=submit_by]")).to_have_value("31/3/2571")
    page.get_by_label(without.name_th).uncheck()
    page.fill("[name=internal_audit_by]", "๑/๓/๒๕๗๑")
    look()
    go(page, page.get_by_role("button", name=_("Show what is opened")))
    look()
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("[name=internal_audit_by]", "31 พ.ค. 2571")
    go(page, page.get_by_role("button", name=_("Show what is opened")))
    look()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("41")
    go(page, page.get_by_role("button", name=_("Confirm and open the cycle")))
    expect(page.get_by_text(_("The cycle is open."))).to_be_visible()
    expect(page.locator(".year-steps .is-current")).to_contain_text(str(words.YEAR_STEPS["submit"]))
    look()


def move_a_date(page, look):
    go(page, page.get_by_role("link", name=_("Move dates")))
    page.fill("[name=submit_by]", "15/4/2571")
    page.fill("[name=reason]", "น้ำท่วมหลายจังหวัด")
    look()
    go(page, page.get_by_role("button", name=_("Show what changes")))
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("15 เมษายน 2571")
    look()
    go(page, page.get_by_role("button", name=_("Confirm the new dates")))
    expect(page.locator(".event-list li").first).to_contain_text("น้ำท่วมหลายจังหวัด")
    assert Cycle.objects.get(year=YEAR).submit_by == date(2028, 4, 15)


def add_the_area(page, look, area):
    go(page, page.get_by_role("link", name=_("Add areas")))
    page.get_by_label(area.name_th).check()
    look()
    go(page, page.get_by_role("button", name=_("Add the ticked areas")))
    expect(page.locator("#areas tbody tr")).to_have_count(2)


def read_the_notices(page, site, cycle):
    """The officer reads the new day, and the dates of the cycle without what administrators do with it."""
    page.goto(f"{site}{reverse('notices:list')}")
    fold = page.locator(".notice.is-unread").filter(has_text=f"{YEAR}").first
    expect(fold).to_contain_text("15 เม.ย. 2571")
    assert Notice.objects.filter(kind="submit-by-moved", subject_id=cycle.pk).count() == 1
    page.goto(f"{site}{cycle.get_absolute_url()}")
    expect(page.get_by_text("15 เมษายน 2571").first).to_be_visible()
    expect(page.get_by_role("link", name=_("Move dates"))).to_have_count(0)
    assert page.problems == []


def close_the_cycle(page, site, look, cycle, unfinished):
    """Close it with one result published, and one area that ends without a result."""
    page.goto(f"{site}{cycle.get_absolute_url()}")
    closing = reverse("assessments:close-cycle", args=[cycle.pk])
    go(page, page.locator(f"a[href='{closing}']").first)
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text(unfinished.name_th)
    look()
    page.fill("[name=reason]", "จังหวัดไม่ส่งแบบประเมินภายในปีงบประมาณ")
    go(page, page.get_by_role("button", name=_("Confirm and close the cycle")))
    expect(page.get_by_text(_("The cycle is closed.")).first).to_be_visible()
    expect(page.locator("#areas tbody tr").filter(has_text=unfinished.name_th)).to_contain_text(
        "ปิดรอบโดยไม่มีผล"
    )
    look()
    cycle.refresh_from_db()
    statuses = cycle.assessments.values_list("status", flat=True)
    assert (cycle.is_closed, sorted(statuses)) == (True, ["published", "unfinished"])
