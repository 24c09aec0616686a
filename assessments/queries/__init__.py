"""Reading assessments: their entries, their progress, lists of them, and what one screen shows."""

from assessments.queries.entries import answers_of, edition_of, given_of, missing_codes
from assessments.queries.evidence import Proof, aspect_of, citable, library, proofs_of
from assessments.queries.lists import decided, on_list, waiting_for
from assessments.queries.progress import progress_of
from assessments.queries.steps import refusal, steps_for
from assessments.queries.workspace import NOTHING, aspect_url, cards, neighbours, timeline, workspace

__all__ = [
    "NOTHING",
    "Proof",
    "answers_of",
    "aspect_of",
    "aspect_url",
    "cards",
    "citable",
    "decided",
    "edition_of",
    "given_of",
    "library",
    "missing_codes",
    "neighbours",
    "on_list",
    "progress_of",
    "proofs_of",
    "refusal",
    "steps_for",
    "timeline",
    "waiting_for",
    "workspace",
]
