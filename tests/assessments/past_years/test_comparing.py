"""What a loaded year is good for: last year's values, warnings, carrying forward, ranges; always marked."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from areas.models import PublishedLevel
from assessments.entry import queries as entry_queries
from assessments.entry.actions.entries import confirm_entries, open_assessment, save_entries
from assessments.entry.domain.values import EntryValue
from assessments.pages.screens.assessment import AssessmentPage
from assessments.past_years.actions import release_past_year, remove_past_year
from assessments.past_years.models import PastYear
from assessments.warnings.domain.warnings import WarningKind
from assessments.warnings.queries.warnings import current_warnings_and_peers
from assessments.warnings.words import published_words
from assessments.workflow import queries
from assessments.workflow.domain import Status
from assessments.workflow.events import Event
from ecotown.common.history import recording
from ecotown.demonstration.values import values_for
from tests import builders
from tests.assessments.past_years import YEAR

SHARE = EntryValue(inputs={"part": Decimal(40), "whole": Decimal(50)})
FEW = EntryValue(value=Decimal(2))


@pytest.fixture
def first_cycle(framework):
    return builders.CycleBuilder(framework=framework, year=YEAR + 1)


def test_a_first_assessment_has_the_last_loaded_year_as_the_year_before(load, area, first_cycle):
    load({"EN9.1": EntryValue(value=Decimal(1))}, year=YEAR - 3)
    load({"EN1.1": SHARE})

    assessment = open_assessment(area=area, cycle=first_cycle, by=None)

    earlier = entry_queries.earlier_values(assessment)
    assert (earlier.year, earlier.is_loaded, earlier.comparable) == (YEAR, True, {"EN1.1": SHARE})


def test_an_assessed_year_comes_before_a_loaded_one(load, area, first_cycle, framework, officer):
    load({"EN1.1": SHARE})
    builders.fill_in(open_assessment(area=area, cycle=first_cycle, by=None), officer)
    second = builders.CycleBuilder(framework=framework, year=YEAR + 2)

    earlier = entry_queries.earlier_values(open_assessment(area=area, cycle=second, by=None))

    assert (earlier.year, earlier.is_loaded) == (YEAR + 1, False)


def test_loaded_values_are_carried_forward_to_be_confirmed(load, area, first_cycle):
    load({"EN1.1": SHARE})

    assessment = open_assessment(area=area, cycle=first_cycle, by=None)

    entered = entry_queries.entered(assessment)
    event = recording.events_of(assessment.history_subject).get(name=Event.CARRIED_FORWARD)
    assert (entered.values["EN1.1"], entered.unconfirmed) == (SHARE, {"EN1.1"})
    assert event.data == {"year": YEAR, "codes": ["EN1.1"], "is_loaded": True}


def test_a_value_far_from_the_loaded_one_raises_a_warning(load, area, first_cycle, officer):
    load({"EN1.1": SHARE})
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    tenfold = {"EN1.1": EntryValue(inputs={"part": Decimal(400), "whole": Decimal(500)})}

    save_entries(assessment=assessment, values=tenfold, by=officer)

    shown = current_warnings_and_peers(assessment).warnings["EN1.1"]
    kinds = [(warning.warning.kind, warning.year, warning.is_loaded) for warning in shown]
    assert (WarningKind.LAST_YEAR, YEAR, True) in kinds


def test_the_pages_of_an_assessment_mark_the_loaded_value(client, load, area, first_cycle, officer):
    load({"EN1.1": SHARE})
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    client.force_login(officer)

    pages = [
        client.get(reverse("assessments:aspect", args=[assessment.pk, "EN1"])),
        client.get(reverse("assessments:carried-dimension", args=[assessment.pk, "EN"])),
    ]

    assert ["ไม่ได้ตรวจในระบบ" in page.content.decode() for page in pages] == [True, True]


class TestValuesOverTheYears:
    """The values of all earlier years of an indicator, beside this year's."""

    @pytest.fixture
    def third(self, load, area, first_cycle, framework, officer):
        """Return the third assessment of an area with two loaded years before the first."""
        load({"EN1.1": SHARE, "EN9.1": FEW}, year=YEAR - 1)
        load({"EN1.1": SHARE})
        builders.fill_in(open_assessment(area=area, cycle=first_cycle, by=None), officer)
        second = builders.CycleBuilder(framework=framework, year=YEAR + 2)
        open_assessment(area=area, cycle=second, by=None)
        cycle = builders.CycleBuilder(framework=framework, year=YEAR + 3)
        return open_assessment(area=area, cycle=cycle, by=None)

    def test_all_earlier_years_stand_there_and_loaded_ones_are_marked(self, third):
        years = AssessmentPage(third).earlier_years["EN1.1"]

        assert [(year.year, year.is_loaded) for year in years] == [
            *((YEAR - 1, True), (YEAR, True)),
            *((YEAR + 1, False), (YEAR + 2, False)),
        ]
        assert years[0].result.value == 80
        assert [year.year for year in AssessmentPage(third).earlier_years["EN9.1"]] == [
            *(YEAR - 1, YEAR + 1, YEAR + 2)
        ]

    def test_one_earlier_year_is_last_years_value_alone(self, load, area, first_cycle):
        load({"EN1.1": SHARE})

        page = AssessmentPage(open_assessment(area=area, cycle=first_cycle, by=None))

        assert (page.earlier_years, page.last_year["EN1.1"].year) == ({}, YEAR)

    def test_without_an_earlier_year_nothing_is_asked(self, area, first_cycle, django_assert_num_queries):
        page = AssessmentPage(open_assessment(area=area, cycle=first_cycle, by=None))
        assert page.earlier is None

        with django_assert_num_queries(0):
            assert page.earlier_years == {}

    def test_any_number_of_years_takes_the_same_queries(
        self, load, area, first_cycle, django_assert_num_queries
    ):
        load({"EN1.1": SHARE})
        load({"EN1.1": SHARE}, year=YEAR - 1)
        assessment = open_assessment(area=area, cycle=first_cycle, by=None)
        earlier = entry_queries.earlier_values(assessment)
        with django_assert_num_queries(2):
            entry_queries.earlier_years(assessment, earlier)
        for year in (YEAR - 2, YEAR - 3):
            load({"EN1.1": SHARE}, year=year)

        with django_assert_num_queries(2):
            years = entry_queries.earlier_years(assessment, earlier)

        assert [year.year for year in years] == [YEAR - 3, YEAR - 2, YEAR - 1, YEAR]

    def test_two_queries_more_beside_assessments(self, third, django_assert_num_queries):
        earlier = entry_queries.earlier_values(third)

        with django_assert_num_queries(2):
            entry_queries.earlier_years(third, earlier)

    def test_the_audit_of_an_indicator_takes_at_most_twenty_queries(
        self, client, third, people, django_assert_max_num_queries
    ):
        confirm_entries(assessment=third, codes=entry_queries.unconfirmed_codes(third), by=people.officer)
        builders.submit(third, people.officer)
        client.force_login(people.internal)
        url = reverse("assessments:audit-indicator", args=[third.pk, "EN1.1"])
        client.get(url)

        with django_assert_max_num_queries(20):
            client.get(url)

    def test_only_the_last_five_years_are_shown(self, load, area, first_cycle):
        for year in range(YEAR - 5, YEAR + 1):
            load({"EN1.1": SHARE}, year=year)

        page = AssessmentPage(open_assessment(area=area, cycle=first_cycle, by=None))

        assert [year.year for year in page.earlier_years["EN1.1"]] == [*range(YEAR - 4, YEAR + 1)]

    def test_officer_and_assessor_read_them_at_the_indicator(self, client, third, people):
        client.force_login(people.officer)
        card = client.get(reverse("assessments:aspect", args=[third.pk, "EN1"])).content.decode()
        confirm_entries(assessment=third, codes=entry_queries.unconfirmed_codes(third), by=people.officer)
        builders.submit(third, people.officer)
        client.force_login(people.administrator)
        audit = client.get(reverse("assessments:audit-indicator", args=[third.pk, "EN1.1"])).content.decode()

        assert ["earlier-years" in page and "ไม่ได้ตรวจในระบบ" in page for page in (card, audit)] == [
            True,
            True,
        ]


