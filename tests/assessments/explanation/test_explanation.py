"""The explanation of a level: its numbers add up, changes are listed, the public sees a part."""

import html
import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from assessments.committee.actions import resolutions
from assessments.corrections.actions import corrections
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results
from assessments.explanation.queries import levels
from assessments.submission import actions as submission_actions
from assessments.workflow.domain import Status
from tests import builders

pytestmark = pytest.mark.django_db


def public_page(client, assessment):
    return client.get(reverse("portal:explanation", args=[assessment.area.key, assessment.cycle.year]))


def words_of(answer):
    """Return the words of a page between single blanks, from its title on."""
    page = answer.content.decode()
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page[page.index("<title>") :])).split())


def page_of(client, assessment, **parameters):
    return client.get(reverse("assessments:explanation", args=[assessment.pk]), parameters)


def test_what_is_listed_adds_up_to_the_levels(client, at, people):
    assessment = at(Status.DRAFT)
    client.force_login(people.officer)

    context = page_of(client, assessment).context

    cards = [card for _, aspects in context["table"] for _, cards in aspects for card in cards]
    assert len(cards) == 41
    for line in context["level_lines"]:
        level = line.rule.level
        assert line.result.met == sum(level in card.result.meets for card in cards)
        assert line.result.counted == sum(level in card.result.counts for card in cards)
        assert line.result.met == sum(result.met for _, result in line.dimensions if result)


def test_formulas_stand_there_with_their_numbers(client, at, people):
    assessment = at(Status.DRAFT)
    client.force_login(people.officer)
    inputs = assessment.entries.get(indicator__code="EN3.2").inputs
    part, whole = (inputs.get(key=key).value for key in ("part", "whole"))

    page = page_of(client, assessment).content.decode()

    assert f"100 × {part:,.0f} ÷ {whole:,.0f}" in page


def test_the_comparison_with_the_year_before_names_what_moved(client, at, people, area):
    before = at(Status.DRAFT, level=2)
    later = builders.CycleBuilder(year=before.cycle.year + 1, framework=before.cycle.framework)
    now = builders.fill_in(
        entry_actions.open_assessment(area=area, cycle=later, by=None), people.officer, level=3
    )
    client.force_login(people.officer)

    level_change = page_of(client, now).context["level_change"]

    assert (level_change.old_level, level_change.new_level) == (2, 3)
    for level in level_change.levels:
        assert level.new.met == level.old.met + len(level.gained) - len(level.lost)


def test_the_comparison_with_what_was_submitted(client, at, people):
    assessment = at(Status.INTERNAL_AUDIT)
    submission_actions.withdraw(assessment=assessment, by=people.officer)
    entry_actions.save_entries(
        assessment=assessment, values={"PH1.2": EntryValue(value=Decimal(0))}, by=people.officer
    )
    assessment.refresh_from_db()
    results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    client.force_login(people.officer)

    context = page_of(client, assessment).context

    assert context["since"].startswith("r")
    assert [indicator.code for indicator in context["level_change"].indicators] == ["PH1.2"]


def test_a_year_of_another_area_cannot_be_asked_for(client, at, people):
    assessment = at(Status.DRAFT)
    year = assessment.cycle.year + 1
    builders.fill_in(
        entry_actions.open_assessment(
            area=builders.AreaBuilder(),
            cycle=builders.CycleBuilder(year=year, framework=assessment.cycle.framework),
            by=None,
        ),
        people.officer,
    )
    client.force_login(people.officer)

    context = page_of(client, assessment, since=str(year)).context

    assert context["comparisons"] == []
    assert context["level_change"] is None


