"""Reading assessments: their entries, their progress, lists of them, and what one screen shows."""

from assessments.domain.entries import answers_of
from assessments.queries.assignments import assignable, audits_for, workload
from assessments.queries.assumed import sandbox
from assessments.queries.audit_screen import audit_screen, change_of, first_page, stage_of, threads_on
from assessments.queries.audits import (
    Audit,
    Correction,
    Judged,
    acceptable_codes,
    answers_to,
    audit_of,
    cited_of,
    corrections_of,
    with_audit,
)
from assessments.queries.entries import (
    earlier_given,
    edition_of,
    given_of,
    missing_codes,
    put_aside,
    unconfirmed_codes,
)
from assessments.queries.evidence import Proof, aspect_of, citable, library, proofs_of
from assessments.queries.lists import decided, on_list, waiting_for
from assessments.queries.plans import (
    PlanLine,
    Target,
    latest_of,
    plan_of,
    plan_subject,
    targets_in,
    targets_of,
)
from assessments.queries.progress import progress_of
from assessments.queries.steps import refusal, steps_for
from assessments.queries.submission import check_of
from assessments.queries.timeline import Deed, deeds_of, timeline
from assessments.queries.trials import published_cycles, trial_of
from assessments.queries.workspace import (
    NOTHING,
    aspect_url,
    cards,
    entry_card,
    last_year_of,
    neighbours,
    overtaken,
    table_of,
    workspace,
)

__all__ = [
    "NOTHING",
    "Audit",
    "Correction",
    "Deed",
    "Judged",
    "PlanLine",
    "Proof",
    "Target",
    "acceptable_codes",
    "answers_of",
    "answers_to",
    "aspect_of",
    "aspect_url",
    "assignable",
    "audit_of",
    "audit_screen",
    "audits_for",
    "cards",
    "change_of",
    "check_of",
    "citable",
    "cited_of",
    "corrections_of",
    "decided",
    "deeds_of",
    "earlier_given",
    "edition_of",
    "entry_card",
    "first_page",
    "given_of",
    "last_year_of",
    "latest_of",
    "library",
    "missing_codes",
    "neighbours",
    "on_list",
    "overtaken",
    "plan_of",
    "plan_subject",
    "progress_of",
    "proofs_of",
    "published_cycles",
    "put_aside",
    "refusal",
    "sandbox",
    "stage_of",
    "steps_for",
    "table_of",
    "targets_in",
    "targets_of",
    "threads_on",
    "timeline",
    "trial_of",
    "unconfirmed_codes",
    "waiting_for",
    "with_audit",
    "workload",
    "workspace",
]
