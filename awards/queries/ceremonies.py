"""Reading ceremonies: their recipients with what they are awarded, in call order."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from assessments.domain.workflow import Status
from assessments.models import Assessment
from awards.domain.awards import Kind
from awards.domain.ceremonies import Attendance
from awards.domain.purposes import DESIGN_COLUMNS, Purpose
from awards.models import Ceremony, Certificate, Design, Package, PrintItem, PrintRun, Recipient
from ecotown.accounts.models import User


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One recipient at place `place` of the call order, with the awards that stand, certificate first."""

    place: int
    recipient: Recipient
    recognition: str
    awards: list[Certificate] = field(default_factory=list)

    @property
    def receives(self) -> list[Kind]:
        """What is handed to it: without what was revoked."""
        revoked = {award.kind for award in self.awards if award.is_revoked}
        return [kind for kind in self.recipient.kinds if kind.value not in revoked]

    @property
    def is_withdrawn(self) -> bool:
        """Whether all that it was to receive was revoked, so that it is not called."""
        return not self.receives

    @property
    def unnumbered(self) -> list[Kind]:
        """What a print run would give a number to."""
        issued = {award.kind for award in self.awards}
        return [kind for kind in self.receives if kind.value not in issued]

    @property
    def documents(self) -> list[Certificate]:
        """What is made and can be handed out: not what was revoked, says a level that was corrected, or was
        made in the design of others.
        """
        made = [award for award in self.awards if award.state == Certificate.State.READY]
        right = [award for award in made if award.has_fitting_design]
        return [award for award in right if not (award.is_revoked or award.is_outdated)]

    @property
    def is_printed(self) -> bool:
        return len(self.documents) == len(self.receives)

    @property
    def missing_designs(self) -> list[tuple[Kind, Purpose]]:
        """What it receives and the ceremony has no design for."""
        one = self.recipient
        return [
            (kind, one.purpose) for kind in self.receives if not one.ceremony.design_of(kind, one.purpose)
        ]


@dataclass(frozen=True, slots=True)
class Course:
    """A ceremony from the first to the last who is called."""

    ceremony: Ceremony
    lines: list[CourseLine]

    @property
    def present_count(self) -> int:
        return sum(line.recipient.attendance == Attendance.PRESENT for line in self.lines)

    @property
    def called(self) -> list[CourseLine]:
        return [line for line in self.lines if not line.is_withdrawn]

    @property
    def award_count(self) -> int:
        return sum(len(line.receives) for line in self.lines)

    @property
    def ready_count(self) -> int:
        return sum(len(line.documents) for line in self.lines)

    @property
    def missing_count(self) -> int:
        """How many documents are not made yet, and so in no package."""
        return self.award_count - self.ready_count

    @property
    def to_print(self) -> list[CourseLine]:
        """Those of whom something is not made yet and can be."""
        return [line for line in self.called if not (line.is_printed or line.missing_designs)]

    def unnumbered(self) -> list[tuple[CourseLine, Kind]]:
        """The documents that have no number yet and could be printed, in call order."""
        return [
            (line, kind)
            for line in self.called
            for kind in line.unnumbered
            if (kind, line.recipient.purpose) not in line.missing_designs
        ]

    def designs(self) -> list[tuple[str, Design | None]]:
        """The designs that it needs, as (column, design or None), in the order of the form."""
        needed = {(kind, line.recipient.purpose) for line in self.lines for kind in line.recipient.kinds}
        columns = [column for column, made_for in DESIGN_COLUMNS.items() if made_for in needed]
        return [(column, getattr(self.ceremony, column)) for column in columns]


def course_of(ceremony: Ceremony) -> Course:
    """The recipients of a ceremony with their awards; a constant number of queries."""
    recipients = list(ceremony.recipients.told().with_level_names())
    for one in recipients:
        one.ceremony = ceremony  # which has its designs, and knows what it has found out about itself
    awards = awards_of(recipients)
    return Course(
        ceremony,
        [
            CourseLine(place, one, recognition_of(one), awards[one.pk])
            for place, one in enumerate(recipients, 1)
        ],
    )


def awards_of(recipients: list[Recipient]) -> dict[int, list[Certificate]]:
    """The standing awards of each recipient that it is to get, by its id; two queries."""
    told = Certificate.objects.standing().select_related(
        *("assessment__area__province", "assessment__cycle__framework", "assessment__resolution"),
        *("recipient__ceremony", "area__province", "shared_resolution__meeting", "design"),
    )
    areas = {one.assessment_id: one for one in recipients if one.assessment_id}
    found = defaultdict(list)
    by_name = [one.pk for one in recipients if not one.assessment_id]
    of_them = told.filter(Q(assessment__in=areas) | Q(recipient__in=by_name))
    outdated = set(of_them.outdated().values_list("pk", flat=True))
    for award in of_them.order_by("kind"):
        award.is_outdated = award.pk in outdated
        if award.recipient_id:
            found[award.recipient_id].append(award)
        elif award.kind in areas[award.assessment_id].kinds:
            found[areas[award.assessment_id].pk].append(award)
    return found


def recognition_of(recipient: Recipient) -> str:
    """What a recipient is honoured for, in Thai: it is read aloud and printed."""
    if not recipient.assessment_id:
        return recipient.given_recognition
    level = recipient.assessment.resolution.granted_level
    rules = recipient.assessment.cycle.framework.level_rules.all()
    name = next((rule.name_th for rule in rules if rule.level == level), "")
    return f"เมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ {level} {name}".strip()


def ceremonies_of(award: Certificate) -> QuerySet[Ceremony]:
    """Where an award is handed out: one or more ceremonies, none for one that was issued by itself."""
    if award.assessment_id is None:
        return Ceremony.objects.filter(pk=award.recipient.ceremony_id)
    return Ceremony.objects.filter(recipients__assessment=award.assessment_id)


def honourable(ceremony: Ceremony, user: User) -> QuerySet[Assessment]:
    """Published results with a level that are not on the list yet, those of the ceremony's year first."""
    found = Assessment.objects.visible_to(user).filter(
        status=Status.PUBLISHED, resolution__granted_level__gt=0
    )
    listed = ceremony.recipients.filter(assessment__isnull=False).values("assessment")
    return (
        found.filter(cycle__year=ceremony.fiscal_year)
        .exclude(pk__in=listed)
        .select_related("area__province", "cycle", "resolution")
        .order_by("area__province__sort_key", "area__sort_key")
    )


def present_count(ceremony: Ceremony) -> int:
    return ceremony.recipients.filter(attendance=Attendance.PRESENT).count()


def is_issued(ceremony: Ceremony) -> bool:
    """Whether a number was given or a document printed for it."""
    return ceremony.runs.exists() or ceremony.recipients.filter(certificates__isnull=False).exists()


def run_of(ceremony: Ceremony, pk: int) -> PrintRun | None:
    """A print run of a ceremony with its counts; None when there is none."""
    return ceremony.runs.with_counts().select_related("ceremony", "started_by").filter(pk=pk).first()


def items_of(run: PrintRun) -> QuerySet[PrintItem]:
    """The documents of a run in call order, with what a page says of them."""
    told = run.items.select_related(
        *("recipient__assessment__area__province", "certificate__assessment", "certificate__recipient"),
    )
    return told.order_by("position")


def packages_of(ceremony: Ceremony, user: User) -> list[Package]:
    """What the user asked for, the newest first."""
    return list(ceremony.packages.filter(owner=user)[:30])
