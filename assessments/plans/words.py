"""Words of targets, and of what planning refuses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.plans.domain import TargetProgress

TARGET_PROGRESS = {
    TargetProgress.REACHED: pgettext_lazy("target", "reached"),
    TargetProgress.ON_THE_WAY: pgettext_lazy("target", "on the way"),
    TargetProgress.LATE: pgettext_lazy("target", "late"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "no-target": _("Nothing was changed, so there is nothing to keep. Assume another value first."),
    "target-year": _("The target year lies between the fiscal year of the cycle and 15 years later."),
    "target-without-value": _("A target needs a value. Please fill in every number of the formula."),
    "target-reached": _("The present value reaches this target already. Assume a better one."),
    "target-twice": _("This indicator has another target in this year already."),
    "nothing-to-change": _("Please fill in at least one of the fields."),
    "target-gone": _("This target has been removed meanwhile."),
}


def target_progress(progress: TargetProgress) -> str:
    """Return the words for the progress of a target."""
    return str(TARGET_PROGRESS[progress])
