"""Reports requested by users, and the packages offered to them."""

from dataclasses import dataclass

from assessments import labels
from assessments.domain.papers import KINDS, Package, check_asking
from assessments.domain.workflow import WorkflowError
from assessments.models import Assessment, Paper
from ecotown.accounts.models import User

# The number of reports a page shows; older ones have expired or can be requested again.
MOST = 200


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A package of reports that a user can request now."""

    package: Package
    label: str


def papers_of(user: User) -> list[Paper]:
    """Return the reports requested by the user, the newest first; two queries."""
    rows = Paper.objects.visible_to(user).select_related("assessment__area__province", "assessment__cycle")
    return list(rows[:MOST])


def paper_name(paper: Paper) -> str:
    """Return the file name of the download."""
    assessment = paper.assessment
    kind = paper.kind.removesuffix("-pdf").removesuffix("-workbook")
    return f"{kind}-{assessment.area.key}-{assessment.cycle.year}.{paper.suffix}"


def paper_offers(user: User, assessment: Assessment) -> list[PaperOffer]:
    """Return the packages that the user may request now; no queries besides those of the permissions."""
    is_department = user.has_perm("assessments.read_audit", assessment)
    return [
        PaperOffer(package, str(labels.PACKAGES[package]))
        for package in KINDS
        if user.has_perm(f"assessments.ask_{package.value.replace('-', '_')}", assessment)
        and _is_possible(package, assessment, is_department=is_department)
    ]


def _is_possible(package: Package, assessment: Assessment, *, is_department: bool) -> bool:
    try:
        check_asking(package, assessment.status, is_department=is_department)
    except WorkflowError:
        return False
    return True
