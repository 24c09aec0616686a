"""Evidence in a real browser: sent by picker and by drop, prepared by a worker, cited at an indicator."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from assessments.audit.actions import assignments
from assessments.evidence import actions as evidence_actions
from assessments.evidence import results
from assessments.evidence.models import Citation, Evidence
from assessments.visits import actions as visits_actions
from assessments.workflow.domain import Status
from tests import builders, files

pytestmark = pytest.mark.django_db(transaction=True)
TIMEOUT = 30_000  # milliseconds for the worker
DROP = """content => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([new Uint8Array(content)], "report.pdf"));
  const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.querySelector(".drop-zone").dispatchEvent(event);
}"""

DROP_AT = """([picture, program]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([new Uint8Array(picture)], "dropped.jpg"));
  dropped.items.add(new File([new Uint8Array(program)], "renamed.pdf"));
  const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.querySelector("[id='evidence-en1.1']").dispatchEvent(event);
}"""


@pytest.fixture
def page_of(browser, browser_context_args, site, client):
    """Return a function `page_of(user)` that opens a page with a session of the user."""
    contexts = []

    def enter(user, **options):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(**{**browser_context_args, **options})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        return page

    yield enter
    for context in contexts:
        context.close()


def test_evidence_is_sent_cited_and_read(site, worker, page_of, draft, people, accessible):
    officer = page_of(people.officer)
    officer.goto(f"{site}{reverse('assessments:evidence', args=[draft.pk])}")
    accessible(officer)

    send(officer)
    accessible(officer)
    cite(officer, site, draft)
    accessible(officer)

    reader = page_of(people.internal)
    reader.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN1'])}")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="plan.pdf").click()
    assert download.value.suggested_filename == "plan.pdf"
    assert officer.problems == reader.problems == []


def send(page):
    """Send two good files and a renamed program by the picker, and the first once more by drop."""
    page.set_input_files(
        "#id_files",
        [
            {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": files.pdf()},
            {"name": "green.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg(size=(900, 600))},
            {"name": "renamed.pdf", "mimeType": "application/pdf", "buffer": files.PROGRAM},
        ],
    )
    expect(page.locator("[data-upload-list] .is-added")).to_have_count(2)
    expect(page.locator("[data-upload-list] .is-refused")).to_have_count(1)
    page.evaluate(DROP, list(files.pdf()))
    expect(page.locator("[data-upload-list] .is-known")).to_have_count(1)
    expect(page.locator(".evidence-thumbnail")).to_have_count(2, timeout=TIMEOUT)
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["green.jpg", "plan.pdf"]


def cite(page, site, assessment):
    """Cite a file; what was typed in the fields stays."""
    page.goto(f"{site}{reverse('assessments:aspect', args=[assessment.pk, 'EN1'])}")
    page.fill("[name='EN1.1-part']", "12")
    page.locator("[name='EN1.1-part']").press("Tab")
    expect(page.locator("[id='feedback-en1.1'] .is-saved")).to_be_visible()
    card = page.locator("[id='evidence-en1.1']")
    card.locator(".cite summary").click()
    card.locator("[name=evidence]").select_option(label="plan.pdf")
    card.locator("[name=expected]").select_option(index=1)
    card.locator("[name=page]").fill("3")
    card.locator("[name=page]").press("Enter")
    expect(card.locator(".is-given")).to_have_count(1)
    assert Citation.objects.get().page == "3"
    prove(page, card)
    expect(page.locator("[name='EN1.1-part']")).to_have_value("12")


def prove(page, card):
    """Drop a picture and a renamed program at the indicator: one is added and cited, one refused."""
    page.evaluate(DROP_AT, [list(files.jpeg(size=(60, 40))), list(files.PROGRAM)])
    card.locator("[name=note]").fill("ก่อนปรับปรุง")
    card.get_by_role("button", name="อ้างหลักฐาน").click()
    expect(card.locator(".evidence-list > li")).to_have_count(2)
    expect(card.locator("[role=alert]")).to_contain_text("renamed.pdf")
    assert Citation.objects.get(evidence__name="dropped.jpg").note == "ก่อนปรับปรุง"


def test_the_pages_follow_until_a_picture_is_examined(site, page_of, draft, people, accessible):
    photo = send_unexamined(draft, files.jpeg_with_place(), "photo.jpg", by=people.officer)
    bad = send_unexamined(draft, files.jpeg()[:400] + bytes(400), "bad.jpg", by=people.officer)
    for picture in (photo, bad):
        evidence_actions.cite(evidence=picture, code="EN1.1", by=people.officer)
    library, aspect = page_of(people.officer), page_of(people.officer)
    library.goto(f"{site}{reverse('assessments:evidence', args=[draft.pk])}")
    aspect.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN1'])}")
    for page in (library, aspect):
        expect(page.locator("[data-state=unexamined]")).to_have_count(2)
        accessible(page)

    for picture in (photo, bad):
        results.examine_evidence(evidence_id=picture.pk)

    for page in (library, aspect):
        expect(page.locator("[data-state=unexamined]")).to_have_count(0, timeout=TIMEOUT)
        expect(page.locator("[data-state=refused]")).to_have_count(1)
        accessible(page)
    assert library.problems == aspect.problems == []


def test_the_page_of_submitting_follows_until_the_files_are_examined(
    site, page_of, draft, people, accessible
):
    filled = builders.fill_in(draft, people.officer)
    photo = send_unexamined(filled, files.jpeg(), "photo.jpg", by=people.officer)
    page = page_of(people.officer)
    page.goto(f"{site}{reverse('assessments:submit', args=[filled.pk])}")
    expect(page.locator("#obstacle-evidence-unexamined")).to_be_visible()
    expect(page.locator("input[name=declared]")).to_have_count(0)

    results.examine_evidence(evidence_id=photo.pk)

    expect(page.locator("input[name=declared]")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator("#obstacle-evidence-unexamined")).to_have_count(0)
    accessible(page)
    assert page.problems == []


def test_a_photograph_of_a_visit_is_followed_too(site, page_of, at, people):
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.external)
    visit = builders.visit(assessment, people.external)
    upload = builders.examined(files.jpeg(), "site.jpg")
    photo, _ = visits_actions.add_photo(visit=visit, upload=upload, by=people.external)
    page = page_of(people.external)
    page.goto(f"{site}{visit.get_absolute_url()}")
    expect(page.locator("[data-state=unexamined]")).to_have_count(1)

    results.examine_evidence(evidence_id=photo.pk)

    expect(page.get_by_role("link", name="site.jpg")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator("[data-state=unexamined]")).to_have_count(0)
    assert page.problems == []


def send_unexamined(assessment, content, name, *, by):
    upload = builders.examined(content, name)
    return evidence_actions.add_evidence(assessment=assessment, upload=upload, by=by)[0]


@pytest.mark.parametrize("name", ["evidence", "aspect"])
def test_the_evidence_fits_a_phone(site, page_of, draft, people, name):
    phone = page_of(people.officer, viewport={"width": 390, "height": 844})
    arguments = [draft.pk, "EN1"] if name == "aspect" else [draft.pk]

    phone.goto(f"{site}{reverse(f'assessments:{name}', args=arguments)}")

    assert phone.evaluate("document.documentElement.scrollWidth") == 390
