"""The list of indicators on the audit screen: what it shows, that it keeps the choice, where it leads on."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments, returns, verdicts
from assessments.audit.domain import VerdictKind
from assessments.audit.models.indicator_views import IndicatorView
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.submission import actions as submission_actions
from assessments.workflow.domain import Status
from tests import builders, files

INTERNAL = Status.INTERNAL_AUDIT
SEVEN = EntryValue(value=Decimal(7))


@pytest.fixture
def taken(draft, at, people):
    """Return an internal audit in hand; EN9.1 has evidence, SO1.1 does not apply."""
    evidence = builders.add_evidence(draft, files.pdf(), "report.pdf", by=people.officer)
    evidence_actions.cite(evidence=evidence, code="EN9.1", page="1", by=people.officer)
    builders.fill_in(draft, people.officer)
    exempt = {"SO1.1": EntryValue(not_applicable=True, reason="ไม่มีโรงงาน")}
    entry_actions.save_entries(assessment=draft, values=exempt, by=people.officer)
    submitted = builders.submit(draft, people.officer)
    assignments.take_on(assessment=submitted, by=people.internal)
    return submitted


@pytest.fixture
def reader(client, people):
    client.force_login(people.internal)
    return client


def url(name, assessment, *more):
    return reverse(f"assessments:{name}", args=[assessment.pk, *more])


def listed(response):
    return [row.indicator.code for row in response.context["indicators"].shown]


def counts(response):
    return {choice.show.value: choice.count for choice in response.context["indicators"].choices}


def resubmit(assessment, people, code="EN9.1"):
    """Return one indicator and have the province change it."""
    builders.send_back(assessment, people.internal, codes=[code])
    entry_actions.save_entries(assessment=assessment, values={code: SEVEN}, by=people.officer)
    submission_actions.resubmit(assessment=assessment, declared=True, by=people.officer)
    assessment.refresh_from_db()


def test_the_choices_count_and_show_what_they_say(reader, taken, people):
    verdicts.give_verdict(assessment=taken, code="SO1.1", kind=VerdictKind.AGREE, by=people.internal)
    resubmit(taken, people)

    everything = reader.get(url("audit", taken))

    assert counts(everything) == {
        "": 41,
        "changed": 1,
        "warned": len(everything.context["page"].warnings_and_peers.warnings),
        "without-evidence": 39,
        "waiting": 1,
    }
    for show, count in counts(everything).items():
        assert len(listed(reader.get(url("audit", taken), {"show": show}))) == count
    assert listed(reader.get(url("audit", taken), {"show": "changed"})) == ["EN9.1"]
    assert not {"EN9.1", "SO1.1"} & {*listed(reader.get(url("audit", taken), {"show": "without-evidence"}))}


def test_a_changed_value_waits_to_be_judged_again(reader, taken, people):
    resubmit(taken, people)

    current = reader.get(url("audit-indicator", taken, "EN9.1")).context["current"]

    assert (current.state, current.state_in_full) == ("เปลี่ยน", "มีการแก้ไข รอตรวจใหม่")


def test_the_pages_of_an_audit_belong_to_the_list_of_audits(reader, taken):
    for name in ("audit", "recuse"):
        entries = reader.get(url(name, taken)).context["navigation_entries"]

        assert [entry.url for entry in entries if entry.is_current] == [reverse("assessments:audits")]


def test_an_unknown_choice_shows_all(reader, taken):
    assert len(listed(reader.get(url("audit", taken), {"show": "everything"}))) == 41


def test_the_list_stands_under_its_aspects_in_the_order_of_the_criteria(reader, taken):
    response = reader.get(url("audit", taken))

    aspects = response.context["indicators"].aspects
    edition = response.context["page"].edition
    assert [row.indicator.code for _aspect, rows in aspects for row in rows] == [*edition.by_code]
    assert len(aspects) == 20


def test_every_way_on_keeps_the_choice(reader, taken):
    query = "?show=without-evidence"
    here = url("audit-indicator", taken, "EN1.2") + query
    page = reader.get(here)

    ways = {page.context["previous"], page.context["following"], page.context["next_unjudged"]}
    content = page.content.decode()
    assert ways <= {*listed(page)}
    for code in listed(page):
        assert f'href="{url("audit-indicator", taken, code)}{query}"' in content
    judged = reader.post(url("verdict", taken, "EN1.2") + query, {"kind": "accept"})
    noted = reader.post(url("note", taken, "EN1.2") + query, {"text": "ดูแล้ว"})
    commented = reader.post(url("threads", taken, "EN1.2") + query, {"text": "มาจากไหน"})
    assert judged.headers["Location"].endswith(query)
    assert [noted.headers["Location"], commented.headers["Location"]] == [f"{here}#threads"] * 2
    swapped = reader.post(
        url("verdict", taken, "EN1.3") + query, {"kind": "accept"}, headers={"HX-Request": "true"}
    )
    assert re.findall(r'hx-post="[^"]*\?show=([^"]*)"', swapped.content.decode())


def test_a_choice_that_runs_empty_says_so_and_offers_all(reader, taken, people):
    code = "EN9.1"
    verdicts.give_verdict(assessment=taken, code="SO1.1", kind=VerdictKind.AGREE, by=people.internal)
    for returned in ("EN9.2", "EN1.1"):
        verdicts.give_verdict(
            assessment=taken, code=returned, kind=VerdictKind.RETURN, reason="ขอหลักฐาน", by=people.internal
        )
    builders.audit(taken, people.internal, returning=[code])
    due_on = timezone.localdate() + timedelta(days=7)
    returns.return_for_correction(assessment=taken, due_on=due_on, by=people.internal)
    entry_actions.save_entries(assessment=taken, values={code: SEVEN}, by=people.officer)
    replies = {"EN9.2": "ถูกต้อง", "EN1.1": "ถูกต้อง"}
    returns.reply_to_return(assessment=taken, replies=replies, by=people.officer)
    submission_actions.resubmit(assessment=taken, declared=True, by=people.officer)
    address = url("audit-indicator", taken, code) + "?show=changed"
    before = reader.get(address)

    after = reader.post(url("verdict", taken, code) + "?show=changed", {"kind": "accept"}, follow=True)

    assert (before.context["next_unjudged"], after.context["next_unjudged"]) == (code, None)
    content = after.content.decode()
    assert "ไม่มีตัวชี้วัดในกลุ่มนี้ที่รอตรวจแล้ว" in content
    assert f'<a href="{url("audit", taken)}" data-key="u">' in content
    assert "แสดงทั้งหมด (รอตรวจ 2 ตัวชี้วัด)" in content


def test_opening_an_indicator_is_written_once_until_it_changes(reader, taken, people):
    def writes():
        with CaptureQueriesContext(connection) as captured:
            reader.get(url("audit-indicator", taken, "EN9.1"))
        return sum('INSERT INTO "assessments_indicatorview"' in query["sql"] for query in captured)

    assert [writes(), writes()] == [1, 0]
    resubmit(taken, people)
    assert [writes(), writes()] == [1, 0]
    assert IndicatorView.objects.get().user == people.internal


def test_what_administrators_and_officers_open_is_not_written(client, taken, people):
    for reader in (people.administrator, people.officer):
        client.force_login(reader)
        client.get(url("audit-indicator", taken, "EN9.1"))

    assert not IndicatorView.objects.exists()
