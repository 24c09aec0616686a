"""Pages about the portal itself, its open data, and what programs ask for."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from areas.actions import areas as area_actions
from areas.actions import names as area_names
from areas.models import AreaGroup, AreaName, GroupMembership, PublishedLevel
from assessments.corrections.actions import questions
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation.documents import values_file
from assessments.past_years.actions import release_past_year
from assessments.workflow.domain import Status
from assessments.workflow.models import Cycle
from ecotown.portal.documents import DATA_SETS
from ecotown.portal.sitemaps import SITEMAPS
from ecotown.portal.words import COLUMNS, TITLES
from indicators.publishing.documents import edition_file
from tests import builders
from tests.markup import Page

PAGES = ["about", "contact", "privacy", "accessibility", "open-data", "guides"]
TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
# Before the dot between two facts a line may not break, which an ordinary space allows.
BREAKABLE_SEPARATOR = re.compile(r".{0,40}\s(?:·|&nbsp;·).{0,20}")
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]+)">', re.DOTALL)


def read(client, name, *arguments, **parameters):
    return client.get(reverse(name, args=arguments), **parameters).content.decode()


def test_the_footer_of_every_page_leads_to_the_pages_about_the_portal(client, framework):
    page = read(client, "portal:home")

    links = Page("/", page[page.index('class="site-footer"') :]).links
    assert [reverse(f"portal:{name}") for name in PAGES if reverse(f"portal:{name}") not in links] == []


def public_urls(published):
    """Return the addresses of the public pages of a published result."""
    key, edition = published.area.key, published.cycle.framework.edition
    return [
        *(reverse(f"portal:{name}") for name in ["home", "holidays", *PAGES]),
        reverse("portal:guide", args=["officer"]),
        reverse("portal:area", args=[key]),
        reverse("portal:explanation", args=[key, published.cycle.year]),
        reverse("indicators:criteria-list"),
        *(
            reverse(f"indicators:{name}", args=[edition])
            for name in ("criteria", "handbook", "compare-editions")
        ),
        reverse("awards:enter-code"),
        reverse("assessments:find-question"),
        reverse("assessments:ask", args=[published.pk]),
        reverse("accounts:sign-in"),
    ]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_public_page_has_a_title_and_a_description_of_its_own(client, at, language):
    published = at(Status.PUBLISHED)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    urls = public_urls(published)

    pages = {url: client.get(url).content.decode() for url in urls}

    titles = {" ".join(TITLE.search(page)[1].split()) for page in pages.values()}
    assert len(titles) == len(urls)
    descriptions = {url: " ".join(DESCRIPTION.search(page)[1].split()) for url, page in pages.items()}
    assert len(set(descriptions.values())) == len(urls)
    is_thai = {
        url: bool(re.search("[ก-ฮ]", words.replace(area_name(published), "")))
        for url, words in descriptions.items()
    }
    assert is_thai == dict.fromkeys(urls, language == "th")


def test_no_line_of_a_public_page_begins_with_a_separator(client, at, people):
    published = at(Status.PUBLISHED)
    question = builders.ask(published, text="จำนวนเครือข่ายนับซ้ำหรือไม่", may_be_shown=True)
    questions.answer_question(
        question=question, answer="ไม่นับซ้ำ", is_shown=True, shown_text=question.text, by=people.administrator
    )
    urls = [*public_urls(published), question.get_absolute_url()]

    pages = {url: client.get(url).content.decode().partition("</title>")[2] for url in urls}

    assert sum(page.count("&nbsp;·") for page in pages.values()) > 10
    breaks = {url: BREAKABLE_SEPARATOR.findall(page) for url, page in pages.items()}
    assert {url: found for url, found in breaks.items() if found} == {}


def area_name(assessment):
    return str(assessment.area)


def test_nobody_is_made_up_where_no_contact_is_set(client, db):
    builders.set_setting(contact_name="", contact_phone="", contact_mail="", security_mail="")

    page = read(client, "portal:contact")

    assert "ยังไม่ได้ระบุผู้ติดต่อ" in page
    assert "mailto:" not in page
    assert client.get(reverse("portal:security-contact")).status_code == 404


def test_security_txt_names_the_contact_and_a_day_within_a_year(client, db):
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)

    with time_machine.travel(now, tick=False):
        response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@portal.example"
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert 0 < (datetime.fromisoformat(fields["Expires"]) - now).days < 365


def test_robots_leave_out_what_needs_an_account_and_find_the_sitemap(client, db):
    lines = read(client, "portal:robots").splitlines()

    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    refused = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    inside = [
        "assessments:list",
        "notices:list",
        "awards:ceremonies",
        "awards:designs",
        "indicators:edition-list",
    ]
    assert {reverse(name) for name in inside} <= refused
    assert not any(
        reverse(name).startswith(path) for name in ("portal:about", "portal:sitemap") for path in refused
    )


def test_the_sitemap_lists_pages_that_are_there_and_no_result_that_is_made_up(client, at):
    published = at(Status.PUBLISHED)
    explanation = reverse("portal:explanation", args=[published.area.key, published.cycle.year])

    paths = sitemap_paths(client)
    Cycle.objects.update(is_demonstration=True)

    assert {explanation, published.area.get_absolute_url(), "/", "/criteria/"} <= set(paths)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert explanation not in sitemap_paths(client)
    assert '<meta name="robots" content="noindex">' in client.get(explanation).content.decode()


def sitemap_paths(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [
        element.text.removeprefix(settings.SITE_URL)
        for element in root.iter()
        if element.tag.endswith("}loc")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_sitemap_do_not_grow(
    client, framework, province, count, django_assert_num_queries
):
    builders.AreaBuilder.create_batch(count, province=province)

    with django_assert_num_queries(len(SITEMAPS) - 1):  # the fixed pages take none
        paths = sitemap_paths(client)

    assert len([path for path in paths if path.startswith("/areas/")]) == count


def test_the_icon_is_found_where_browsers_look_for_it(client, db):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    icon = client.get(response.headers["Location"])
    assert b"".join(icon.streaming_content)[:4] == b"\0\0\1\0"


def test_every_data_set_and_each_of_its_columns_has_words():
    assert TITLES.keys() == DATA_SETS.keys()
    assert COLUMNS.keys() == {column for data_set in DATA_SETS.values() for column in data_set.columns}


@pytest.mark.parametrize("name", DATA_SETS)
def test_a_data_set_says_the_same_as_csv_and_as_json(client, real_areas, at, administrator, name):
    at(Status.PUBLISHED)
    add_changed_areas(administrator)

    table = client.get(reverse("portal:data-set", args=[name, "csv"])).content.decode("utf-8-sig")
    rows = json.loads(read(client, "portal:data-set", name, "json"))

    lines = list(csv.DictReader(io.StringIO(table)))
    assert rows
    assert list(rows[0]) == list(DATA_SETS[name].columns)
    assert lines == [{column: as_text(value) for column, value in row.items()} for row in rows]


@pytest.fixture
def real_areas(framework):
    call_command("load_areas", verbosity=0)


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def coming_day():
    return timezone.localdate() + timedelta(days=30)


def add_changed_areas(administrator):
    """Add an area that was renamed and will be again, split into two of a group."""
    area, *successors = (
        builders.AreaBuilder(key=f"changed-{number}", name_th=f"พื้นที่ {number}") for number in range(3)
    )
    for since, name in ((date(2024, 10, 1), "ชื่อที่สอง"), (coming_day(), "ชื่อที่สาม")):
        area_names.rename_area(
            area=area, name_th=name, name_en="", since=since, source="ประกาศ", by=administrator
        )
    area_actions.end_area(
        area=area, ended_on=date(2025, 10, 1), reason="แบ่งพื้นที่", successors=successors, by=administrator
    )
    group = AreaGroup.objects.create(name_th="กลุ่มทดสอบ", source="คณะรัฐมนตรี")
    for each in successors:
        GroupMembership.objects.create(area=each, group=group, source="ประกาศ")


def test_former_names_ends_and_groups_are_open(client, administrator, province):
    add_changed_areas(administrator)

    areas, names, groups = (
        json.loads(read(client, "portal:data-set", name, "json"))
        for name in ("areas", "area-names", "area-groups")
    )

    ended, first, _second = [row for row in areas if row["area_key"].startswith("changed-")]
    assert (ended["name_th"], ended["ended_on"], ended["end_reason"]) == (
        "ชื่อที่สอง",
        "2025-10-01",
        "แบ่งพื้นที่",
    )
    assert (ended["predecessors"], ended["successors"]) == ([], ["changed-1", "changed-2"])
    assert (first["predecessors"], first["ended_on"]) == (["changed-0"], None)
    assert [(row["name_th"], row["begins_on"], row["until"]) for row in names] == [
        ("พื้นที่ 0", None, "2024-09-30"),
        ("ชื่อที่สอง", "2024-10-01", str(coming_day() - timedelta(days=1))),
        ("ชื่อที่สาม", str(coming_day()), None),
    ]
    assert [(row["group_th"], row["area_key"]) for row in groups] == [
        ("กลุ่มทดสอบ", "changed-1"),
        ("กลุ่มทดสอบ", "changed-2"),
    ]


def test_the_levels_are_those_of_public_sources_and_of_the_committee(client, at, area):
    PublishedLevel.objects.create(area=area, year=2564, level=2, source="test")
    published = at(Status.PUBLISHED)

    rows = json.loads(read(client, "portal:data-set", "levels", "json"))

    facts = [(row["fiscal_year"], row["level"], row["origin"], row["computed_level"]) for row in rows]
    assert facts == [(2564, 2, "public-source", None), (published.cycle.year, 3, "committee", 3)]
    assert rows[1]["explanation"].endswith(f"/areas/{area.key}/{published.cycle.year}/")
    assert rows[1]["meeting"] == published.resolution.meeting.number


def test_a_loaded_level_is_open_once_it_is_released_and_always_marked(client, area, officer, administrator):
    past_year = builders.load_year(area, by=officer)
    address = reverse("portal:area", args=[area.key])
    before = (read(client, "portal:data-set", "levels", "json"), client.get(address).content.decode())

    release_past_year(past_year=past_year, by=administrator)

    (row,) = json.loads(read(client, "portal:data-set", "levels", "json"))
    assert (json.loads(before[0]), "ไม่ได้ตรวจในระบบ" in before[1]) == ([], False)
    facts = [row[name] for name in ("fiscal_year", "level", "origin", "computed_level")]
    assert facts == [2567, 2, "loaded", None]
    assert "ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ" in client.get(address).content.decode()


def test_an_unknown_data_set_or_format_is_not_found(client, db):
    urls = ["/open-data/people.csv", "/open-data/areas.xml"]

    assert [client.get(url).status_code for url in urls] == [404, 404]


@pytest.mark.parametrize("name", ["areas", "area-names", "area-groups", "levels"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_a_data_set_do_not_grow(client, province, name, count, django_assert_max_num_queries):
    for area in builders.AreaBuilder.create_batch(count, province=province):
        PublishedLevel.objects.create(area=area, year=2564, level=2, source="test")
        AreaName.objects.create(area=area, name_th="เดิม")
        group, _is_new = AreaGroup.objects.get_or_create(name_th="กลุ่ม", source="test")
        GroupMembership.objects.create(area=area, group=group, source="test")

    with django_assert_max_num_queries(3):
        rows = json.loads(read(client, "portal:data-set", name, "json"))

    assert len(rows) == count


def test_anyone_computes_a_published_level_again_from_the_files(client, at, tmp_path, capsys):
    published = at(Status.PUBLISHED)
    explanation = reverse("portal:explanation", args=[published.area.key, published.cycle.year])
    values = reverse("portal:values", args=[published.area.key, published.cycle.year])
    context, page = client.get(explanation).context, client.get(explanation).content.decode()
    (tmp_path / "values.json").write_bytes(client.get(values).content)
    (tmp_path / "edition.json").write_bytes(edition_file(published.cycle.framework))

    call_command("compute_level", framework=tmp_path / "edition.json", answers=tmp_path / "values.json")

    computed = json.loads(capsys.readouterr().out)
    assert f'href="{values}"' in page
    assert computed["level"] == context["explanation"].level
    assert [level["met"] for level in computed["levels"]] == [
        line.result.met for line in context["level_lines"]
    ]


def test_the_values_leave_out_the_reasons_that_people_typed(at, people):
    draft = at(Status.DRAFT)
    reason = {"EN9.1": EntryValue(not_applicable=True, reason="โทร 081-000-0000")}
    entry_actions.save_entries(assessment=draft, values=reason, by=people.officer)
    draft.refresh_from_db()

    values = values_file(draft).decode()

    assert json.loads(values)["answers"]["EN9.1"] == {"na": True, "reason": "accepted in the audit"}
    assert "081-000-0000" not in values


@pytest.mark.parametrize("status", [Status.COMMITTEE, Status.GRANTED])
def test_values_are_not_given_before_publication(client, at, status):
    assessment = at(status)

    url = reverse("portal:values", args=[assessment.area.key, assessment.cycle.year])

    assert client.get(url).status_code == 404


def test_the_licence_of_the_data_is_what_the_department_set(client, db):
    without = read(client, "portal:open-data")
    builders.set_setting(open_data_licence="Creative Commons BY 4.0")

    assert "กรมยังไม่ได้กำหนดสัญญาอนุญาต" in without
    assert "Creative Commons BY 4.0" in read(client, "portal:open-data")
