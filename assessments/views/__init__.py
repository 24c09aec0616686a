"""The pages of officers, assessors and administrators."""

from assessments.views.assessments import (
    aspect,
    assessment_list,
    committee,
    detail,
    level,
    pass_internal_audit,
    publish,
    recommend,
    resolve,
    submit,
)
from assessments.views.evidence import cite, file, library, remove_citation, remove_evidence, thumbnail

__all__ = [
    "aspect",
    "assessment_list",
    "cite",
    "committee",
    "detail",
    "file",
    "level",
    "library",
    "pass_internal_audit",
    "publish",
    "recommend",
    "remove_citation",
    "remove_evidence",
    "resolve",
    "submit",
    "thumbnail",
]
