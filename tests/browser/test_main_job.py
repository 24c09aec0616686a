"""The main job in a real browser: from the officer's first value to the certificate that anyone verifies."""

import subprocess

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from PIL import Image
from playwright.sync_api import expect

from assessments.entry.actions import entries as actions
from assessments.workflow import queries, words
from assessments.workflow.domain import Status, Step
from awards.register.models.awards import Award
from ecotown.common.holidays.models import PublicHoliday
from ecotown.demonstration.values import values_for
from tests import builders
from tests.browser.pages import go, scrolls_sideways, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
TIMEOUT = 30_000  # milliseconds for the worker


@pytest.fixture
def prepared(draft, officer):
    """Return an assessment in which only aspect EN9 is still to be filled in."""
    values = values_for(queries.edition_of(draft), 3, "browser")
    other_values = {code: value for code, value in values.items() if not code.startswith("EN9")}
    return actions.save_entries(assessment=draft, values=other_values, by=officer).assessment


def test_the_main_job(site, worker, sign_in, prepared, people, accessible, tmp_path):
    officer = sign_in(people.officer)
    officer.goto(f"{site}{reverse('assessments:list')}")
    accessible(officer)
    fill_in_an_aspect(officer, site, prepared, accessible)
    submit(officer, site, prepared, accessible)

    internal = sign_in(people.internal)
    audit(internal, site, prepared, accessible)
    go(internal, internal.get_by_role("link", name=words.step_label(Step.PASS)))
    expect_status(internal, prepared, Status.EXTERNAL_AUDIT)

    external = sign_in(people.external)
    audit(external, site, prepared, accessible)
    go(external, external.get_by_role("link", name=words.step_label(Step.RECOMMEND)))
    expect_status(external, prepared, Status.COMMITTEE)

    builders.meeting_of(prepared, by=people.administrator)
    administrator = sign_in(people.administrator)
    resolve_and_publish(administrator, site, prepared, accessible)
    path = issue_and_download(administrator, site, prepared, accessible, tmp_path)
    verify(administrator, path, prepared, accessible)
    assert [page.problems for page in (officer, internal, external, administrator)] == [[], [], [], []]


def fill_in_an_aspect(page, site, assessment, accessible):
    page.goto(f"{site}{reverse('assessments:aspect', args=[assessment.pk, 'EN9'])}")
    accessible(page)
    page.fill("input[name='EN9.1-value']", "๒")
    page.check("input[name='EN9.2-value'][value='3']")
    go(page, page.locator("[name=save]"))
    expect(page.locator("input[name='EN9.1-value']")).to_have_value("2")
    panel = page.get_by_text(_("Why level %(level)s") % {"level": 3})
    expect(panel.first).to_be_visible(timeout=TIMEOUT)


def submit(page, site, assessment, accessible):
    page.goto(f"{site}{assessment.get_absolute_url()}")
    go(page, page.get_by_role("link", name=words.step_label(Step.SUBMIT)).first)
    accessible(page)
    page.check("input[name=declared]")
    take(page, _("Submit to the assessors"))
    expect_status(page, assessment, Status.INTERNAL_AUDIT)


def audit(page, site, assessment, accessible):
    page.goto(f"{site}{assessment.get_absolute_url()}")
    accessible(page)
    go(page, page.get_by_role("link", name=_("Open the audit")).first)
    take(page, _("Take this audit"))
    accessible(page)
    go(page, page.locator("a[href$='/accept-rest/']"))


def resolve_and_publish(page, site, assessment, accessible):
    page.goto(f"{site}{reverse('assessments:committee')}")
    accessible(page)
    page.goto(f"{site}{assessment.get_absolute_url()}")
    go(page, page.get_by_role("link", name=words.step_label(Step.RESOLVE)).first)
    accessible(page)
    take(page, _("Record the resolution"))
    accessible(page)
    take(page, _("Confirm the resolution"))
    expect_status(page, assessment, Status.GRANTED)
    take(page, words.step_label(Step.PUBLISH))
    expect_status(page, assessment, Status.PUBLISHED)


def issue_and_download(page, site, assessment, accessible, folder):
    page.goto(f"{site}{reverse('awards:certificate', args=[assessment.pk])}")
    take(page, _("Issue the certificate"))
    link = page.locator(f"a[href='{reverse('awards:download-certificate', args=[assessment.pk])}']")
    expect(link).to_be_visible(timeout=TIMEOUT)
    accessible(page)
    with page.expect_download() as download:
        link.click()
    path = folder / "certificate.pdf"
    download.value.save_as(path)
    return path


def verify(page, path, assessment, accessible):
    """Scan the QR code from the rendered page and open its address without a sign-in."""
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", path, path.with_suffix("")], check=True)
    with Image.open(path.with_suffix(".png")) as image:
        (code,) = zxingcpp.read_barcodes(image.convert("RGB"))
    assert code.text == Award.objects.get(assessment=assessment).verification_url
    visitor_page = page.context.browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    response = visitor_page.goto(code.text)
    assert response.status == 200
    expect(visitor_page.get_by_text(str(assessment.area)).first).to_be_visible()
    expect(visitor_page.locator(".verification-valid")).to_be_visible()
    accessible(visitor_page)
    assert not scrolls_sideways(visitor_page)
    visitor_page.context.close()


def expect_status(page, assessment, status):
    expect(page.get_by_text(str(words.STATUS_NAMES[status])).first).to_be_visible()
    assessment.refresh_from_db()
    assert assessment.status == status


PUBLIC_PAGES = [
    "portal:home",
    "portal:guides",
    "portal:holidays",
    "indicators:criteria-list",
    "awards:enter-code",
    "accounts:sign-in",
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_public_pages_are_accessible_and_fit_the_screen(page, site, draft, accessible, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    holiday = {"name_th": "วันหยุดทดสอบ", "name_en": "Test holiday", "confidence": "rule", "source": "มติ"}
    PublicHoliday.objects.create(day=timezone.localdate(), **holiday)

    page.goto(f"{site}{reverse(name)}")

    accessible(page)
    assert not scrolls_sideways(page)


@pytest.mark.parametrize(
    "name", ["assessments:list", "assessments:detail", "assessments:aspect", "assessments:submit"]
)
def test_the_officers_pages_fit_a_phone(site, sign_in, draft, people, accessible, name):
    arguments = {"assessments:list": [], "assessments:aspect": [draft.pk, "EN1"]}.get(name, [draft.pk])
    page = sign_in(people.officer, viewport={"width": 390, "height": 844})

    page.goto(f"{site}{reverse(name, args=arguments)}")

    accessible(page)
    assert not scrolls_sideways(page)


def test_the_portal_works_without_javascript(site, sign_in, draft, people):
    page = sign_in(people.officer, java_script_enabled=False)

    page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}")
    page.fill("input[name='EN9.1-value']", "4")
    go(page, page.locator("[name=save]"))

    expect(page.locator("input[name='EN9.1-value']")).to_have_value("4")
    assert pgettext("status", "Being filled in") in page.inner_text("main")
