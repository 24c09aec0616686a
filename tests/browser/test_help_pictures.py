"""The guides in a browser, and the pictures in them: each screen still shows what its picture shows.

`make help-pictures` takes the pictures anew, into `static/help/`.
"""

import io
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image
from playwright.sync_api import expect

from assessments.audit.actions import assignments
from assessments.committee.actions import resolutions
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.evidence import results as evidence_results
from assessments.explanation import results as explanation_results
from assessments.visits import actions as visits_actions
from assessments.visits.domain import Tone
from assessments.workflow import queries
from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.printing.actions import runs
from awards.printing.results import awards as award_results
from ecotown.accounts.models import Role
from ecotown.demonstration import evidence as demonstration_evidence
from ecotown.demonstration import steps as demonstration_steps
from ecotown.demonstration.values import values_for
from ecotown.portal.words import GUIDES
from tests import builders, files
from tests.browser.pages import open_in_own_font, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
FOLDER = Path(settings.BASE_DIR, "static", "help")
WIDTH = 1280
MOST_BYTES = 150_000
TODAY = datetime(2027, 2, 8, 3, tzinfo=UTC)
PICTURE = re.compile(r'<img src="[^"]*/help/([a-z-]+)[^"]*" alt="[^"]+" width="(\d+)" height="(\d+)"')


def pictures_of(client, role):
    """Return the pictures of a guide by name, with the size that the page gives them."""
    page = client.get(reverse("portal:guide", args=[role])).content.decode()
    assert page.count('<img src="/static/help/') == len(PICTURE.findall(page))
    return {name: (int(width), int(height)) for name, width, height in PICTURE.findall(page)}


PICTURES_IN_VIEW_ARE_LOADED = """() => [...document.images].every((picture) => {
  const { top, bottom } = picture.getBoundingClientRect();
  return picture.complete || top > innerHeight || bottom < 0;
})"""


class Camera:
    """Takes the pictures of one guide in `sizes`; with HELP_PICTURES=write it stores them."""

    def __init__(self, sizes):
        self.sizes = sizes
        self.taken = []

    def take(self, page, name, *shown):
        """Take the top of a page, on which all of `shown` are seen and the mark of demonstration data."""
        width, height = self.sizes[name]
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.fonts.ready")
        page.wait_for_function(PICTURES_IN_VIEW_ARE_LOADED)
        for part in (page.locator(".notice-band"), *shown):
            expect(part.first).to_be_in_viewport()
        content = compressed(page.screenshot(animations="disabled"))
        assert len(content) < MOST_BYTES
        if os.environ.get("HELP_PICTURES") == "write":
            FOLDER.joinpath(f"{name}.png").write_bytes(content)
        with Image.open(FOLDER / f"{name}.png") as stored:
            assert stored.size == (width, height)
        self.taken.append(name)


def compressed(content):
    with Image.open(io.BytesIO(content)) as picture:
        few_colours = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    output = io.BytesIO()
    few_colours.save(output, format="PNG", optimize=True)
    return output.getvalue()


@pytest.fixture(autouse=True)
def today(db):
    """Set the clock to a day on which the province fills in, so that pictures differ only by what changed."""
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def people(db):
    province = builders.ProvinceBuilder(name_th="จังหวัดตัวอย่าง")
    return builders.People(
        builders.officer_of(province, signing_name="เจ้าหน้าที่ (สาธิต)"),
        builders.UserBuilder(role=Role.ASSESSOR, signing_name="ผู้ตรวจประเมินภายใน (สาธิต)"),
        builders.UserBuilder(role=Role.ASSESSOR, signing_name="ผู้ตรวจประเมินภายนอก (สาธิต)"),
        builders.UserBuilder(role=Role.ADMINISTRATOR, signing_name="ผู้ดูแลระบบ (สาธิต)"),
    )


@pytest.fixture
def cycle(framework):
    return builders.CycleBuilder(
        framework=framework,
        year=2570,
        is_demonstration=True,
        opens_on=date(2026, 10, 1),
        submit_by=date(2027, 3, 31),
        internal_audit_by=date(2027, 5, 31),
        external_audit_by=date(2027, 7, 31),
        committee_by=date(2027, 9, 30),
    )


@pytest.fixture
def area(people):
    return area_of(people, "เทศบาลตัวอย่าง (สาธิต)")


def area_of(people, name):
    return builders.AreaBuilder(name_th=name, province=people.officer.provinces.get())


