"""Changed editions: the trial with published values, and values that follow the crosswalk."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.corrections import queries as corrections_queries
from assessments.corrections.actions import corrections
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation.queries import cards
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from indicators.crosswalks import actions as crosswalks_actions
from indicators.crosswalks import queries as crosswalks_queries
from indicators.crosswalks.domain.origins import CHANGED, NONE, PART, SAME, Origin
from indicators.editions.actions import parts
from indicators.editions.models import Indicator
from indicators.publishing import actions as publishing_actions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_year(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def draft_edition(framework, administrator):
    return publishing_actions.copy_framework(
        source=framework, edition="next", name_th="x", name_en="x", effective_from=2570, by=administrator
    )


def change(edition, indicator, **values):
    part = Indicator.objects.get(aspect__dimension__framework=edition, code=indicator)
    parts.edit_part(part=part, values=values, by=None)
    edition.refresh_from_db()


def url_of(edition):
    return reverse("assessments:trial", args=[edition.edition])


def test_a_harder_gate_is_what_lowers_the_level(client, administrator, last_year, draft_edition):
    change(draft_edition, "EN1.1", level_1=99, level_2=99, level_3=100, level_4=100, level_5=100, gate=True)
    client.force_login(administrator)

    report = client.get(url_of(draft_edition)).context["report"]

    (line,) = report.changed
    assert line.assessment == last_year
    assert (line.trial.old_level, line.trial.new_level, line.trial.level) == (3, 0, 1)
    assert [reason.code for reason in line.trial.reasons] == ["EN1.1"]


def test_indicators_without_a_value_are_left_out_and_counted_or_not_met(
    client, administrator, framework, last_year, draft_edition
):
    origins = crosswalks_queries.origins_between(draft_edition, framework)
    origins |= {"EN1.1": Origin(CHANGED, ("EN1.1",))}
    crosswalks_actions.save_crosswalk(
        framework=draft_edition, earlier=framework, origins=origins, by=administrator
    )
    change(draft_edition, "EN1.1", gate=True)
    client.force_login(administrator)

    left_out = client.get(url_of(draft_edition))
    not_met = client.get(url_of(draft_edition), {"missing": "unmet"})

    assert [indicator.code for indicator in left_out.context["report"].without_value] == ["EN1.1"]
    assert "ไม่นับ 1 ตัวชี้วัด" in left_out.content.decode()
    assert left_out.context["report"].changed == []
    assert [line.trial.new_level for line in not_met.context["report"].changed] == [0]
    assert "missing=unmet" in not_met.content.decode() or 'value="unmet" selected' in not_met.content.decode()


def test_an_unchanged_copy_changes_no_level_and_stores_nothing(
    client, administrator, last_year, draft_edition
):
    client.force_login(administrator)
    before = list(Assessment.objects.values())

    report = client.get(url_of(draft_edition)).context["report"]

    assert (report.changed, len(report.unchanged)) == ([], 1)
    assert list(Assessment.objects.values()) == before


def test_the_values_that_count_are_tried_not_those_that_were_entered(
    client, administrator, last_year, draft_edition
):
    values = {code: EntryValue(value=Decimal(0)) for code in ("EN9.1", "EN9.2", "SO2.3")}
    correction = builders.propose(last_year, by=administrator, values=values)
    corrections.set_corrected_level(
        correction=correction, granted_level=None, meeting=None, reason="รอข้อมูลรอบใหม่", by=administrator
    )
    corrections.approve_correction(correction=correction, by=builders.UserBuilder(role="administrator"))
    client.force_login(administrator)

    (line,) = client.get(url_of(draft_edition)).context["report"].unchanged

    corrected = corrections_queries.published_values(last_year)
    assert corrections_queries.published_values_in([last_year]) == {last_year.pk: corrected}
    assert line.trial.old_level == correction.computed.level < 3


def test_a_draft_with_faults_is_not_computed(client, administrator, last_year, draft_edition):
    change(draft_edition, "EN1.1", name_th="")
    client.force_login(administrator)

    context = client.get(url_of(draft_edition)).context

    assert (context["has_faults"], context["report"]) == (True, None)


def test_a_year_without_published_results_is_not_found(client, administrator, last_year, draft_edition):
    client.force_login(administrator)

    assert client.get(url_of(draft_edition), {"year": "2400"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_areas_needs_the_same_queries(
    client, administrator, people, province, cycle, draft_edition, count, django_assert_max_num_queries
):
    for _ in range(count):
        area = builders.AreaBuilder(province=province)
        assessment = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
        builders.take_to(Status.PUBLISHED, assessment, people)
    client.force_login(administrator)
    client.get(url_of(draft_edition))

    with django_assert_max_num_queries(28):
        report = client.get(url_of(draft_edition)).context["report"]

    assert len(report.unchanged) == count


@pytest.fixture
def this_year(last_year, area, framework, draft_edition, administrator):
    """Return the next year under a new edition: EN1.1 renamed, EN1.2 redefined, EN1.3 split, EN2.1 new."""
    change(draft_edition, "EN1.1", code="EN1.9", unit_th="ร้อยละของโรงงาน")
    origins = crosswalks_queries.origins_between(draft_edition, framework) | {
        "EN1.9": Origin(SAME, ("EN1.1",)),
        "EN1.2": Origin(CHANGED, ("EN1.2",)),
        "EN1.3": Origin(PART, ("EN1.3",)),
        "EN2.1": Origin(NONE),
    }
    crosswalks_actions.save_crosswalk(
        framework=draft_edition, earlier=framework, origins=origins, by=administrator
    )
    edition = publishing_actions.publish_framework(framework=draft_edition, by=administrator)
    cycle = builders.CycleBuilder(framework=edition, year=last_year.cycle.year + 1)
    return entry_actions.open_assessment(area=area, cycle=cycle, by=None)


def test_values_are_carried_forward_through_the_crosswalk(last_year, this_year):
    before, after = entry_queries.entered_values(last_year), entry_queries.entered_values(this_year)

    assert after["EN1.9"] == before["EN1.1"]
    assert {"EN1.2", "EN1.3", "EN2.1"} & after.keys() == set()
    assert len(after) == 38


def test_last_years_value_is_shown_with_a_mark_where_its_meaning_broke(last_year, this_year):
    results = cards.last_year_results(entry_queries.earlier_values(this_year))

    assert (results["EN1.9"].indicator.code, results["EN1.9"].is_comparable) == ("EN1.1", True)
    assert (results["EN1.2"].is_comparable, results["EN1.3"].is_comparable) == (False, False)
    assert "EN2.1" not in results


def test_the_page_says_where_a_trend_breaks(client, this_year, officer, django_assert_max_num_queries):
    client.force_login(officer)
    url = reverse("assessments:aspect", args=[this_year.pk, "EN1"])
    client.get(url)

    with django_assert_max_num_queries(30):
        page = client.get(url).content.decode()

    assert page.count('class="trend-break"') == 2


def test_publishing_a_new_edition_leaves_last_year_unchanged(last_year, this_year):
    edition = workflow_queries.edition_of(last_year)

    assert (edition.edition, "EN1.1" in edition.by_code) == ("2565-working", True)
    assert last_year.resolution.granted_level == 3
