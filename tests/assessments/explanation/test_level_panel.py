"""The panel beside the work: gates, the nearest blockers, and the last level while one is computed."""

import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.entry.actions import entries
from assessments.entry.domain.values import EntryValue
from assessments.explanation import results
from assessments.workflow.models import Assessment
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(client, officer):
    """Return a function: the panel of an assessment as htmx asks for it, with the answer."""
    client.force_login(officer)

    def read(assessment, **included):
        address = reverse("assessments:level", args=[assessment.pk])
        with override("th"):
            response = client.get(address, included, headers={"HX-Request": "true"})
        return response, html.unescape(response.content.decode())

    return read


def codes_in(text):
    return re.findall(r'id="blocker-([\w.]+)"', text)


def test_three_blockers_stand_in_sight_and_the_others_are_folded_with_the_count_of_all(draft, officer, panel):
    filled = builders.fill_in(draft, officer, level=2)

    response, text = panel(filled)

    explanation = response.context["page"].explanation
    in_sight, _summary, folded = text.partition('<details class="other-blockers"')
    in_sight_codes, folded_codes = codes_in(in_sight), codes_in(folded)
    blocking = [blocker.indicator.code.lower() for blocker in explanation.blockers]
    assert len(in_sight_codes) == 3
    assert sorted(in_sight_codes + folded_codes) == sorted(blocking)
    assert re.search(rf"<summary>\s*ดูทั้งหมด {len(blocking)}\s*</summary>", folded)


def test_the_nearest_have_a_value_and_the_least_to_go(draft, officer, panel):
    filled = builders.fill_in(draft, officer, level=2)

    explanation = panel(filled)[0].context["page"].explanation

    gaps = [blocker.gap for blocker in explanation.nearest]
    assert gaps == sorted(gap for blocker in explanation.blockers if (gap := blocker.gap) is not None)[:3]
    assert {*explanation.nearest} | {*explanation.others} == {*explanation.blockers}


def test_every_gate_that_blocks_is_named(draft, panel):
    results.compute_level(assessment_id=draft.pk, revision=draft.revision)  # nothing is filled in

    response, text = panel(draft)

    edition = response.context["page"].edition
    gates = [
        indicator.code.lower()
        for indicator in edition.indicators
        if indicator.gate and indicator.thresholds[0] is not None
    ]
    assert gates
    assert re.findall(r'id="gate-([\w.]+)"', text) == gates


def test_the_last_level_stays_while_the_new_one_is_computed(draft, officer, panel):
    filled = builders.fill_in(draft, officer, level=3)
    before = codes_in(panel(filled)[1])
    saved = entries.save_entries(
        assessment=filled, values={"EN9.1": EntryValue(value=Decimal(9))}, by=officer
    ).assessment

    text = panel(saved)[1]

    assert 'aria-busy="true"' in text
    assert 'level-badge-large level-3"' in text
    assert "กำลังคำนวณ" in text
    assert codes_in(text) == before
    assert "hx-get" in text
    assert "data-announce" not in text


def test_the_new_level_is_announced_and_takes_the_place_of_the_badge_at_the_head(draft, officer, panel):
    filled = builders.fill_in(draft, officer, level=3)

    with_head, without = panel(filled, head="1")[1], panel(filled)[1]

    assert 'data-announce="ระดับที่คำนวณ: 3"' in with_head
    assert "aria-busy" not in with_head
    assert 'id="level-pairs" hx-swap-oob="true"' in with_head
    assert "level-pairs" not in without  # of a page that shows the level in the panel alone


def test_before_the_first_level_the_panel_says_that_it_comes(draft, panel):
    text = panel(draft)[1]

    assert 'aria-busy="true"' in text
    assert "level-badge-large" not in text
    assert "กำลังคำนวณ" in text


def test_the_answer_to_a_saving_keeps_the_last_level_in_both_places(client, draft, officer):
    filled = builders.fill_in(draft, officer, level=3)
    client.force_login(officer)

    with override("th"):
        text = client.post(
            reverse("assessments:entry", args=[filled.pk, "EN9.1"]), {"EN9.1-value": "9"}
        ).content.decode()

    head, _panel, panel = text.partition('id="level-panel"')
    pair = head[head.index('id="level-pairs"') :]
    assert Assessment.objects.with_level().get(pk=filled.pk).computed_level is None
    assert 'class="level-badge level-3"' in pair
    assert 'aria-busy="true"' in pair
    assert 'level-badge-large level-3"' in panel


def test_a_level_that_failed_shows_no_old_one(draft, officer, panel):
    filled = builders.fill_in(draft, officer, level=3)
    Assessment.objects.update(revision=filled.revision + 1, level_error="lost", level_attempts=3)

    text = panel(filled, head="1")[1]

    assert "aria-busy" not in text
    assert "level-3" not in text
    assert 'id="level-pairs" hx-swap-oob="true"' in text
    with override("th"):
        assert _("Try again") in text