class TestForThePublic:
    def test_a_published_level_is_explained(self, client, at):
        assessment = at(Status.PUBLISHED)

        answer = client.get(reverse("portal:explanation", args=[assessment.area.key, assessment.cycle.year]))

        assert "EN3.2" in answer.content.decode()

    def test_what_was_granted_heads_the_page_with_the_reason_of_the_difference(self, client, at, people):
        assessment = at(Status.COMMITTEE)
        reason = "ที่ประชุมเห็นว่าข้อมูลยังไม่ครบถ้วน"
        builders.resolve(assessment, people.administrator, level=2, reason=reason)
        resolutions.publish(assessment=assessment, by=people.administrator)

        answer = public_page(client, assessment)

        words = words_of(answer)
        assert "ได้รับการรับรองระดับ 2 · คำนวณได้ระดับ 3 การส่งเสริม เหตุที่ต่างกัน " + reason in words
        assert words.startswith("เหตุใดจึงได้ระดับ 2 ")
        assert answer.context["granted"].differs is True

    def test_a_level_granted_as_computed_says_so(self, client, at):
        words = words_of(public_page(client, at(Status.PUBLISHED)))

        assert "ระดับที่รับรองเท่ากับระดับที่คำนวณได้" in words
        assert "เหตุที่ต่างกัน" not in words

    def test_a_visitor_asks_about_an_indicator_from_its_explanation(self, client, at):
        assessment = at(Status.PUBLISHED)
        address = f"{reverse('assessments:ask', args=[assessment.pk])}?indicator=EN3.2"

        form = client.get(address).context["form"]

        assert f'href="{address}"' in public_page(client, assessment).content.decode()
        assert form["code"].value() == "EN3.2"

    def test_a_level_that_fails_by_the_one_below_says_so(self, client, at):
        answer = public_page(client, at(Status.PUBLISHED))

        results = [line.result for line in answer.context["level_lines"]]
        assert [result.lower_levels_attained for result in results] == [True, True, True, True, False]
        assert words_of(answer).count("ระดับที่ต่ำกว่าไม่ผ่าน") == 1

    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            pytest.param("รอข้อมูลรอบใหม่", "รอข้อมูลรอบใหม่", id="its own reason"),
            pytest.param("", "มีการแก้ไขค่าหลังเผยแพร่ผล และคำนวณระดับใหม่ ดูรายการแก้ไข", id="a meeting"),
        ],
    )
    def test_a_correction_that_leaves_the_granted_level_is_why_the_two_differ(
        self, client, at, people, reason, words
    ):
        assessment = at(Status.PUBLISHED)
        administrator = people.administrator
        values = {"PH1.2": EntryValue(value=Decimal(0))}  # must be met from level 1 on
        correction = builders.propose(assessment, by=administrator, values=values)
        corrections.set_corrected_level(
            correction=correction,
            granted_level=None,
            meeting=None if reason else builders.meeting_of(by=administrator, number="11/2569"),
            reason=reason,
            by=administrator,
        )
        colleague = builders.UserBuilder(role=administrator.role)
        corrections.approve_correction(correction=correction, by=colleague)

        answer = public_page(client, assessment)

        assert (answer.context["granted"].level, answer.context["granted"].computed) == (3, 0)
        assert f"เหตุที่ต่างกัน {words}" in words_of(answer)

    def test_what_is_asked_stands_in_words_and_leads_to_the_indicator(self, client, at):
        answer = public_page(client, at(Status.PUBLISHED))

        blockers = answer.context["explanation"].blockers
        page, words = answer.content.decode(), words_of(answer)
        assert blockers
        assert f"เพื่อให้ถึงระดับ 4 (อย่างน้อย {len(blockers)} ตัวชี้วัด)" in words
        assert re.search(r"ปัจจุบันร้อยละ \d+ ต้องไม่น้อยกว่าร้อยละ \d+", words)
        assert re.search("[≥≤]", words) is None
        gates = {gate.code.lower() for line in answer.context["level_lines"] for gate in line.gates}
        linked = set(re.findall(r'href="#explanation-([^"]+)"', page))
        assert gates
        assert linked == gates | {blocker.indicator.code.lower() for blocker in blockers}
        assert linked <= set(re.findall(r'<tr id="explanation-([^"]+)"', page))

    def test_the_page_of_the_area_leads_to_the_reason_from_beside_the_level(self, client, at):
        assessment = at(Status.PUBLISHED)
        url = reverse("portal:explanation", args=[assessment.area.key, assessment.cycle.year])

        page = client.get(assessment.area.get_absolute_url()).content.decode()

        buttons = re.findall(rf'<a class="btn[^"]*" href="{url}">\s*([^<]+)</a>', page)
        assert buttons == ["เหตุใดจึงได้ระดับ 3"] * 2  # of the latest level, and of its year

    @pytest.mark.parametrize("status", [Status.DRAFT, Status.COMMITTEE, Status.GRANTED])
    def test_nothing_is_told_before_publication(self, client, at, status):
        assessment = at(status)

        answer = client.get(reverse("portal:explanation", args=[assessment.area.key, assessment.cycle.year]))

        assert answer.status_code == 404

    @pytest.mark.parametrize("is_public", [True, False])
    def test_what_people_wrote_stays_inside(self, at, people, is_public):
        assessment = at(Status.DRAFT)
        reason = {"EN9.1": EntryValue(not_applicable=True, reason="โทร 081-000-0000")}
        entry_actions.save_entries(assessment=assessment, values=reason, by=people.officer)

        context = {**levels.explanation_context(assessment), "is_public": is_public}

        page = render_to_string("assessments/explanation/explanation.html", context)
        assert ("081-000-0000" in page) is not is_public


@pytest.mark.parametrize("years", [1, 3])
def test_the_queries_do_not_grow_with_the_years(
    client, at, people, area, years, django_assert_max_num_queries
):
    assessment = at(Status.DRAFT)
    for number in range(1, years + 1):
        cycle = builders.CycleBuilder(
            year=assessment.cycle.year - number, framework=assessment.cycle.framework
        )
        builders.fill_in(entry_actions.open_assessment(area=area, cycle=cycle, by=None), people.officer)
    client.force_login(people.officer)

    with django_assert_max_num_queries(20):
        answer = page_of(client, assessment)

    assert len(answer.context["comparisons"]) == years
