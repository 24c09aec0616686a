"""How far a worker is with something, where a person sees it: waiting, queued, n of m, failed, retried."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.committee.actions import minutes as minute_actions
from assessments.committee.models.minutes import Minutes
from assessments.reports.actions import ask_for_reports
from assessments.reports.domain import ReportPackage
from assessments.reports.models import Report
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.printing.actions import runs
from awards.printing.results import awards as award_results
from awards.register.models.awards import Award
from ecotown.common.produced_files.words import ERRORS
from ecotown.common.queue import signs_of_life
from tests import builders, files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
MINUTE = timedelta(minutes=1)


def give_up(rows):
    rows.update(state="failed", error="lost", attempts=3)


def test_papers_and_minutes_say_how_far_they_are(site, sign_in, at, people, accessible):
    administrator = people.administrator
    assessment = at(Status.COMMITTEE)
    ask_for_reports(assessment=assessment, package=ReportPackage.DOSSIER, by=administrator)
    pdf, _workbook = Report.objects.order_by("kind")
    give_up(Report.objects.filter(pk=pdf.pk))
    minute_actions.ask_for_minutes(meeting=builders.meeting_of(by=administrator), by=administrator)
    page = sign_in(administrator)

    Report.objects.update(asked_at=F("asked_at") - MINUTE)
    page.goto(site + reverse("assessments:papers"))
    states = page.locator("td .state-badge")
    expect(states).to_have_text([_("Waiting in the queue"), str(Report.State.FAILED.label)])
    expect(page.get_by_text(str(ERRORS["lost"]))).to_be_visible()
    accessible(page)
    page.get_by_role("button", name=_("Try again")).click()
    expect(states.first).to_have_text(str(Report.State.WAITING.label))

    Minutes.objects.update(asked_at=F("asked_at") - MINUTE)
    page.goto(site + Minutes.objects.get().meeting.get_absolute_url())
    panel = page.locator("#minutes")
    expect(panel).to_contain_text(_("Waiting in the queue"))
    give_up(Minutes.objects)
    page.reload()
    expect(panel).to_contain_text(str(ERRORS["lost"]))
    panel.get_by_role("button", name=_("Try again")).click()
    expect(panel).to_contain_text(_("Being made"))
    assert page.problems == []


def test_a_print_run_says_that_it_waits_also_in_its_middle(site, sign_in, people, accessible):
    administrator = people.administrator
    ceremony = builders.ceremony(administrator)
    recipients = [builders.recipient(ceremony, administrator).pk for _number in range(3)]
    run = runs.start_run(ceremony=ceremony, recipients=recipients, by=administrator)
    first, second, third = Award.objects.order_by("pk")
    award_results.AWARDS.make(first.pk)
    Award.objects.claim([second.pk])
    Award.objects.update(asked_at=F("asked_at") - MINUTE)
    signs_of_life.note_sign(settings.CELERY_TASK_DEFAULT_QUEUE, timezone.now() + MINUTE)
    page = sign_in(administrator)

    page.goto(site + run.get_absolute_url())
    progress = page.locator("#progress")
    expect(progress).to_contain_text(_("%(value)s of %(total)s") % {"value": 1, "total": 3})
    expect(progress).not_to_contain_text(_("Waiting in the queue"))
    signs_of_life.note_sign(settings.CELERY_TASK_DEFAULT_QUEUE, timezone.now() - MINUTE)
    expect(progress).to_contain_text(_("Waiting in the queue"))  # by itself
    expect(page.locator("#progress-title")).to_have_text(_("Waiting in the queue"))
    accessible(page)
    award_results.AWARDS.make(third.pk)
    give_up(Award.objects.filter(pk=second.pk))
    award_results.finish_runs()
    page.reload()
    expect(page.get_by_text(str(ERRORS["lost"]))).to_be_visible()
    assert page.problems == []


def test_a_level_and_a_preview_that_failed_are_tried_again(site, sign_in, draft, people, accessible):
    builders.fill_in(draft, people.officer)
    evidence = builders.add_evidence(draft, files.pdf(), by=people.officer)
    Assessment.objects.update(revision=F("revision") + 1, level_error="lost", level_attempts=3)
    draft.evidence.update(preview="failed")
    page = sign_in(people.officer)

    page.goto(site + draft.get_absolute_url())
    panel = page.locator("#level-panel")
    expect(panel.locator(".note-bad")).to_be_visible()
    accessible(page)
    panel.get_by_role("button", name=_("Try again")).click()
    expect(panel).to_contain_text(_("Computing"))

    page.goto(site + reverse("assessments:evidence", args=[draft.pk]))
    row = page.locator(f"#evidence-{evidence.pk}")
    row.get_by_role("button", name=_("Make the preview again")).click()
    expect(row).to_contain_text(_("Preview is being made"))
    draft.evidence.update(asked_at=F("asked_at") - MINUTE)
    page.reload()
    expect(row).to_contain_text(_("Waiting in the queue"))
    assert page.problems == []
