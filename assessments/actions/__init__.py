"""Actions of people on an assessment. Each is one transaction and records one event in the history."""

from assessments.actions.assessments import (
    confirm_entry,
    import_workbook,
    open_assessment,
    open_cycle,
    publish,
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
from assessments.actions.committee import answer_committee, publish_all, resolve, resolve_all, send_back
from assessments.actions.corrections import (
    approve_correction,
    propose_correction,
    refuse_correction,
    set_corrected_level,
)
from assessments.actions.evidence import add_evidence, cite, prove, remove_citation, remove_evidence
from assessments.actions.meetings import (
    ask_for_minutes,
    call_meeting,
    change_meeting,
    close_meeting,
    order_agenda,
    put_on_agenda,
    retry_minutes,
    take_off_agenda,
)
from assessments.actions.papers import ask_for_papers, retry_paper
from assessments.actions.plans import change_target, remove_target, set_targets
from assessments.actions.questions import answer_question, ask_question, take_question
from assessments.actions.remarks import answer_warning, save_note
from assessments.actions.returns import reply_to_return, resubmit, withdraw
from assessments.actions.visits import (
    add_photo,
    change_visit,
    cite_photo,
    record_visit,
    remove_finding,
    remove_photo,
    remove_photo_citation,
    save_finding,
)

__all__ = [
    "accept_rest",
    "add_evidence",
    "add_photo",
    "answer_committee",
    "answer_question",
    "answer_thread",
    "answer_warning",
    "approve_correction",
    "ask_for_minutes",
    "ask_for_papers",
    "ask_question",
    "assign",
    "begin_audit",
    "call_meeting",
    "change_meeting",
    "change_target",
    "change_visit",
    "cite",
    "cite_photo",
    "close_meeting",
    "confirm_entry",
    "give_verdict",
    "import_workbook",
    "open_assessment",
    "open_cycle",
    "open_thread",
    "order_agenda",
    "pass_internal_audit",
    "propose_correction",
    "prove",
    "publish",
    "publish_all",
    "put_on_agenda",
    "recommend",
    "record_visit",
    "recuse",
    "refuse_correction",
    "remove_citation",
    "remove_evidence",
    "remove_finding",
    "remove_photo",
    "remove_photo_citation",
    "remove_target",
    "reply_to_return",
    "resolve",
    "resolve_all",
    "resubmit",
    "retry_minutes",
    "retry_paper",
    "return_for_correction",
    "save_entries",
    "save_finding",
    "save_note",
    "send_back",
    "set_corrected_level",
    "set_targets",
    "settle_thread",
    "submit",
    "take_off_agenda",
    "take_on",
    "take_question",
    "usual_dates",
    "withdraw",
    "write_note",
]
