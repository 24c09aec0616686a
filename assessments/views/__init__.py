"""The pages of officers, assessors and administrators."""

from assessments.views.assessments import (
    aspect,
    assessment_list,
    committee,
    confirm,
    detail,
    entry,
    import_workbook,
    level,
    publish,
    resolve,
    submit,
    upload_workbook,
    workbook,
)
from assessments.views.assignments import assignment_list, audit_list
from assessments.views.audits import (
    accept_rest,
    audit,
    begin_audit,
    pass_internal_audit,
    recommend,
    recuse,
    return_for_correction,
    take_on,
    verdict,
)
from assessments.views.comments import answer, note, settle, threads
from assessments.views.evidence import (
    cite,
    file,
    library,
    remove_citation,
    remove_evidence,
    thumbnail,
    view_file,
)
from assessments.views.history import assessment_history, export_history, history_check
from assessments.views.plans import plan, plan_target, remove_plan_target, what_if
from assessments.views.remarks import answer_warning, save_note
from assessments.views.returns import resubmit, withdraw
from assessments.views.trials import trial
from assessments.views.why import explanation

__all__ = [
    "accept_rest",
    "answer",
    "answer_warning",
    "aspect",
    "assessment_history",
    "assessment_list",
    "assignment_list",
    "audit",
    "audit_list",
    "begin_audit",
    "cite",
    "committee",
    "confirm",
    "detail",
    "entry",
    "explanation",
    "export_history",
    "file",
    "history_check",
    "import_workbook",
    "level",
    "library",
    "note",
    "pass_internal_audit",
    "plan",
    "plan_target",
    "publish",
    "recommend",
    "recuse",
    "remove_citation",
    "remove_evidence",
    "remove_plan_target",
    "resolve",
    "resubmit",
    "return_for_correction",
    "save_note",
    "settle",
    "submit",
    "take_on",
    "threads",
    "thumbnail",
    "trial",
    "upload_workbook",
    "verdict",
    "view_file",
    "what_if",
    "withdraw",
    "workbook",
]
