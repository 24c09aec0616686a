"""Who may open and do what: every address × role × own or other province, without exception."""

from decimal import Decimal

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments import actions
from assessments import results as assessment_results
from assessments.domain.entries import Given
from assessments.domain.papers import Package
from assessments.domain.workflow import Status
from assessments.models import Minutes, PlanTarget
from awards import actions as awards
from awards import results
from awards.domain.ceremonies import PackageKind
from awards.models import Ceremony
from ecotown.common import history, thai
from ecotown.notices.models import Notice
from indicators.models import Indicator
from tests import builders, files

ROLES = ("anonymous", "officer", "other-officer", "assessor", "administrator")
# The answer for each role in the order of ROLES. 302 for anonymous leads to the sign-in page.
PUBLIC = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
SCOPED = (302, 200, 404, 200, 200)
COMMITTEE_PAGE = (302, 403, 403, 403, 200)
COMMITTEE_ACTION = (302, 403, 403, 403, 302)

# The forms of a draft edition.
EDITING = (
    *("edit-edition", "edit-levels", "add-part", "edit-part", "remove-part"),
    *("add-example", "edit-example", "remove-example", "crosswalk", "discard-edition"),
)
# (address, method) → answers. An action that is allowed answers 302 to the page it belongs to, or 422 with it
# where nothing was typed that must be.
TABLE = {
    ("portal:home", "get"): PUBLIC,
    ("portal:area", "get"): PUBLIC,
    ("portal:explanation", "get"): PUBLIC,
    ("indicators:current-criteria", "get"): (302, 302, 302, 302, 302),
    ("indicators:criteria", "get"): PUBLIC,
    ("indicators:export-edition", "get"): PUBLIC,
    ("indicators:compare-editions", "get"): PUBLIC,
    **{
        (f"indicators:{name}", method): (302, 403, 403, 403, 200)
        for name, methods in {
            "edition-list": ["get"],
            "copy-edition": ["get", "post"],
            "upload-edition": ["get", "post"],
            "edition": ["get"],
            "edition-checks": ["get"],
            "edition-history": ["get"],
        }.items()
        for method in methods
    },
    # The edition is published, so an administrator is led back with the reason.
    **{
        (f"indicators:{name}", method): (302, 403, 403, 403, 302)
        for name in EDITING
        for method in ["get", "post"]
    },
    ("indicators:move-part", "post"): (302, 403, 403, 403, 302),
    ("indicators:publish-edition", "post"): (302, 403, 403, 403, 302),
    ("assessments:trial", "get"): (302, 403, 403, 403, 200),
    ("indicators:plausibility", "get"): (302, 403, 403, 403, 200),
    ("indicators:limit", "get"): (302, 403, 403, 403, 200),
    ("indicators:limit", "post"): (302, 403, 403, 403, 302),
    ("accounts:sign-in", "get"): (200, 302, 302, 302, 302),
    ("accounts:sign-out", "get"): (405, 405, 405, 405, 405),
    ("accounts:sign-out", "post"): (302, 302, 302, 302, 302),
    ("set_language", "post"): (302, 302, 302, 302, 302),
    ("notices:list", "get"): SIGNED_IN,
    ("notices:choices", "get"): SIGNED_IN,
    ("notices:choices", "post"): (302, 302, 302, 302, 302),
    # The notice is the officer's: for everyone else there is none.
    ("notices:follow", "post"): (302, 302, 404, 404, 404),
    ("notices:read", "post"): (302, 302, 404, 404, 404),
    ("notices:read-all", "post"): (302, 302, 302, 302, 302),
    ("assessments:list", "get"): SIGNED_IN,
    ("assessments:committee", "get"): (302, 403, 403, 403, 200),
    ("assessments:detail", "get"): SCOPED,
    ("assessments:explanation", "get"): SCOPED,
    ("assessments:level", "get"): (302, 302, 404, 302, 302),
    ("assessments:aspect", "get"): SCOPED,
    # The values are locked: an officer is told so on the page.
    ("assessments:aspect", "post"): (302, 200, 404, 403, 403),
    ("assessments:entry", "post"): (302, 409, 404, 403, 403),
    # A published one is locked, so the officer is led back with a message.
    ("assessments:confirm", "post"): (302, 302, 404, 403, 403),
    ("assessments:answer-warning", "post"): (302, 422, 404, 403, 403),
    ("assessments:entry-note", "post"): (302, 409, 404, 403, 403),
    ("assessments:workbook", "get"): SCOPED,
    ("assessments:upload-workbook", "get"): (302, 200, 404, 403, 403),
    ("assessments:upload-workbook", "post"): (302, 200, 404, 403, 403),
    ("assessments:import-workbook", "post"): (302, 302, 404, 403, 403),
    ("assessments:history", "get"): SCOPED,
    ("assessments:export-history", "get"): SCOPED,
    ("assessments:history-check", "get"): (302, 403, 403, 403, 200),
    ("assessments:history-check", "post"): (302, 403, 403, 403, 302),
    ("assessments:evidence", "get"): SCOPED,
    ("assessments:evidence", "post"): (302, 200, 404, 403, 403),
    ("assessments:indicator-evidence", "get"): SCOPED,
    ("assessments:evidence-file", "get"): SCOPED,
    ("assessments:evidence-thumbnail", "get"): SCOPED,
    ("assessments:remove-evidence", "post"): (302, 302, 404, 403, 403),
    ("assessments:cite", "post"): (302, 302, 404, 403, 403),
    ("assessments:remove-citation", "post"): (302, 302, 404, 403, 403),
    # Nothing is stored, so everyone who sees the assessment may try.
    ("assessments:what-if", "get"): SCOPED,
    ("assessments:what-if", "post"): SCOPED,
    ("assessments:plan", "get"): SCOPED,
    ("assessments:plan", "post"): (302, 302, 404, 403, 403),
    ("assessments:plan-target", "get"): (302, 200, 404, 403, 403),
    ("assessments:plan-target", "post"): (302, 200, 404, 403, 403),
    ("assessments:remove-plan-target", "post"): (302, 302, 404, 403, 403),
    ("assessments:submit", "get"): (302, 200, 404, 403, 403),
    ("assessments:submit", "post"): (302, 200, 404, 403, 403),
    ("assessments:withdraw", "post"): (302, 302, 404, 403, 403),
    ("assessments:resubmit", "get"): (302, 200, 404, 403, 403),
    ("assessments:resubmit", "post"): (302, 302, 404, 403, 403),
    ("assessments:audits", "get"): (302, 403, 403, 200, 200),
    ("assessments:assignments", "get"): (302, 403, 403, 403, 200),
    ("assessments:assignments", "post"): (302, 403, 403, 403, 422),
    ("assessments:audit", "get"): (302, 403, 404, 200, 200),
    ("assessments:audit-indicator", "get"): (302, 403, 404, 200, 200),
    # Nobody has the audit of a published one in hand, so nobody acts on it.
    ("assessments:verdict", "post"): (302, 403, 404, 403, 403),
    ("assessments:accept-rest", "post"): (302, 403, 404, 403, 403),
    ("assessments:begin-audit", "post"): (302, 403, 404, 403, 403),
    ("assessments:return", "get"): (302, 403, 404, 403, 403),
    ("assessments:return", "post"): (302, 403, 404, 403, 403),
    # Who signed the assessment off has it no longer in hand, so nothing of its visit changes.
    ("assessments:visits", "get"): SCOPED,
    ("assessments:visit", "get"): SCOPED,
    ("assessments:record-visit", "get"): (302, 403, 404, 403, 403),
    ("assessments:record-visit", "post"): (302, 403, 404, 403, 403),
    ("assessments:change-visit", "get"): (302, 403, 404, 403, 403),
    ("assessments:change-visit", "post"): (302, 403, 404, 403, 403),
    ("assessments:save-finding", "post"): (302, 403, 404, 403, 403),
    ("assessments:remove-finding", "post"): (302, 403, 404, 403, 403),
    ("assessments:add-photos", "post"): (302, 403, 404, 403, 403),
    ("assessments:cite-photo", "post"): (302, 403, 404, 403, 403),
    ("assessments:remove-photo", "post"): (302, 403, 404, 403, 403),
    ("assessments:remove-photo-citation", "post"): (302, 403, 404, 403, 403),
    ("assessments:papers", "get"): SIGNED_IN,
    # Nothing was chosen; who may ask for which paper is a table of its own in test_papers.py.
    ("assessments:ask-for-papers", "post"): (302, 400, 400, 400, 400),
    # The paper is the assessor's: for everyone else it is not there.
    ("assessments:download-paper", "get"): (302, 404, 404, 200, 404),
    ("assessments:retry-paper", "post"): (302, 404, 404, 302, 404),
    ("assessments:pass", "post"): (302, 403, 404, 403, 403),
    ("assessments:recommend", "post"): (302, 403, 404, 403, 403),
    ("assessments:take-on", "post"): (302, 403, 404, 302, 403),
    # The assessor had the internal audit in hand; now it is finished, which the page says.
    ("assessments:recuse", "get"): (302, 403, 404, 200, 403),
    ("assessments:recuse", "post"): (302, 403, 404, 200, 403),
    ("assessments:note", "post"): (302, 403, 404, 422, 403),
    ("assessments:threads", "get"): SCOPED,
    ("assessments:threads", "post"): (302, 422, 404, 422, 403),
    ("assessments:answer-thread", "post"): (302, 422, 404, 422, 403),
    ("assessments:settle-thread", "post"): (302, 302, 404, 302, 403),
    ("assessments:view-evidence", "get"): SCOPED,
    ("assessments:resolve", "get"): (302, 403, 404, 403, 200),
    ("assessments:resolve", "post"): (302, 403, 404, 403, 200),
    ("assessments:send-back", "get"): (302, 403, 404, 403, 200),
    ("assessments:send-back", "post"): (302, 403, 404, 403, 200),
    # Nobody has the audit of a published one in hand.
    ("assessments:answer-committee", "post"): (302, 403, 404, 403, 403),
    ("assessments:publish", "post"): (302, 403, 404, 403, 302),
    ("assessments:publish-all", "post"): COMMITTEE_ACTION,
    ("assessments:call-meeting", "get"): COMMITTEE_PAGE,
    ("assessments:call-meeting", "post"): COMMITTEE_PAGE,
    ("assessments:meeting", "get"): COMMITTEE_PAGE,
    ("assessments:change-meeting", "get"): COMMITTEE_PAGE,
    ("assessments:change-meeting", "post"): COMMITTEE_PAGE,
    ("assessments:room", "get"): COMMITTEE_PAGE,
    **{
        (f"assessments:{name}", "post"): COMMITTEE_ACTION
        for name in (
            *("put-on-agenda", "order-agenda", "take-off-agenda", "resolve-all"),
            *("ask-for-minutes", "retry-minutes", "close-meeting", "take-question"),
        )
    },
    ("assessments:download-minutes", "get"): COMMITTEE_PAGE,
    ("assessments:questions", "get"): COMMITTEE_PAGE,
    ("assessments:question", "get"): COMMITTEE_PAGE,
    ("assessments:question", "post"): COMMITTEE_PAGE,
    ("assessments:ask", "get"): PUBLIC,
    ("assessments:ask", "post"): PUBLIC,
    ("assessments:propose-correction", "get"): (302, 403, 404, 403, 200),
    ("assessments:propose-correction", "post"): (302, 403, 404, 403, 200),
    ("assessments:correction", "get"): (302, 403, 404, 403, 200),
    # An empty form leaves the level as it is, which is saved.
    ("assessments:correction", "post"): (302, 403, 404, 403, 302),
    ("assessments:approve-correction", "post"): (302, 403, 404, 403, 302),
    ("assessments:refuse-correction", "post"): (302, 403, 404, 403, 422),
    ("awards:certificate", "get"): SCOPED,
    ("awards:issue", "post"): (302, 403, 404, 403, 302),
    ("awards:retry", "post"): (302, 403, 404, 403, 302),
    ("awards:download", "get"): SCOPED,
    **{
        (f"awards:{name}", method): COMMITTEE_PAGE
        for name, methods in {
            "ceremonies": ["get"],
            "plan-ceremony": ["get", "post"],
            "ceremony": ["get"],
            "change-ceremony": ["get", "post"],
            "script": ["get"],
            "arrange": ["get"],
            "samples": ["get"],
            "sample": ["get"],
            "ceremony-history": ["get"],
            "design-history": ["get"],
            "add-recipient": ["get", "post"],
            "recipient": ["get", "post"],
            "run": ["get"],
            "award": ["get", "post"],
            "download-award": ["get"],
            "download-reprint": ["get"],
            "download-package": ["get"],
            "designs": ["get"],
            "draft-design": ["get", "post"],
            "preview-design": ["get"],
            "preview-layout": ["get"],
            "design": ["get"],
        }.items()
        for method in methods
    },
    **{
        (f"awards:{name}", "post"): COMMITTEE_ACTION
        for name in (
            *("add-areas", "remove-recipient", "arrange", "start-run", "retry-run", "cancel-run"),
            "cancel-ceremony",
            *("retry-package", "make-award", "publish-design", "discard-design"),
        )
    },
    ("awards:copy-design", "post"): (302, 403, 403, 403, 422),
    # It is published, so an administrator is led back with the reason.
    ("awards:design", "post"): COMMITTEE_ACTION,
    # Nothing was chosen.
    ("awards:mark-attendance", "post"): (302, 403, 403, 403, 400),
    ("awards:ask-for-package", "post"): (302, 403, 403, 403, 400),
    ("awards:enter-code", "get"): PUBLIC,
    ("awards:verify", "get"): PUBLIC,
    # The address without the remains is the page.
    ("awards:verify-with-remains", "get"): (302, 302, 302, 302, 302),
    ("awards:check-file", "get"): PUBLIC,
    # No key is configured.
    ("awards:credential", "get"): (404, 404, 404, 404, 404),
    ("awards:credential-jwt", "get"): (404, 404, 404, 404, 404),
    ("awards:did", "get"): (404, 404, 404, 404, 404),
    # No file was sent, which the page says.
    ("awards:check-file", "post"): PUBLIC,
}
READ_ONLY = {
    "assessments:papers",
    "assessments:download-paper",
    "assessments:visits",
    "assessments:visit",
    "portal:home",
    "portal:area",
    "portal:explanation",
    "indicators:current-criteria",
    "indicators:criteria",
    "indicators:edition-list",
    "indicators:edition",
    "indicators:edition-checks",
    "indicators:edition-history",
    "indicators:export-edition",
    "indicators:compare-editions",
    "assessments:trial",
    "notices:list",
    "indicators:plausibility",
    "assessments:list",
    "assessments:committee",
    "assessments:meeting",
    "assessments:room",
    "assessments:download-minutes",
    "assessments:questions",
    "assessments:detail",
    "assessments:explanation",
    "assessments:level",
    "assessments:workbook",
    "assessments:history",
    "assessments:export-history",
    "assessments:indicator-evidence",
    "assessments:evidence-file",
    "assessments:evidence-thumbnail",
    "assessments:view-evidence",
    "assessments:audits",
    "assessments:audit",
    "assessments:audit-indicator",
    "awards:certificate",
    "awards:download",
    *(f"awards:{name}" for name in ("ceremonies", "ceremony", "script", "run")),
    *(f"awards:{name}" for name in ("samples", "sample", "ceremony-history", "design-history")),
    *(
        "awards:download-award",
        "awards:download-reprint",
        "awards:download-package",
        "awards:designs",
        "awards:preview-design",
        "awards:preview-layout",
    ),
    "awards:enter-code",
    "awards:verify",
    "awards:verify-with-remains",
    "awards:credential",
    "awards:credential-jwt",
    "awards:did",
}
ACTIONS_ONLY = {
    "notices:follow",
    "notices:read",
    "notices:read-all",
    "assessments:ask-for-papers",
    "assessments:retry-paper",
    "assessments:save-finding",
    "assessments:remove-finding",
    "assessments:add-photos",
    "assessments:cite-photo",
    "assessments:remove-photo",
    "assessments:remove-photo-citation",
    "assessments:entry",
    "assessments:confirm",
    "assessments:answer-warning",
    "assessments:entry-note",
    "assessments:import-workbook",
    "assessments:remove-evidence",
    "assessments:cite",
    "assessments:remove-citation",
    "assessments:remove-plan-target",
    "assessments:withdraw",
    *(f"assessments:{name}" for name in ("verdict", "accept-rest", "begin-audit", "take-on", "note")),
    "assessments:answer-thread",
    "assessments:settle-thread",
    "assessments:pass",
    "assessments:recommend",
    "assessments:publish",
    "indicators:move-part",
    "indicators:publish-edition",
    *(
        f"assessments:{name}"
        for name in (
            *("publish-all", "put-on-agenda", "order-agenda", "take-off-agenda", "resolve-all"),
            *("ask-for-minutes", "retry-minutes", "close-meeting", "take-question", "answer-committee"),
            *("approve-correction", "refuse-correction"),
        )
    ),
    "awards:issue",
    "awards:retry",
    *(f"awards:{name}" for name in ("add-areas", "remove-recipient", "mark-attendance", "cancel-ceremony")),
    *(f"awards:{name}" for name in ("start-run", "retry-run", "cancel-run", "ask-for-package")),
    *(
        f"awards:{name}"
        for name in ("retry-package", "make-award", "copy-design", "publish-design", "discard-design")
    ),
}


