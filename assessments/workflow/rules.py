"""Permissions: who may do what with an assessment. `domain.py` of the capability says when it is possible."""

import rules

from ecotown.accounts.rules import is_administrator, is_assessor, is_officer


@rules.predicate
def is_officer_of_province(user, assessment):
    if not is_officer(user):
        return False
    is_read_for_user = getattr(assessment, "of_officer", None) == user.pk
    return is_read_for_user or user.pk in assessment.area.province.officer_ids


@rules.predicate
def is_assessor_of_stage(user, assessment):
    """Return whether the user is assigned to the present audit."""
    return is_assessor(user) and assessment.status in _stages_of(user, assessment)


@rules.predicate
def is_assigned(user, assessment):
    """Return whether the user is assigned to one of the two audits."""
    return is_assessor(user) and bool(_stages_of(user, assessment))


def _stages_of(user, assessment):
    """Return the stages to which the user is assigned."""
    assignments = assessment.open_assignments
    return {assignment.stage for assignment in assignments if assignment.assessor_id == user.pk}


@rules.predicate
def is_officer_of_area(user, area):
    return is_officer(user) and area is not None and user.pk in area.province.officer_ids


rules.add_perm("assessments.fill_in", is_officer_of_province)
rules.add_perm("assessments.prove", is_officer_of_province)
rules.add_perm("assessments.view_evidence", is_officer_of_province | is_assessor | is_administrator)
rules.add_perm("assessments.plan", is_officer_of_province)
rules.add_perm("assessments.submit", is_officer_of_province)
rules.add_perm("assessments.withdraw", is_officer_of_province)
rules.add_perm("assessments.resubmit", is_officer_of_province)
rules.add_perm("assessments.list_audits", is_assessor | is_administrator)
rules.add_perm("assessments.read_audit", is_assessor | is_administrator)
rules.add_perm("assessments.assign", is_administrator)
rules.add_perm("assessments.take_on", is_assessor)
rules.add_perm("assessments.recuse", is_assigned)
rules.add_perm("assessments.audit", is_assessor_of_stage)
rules.add_perm("assessments.return", is_assessor_of_stage)
rules.add_perm("assessments.pass", is_assessor_of_stage)
rules.add_perm("assessments.recommend", is_assessor_of_stage)
rules.add_perm("assessments.record_visit", is_assessor_of_stage)
rules.add_perm("assessments.comment", is_officer_of_province | is_assessor)
rules.add_perm("assessments.write_note", is_assigned | is_administrator)
rules.add_perm("assessments.read_notes", is_assigned | is_administrator)
rules.add_perm("assessments.ask_dossier", is_officer_of_province | is_assessor | is_administrator)
rules.add_perm("assessments.ask_audit_report", is_assessor | is_administrator)
rules.add_perm("assessments.ask_checklist", is_assessor | is_administrator)
rules.add_perm("assessments.list_committee", is_administrator)
rules.add_perm("assessments.resolve", is_administrator)
rules.add_perm("assessments.withdraw_resolution", is_administrator)
rules.add_perm("assessments.publish", is_administrator)
rules.add_perm("assessments.check_history", is_administrator)
rules.add_perm("assessments.try_edition", is_administrator)
rules.add_perm("assessments.hold_meetings", is_administrator)
rules.add_perm("assessments.send_back", is_administrator)
rules.add_perm("assessments.answer_questions", is_administrator)
rules.add_perm("assessments.correct", is_administrator)
rules.add_perm("assessments.read_cycles", is_officer | is_assessor | is_administrator)
rules.add_perm("assessments.manage_cycles", is_administrator)
rules.add_perm("assessments.list_past_years", is_officer | is_assessor | is_administrator)
# About a target area, not an assessment.
rules.add_perm("assessments.load_past_year", is_officer_of_area | is_administrator)
rules.add_perm("assessments.release_past_year", is_administrator)