def opened(area, cycle):
    return entry_actions.open_assessment(area=area, cycle=cycle, by=None)


def url(site, name, *arguments):
    return f"{site}{reverse(name, args=arguments)}"


def published_last_year(area, cycle, people):
    """Publish the year before, whose values are then carried forward and shown beside the new ones."""
    last_year = builders.CycleBuilder(framework=cycle.framework, year=cycle.year - 1, is_demonstration=True)
    builders.take_to(Status.PUBLISHED, opened(area, last_year), people, level=2)


def entered(assessment, by, *, without=""):
    """Enter values for level 3, without those of one dimension, and compute the level as the worker would.

    The basic data is entered first.
    """
    values = values_for(queries.edition_of(assessment), 3, assessment.area.key, 60)
    demonstration_steps.type_quantities(assessment, values, by=by)
    values = {code: value for code, value in values.items() if not (without and code.startswith(without))}
    saved = entry_actions.save_entries(assessment=assessment, values=values, by=by).assessment
    explanation_results.compute_level(assessment_id=saved.pk, revision=saved.revision)
    return saved


def confirmed(assessment, by):
    waiting = entry_queries.unconfirmed_codes(assessment)
    entry_actions.confirm_entries(assessment=assessment, codes=waiting, by=by)
    return assessment


def with_evidence(assessment, by):
    """Add and cite the files of the demonstration, and prepare their previews as a worker does."""
    list(demonstration_evidence.add_evidence(assessment, by=by))
    for file in assessment.evidence.all():
        evidence_results.examine_evidence(evidence_id=file.pk)
        evidence_results.prepare_evidence(evidence_id=file.pk)
    return assessment


def test_the_pictures_of_the_officers_guide(client, site, sign_in, people, cycle, area):
    camera = Camera(pictures_of(client, Role.OFFICER))
    published_last_year(area, cycle, people)
    draft = with_evidence(entered(opened(area, cycle), people.officer, without="SO"), people.officer)
    returned = opened(area_of(people, "ตำบลตัวอย่าง (สาธิต)"), cycle)
    builders.take_to(Status.RETURNED, returned, people)
    page = sign_in(people.officer)

    open_in_own_font(page, url(site, "assessments:list"))
    camera.take(page, "officer-my-work", page.locator(".task-item").nth(1), page.locator(".progress-words"))
    page.goto(url(site, "assessments:basic-data", draft.pk))
    camera.take(
        page, "officer-basic-data", page.locator("#basic-data-title"), page.locator("#work input.number")
    )
    page.goto(url(site, "assessments:aspect", draft.pk, "EN1"))
    parts = [
        ".aspect-nav",
        ".guidance-definition",
        "details.guidance",
        "[name^='EN1.1']",
        ".threshold-list",
        "[id='evidence-en1.1']",
    ]
    camera.take(page, "officer-values", *map(page.locator, parts))
    page.goto(url(site, "assessments:evidence", draft.pk))
    camera.take(page, "officer-evidence", page.locator(".drop-zone"), page.locator(".evidence-name"))
    page.goto(url(site, "assessments:submit", draft.pk))
    camera.take(page, "officer-submit", page.get_by_role("heading", name=_("Check before submitting")))
    page.goto(url(site, "assessments:detail", returned.pk))
    camera.take(
        page, "officer-return", page.locator(".returned-list li").nth(2), page.locator(".panel-returned .btn")
    )

    assert camera.taken == list(camera.sizes)


def test_the_pictures_of_the_assessors_guide(client, site, sign_in, people, cycle, area):
    camera = Camera(pictures_of(client, Role.ASSESSOR))
    published_last_year(area, cycle, people)
    audited = with_evidence(confirmed(opened(area, cycle), people.officer), people.officer)
    builders.take_to(Status.EXTERNAL_AUDIT, audited, people)
    assignments.take_on(assessment=audited, by=people.external)
    other = opened(area_of(people, "ตำบลตัวอย่าง (สาธิต)"), cycle)
    builders.take_to(Status.INTERNAL_AUDIT, other, people)
    assignments.take_on(assessment=other, by=people.external)
    visit = visit_of(audited, people.external)
    page = sign_in(people.external)

    open_in_own_font(page, url(site, "assessments:audits"))
    camera.take(page, "assessor-audits", page.locator("tbody tr").nth(1))
    page.goto(url(site, "assessments:audit-indicator", audited.pk, "PH2.1"))
    parts = [".audit-list [aria-current]", ".guidance-definition", "#verdict-title", "iframe[name=evidence]"]
    camera.take(page, "assessor-audit", *map(page.locator, parts))
    page.goto(url(site, "assessments:visit", audited.pk, visit.pk))
    camera.take(page, "assessor-visit", page.get_by_text("มาตรวัดน้ำ"), page.locator("#findings-title"))

    assert camera.taken == list(camera.sizes)


