"""Results computed, rendered and stored because data changed; called by workers and commands."""

from assessments.results.assessments import (
    claim_due_levels,
    compute_level,
    compute_levels,
    remember_look,
    tell_due_dates,
)
from assessments.results.committee import claim_due_minutes, render_minutes
from assessments.results.corrections import (
    claim_due_answers,
    claim_due_corrections,
    compute_correction,
    mail_answer,
)
from assessments.results.evidence import claim_due_evidence, examine_evidence, prepare_evidence
from assessments.results.papers import claim_due_papers, expire_papers, make_paper

__all__ = [
    "claim_due_answers",
    "claim_due_corrections",
    "claim_due_evidence",
    "claim_due_levels",
    "claim_due_minutes",
    "claim_due_papers",
    "compute_correction",
    "compute_level",
    "compute_levels",
    "examine_evidence",
    "expire_papers",
    "mail_answer",
    "make_paper",
    "prepare_evidence",
    "remember_look",
    "render_minutes",
    "tell_due_dates",
]
