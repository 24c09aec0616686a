"""Words of the findings before a submission, and of what submitting refuses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# The findings of the check before submission; the obstacles have the codes of the workflow's refusals.
FINDINGS = {
    "incomplete": ngettext_lazy(
        "%(left)s indicator left to fill in", "%(left)s indicators left to fill in", "left"
    ),
    "unanswered": ngettext_lazy(
        "%(left)s returned indicator is not answered yet",
        "%(left)s returned indicators are not answered yet",
        "left",
    ),
    "unconfirmed": ngettext_lazy(
        "%(left)s value of the year before waits to be confirmed",
        "%(left)s values of the year before wait to be confirmed",
        "left",
    ),
    "unconfirmed-quantities": ngettext_lazy(
        "%(left)s number of the basic data of the area waits to be confirmed",
        "%(left)s numbers of the basic data of the area wait to be confirmed",
        "left",
    ),
    "unanswered-warnings": ngettext_lazy(
        "%(left)s indicator has a warning that waits for a reason",
        "%(left)s indicators have a warning that waits for a reason",
        "left",
    ),
    "evidence-unexamined": ngettext_lazy(
        "%(left)s file is still being examined", "%(left)s files are still being examined", "left"
    ),
    "refused-cited": ngettext_lazy(
        "%(left)s file was not kept and is still cited",
        "%(left)s files were not kept and are still cited",
        "left",
    ),
    "warnings-answered": ngettext_lazy(
        "%(left)s indicator with a warning, for which this reason goes to the assessors",
        "%(left)s indicators with warnings, for which these reasons go to the assessors",
        "left",
    ),
    "without-evidence": ngettext_lazy(
        "%(left)s indicator without evidence", "%(left)s indicators without evidence", "left"
    ),
    "evidence-absent": ngettext_lazy(
        "%(left)s indicator lacks expected evidence", "%(left)s indicators lack expected evidence", "left"
    ),
    "not-applicable": ngettext_lazy(
        "%(left)s indicator does not apply, for this reason",
        "%(left)s indicators do not apply, for these reasons",
        "left",
    ),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "unconfirmed": _("Some values were carried forward from the year before and wait to be confirmed."),
    "unconfirmed-quantities": _("Some basic data of the year before wait to be confirmed."),
    "audit-begun": _("An assessor has begun the audit, so the assessment can no longer be withdrawn."),
}


def finding(code: str, count: int) -> str:
    """Return the sentence for a finding of the check before submission on `count` indicators or files."""
    return str(FINDINGS[code] % {"left": count})
