"""Words of the refusals of actions."""

from awards.designs.domain.kinds import AwardError
from awards.pages import words
from ecotown.common.requests.running import declare_refusals


def declare():
    """Register the words of refusals; called when the portal starts."""
    declare_refusals(AwardError, lambda error: words.refusal(error.code, error.detail))