OF_EDITION = {
    *(f"indicators:{name}" for name in ("criteria", "edition", "export-edition", "compare-editions")),
    *(
        f"indicators:{name}"
        for name in ("edition-checks", "edition-history", "publish-edition", "plausibility")
    ),
    *(f"indicators:{name}" for name in ("edit-edition", "edit-levels", "crosswalk", "discard-edition")),
    *("indicators:add-example", "assessments:trial"),
}


def addresses(patterns=None, namespace=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, namespace + inner)
        elif isinstance(pattern, URLPattern):
            yield namespace + pattern.name


@pytest.fixture
def published(at, people, draft):
    """A published assessment with a file of evidence, cited and previewed, and its certificate ready."""
    evidence = builders.add_evidence(draft, files.jpeg(), "photo.jpg", by=people.officer)
    actions.cite(evidence=evidence, code="EN1.1", by=people.officer)
    assert assessment_results.prepare_evidence(evidence_id=evidence.pk)
    audited = at(Status.EXTERNAL_AUDIT)
    actions.take_on(assessment=audited, by=people.external)
    builders.visit(audited, people.external)
    assert assessment_results.prepare_evidence(evidence_id=audited.evidence.get(visit__isnull=False).pk)
    builders.audit(audited, people.external)
    published = actions.recommend(assessment=audited, by=people.external)
    actions.open_thread(assessment=published, code="EN1.1", text="โปรดตรวจสอบ", by=people.internal)
    builders.resolve(published, people.administrator, level=3)
    actions.publish(assessment=published, by=people.administrator)
    published.refresh_from_db()
    planned = {"EN9.1": Given(value=Decimal(99))}
    actions.set_targets(
        assessment=published, targets=planned, year=published.cycle.year, responsible="x", by=people.officer
    )
    _pdf, workbook = actions.ask_for_papers(assessment=published, package=Package.DOSSIER, by=people.internal)
    assert assessment_results.make_paper(paper_id=workbook.pk)  # the other one takes seconds
    certificate = awards.issue_certificate(assessment=published, by=people.administrator)
    assert results.render_certificate(certificate_id=certificate.pk)
    ceremony = builders.ceremony(people.administrator)
    awards.add_areas(ceremony=ceremony, assessments=[published], with_plaque=False, by=people.administrator)
    run = awards.start_run(
        ceremony=ceremony,
        recipients=ceremony.recipients.values_list("pk", flat=True),
        by=people.administrator,
    )
    results.finish_runs(run_ids=[run.pk])
    reprint = awards.reprint_certificate(certificate=certificate, reason="ชำรุด", by=people.administrator)
    assert results.render_reprint(reprint_id=reprint.pk)
    package = awards.ask_for_package(
        ceremony=ceremony, kind=PackageKind.SHEET_WORKBOOK, by=people.administrator
    )
    assert results.make_package(package_id=package.pk)
    meeting = published.resolution.meeting
    minutes = actions.ask_for_minutes(meeting=meeting, by=people.administrator)
    assert assessment_results.render_minutes(minutes_id=minutes.pk)
    builders.ask(published, code="EN9.1")
    builders.propose(published, by=people.administrator)
    return published


