"""When each report can be made, and for whom."""

import pytest

from assessments.reports.domain import KINDS, ReportKind, ReportPackage, check_report_request
from assessments.workflow.domain import Status, WorkflowError

SUBMITTED = set(Status) - {Status.DRAFT}
# By package: the statuses in which the department and the province can have it made.
POSSIBLE = {
    ReportPackage.DOSSIER: (SUBMITTED, {Status.PUBLISHED}),
    ReportPackage.AUDIT_REPORT: (SUBMITTED, {Status.PUBLISHED}),
    ReportPackage.CHECKLIST: ({Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT, Status.RETURNED}, set()),
}


@pytest.mark.parametrize("package", ReportPackage)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("is_department", [True, False], ids=["department", "province"])
def test_a_package_is_made_in_these_statuses_and_no_other(package, status, is_department):
    department, province = POSSIBLE[package]

    try:
        check_report_request(package, status, is_department=is_department)
    except WorkflowError:
        is_possible = False
    else:
        is_possible = True

    assert is_possible == (status in (department if is_department else province))


def test_every_kind_of_report_is_in_one_package():
    assert sorted(kind for kinds in KINDS.values() for kind in kinds) == sorted(ReportKind)


@pytest.mark.parametrize(
    ("package", "status", "is_department", "code"),
    [
        (ReportPackage.DOSSIER, Status.DRAFT, True, "report-before-submission"),
        (ReportPackage.DOSSIER, Status.COMMITTEE, False, "report-before-publication"),
        (ReportPackage.CHECKLIST, Status.COMMITTEE, True, "checklist-not-now"),
    ],
    ids=["nothing was submitted", "the province waits for the publication", "no audit is open"],
)
def test_it_says_why_not(package, status, is_department, code):
    with pytest.raises(WorkflowError, match=code):
        check_report_request(package, status, is_department=is_department)
