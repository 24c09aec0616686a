"""Reports requested by users, and the packages offered to them."""

from dataclasses import dataclass

from assessments.reports import words
from assessments.reports.domain import KINDS, ReportPackage, check_report_request
from assessments.reports.models import Report
from assessments.workflow.domain import WorkflowError
from assessments.workflow.models import Assessment
from assessments.workflow.queries import assessment_name
from ecotown.accounts.models import User
from ecotown.common.produced_files.registry import KnownFile

# The number of reports a page shows; older ones have expired or can be requested again.
MAXIMUM_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ReportOffer:
    """A package of reports that a user can request now."""

    package: ReportPackage
    label: str


def reports_of(user: User) -> list[Report]:
    """Return the reports requested by the user, the newest first; two queries."""
    rows = Report.objects.visible_to(user).select_related("assessment__area__province", "assessment__cycle")
    return list(rows[:MAXIMUM_SHOWN])


def report_file_name(report: Report) -> str:
    """Return the file name of the download."""
    assessment = report.assessment
    kind = report.kind.removesuffix("-pdf").removesuffix("-workbook")
    return f"{kind}-{assessment.area.key}-{assessment.cycle.year}.{report.suffix}"


def report_offers(user: User, assessment: Assessment) -> list[ReportOffer]:
    """Return the packages that the user may request now; no queries besides those of the permissions."""
    is_department = user.has_perm("assessments.read_audit", assessment)
    return [
        ReportOffer(package, str(words.PACKAGES[package]))
        for package in KINDS
        if user.has_perm(f"assessments.ask_{package.value.replace('-', '_')}", assessment)
        and _is_possible(package, assessment, is_department=is_department)
    ]


def _is_possible(package: ReportPackage, assessment: Assessment, *, is_department: bool) -> bool:
    try:
        check_report_request(package, assessment.status, is_department=is_department)
    except WorkflowError:
        return False
    return True


def known_report(sha256: str) -> KnownFile | None:
    """Return the report with this SHA-256, also one whose file has expired; never whose it was."""
    rows = Report.objects.exclude(sha256="").filter(sha256=sha256)
    report = rows.select_related("assessment__area__province", "assessment__cycle").first()
    if report is None:
        return None
    assessment = report.assessment
    return KnownFile(
        title=str(words.REPORTS[report.kind]),
        subject=assessment_name(assessment),
        made_at=report.asked_at,
        is_demonstration=assessment.cycle.is_demonstration,
    )