@pytest.fixture
def users(officer, other_officer, assessor, administrator):
    return dict(zip(ROLES, (None, officer, other_officer, assessor, administrator), strict=True))


MEETING_PAGES = [
    f"assessments:{name}"
    for name in (
        *("meeting", "change-meeting", "put-on-agenda", "resolve-all", "close-meeting"),
        *("ask-for-minutes", "retry-minutes", "download-minutes"),
    )
]


NEW_AWARDS = ("ceremonies", "plan-ceremony", "designs", "draft-design")
OF_RECIPIENT = ("recipient", "remove-recipient", "mark-attendance")


def url_of(name, assessment):
    certificate, ceremony = assessment.certificates.first(), Ceremony.objects.first()
    arguments = {
        "portal:area": lambda: [assessment.area.key],
        **dict.fromkeys(OF_EDITION, lambda: [assessment.cycle.framework.edition]),
        **dict.fromkeys(
            ["indicators:edit-part", "indicators:move-part", "indicators:remove-part"],
            lambda: [assessment.cycle.framework.edition, "indicator", Indicator.objects.first().pk],
        ),
        "indicators:add-part": lambda: [
            assessment.cycle.framework.edition,
            "dimension",
            assessment.cycle.framework.pk,
        ],
        **dict.fromkeys(
            ["indicators:edit-example", "indicators:remove-example"],
            lambda: [assessment.cycle.framework.edition, 1],
        ),
        "indicators:limit": lambda: [assessment.cycle.framework.edition, "EN9.1"],
        "portal:explanation": lambda: [assessment.area.key, assessment.cycle.year],
        "assessments:aspect": lambda: [assessment.pk, "EN1"],
        "assessments:entry": lambda: [assessment.pk, "EN9.1"],
        "assessments:confirm": lambda: [assessment.pk, "EN9.1"],
        "assessments:answer-warning": lambda: [assessment.pk, "EN9.1"],
        "assessments:entry-note": lambda: [assessment.pk, "EN9.1"],
        **dict.fromkeys(
            [
                *("assessments:evidence-file", "assessments:evidence-thumbnail"),
                *("assessments:remove-evidence", "assessments:view-evidence"),
            ],
            lambda: [assessment.pk, assessment.evidence.get(visit=None).pk],
        ),
        **dict.fromkeys(
            [
                f"assessments:{name}"
                for name in ("audit-indicator", "indicator-evidence", "verdict", "note", "threads")
            ],
            lambda: [assessment.pk, "EN1.1"],
        ),
        **dict.fromkeys(
            ["assessments:answer-thread", "assessments:settle-thread"],
            lambda: [assessment.pk, assessment.threads.get().pk],
        ),
        **dict.fromkeys(
            [f"assessments:{name}" for name in ("visit", "change-visit", "save-finding", "add-photos")],
            lambda: [assessment.pk, assessment.visits.get().pk],
        ),
        "assessments:remove-finding": lambda: [
            assessment.pk,
            assessment.visits.get().pk,
            assessment.visits.get().findings.get().pk,
        ],
        **dict.fromkeys(
            ["assessments:cite-photo", "assessments:remove-photo"],
            lambda: [assessment.pk, assessment.visits.get().pk, assessment.visits.get().photos.get().pk],
        ),
        "assessments:remove-photo-citation": lambda: [
            assessment.pk,
            assessment.visits.get().pk,
            assessment.visits.get().photos.get().citations.get().pk,
        ],
        **dict.fromkeys(
            ["assessments:download-paper", "assessments:retry-paper"],
            lambda: [assessment.papers.filter(state="ready").first().pk],
        ),
        "assessments:remove-citation": lambda: [
            assessment.pk,
            assessment.evidence.get(visit=None).citations.get().pk,
        ],
        **dict.fromkeys(
            ["assessments:plan-target", "assessments:remove-plan-target"],
            lambda: [assessment.pk, PlanTarget.objects.first().pk],
        ),
        **dict.fromkeys(MEETING_PAGES, lambda: [assessment.resolution.meeting_id]),
        "assessments:room": lambda: [assessment.resolution.meeting_id, assessment.pk],
        **dict.fromkeys(
            ["assessments:order-agenda", "assessments:take-off-agenda"],
            lambda: [assessment.resolution.meeting_id, assessment.agenda_items.get().pk],
        ),
        **dict.fromkeys(
            ["assessments:question", "assessments:take-question"], lambda: [assessment.questions.get().pk]
        ),
        **dict.fromkeys(
            [f"assessments:{name}" for name in ("correction", "approve-correction", "refuse-correction")],
            lambda: [assessment.pk, assessment.corrections.get().pk],
        ),
        **dict.fromkeys(
            ["awards:verify", "awards:credential", "awards:credential-jwt"], lambda: [certificate.code]
        ),
        "awards:verify-with-remains": lambda: [certificate.code, ")"],
        **dict.fromkeys(
            [
                *(f"awards:{name}" for name in ("ceremony", "change-ceremony", "script", "add-areas")),
                *("awards:add-recipient", "awards:start-run", "awards:ask-for-package"),
                *("awards:arrange", "awards:samples", "awards:ceremony-history", "awards:cancel-ceremony"),
            ],
            lambda: [ceremony.pk],
        ),
        **dict.fromkeys(
            [f"awards:{name}" for name in OF_RECIPIENT],
            lambda: [ceremony.pk, ceremony.recipients.get().pk],
        ),
        **dict.fromkeys(
            ["awards:run", "awards:retry-run", "awards:cancel-run"],
            lambda: [ceremony.pk, ceremony.runs.first().pk],
        ),
        **dict.fromkeys(
            [
                f"awards:{name}"
                for name in ("design", "design-history", "copy-design", "publish-design", "discard-design")
            ],
            lambda: [ceremony.certificate_design_id],
        ),
        "awards:preview-layout": lambda: ["plaque"],
        "awards:sample": lambda: [ceremony.pk, ceremony.recipients.get().pk, "certificate"],
        "awards:preview-design": lambda: [ceremony.certificate_design_id, "longest"],
        **dict.fromkeys(
            ["awards:award", "awards:make-award", "awards:download-award"], lambda: [certificate.pk]
        ),
        "awards:download-reprint": lambda: [certificate.pk, certificate.reprints.get().pk],
        **dict.fromkeys(
            ["awards:download-package", "awards:retry-package"],
            lambda: [ceremony.pk, ceremony.packages.get().pk],
        ),
        **dict.fromkeys(
            ["notices:follow", "notices:read"],
            lambda: [Notice.objects.get(subject_id=assessment.pk, kind="published").pk],
        ),
    }
    takes_none = {"assessments:publish-all", "assessments:call-meeting", "assessments:questions"}
    takes_none |= {
        "assessments:history-check",
        "assessments:list",
        "assessments:committee",
        "awards:enter-code",
        "awards:check-file",
        "awards:did",
        "portal:home",
    }
    takes_none |= {"indicators:edition-list", "indicators:copy-edition", "indicators:upload-edition"}
    takes_none |= {"notices:list", "notices:choices", "notices:read-all"}
    takes_none |= {f"awards:{name}" for name in NEW_AWARDS}
    takes_none |= {"assessments:papers", "assessments:ask-for-papers"}
    takes_none |= {"assessments:audits", "assessments:assignments"}
    takes_none |= {"notices:list", "notices:choices", "notices:read-all"}
    takes_none |= {"indicators:current-criteria", "accounts:sign-in", "accounts:sign-out", "set_language"}
    if name in takes_none:
        return reverse(name)
    return reverse(name, args=arguments.get(name, lambda: [assessment.pk])())


