"""What can be printed of a ceremony and what not, with the way to mend each fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.ceremonies.models import Ceremony
from awards.designs import words as designs_words
from awards.designs.domain.purposes import DESIGN_FIELDS
from awards.printing import words as printing_words
from awards.printing.documents import checks
from awards.printing.documents.checks import CheckedAward
from awards.printing.models import PrintOmission, PrintRun
from awards.printing.queries import RunSheetLine, run_sheet_of

# Boxes that hold what is typed of a recipient by name, and those that may hold the name of an area.
TYPED_BOXES, BOXES_OF_AREA = frozenset({"recipient", "level"}), frozenset({"recipient", "place"})


@dataclass(frozen=True, slots=True)
class UnprintableAward:
    """An award that cannot be printed, why, and where it is mended.

    `advice` says who mends what cannot be mended in the portal; the link then leads to what can be done here.
    """

    line: RunSheetLine
    kind: str
    reasons: str
    mending_url: str
    mending_words: str
    advice: str = ""


@dataclass(frozen=True)
class PrintCheck:
    """The awards of a ceremony that were checked for printing."""

    ceremony: Ceremony
    checked: Sequence[CheckedAward]

    @cached_property
    def printable(self) -> list[CheckedAward]:
        return [award for award in self.checked if award.is_printable]

    @cached_property
    def unprintable(self) -> list[UnprintableAward]:
        return [unprintable_award(award) for award in self.checked if not award.is_printable]

    @property
    def faults(self) -> list[list[UnprintableAward]]:
        """The awards that cannot be printed, by their causes."""
        return by_cause(self.unprintable)

    @property
    def number_count(self) -> int:
        """How many awards would get a new number."""
        return sum(not award.is_issued for award in self.printable)

    @property
    def made_count(self) -> int:
        """How many awards are made already and would not be made again."""
        return sum(award.is_made for award in self.printable)

    @property
    def fingerprint(self) -> str:
        return checks.fingerprint(self.checked)


@dataclass(frozen=True, slots=True)
class Omission:
    """An award that a run left out: why then, and how it is now.

    `now` is None when it can be printed or is printed; `is_printed` when a later run has taken it.
    """

    stored: PrintOmission
    line: RunSheetLine
    kind: str
    reasons: str
    now: UnprintableAward | None
    is_printed: bool

    @property
    def is_mended(self) -> bool:
        """Whether it can be printed now and is not yet."""
        return self.now is None and not self.is_printed


def by_cause(awards: Iterable[UnprintableAward]) -> list[list[UnprintableAward]]:
    """Return the awards in groups: those that are mended at one place, for one reason, together."""
    groups: dict[tuple[str, str], list[UnprintableAward]] = {}
    for award in awards:
        groups.setdefault((award.mending_url, award.reasons), []).append(award)
    return list(groups.values())


def unprintable_award(checked: CheckedAward) -> UnprintableAward:
    """Return the fault of an award in words, with the link to where it is mended."""
    kind = str(designs_words.KINDS[checked.kind])
    reasons = printing_words.fault_sentences(checked.error)
    return UnprintableAward(checked.line, kind, reasons, *_mending(checked))


def omissions_of_run(run: PrintRun) -> list[Omission]:
    """Return what a run left out, in call order, each as it was then and as it is now.

    An award that its recipient does not receive any more is left out. A constant number of queries.
    """
    stored = {(omission.recipient_id, omission.kind): omission for omission in run.omissions.all()}
    if not stored:
        return []
    recipients = {recipient for recipient, _kind in stored}
    checked = checks.checked_awards(run_sheet_of(run.ceremony), recipients)
    return [
        Omission(
            stored=omission,
            line=award.line,
            kind=str(designs_words.KINDS[award.kind]),
            reasons=printing_words.fault_sentences(omission.error),
            now=None if award.is_printable else unprintable_award(award),
            is_printed=award.is_issued and award.is_printable,
        )
        for award in checked
        if (omission := stored.get((award.line.recipient.pk, award.kind.value)))
    ]


def _mending(checked: CheckedAward) -> tuple[str, str, str]:
    """Return the address and the words of the link to where the first fault is mended, and the advice."""
    code, slot = (*checked.error.split()[0].split(":"), "")[:2]
    ceremony, recipient = checked.line.recipient.ceremony, checked.line.recipient
    if slot in DESIGN_FIELDS:
        return f"{reverse('awards:change-ceremony', args=[ceremony.pk])}#id_{slot}", _("Choose a design"), ""
    if checked.is_issued:
        return checked.award.get_absolute_url(), _("Look at the award"), ""
    own_page = reverse("awards:recipient", args=[ceremony.pk, recipient.pk])
    if code == "no-level":
        return own_page, _("Look at the recipient"), ""
    if slot in TYPED_BOXES and not recipient.assessment:
        return own_page, _("Change the recipient"), ""
    # All other texts of a document are those of its design, of the area, or of the portal itself.
    advice = printing_words.NAME_OF_AREA if slot in BOXES_OF_AREA else ""
    if checked.award.design:
        return checked.award.design.get_absolute_url(), _("Look at the design"), str(advice)
    return own_page, _("Look at the recipient"), str(advice)
