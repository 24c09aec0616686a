"""Everything a person can do to an assessment. Each action is one transaction and one link of the history."""

from assessments.actions.assessments import (
    confirm_entry,
    import_workbook,
    open_assessment,
    open_cycle,
    pass_internal_audit,
    publish,
    recommend,
    resolve,
    save_entries,
    submit,
    usual_dates,
    withdraw,
)
from assessments.actions.evidence import add_evidence, cite, prove, remove_citation, remove_evidence
from assessments.actions.plans import change_target, remove_target, set_targets

__all__ = [
    "add_evidence",
    "change_target",
    "cite",
    "confirm_entry",
    "import_workbook",
    "open_assessment",
    "open_cycle",
    "pass_internal_audit",
    "prove",
    "publish",
    "recommend",
    "remove_citation",
    "remove_evidence",
    "remove_target",
    "resolve",
    "save_entries",
    "set_targets",
    "submit",
    "usual_dates",
    "withdraw",
]
