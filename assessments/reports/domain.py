"""The reports that a person can request about an assessment, and when."""

from __future__ import annotations

from enum import StrEnum

from assessments.workflow.domain import STAGES, Status, WorkflowError


class ReportKind(StrEnum):
    DOSSIER_PDF = "dossier-pdf"
    DOSSIER_WORKBOOK = "dossier-workbook"
    AUDIT_REPORT = "audit-report-pdf"
    CHECKLIST = "checklist-pdf"

    @property
    def suffix(self) -> str:
        return "xlsx" if self == ReportKind.DOSSIER_WORKBOOK else "pdf"


class ReportPackage(StrEnum):
    """The reports requested with one button."""

    DOSSIER = "dossier"
    AUDIT_REPORT = "audit-report"
    CHECKLIST = "checklist"


KINDS: dict[ReportPackage, tuple[ReportKind, ...]] = {
    ReportPackage.DOSSIER: (ReportKind.DOSSIER_PDF, ReportKind.DOSSIER_WORKBOOK),
    ReportPackage.AUDIT_REPORT: (ReportKind.AUDIT_REPORT,),
    ReportPackage.CHECKLIST: (ReportKind.CHECKLIST,),
}


def check_report_request(package: ReportPackage, status: str, *, is_department: bool) -> None:
    """Raise unless the package can be made in this status, for the department or for the province.

    Raises WorkflowError: "report-before-submission"; "report-before-publication" for the province, which uses
    the pages of its assessment until then; "checklist-not-now" when no audit is open.
    """
    if status == Status.DRAFT:
        raise WorkflowError("report-before-submission")
    if not is_department and status != Status.PUBLISHED:
        raise WorkflowError("report-before-publication")
    if package == ReportPackage.CHECKLIST and status not in {*STAGES, Status.RETURNED}:
        raise WorkflowError("checklist-not-now")
