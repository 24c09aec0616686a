"""Everything a person can do to awards. Each action is one transaction and one event in a history."""

from awards.actions.ceremonies import (
    add_areas,
    add_recipient,
    cancel_ceremony,
    change_ceremony,
    change_recipient,
    plan_ceremony,
    remove_recipient,
)
from awards.actions.certificates import (
    issue_certificate,
    replace_certificate,
    reprint_certificate,
    retry_certificate,
    revoke_certificate,
)
from awards.actions.course import arrange, mark_attendance
from awards.actions.designs import (
    change_design,
    copy_design,
    discard_design,
    draft_design,
    publish_design,
)
from awards.actions.runs import ask_for_package, cancel_run, retry_package, retry_run, start_run
from awards.domain.awards import AwardError

__all__ = [
    "AwardError",
    "add_areas",
    "add_recipient",
    "arrange",
    "ask_for_package",
    "cancel_ceremony",
    "cancel_run",
    "change_ceremony",
    "change_design",
    "change_recipient",
    "copy_design",
    "discard_design",
    "draft_design",
    "issue_certificate",
    "mark_attendance",
    "plan_ceremony",
    "publish_design",
    "remove_recipient",
    "replace_certificate",
    "reprint_certificate",
    "retry_certificate",
    "retry_package",
    "retry_run",
    "revoke_certificate",
    "start_run",
]
