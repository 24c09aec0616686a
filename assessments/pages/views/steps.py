"""Words of the refusals of actions."""

from assessments.pages import words
from assessments.workflow.domain import WorkflowError
from ecotown.common.requests.running import declare_refusals


def declare():
    """Register the words of refusals; called when the portal starts."""
    declare_refusals(WorkflowError, lambda error: words.refusal(error.code))
