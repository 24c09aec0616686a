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
    pass_internal_audit,
    publish,
    recommend,
    resolve,
    submit,
    upload_workbook,
    withdraw,
    workbook,
)
from assessments.views.evidence import cite, file, library, remove_citation, remove_evidence, thumbnail
from assessments.views.history import assessment_history, export_history, history_check
from assessments.views.plans import plan, plan_target, remove_plan_target, what_if
from assessments.views.trials import trial

__all__ = [
    "aspect",
    "assessment_history",
    "assessment_list",
    "cite",
    "committee",
    "confirm",
    "detail",
    "entry",
    "export_history",
    "file",
    "history_check",
    "import_workbook",
    "level",
    "library",
    "pass_internal_audit",
    "plan",
    "plan_target",
    "publish",
    "recommend",
    "remove_citation",
    "remove_evidence",
    "remove_plan_target",
    "resolve",
    "submit",
    "thumbnail",
    "trial",
    "upload_workbook",
    "what_if",
    "withdraw",
    "workbook",
]
