"""Who may do what to an assessment. When it is possible is said in `domain/workflow.py`."""

import rules

from ecotown.accounts.rules import is_administrator, is_assessor, is_officer


@rules.predicate
def is_officer_of_province(user, assessment):
    return is_officer(user) and assessment.area.province.officers.filter(pk=user.pk).exists()


rules.add_perm("assessments.fill_in", is_officer_of_province)
rules.add_perm("assessments.prove", is_officer_of_province)
rules.add_perm("assessments.view_evidence", is_officer_of_province | is_assessor | is_administrator)
rules.add_perm("assessments.plan", is_officer_of_province)
rules.add_perm("assessments.submit", is_officer_of_province)
rules.add_perm("assessments.withdraw", is_officer_of_province)
rules.add_perm("assessments.pass", is_assessor)
rules.add_perm("assessments.recommend", is_assessor)
rules.add_perm("assessments.list_committee", is_administrator)
rules.add_perm("assessments.resolve", is_administrator)
rules.add_perm("assessments.publish", is_administrator)
rules.add_perm("assessments.check_history", is_administrator)
rules.add_perm("assessments.try_edition", is_administrator)
