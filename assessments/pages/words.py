"""What a page says when an action was refused, whichever capability refused it."""

from assessments.audit import words as audit_words
from assessments.committee import words as committee_words
from assessments.corrections import words as corrections_words
from assessments.cycles import words as cycles_words
from assessments.entry import words as entry_words
from assessments.evidence import words as evidence_words
from assessments.past_years import words as past_years_words
from assessments.plans import words as plans_words
from assessments.reports import words as reports_words
from assessments.submission import words as submission_words
from assessments.visits import words as visits_words
from assessments.warnings import words as warnings_words
from assessments.workflow import words as workflow_words

# A code that several capabilities raise stands in the lowest of them.
REFUSALS = {
    **workflow_words.REFUSALS,
    **entry_words.REFUSALS,
    **past_years_words.REFUSALS,
    **evidence_words.REFUSALS,
    **audit_words.REFUSALS,
    **visits_words.REFUSALS,
    **committee_words.REFUSALS,
    **corrections_words.REFUSALS,
    **warnings_words.REFUSALS,
    **submission_words.REFUSALS,
    **plans_words.REFUSALS,
    **reports_words.REFUSALS,
    **cycles_words.REFUSALS,
}


def refusal(code: str) -> str:
    """Return the sentence for the code of a WorkflowError."""
    return str(REFUSALS[code])
