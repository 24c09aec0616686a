"""What can be printed of a ceremony and what not, with the way to mend each fault."""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class UnprintableAward:
    """An award that cannot be printed, why, and the link that leads to where it is mended."""

    line: RunSheetLine
    kind: str
    reasons: str
    mending_url: str
    mending_words: str


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
        """The awards that cannot be printed; those that are mended at one place, for one reason, together."""
        by_place: dict[tuple[str, str], list[UnprintableAward]] = {}
        for award in self.unprintable:
            by_place.setdefault((award.mending_url, award.reasons), []).append(award)
        return list(by_place.values())

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


def unprintable_award(checked: CheckedAward) -> UnprintableAward:
    """Return the fault of an award in words, with the link to where it is mended."""
    url, words = _mending(checked)
    kind = str(designs_words.KINDS[checked.kind])
    return UnprintableAward(checked.line, kind, printing_words.fault_sentences(checked.error), url, words)


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


def _mending(checked: CheckedAward) -> tuple[str, str]:
    """Return the address and the words of the link to where the first fault is mended."""
    code, slot = (*checked.error.split()[0].split(":"), "")[:2]
    ceremony, recipient = checked.line.recipient.ceremony, checked.line.recipient
    if slot in DESIGN_FIELDS:
        return f"{reverse('awards:change-ceremony', args=[ceremony.pk])}#id_{slot}", _("Choose a design")
    if checked.is_issued:
        return checked.award.get_absolute_url(), _("Look at the award")
    is_of_design = slot in designs_words.SLOTS or slot.startswith("signatory-")
    if is_of_design and checked.award.design:
        return checked.award.design.get_absolute_url(), _("Look at the design")
    words = _("Look at the recipient") if code == "no-level" else _("Change the recipient")
    return reverse("awards:recipient", args=[ceremony.pk, recipient.pk]), words