def test_every_address_stands_in_the_table():
    assert {name for name, _method in TABLE} == set(addresses())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(client, published, users, role):
    if users[role]:
        client.force_login(users[role])
    answers = {}

    for name, method in sorted(TABLE):
        response = getattr(client, method)(url_of(name, published))
        b"".join(response)  # read to its end, a file is closed
        answers[name, method] = response.status_code
        for minutes in Minutes.objects.filter(state=Minutes.State.WAITING):
            assessment_results.render_minutes(minutes_id=minutes.pk)
        if name == "accounts:sign-out" and users[role]:
            client.force_login(users[role])

    assert answers == {row: expected[ROLES.index(role)] for row, expected in TABLE.items()}


def test_what_changes_something_is_not_reached_by_a_link(client, published, administrator):
    client.force_login(administrator)

    answers = {name: client.get(url_of(name, published)).status_code for name in sorted(ACTIONS_ONLY)}

    assert answers == dict.fromkeys(answers, 405)


INSIDE = {name for name, _ in TABLE if name.startswith(("assessments", "awards"))}
INSIDE -= {
    f"awards:{name}" for name in ("verify", "enter-code", "check-file", "credential", "credential-jwt")
}
INSIDE -= {"awards:verify-with-remains", "awards:did", "assessments:ask"}


