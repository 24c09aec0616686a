"""Queries of the run sheet of a ceremony, its print runs and its packages."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from assessments.committee.queries import resolution_of
from awards.ceremonies.domain.ceremonies import Attendance
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.domain.kinds import AwardKind
from awards.designs.domain.purposes import DESIGN_FIELDS, Purpose
from awards.designs.models import Design
from awards.printing.models import Package, PrintItem, PrintRun
from awards.printing.words import PACKAGE_LABELS
from awards.register.models.awards import Award
from ecotown.accounts.models import User
from ecotown.common.produced_files.registry import KnownFile
from ecotown.common.thai.papers import paper_digits


@dataclass(frozen=True, slots=True)
class RunSheetLine:
    """A recipient at `place` (from 1) of the call order; `awards` are not replaced, the certificate first."""

    place: int
    recipient: Recipient
    recognition: str
    awards: list[Award] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as printed on its valid awards, otherwise as the next one would have it."""
        valid = (award.printed_name for award in self.awards if not award.is_revoked)
        return next(valid, self.recipient.printed_name)

    @property
    def award_kinds(self) -> list[AwardKind]:
        """The kinds of awards that are handed to it, without revoked ones."""
        revoked = {award.kind for award in self.awards if award.is_revoked}
        return [kind for kind in self.recipient.award_kinds if kind.value not in revoked]

    @property
    def is_withdrawn(self) -> bool:
        """Whether all its awards were revoked, so that it is not called."""
        return not self.award_kinds

    @property
    def unnumbered_kinds(self) -> list[AwardKind]:
        """The kinds of awards that a print run would give a number."""
        issued = {award.kind for award in self.awards}
        return [kind for kind in self.award_kinds if kind.value not in issued]

    @property
    def ready_awards(self) -> list[Award]:
        """The awards that are made and can be handed out.

        Revoked awards, awards with a level that was corrected and awards in a design for another purpose are
        left out.
        """
        return [
            award
            for award in self.awards
            if award.state == Award.State.READY
            and award.has_fitting_design
            and not (award.is_revoked or award.is_outdated)
        ]

    @property
    def is_printed(self) -> bool:
        """Whether all its awards are made."""
        return len(self.ready_awards) == len(self.award_kinds)

    @property
    def printable_kinds(self) -> list[AwardKind]:
        """The kinds of its awards that have a number, or a design to get one with."""
        missing = {kind for kind, _purpose in self.missing_designs}
        return [kind for kind in self.award_kinds if kind not in missing]

    @property
    def is_to_print(self) -> bool:
        """Whether one of its awards is not made yet and can be, as far as its designs are concerned."""
        made = {award.kind for award in self.ready_awards}
        return any(kind.value not in made for kind in self.printable_kinds)

    @property
    def new_number_count(self) -> int:
        """How many new numbers a print run would give to it."""
        return sum(kind in self.printable_kinds for kind in self.unnumbered_kinds)

    @property
    def missing_designs(self) -> list[tuple[AwardKind, Purpose]]:
        """The kind and purpose of its awards without a number for which the ceremony has no design."""
        ceremony, purpose = self.recipient.ceremony, self.recipient.purpose
        return [(kind, purpose) for kind in self.unnumbered_kinds if not ceremony.design_of(kind, purpose)]


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The run sheet of a ceremony: all its recipients in call order."""

    ceremony: Ceremony
    lines: list[RunSheetLine]

    @property
    def present_count(self) -> int:
        return sum(line.recipient.attendance == Attendance.PRESENT for line in self.lines)

    @property
    def called_lines(self) -> list[RunSheetLine]:
        """The lines of recipients that are called."""
        return [line for line in self.lines if not line.is_withdrawn]

    @property
    def award_count(self) -> int:
        """How many awards are handed out."""
        return sum(len(line.award_kinds) for line in self.lines)

    @property
    def ready_count(self) -> int:
        """How many awards are made and can be handed out."""
        return sum(len(line.ready_awards) for line in self.lines)

    @property
    def missing_count(self) -> int:
        """How many awards are not made yet, and so in no package."""
        return self.award_count - self.ready_count

    @property
    def printable_lines(self) -> list[RunSheetLine]:
        """The lines with an award that is not made yet and can be."""
        return [line for line in self.called_lines if line.is_to_print]

    @property
    def unprinted_lines(self) -> list[RunSheetLine]:
        """The lines with an award that is not made yet, whether it can be or not."""
        return [line for line in self.called_lines if not line.is_printed]

    @property
    def has_unnumbered(self) -> bool:
        """Whether an award has no number yet."""
        return any(line.unnumbered_kinds for line in self.called_lines)

    def needed_designs(self) -> list[tuple[str, Design | None]]:
        """Return the designs in use, and None for each missing one, with their fields of the ceremony."""
        used = {(kind, line.recipient.purpose) for line in self.lines for kind in line.recipient.award_kinds}
        designs = {
            column: getattr(self.ceremony, column)
            for column, kind_and_purpose in DESIGN_FIELDS.items()
            if kind_and_purpose in used
        }
        missing = self.missing_designs
        return [(column, design) for column, design in designs.items() if design or column in missing]

    @property
    def missing_designs(self) -> list[str]:
        """The fields of the ceremony whose design is missing for a new number, in the order of the form."""
        missing = {each for line in self.called_lines for each in line.missing_designs}
        return [column for column, kind_and_purpose in DESIGN_FIELDS.items() if kind_and_purpose in missing]


def run_sheet_of(ceremony: Ceremony) -> RunSheet:
    """Return the recipients of a ceremony with their awards; a constant number of queries."""
    recipients = list(ceremony.recipients.with_list_relations().with_level_names())
    for recipient in recipients:
        recipient.ceremony = ceremony  # shares the loaded designs and cached properties
    awards = awards_by_recipient(recipients)
    return RunSheet(
        ceremony,
        [
            RunSheetLine(place, recipient, recognition_of(recipient), awards[recipient.pk])
            for place, recipient in enumerate(recipients, 1)
        ],
    )


def awards_by_recipient(recipients: list[Recipient]) -> dict[int, list[Award]]:
    """Return the awards that each recipient (id) receives and that are not replaced; two queries."""
    awards = Award.objects.not_replaced().select_related(
        *("assessment__area__province", "assessment__cycle__framework", "assessment__resolution"),
        *("recipient__ceremony", "area__province", "shared_resolution__meeting", "design"),
    )
    areas = {recipient.assessment_id: recipient for recipient in recipients if recipient.assessment_id}
    by_name = [recipient.pk for recipient in recipients if not recipient.assessment_id]
    awards = awards.filter(Q(assessment__in=areas) | Q(recipient__in=by_name))
    outdated = set(awards.outdated().values_list("pk", flat=True))
    by_recipient = defaultdict(list)
    for award in awards.order_by("kind"):
        award.is_outdated = award.pk in outdated
        if award.recipient_id:
            by_recipient[award.recipient_id].append(award)
        elif award.kind in areas[award.assessment_id].award_kinds:
            by_recipient[areas[award.assessment_id].pk].append(award)
    return by_recipient


def recognition_of(recipient: Recipient) -> str:
    """Return what a recipient is recognised as, in Thai, as it is read aloud and printed."""
    assessment = recipient.assessment
    if assessment is None:
        return recipient.given_recognition
    level = resolution_of(assessment).granted_level
    rules = assessment.cycle.framework.level_rules.all()
    name = next((rule.name_th for rule in rules if rule.level == level), "")
    return f"เมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ {paper_digits(level)} {name}".strip()


def print_run_with_counts(ceremony: Ceremony, pk: int) -> PrintRun | None:
    """Return a print run of a ceremony with its counts, None when there is none."""
    return ceremony.runs.with_counts().select_related("ceremony", "started_by").filter(pk=pk).first()


def items_of_run(run: PrintRun) -> QuerySet[PrintItem]:
    """Return the documents of a print run in call order, with the related rows that pages show."""
    items = run.items.select_related(
        *("recipient__assessment__area__province", "award__assessment", "award__recipient"),
    )
    return items.order_by("position")


def packages_of_user(ceremony: Ceremony, user: User) -> list[Package]:
    """Return the latest 30 packages of the user, the newest first."""
    return list(ceremony.packages.filter(owner=user)[:30])


def known_package(sha256: str) -> KnownFile | None:
    """Return the merged print file, run sheet or package with this SHA-256, also one that has expired."""
    rows = Package.objects.exclude(sha256="").filter(sha256=sha256).select_related("ceremony")
    package = rows.first()
    if package is None:
        return None
    return KnownFile(
        title=str(PACKAGE_LABELS[package.kind]),
        subject=str(package.ceremony),
        made_at=package.asked_at,
        is_demonstration=package.ceremony.is_demonstration,
    )