def visit_of(assessment, by):
    visit = visits_actions.record_visit(
        assessment=assessment,
        visited_on=date(2027, 2, 4),
        place="โรงบำบัดน้ำเสียรวม (สาธิต)",
        participants="ผู้แทนเทศบาล (สาธิต), เจ้าหน้าที่",
        by=by,
    )
    findings = {"EN1.1": "ตรวจดูมาตรวัดน้ำทิ้งแล้ว ตรงกับรายงาน (สาธิต)", "PH2.1": "เห็นแนวกันชนตามแผนผัง (สาธิต)"}
    for code, text in findings.items():
        visits_actions.save_finding(visit=visit, code=code, tone=Tone.CONFORMS, text=text, by=by)
    upload = builders.examined(files.picture("PNG"), "visit.png")
    builders.kept(visits_actions.add_photo(visit=visit, upload=upload, by=by)[0])
    return visit


def test_the_pictures_of_the_administrators_guide(
    client, site, sign_in, people, cycle, area, settings, tmp_path
):
    settings.DEMONSTRATION_KEYS = tmp_path / "keys"
    camera = Camera(pictures_of(client, Role.ADMINISTRATOR))
    names = ["เทศบาลเมืองตัวอย่าง (สาธิต)", "ตำบลตัวอย่าง (สาธิต)", "อำเภอตัวอย่าง (สาธิต)"]
    for name in names:
        published(opened(area_of(people, name), cycle), people)
    builders.take_to(Status.COMMITTEE, opened(area, cycle), people)
    ceremony = ceremony_of(cycle, people.administrator)
    page = sign_in(people.administrator)

    open_in_own_font(page, url(site, "indicators:edition", cycle.framework.edition))
    camera.take(page, "administrator-edition", *map(page.locator, ["#levels-title", "#quantities-title"]))
    page.goto(url(site, "assessments:committee"))
    camera.take(page, "administrator-committee", page.locator("#next-title"), page.locator("#unlisted-title"))
    page.goto(f"{site}{ceremony.get_absolute_url()}")
    camera.take(page, "administrator-ceremony", page.locator(".agenda > li").nth(2))

    assert camera.taken == list(camera.sizes)


def published(assessment, people):
    """Publish the assessment after a resolution of today's meeting."""
    builders.take_to(Status.COMMITTEE, assessment, people)
    meeting = {"number": "99-1/2570", "date": TODAY.date(), "place": "ห้องประชุมสาธิต"}
    builders.resolve(assessment, people.administrator, level=3, **meeting)
    resolutions.publish(assessment=assessment, by=people.administrator)


def ceremony_of(cycle, by):
    """Return a ceremony with three areas and a factory, whose documents are made as by a worker."""
    name, place = "พิธีมอบโล่และเกียรติบัตร (สาธิต)", "ห้องประชุมสาธิต"
    ceremony = builders.ceremony(by, name=name, place=place, date=date(2027, 9, 1), fiscal_year=cycle.year)
    results = cycle.assessments.filter(status=Status.PUBLISHED)
    recipient_actions.add_areas(ceremony=ceremony, assessments=list(results), with_plaque=True, by=by)
    builders.recipient(ceremony, by, given_name="โรงงานตัวอย่าง (สาธิต)")
    recipients = ceremony.recipients.values_list("pk", flat=True)
    for item in runs.start_run(ceremony=ceremony, recipients=recipients, by=by).items.all():
        award_results.AWARDS.make(item.award_id)
    return ceremony


def test_every_stored_picture_is_in_a_guide(client, site):
    named = [name for role in GUIDES for name in pictures_of(client, role)]

    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(named)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("role", GUIDES)
def test_a_guide_is_accessible_and_fits_the_screen(page, site, accessible, role, width):
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(url(site, "portal:guide", role))

    accessible(page)
    assert not scrolls_sideways(page)
    for picture in page.locator(".guide-picture img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", WIDTH)