def test_an_inactive_account_opens_nothing(client, published, officer):
    client.force_login(officer)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)

    answers = {name: client.get(url_of(name, published)) for name in sorted(INSIDE)}

    places = {
        name: (answer.status_code, answer.headers.get("Location", "").split("?")[0])
        for name, answer in answers.items()
    }
    assert {
        name: place for name, place in places.items() if place not in {(302, "/sign-in/"), (405, "")}
    } == {}


STEPS = {
    "assessments:submit": {"declared": "on"},
    "assessments:withdraw": {},
    "assessments:take-on": {},
    "assessments:verdict": {"kind": "adjust", "adjust-part": "1", "adjust-whole": "40", "adjust-reason": "x"},
    "assessments:accept-rest": {},
    "assessments:return": {"due_on": ""},
    "assessments:resubmit": {"resubmit": "1", "declared": "on", "EN1.1": "ก", "EN9.1": "ข", "SO1.1": "ค"},
    "assessments:recuse": {"stage": Status.INTERNAL_AUDIT.value, "reason": "รู้จักกัน"},
    "assessments:pass": {},
    "assessments:recommend": {},
    "assessments:resolve": {"granted_level": "3", "reason": ""},
    "assessments:send-back": {"send-back-reason": "ขอให้ตรวจ EN1.1 อีกครั้ง"},
    "assessments:publish": {},
}
# How far an audit has come: nobody has it in hand, everything is accepted, something is to be returned.
FRESH, ACCEPTED, RETURNING = "fresh", "accepted", "returning"
AUDITS = [Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT]
SITUATIONS = [
    *((status, FRESH) for status in Status),
    *((status, come) for status in AUDITS for come in (ACCEPTED, RETURNING)),
]
# The situations in which each step changes something, and by whom; every other one changes nothing.
POSSIBLE = {
    ("assessments:submit", Status.DRAFT, FRESH, "officer"),
    ("assessments:withdraw", Status.INTERNAL_AUDIT, FRESH, "officer"),
    ("assessments:take-on", Status.INTERNAL_AUDIT, FRESH, "internal"),
    ("assessments:take-on", Status.INTERNAL_AUDIT, FRESH, "external"),
    ("assessments:take-on", Status.EXTERNAL_AUDIT, FRESH, "external"),
    *(("assessments:verdict", Status.INTERNAL_AUDIT, come, "internal") for come in (ACCEPTED, RETURNING)),
    *(("assessments:verdict", Status.EXTERNAL_AUDIT, come, "external") for come in (ACCEPTED, RETURNING)),
    *(("assessments:recuse", Status.INTERNAL_AUDIT, come, "internal") for come in (ACCEPTED, RETURNING)),
    ("assessments:recuse", Status.RETURNED, FRESH, "internal"),
    ("assessments:return", Status.INTERNAL_AUDIT, RETURNING, "internal"),
    ("assessments:return", Status.EXTERNAL_AUDIT, RETURNING, "external"),
    ("assessments:resubmit", Status.RETURNED, FRESH, "officer"),
    ("assessments:pass", Status.INTERNAL_AUDIT, ACCEPTED, "internal"),
    ("assessments:recommend", Status.EXTERNAL_AUDIT, ACCEPTED, "external"),
    ("assessments:resolve", Status.COMMITTEE, FRESH, "administrator"),
    ("assessments:send-back", Status.COMMITTEE, FRESH, "administrator"),
    ("assessments:publish", Status.GRANTED, FRESH, "administrator"),
}