def test_the_workbook_of_an_assessment_marks_the_loaded_value(load, area, first_cycle):
    from assessments.entry.documents import workbook

    load({"EN1.1": SHARE})
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    earlier = entry_queries.earlier_values(assessment)

    heading = workbook.headings(earlier.year, is_loaded=earlier.is_loaded)[8]

    assert heading == f"ค่าปีงบประมาณ {YEAR} (ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ)"


@pytest.fixture
def ranged(framework, area, load, officer):
    """Load a year of five other areas, and open the first assessment of the area."""

    def open_with(count=5):
        for number in range(count):
            other = builders.AreaBuilder(province=area.province)
            load({"EN9.1": EntryValue(value=Decimal(80 + number))}, area=other)
        cycle = builders.CycleBuilder(framework=framework, year=YEAR + 1)
        return open_assessment(area=area, cycle=cycle, by=None)

    return open_with


def test_loaded_years_of_other_areas_make_a_range_and_are_counted_as_loaded(ranged):
    assessment = ranged()

    published = current_warnings_and_peers(assessment).peer_ranges["EN9.1"].published

    assert (published.lowest, published.highest, published.areas, published.loaded) == (80, 84, 5, 5)
    with override("th"):
        words = published_words(published, queries.edition_of(assessment).by_code["EN9.1"])
    assert words.endswith("5 พื้นที่ ในจำนวนนี้เป็นข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ 5 พื้นที่)")


