"""Which awards of a ceremony can be printed, and why the others cannot."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assessments.committee.models.resolutions import Resolution
from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import shared_resolutions
from awards.designs.documents.placing import overflows, recipient_overflows
from awards.designs.domain.designs import DesignSpec, Overflow
from awards.designs.domain.kinds import AwardKind
from awards.designs.domain.purposes import design_field
from awards.printing.documents.samples import is_granted, unissued_award
from awards.printing.queries import RunSheet, RunSheetLine
from awards.register.documents.awards import DesignKey, design_key, design_of_award, texts_of_award
from awards.register.models.awards import Award


@dataclass(frozen=True, slots=True)
class CheckedAward:
    """An award of a recipient, stored or not, and why it cannot be printed.

    `error` is empty when it can; else its words are `fault_sentences` of `awards/printing/words.py`.
    """

    line: RunSheetLine
    kind: AwardKind
    award: Award
    error: str

    @property
    def honoured(self) -> str:
        return self.award.honoured

    @property
    def is_printable(self) -> bool:
        return not self.error

    @property
    def is_issued(self) -> bool:
        """Whether it has a number already."""
        return self.award.pk is not None

    @property
    def is_made(self) -> bool:
        """Whether its file is there already."""
        return self.is_issued and self.award.state == Award.State.READY


def checked_awards(run_sheet: RunSheet, recipients: Collection[int] | None = None) -> list[CheckedAward]:
    """Return the awards of these recipients (ids), or of all, in call order; revoked ones are left out.

    A constant number of queries. The texts of each award are placed as in printing, so that what is printable
    here does not fail for its texts.
    """
    lines = [line for line in run_sheet.lines if recipients is None or line.recipient.pk in recipients]
    shared = shared_resolutions([line.recipient for line in lines])
    pairs = [(line, kind) for line in lines for kind in line.award_kinds]
    issued = {
        (line.place, award.kind): award for line in lines for award in line.awards if not award.is_revoked
    }
    _load_printed_values(lines)
    awards = [
        issued.get((line.place, kind.value))
        or unissued_award(run_sheet.ceremony, line.recipient, kind, shared)
        for line, kind in pairs
    ]
    errors = [
        _state_error(award) if award.pk else "" if is_granted(line.recipient, shared) else "no-level"
        for (line, _kind), award in zip(pairs, awards, strict=True)
    ]
    errors = [error or _missing_design(award) for error, award in zip(errors, awards, strict=True)]
    texts_errors = _text_errors(
        [award for error, award in zip(errors, awards, strict=True) if not error and not _is_made(award)]
    )
    return [
        CheckedAward(line, kind, award, error or texts_errors.get(id(award), ""))
        for (line, kind), award, error in zip(pairs, awards, errors, strict=True)
    ]


def text_faults(ceremony: Ceremony, recipient: Recipient) -> dict[str, list[tuple[AwardKind, str]]]:
    """Return the faults of a recipient by box, each as the kind of the award and the stored fault.

    The recipient need not be stored.
    """
    line = RunSheetLine(1, recipient, "")
    faults: defaultdict[str, list[tuple[AwardKind, str]]] = defaultdict(list)
    for checked in checked_awards(RunSheet(ceremony, [line])):
        for fault in checked.error.split():
            faults[(*fault.split(":"), "")[1]].append((checked.kind, fault))
    return faults


def fingerprint(checked: Iterable[CheckedAward]) -> str:
    """Return what tells the printable awards that somebody was shown from any others."""
    keys = [
        f"{award.line.recipient.pk}-{award.kind}-{award.award.pk}" for award in checked if award.is_printable
    ]
    return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:16]


def _is_made(award: Award) -> bool:
    return award.pk is not None and award.state == Award.State.READY


def _state_error(award: Award) -> str:
    """Return why an issued award cannot be printed whatever its texts are."""
    if award.is_outdated:
        return "outdated"
    return "" if award.has_fitting_design else "design-purpose"


def _missing_design(award: Award) -> str:
    if award.pk or award.design_id:
        return ""
    return f"no-design:{design_field(AwardKind(award.kind), award.purpose)}"


def _text_errors(awards: Sequence[Award]) -> dict[int, str]:
    """Return the stored faults of the texts of awards, by the identity of each; a design is read once."""
    designs: dict[DesignKey, tuple[DesignSpec, list[Overflow]]] = {}
    errors = {}
    for award in awards:
        key = design_key(award)
        if key not in designs:
            design = design_of_award(award)
            designs[key] = design, overflows(design, [])
        design, faults_of_design = designs[key]
        faults = [*faults_of_design, *recipient_overflows(design, texts_of_award(award))]
        errors[id(award)] = " ".join(dict.fromkeys(fault.stored for fault in faults))
    return errors


def _load_printed_values(lines: Sequence[RunSheetLine]) -> None:
    """Set what is printed on the issued awards of areas whose file is not made; one query."""
    waiting = [
        (award, assessment)
        for line in lines
        for award in line.awards
        if (assessment := line.recipient.assessment) and not _is_made(award)
    ]
    if not waiting:
        return
    resolutions: defaultdict[int, list[Resolution]] = defaultdict(list)
    assessments = [assessment for _award, assessment in waiting]
    granted = Resolution.objects.filter(assessment__in=assessments).select_related("meeting")
    for resolution in granted.order_by("recorded_at", "pk"):
        resolutions[resolution.assessment_id].append(resolution)
    for award, assessment in waiting:
        award.assessment = assessment  # with the names of its levels
        earlier = [each for each in resolutions[assessment.pk] if each.recorded_at <= award.issued_at]
        award.resolution = earlier[-1]