@pytest.fixture
def situation(at, people):
    """`situation(Status.EXTERNAL_AUDIT, RETURNING)`: an assessment that far."""

    def reach(status, come):
        assessment = at(status)
        if come != FRESH:
            assessor = people.internal if status == Status.INTERNAL_AUDIT else people.external
            builders.audit(assessment, assessor, returning=["EN9.1"] if come == RETURNING else [])
        if status == Status.COMMITTEE:
            builders.meeting_of(assessment, by=people.administrator)
        assessment.refresh_from_db()
        return assessment

    return reach


def call(client, user, step, assessment):
    client.force_login(user)
    data = STEPS[step]
    if "due_on" in data:
        today = timezone.localdate()
        data = {"due_on": f"{today.day}/{today.month}/{today.year + thai.BUDDHIST_ERA}"}
    client.post(url_of(step, assessment), data)


def seen(assessment):
    """Everything that a step can change: the history tells it."""
    return [row.name for row in history.rows_of(assessment.history_subject)]


@pytest.mark.parametrize(("status", "come"), SITUATIONS, ids=str)
def test_calling_a_step_in_the_wrong_status_or_role_changes_nothing(client, situation, people, status, come):
    assessment = situation(status, come)
    before, changed = seen(assessment), set()

    for step in STEPS:
        for role in people._fields:
            if (step, status, come, role) in POSSIBLE:
                continue
            call(client, getattr(people, role), step, assessment)
            if seen(assessment) != before:
                changed.add((step, role))
                before = seen(assessment)

    assert changed == set()


@pytest.mark.parametrize("possible", sorted(POSSIBLE), ids="-".join)
def test_the_right_step_in_the_right_status_goes_on(client, situation, people, possible):
    step, status, come, role = possible
    assessment = situation(status, come)
    before = seen(assessment)

    call(client, getattr(people, role), step, assessment)

    assert seen(assessment) != before