def test_a_published_value_takes_the_place_of_the_loaded_one(ranged, at, people, area, framework, load):
    other = builders.AreaBuilder(province=area.province)
    load({"EN9.1": EntryValue(value=Decimal(10))}, area=other)
    cycle = builders.CycleBuilder(framework=framework, year=YEAR + 2)
    draft = open_assessment(area=other, cycle=cycle, by=None)
    builders.take_to(Status.PUBLISHED, draft, people)

    assessment = ranged()

    published = current_warnings_and_peers(assessment).peer_ranges["EN9.1"].published
    assert (published.areas, published.loaded, published.lowest == 10) == (6, 5, False)


def test_demonstration_data_are_not_compared_with_loaded_years(ranged):
    assessment = ranged()
    assessment.cycle.is_demonstration = True

    assert current_warnings_and_peers(assessment).peer_ranges == {}


def test_a_year_that_is_removed_leaves_the_range(ranged, officer):
    assessment = ranged(6)
    assert current_warnings_and_peers(assessment).peer_ranges["EN9.1"].published.areas == 6

    remove_past_year(past_year=PastYear.objects.first(), reason="ผิด", by=officer)

    assert current_warnings_and_peers(assessment).peer_ranges["EN9.1"].published.areas == 5


def test_a_level_is_compared_with_a_loaded_year_that_is_complete(
    client, load, area, first_cycle, officer, edition
):
    values = values_for(edition, 2, area.key)
    load(values, year=YEAR - 1)
    load({"EN1.1": SHARE})
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    builders.fill_in(assessment, officer, level=3)
    client.force_login(officer)

    page = client.get(reverse("assessments:explanation", args=[assessment.pk]))

    change = page.context["level_change"]
    assert next(key for key, _words in page.context["comparisons"]) == f"loaded-{YEAR - 1}"
    assert "ไม่ได้ตรวจในระบบ" in page.context["since_words"]
    assert (change.old_level, change.new_level) == (2, 3)


@pytest.fixture
def loaded_and_published(load, area, first_cycle, edition, people):
    """Load a whole year of an area, and publish its first assessment."""
    load(values_for(edition, 2, area.key), level=2)
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    codes = entry_queries.unconfirmed_codes(assessment)
    confirm_entries(assessment=assessment, codes=codes, by=people.officer)
    return builders.take_to(Status.PUBLISHED, assessment, people)


@pytest.mark.parametrize("since", ["", f"loaded-{YEAR}"])
def test_a_visitor_is_shown_no_comparison_with_a_loaded_year(client, loaded_and_published, area, since):
    url = reverse("portal:explanation", args=[area.key, YEAR + 1])

    page = client.get(url, {"since": since})

    assert page.context["comparisons"] == []
    assert "ไม่ได้ตรวจในระบบ" not in page.content.decode()


def test_the_public_pages_certify_nothing_of_a_loaded_year(client, load, area, administrator):
    past_year = load({}, level=4)
    hidden = client.get(area.get_absolute_url())
    release_past_year(past_year=past_year, by=administrator)

    shown = client.get(area.get_absolute_url())

    marks = ["ไม่ได้ตรวจในระบบ" in page.content.decode() for page in (hidden, shown)]
    assert marks == [False, True]
    assert (shown.context["line"].level, shown.context["published"]) == (None, [])
    assert client.get(reverse("portal:explanation", args=[area.key, YEAR])).status_code == 404


def test_the_history_says_that_what_was_carried_forward_had_been_loaded(
    client, load, area, first_cycle, officer
):
    load({"EN1.1": SHARE})
    assessment = open_assessment(area=area, cycle=first_cycle, by=None)
    client.force_login(officer)

    page = client.get(reverse("assessments:history", args=[assessment.pk]))

    assert "ที่มา: ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ" in page.content.decode()


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param([], (YEAR, 2, True), id="nothing else is known"),
        pytest.param([(YEAR, 3)], (YEAR, 3, False), id="published of the same year"),
        pytest.param([(YEAR - 1, 3)], (YEAR, 2, True), id="published of a year before"),
    ],
)
def test_the_room_of_the_committee_marks_the_level_of_a_loaded_year(
    client, load, area, first_cycle, people, administrator, published, expected
):
    load({}, level=2)
    for year, level in published:
        PublishedLevel.objects.create(area=area, year=year, level=level, source="ประกาศ กรอ.")
    waiting = open_assessment(area=area, cycle=first_cycle, by=None)
    waiting = builders.take_to(Status.COMMITTEE, waiting, people)
    meeting = builders.meeting_of(waiting, by=administrator)
    client.force_login(administrator)

    page = client.get(reverse("assessments:room", args=[meeting.pk, waiting.pk]))

    previous = page.context["previous_level"]
    assert (previous.year, previous.level, previous.is_loaded) == expected
    assert ("ไม่ได้ตรวจในระบบ" in page.content.decode()) == previous.is_loaded
