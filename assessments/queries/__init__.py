"""Reading assessments: their entries, their progress, lists of them, and what one screen shows."""

from assessments.domain.entries import answers_of
from assessments.queries.assumed import sandbox
from assessments.queries.entries import (
    earlier_given,
    edition_of,
    given_of,
    missing_codes,
    put_aside,
    unconfirmed_codes,
)
from assessments.queries.evidence import Proof, aspect_of, citable, library, proofs_of
from assessments.queries.lists import (
    Turn,
    decided,
    declare_turn,
    entered_by,
    names_of,
    next_step,
    on_list,
    turn_of,
    waiting_for,
    work_of,
)
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
    "Deed",
    "PlanLine",
    "Proof",
    "Target",
    "Turn",
    "answers_of",
    "aspect_of",
    "aspect_url",
    "cards",
    "check_of",
    "citable",
    "decided",
    "declare_turn",
    "deeds_of",
    "earlier_given",
    "edition_of",
    "entered_by",
    "entry_card",
    "given_of",
    "last_year_of",
    "latest_of",
    "library",
    "missing_codes",
    "names_of",
    "neighbours",
    "next_step",
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
    "steps_for",
    "table_of",
    "targets_in",
    "targets_of",
    "timeline",
    "trial_of",
    "turn_of",
    "unconfirmed_codes",
    "waiting_for",
    "work_of",
    "workspace",
]
