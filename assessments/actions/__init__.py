"""Everything a person can do to an assessment. Each action is one transaction and one link of the history."""

from assessments.actions.assessments import (
    confirm_entry,
    import_workbook,
    open_assessment,
    open_cycle,
    publish,
    resolve,
    save_entries,
    submit,
    usual_dates,
)
from assessments.actions.assignments import assign, begin_audit, recuse, take_on
from assessments.actions.audits import (
    accept_rest,
    give_verdict,
    pass_internal_audit,
    recommend,
    return_for_correction,
)
from assessments.actions.comments import answer_thread, open_thread, settle_thread, write_note
from assessments.actions.evidence import add_evidence, cite, prove, remove_citation, remove_evidence
from assessments.actions.plans import change_target, remove_target, set_targets
from assessments.actions.remarks import answer_warning, save_note
from assessments.actions.returns import reply_to_return, resubmit, withdraw

__all__ = [
    "accept_rest",
    "add_evidence",
    "answer_thread",
    "answer_warning",
    "assign",
    "begin_audit",
    "change_target",
    "cite",
    "confirm_entry",
    "give_verdict",
    "import_workbook",
    "open_assessment",
    "open_cycle",
    "open_thread",
    "pass_internal_audit",
    "prove",
    "publish",
    "recommend",
    "recuse",
    "remove_citation",
    "remove_evidence",
    "remove_target",
    "reply_to_return",
    "resolve",
    "resubmit",
    "return_for_correction",
    "save_entries",
    "save_note",
    "set_targets",
    "settle_thread",
    "submit",
    "take_on",
    "usual_dates",
    "withdraw",
    "write_note",
]
