"""Views of the public pages."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from areas import actions
from areas.models import PublishedLevel, TargetArea
from assessments.committee.actions import resolutions
from assessments.workflow.domain import Status
from assessments.workflow.models import Cycle
from tests.builders import AreaBuilder

HTMX = {"HX-Request": "true"}


@pytest.fixture
def real_areas(framework):
    call_command("load_areas", verbosity=0)


def names(response):
    return [str(line.area) for line in response.context["list"].rows]


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_for_any_number_of_areas(
    client, framework, province, count, django_assert_num_queries
):
    for area in AreaBuilder.create_batch(count, province=province):
        PublishedLevel.objects.create(area=area, year=2565, level=3, source="test")

    with django_assert_num_queries(7):
        response = client.get(reverse("portal:home"))

    assert response.context["list"].count == count


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("อ้อมน้อย", id="a part of the name"),
        pytest.param("สมุทรสาคร", id="the province"),
        pytest.param("อ้อม น้อย", id="with a space"),
        pytest.param("น้อย อ้อม", id="in another order"),
        pytest.param("น้อย สมุทรสาคร", id="a part of each"),
        pytest.param("อ้้อมน้อย", id="a tone mark twice"),
        pytest.param("om noi", id="in English"),
        pytest.param("omnoi", id="in English without a space"),
        pytest.param("OmNoi", id="in English with capitals"),
        pytest.param("om-noi", id="in English with a hyphen"),
    ],
)
def test_a_part_of_a_name_or_a_province_finds_the_area(client, real_areas, text):
    response = client.get(reverse("portal:home"), {"q": text})

    assert names(response) == ["เทศบาลนครอ้อมน้อย (อำเภอกระทุ่มแบน)"]


@pytest.mark.parametrize("text", ["!", "noisamut", "%", "|"])
def test_a_text_in_no_name_finds_nothing(client, real_areas, text):
    assert names(client.get(reverse("portal:home"), {"q": text})) == []


def test_a_changed_name_is_found_by_the_new_name(client, real_areas):
    area = TargetArea.objects.get(name_en__startswith="Om Noi")
    row = {
        "province_th": area.province.name_th,
        "province_en": area.province.name_en,
        "area_th": "เมืองน้ำใส",
        "area_en": area.name_en,
        "known_levels": {},
        **{name: getattr(area, name) for name in ("phase", "confidence", "source", "note")},
    }

    actions.load_target_areas([row], by=None)

    assert names(client.get(reverse("portal:home"), {"q": "เมืองนํ้าใส"})) == ["เมืองน้ำใส"]
    assert names(client.get(reverse("portal:home"), {"q": "อ้อมน้อย"})) == []


def test_each_national_total_says_its_day_and_what_is_in_the_portal_stands_apart(client, real_areas, at):
    at(Status.PUBLISHED)
    Cycle.objects.update(is_demonstration=True)

    response = client.get(reverse("portal:home"))

    rest, page = response.context["in_system"], response.content.decode()
    tiles = page[page.index('class="stat-row"') : page.index('id="areas"')]
    assert re.findall(r'large-number">(\d+)', tiles) == ["54", "4", "14", "36"]
    assert tiles.count("ณ 30 พ.ค. 2566") == 4
    assert rest.by_level == {4: 4, 3: 1, 2: 1, None: 25}
    assert (rest.areas, rest.granted, rest.demonstration) == (31, 1, 1)


def test_the_number_of_areas_at_a_level_leads_to_just_these(client, real_areas):
    response = client.get(reverse("portal:home"))

    links = re.findall(r'href="(/\?level=(\d))#areas"', response.content.decode())
    counted = {int(level): len(names(client.get(url))) for url, level in links}
    assert counted == {
        level: number for level, number in response.context["in_system"].by_level.items() if level is not None
    }


def test_english_pages_have_the_english_names_of_areas_and_provinces(client, real_areas):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    pages = [client.get(area.get_absolute_url()).content.decode() for area in TargetArea.objects.all()]

    headings = [re.sub("<[^>]+>", "", re.search("<h1>(.*?)</h1>", page, re.S)[1]) for page in pages]
    assert len(headings) == 30
    assert [heading for heading in headings if re.search("[ก-๙]", heading)] == []
    assert "Target area in Chon Buri (name not public)" in headings


def test_the_first_page_in_english_has_no_thai_name_of_a_place(client, real_areas):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(reverse("portal:home")).content.decode()

    areas = TargetArea.objects.select_related("province")
    names = {name for area in areas for name in (area.name_th, area.province.name_th) if name}
    assert names
    assert {name for name in names if name in page} == set()


def test_areas_of_one_level_are_in_thai_dictionary_order(client, framework, province):
    for name in ["เทศบาลแพร", "เทศบาลเกาะ", "เขต", "กระทุ่ม", ""]:
        AreaBuilder(province=province, name_th=name)

    listed = names(client.get(reverse("portal:home")))

    assert listed[:4] == ["กระทุ่ม", "เขต", "เทศบาลเกาะ", "เทศบาลแพร"]
    assert list(TargetArea.objects.exclude(name_th="").values_list("name_th", flat=True)) == listed[:4]


def test_in_english_areas_are_in_the_order_of_their_english_names(client, framework, province):
    for name_th, name_en in [("กระทุ่ม", "Zeta"), ("เขต", "alpha"), ("แพร", "Beta")]:
        AreaBuilder(province=province, name_th=name_th, name_en=name_en)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    pages = [client.get(reverse("portal:home"), {"sort": sort}) for sort in ("", "area", "province")]

    listed = [[line.area.name_en for line in page.context["list"].rows] for page in pages]
    assert listed == [["alpha", "Beta", "Zeta"]] * 3


def test_the_trend_shows_demonstration_years_and_says_so(client, at, area):
    published = at(Status.PUBLISHED)
    Cycle.objects.update(is_demonstration=True)

    page = client.get(reverse("portal:home")).content.decode()

    assert f'title="{published.cycle.year} ข้อมูลสาธิต"' in page
    assert 'class="panel-foot demonstration-key"' in page


def test_the_page_of_an_area_names_its_levels(client, at, area):
    at(Status.PUBLISHED)

    page = client.get(reverse("portal:area", args=[area.key])).content.decode()

    assert page.count("ประสิทธิภาพในการใช้ทรัพยากร") == 2


def test_english_pages_show_both_eras(client, at, area):
    published = at(Status.PUBLISHED)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})

    page = client.get(reverse("portal:area", args=[area.key])).content.decode()

    assert f"{published.cycle.year} ({published.cycle.year - 543})" in page


def test_an_empty_search_result_is_explained(client, real_areas):
    response = client.get(reverse("portal:home"), {"q": "ดาวอังคาร"})

    assert names(response) == []
    assert "ดาวอังคาร" in response.content.decode()


def test_areas_are_sorted_by_level_highest_first_and_unknown_last(client, real_areas):
    levels = [line.level for line in client.get(reverse("portal:home")).context["list"].rows]

    known_levels = [level for level in levels if level is not None]
    assert known_levels == sorted(known_levels, reverse=True) == [4, 4, 4, 4, 2]
    assert levels[len(known_levels) :] == [None] * 25


def test_areas_are_filtered_by_level(client, real_areas):
    response = client.get(reverse("portal:home"), {"level": "2"})

    assert names(response) == ["เทศบาลนครอ้อมน้อย (อำเภอกระทุ่มแบน)"]


@pytest.mark.parametrize("level", ["six", "9", "-1"])
def test_an_invalid_level_does_not_break_the_page(client, real_areas, level):
    assert client.get(reverse("portal:home"), {"level": level}).status_code == 200


def test_the_search_without_a_reload_gives_only_the_table(client, real_areas):
    page = client.get(reverse("portal:home"), {"q": "อ้อมน้อย"}, headers=HTMX).content.decode()

    assert "อ้อมน้อย" in page
    assert "<html" not in page


def test_a_result_shows_when_it_is_published_and_not_before(client, at, area):
    url = reverse("portal:area", args=[area.key])
    granted = at(Status.GRANTED)
    before = client.get(url).context["line"].years

    at_last = granted
    resolutions.publish(assessment=at_last, by=at_last.resolution.recorded_by)
    after = client.get(url).context["line"].years

    assert list(before) == []
    assert [(year.year, year.level) for year in after] == [(at_last.cycle.year, 3)]


def test_an_unknown_area_is_not_found(client, db):
    assert client.get(reverse("portal:area", args=["nowhere"])).status_code == 404


def test_the_criteria_note_is_shown_with_criteria(client, real_areas, framework, draft, officer):
    client.force_login(officer)
    urls = [
        framework.get_absolute_url(),
        draft.get_absolute_url(),
        reverse("assessments:aspect", args=[draft.pk, "EN1"]),
        reverse("portal:home"),
        reverse("portal:area", args=[TargetArea.objects.first().key]),
    ]

    assert [url for url in urls if framework.note_th not in client.get(url).content.decode()] == []


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_demonstration_values_are_marked_on_every_page(client, draft, officer, is_demonstration):
    Cycle.objects.update(is_demonstration=is_demonstration)
    urls = [reverse("portal:home"), reverse("awards:enter-code"), reverse("accounts:sign-in")]
    marked = [url for url in urls if "ข้อมูลสาธิต" in client.get(url).content.decode()]
    client.force_login(officer)
    inside = [reverse("assessments:list"), draft.get_absolute_url()]
    marked += [url for url in inside if "ข้อมูลสาธิต" in client.get(url).content.decode()]

    assert marked == (urls + inside if is_demonstration else [])


def test_a_draft_edition_is_not_shown(client, framework):
    from indicators.editions.models import Framework

    Framework.objects.create(
        edition="2570-draft",
        name_th="ร่าง",
        name_en="Draft",
        effective_from=2571,
        official=False,
        checksum="0" * 64,
    )

    assert client.get(reverse("indicators:criteria", args=["2570-draft"])).status_code == 404


def test_every_page_keeps_its_security_headers(client, framework):
    headers = client.get(reverse("portal:home")).headers

    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_thai_is_the_language_until_english_is_chosen(client, framework):
    url = reverse("portal:home")
    first = client.get(url, headers={"Accept-Language": "en-GB"}).headers["Content-Language"]

    client.post(reverse("set_language"), {"language": "en", "next": url})

    assert (first, client.get(url).headers["Content-Language"]) == ("th", "en")


def test_the_holidays_are_listed_by_year_with_their_sources(client, real_areas):
    page = client.get(reverse("portal:holidays")).content.decode()

    assert page.index("วันหยุดราชการ พ.ศ. 2570") < page.index("วันหยุดราชการ พ.ศ. 2569")
    assert "วันจันทร์ที่ 7 ธันวาคม 2569" in page
    assert "คำนวณไว้ โปรดตรวจสอบกับประกาศ" in page
    assert "มติคณะรัฐมนตรี" in page


def test_without_holidays_the_page_says_so(client, db):
    assert "ยังไม่มีข้อมูลวันหยุดราชการ" in client.get(reverse("portal:holidays")).content.decode()


def test_the_picker_gets_its_calendar_in_the_language_of_the_page(client, real_areas):
    thai = client.get(reverse("portal:calendar")).json()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(reverse("portal:calendar")).json()

    assert (thai["months"][11], thai["weekdays"][0], thai["shortWeekdays"][4]) == ("ธันวาคม", "วันอาทิตย์", "พฤ.")
    assert (thai["yearsAhead"], english["yearsAhead"]) == (543, 0)
    assert (english["months"][11], english["weekdays"][0]) == ("December", "Sunday")
    assert english["holidays"]["2026-12-10"] == "Constitution Day"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (
            "10 ธ.ค. 69",
            {
                "iso": "2026-12-10",
                "words": "วันพฤหัสบดีที่ 10 ธันวาคม 2569",
                "warning": "ตรงกับวันหยุดราชการ: วันรัฐธรรมนูญ",
            },
        ),
        ("14/12", {"refusal": "โปรดพิมพ์ปีด้วย เช่น 14/12/2569"}),
    ],
)
def test_a_date_that_is_being_typed_is_read(client, real_areas, text, reading):
    assert client.get(reverse("portal:day"), {"text": text}).json() == reading
