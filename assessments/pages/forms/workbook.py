"""Uploaded workbooks: read within limits and compared with the stored values; nothing is saved here."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from assessments.entry import words
from assessments.entry.documents import seal
from assessments.entry.documents import workbook as workbook_documents
from assessments.entry.documents.guidance_sheet import guidance_title
from assessments.entry.documents.quantity_sheet import quantity_sheet_title
from assessments.entry.domain import workbook as workbook_domain
from assessments.entry.domain.quantities import open_quantities
from assessments.entry.domain.quantity_sheet import FollowingCells, QuantityChange, following_cells
from assessments.entry.domain.values import EntryValue, from_plain, number_text, plain
from assessments.entry.domain.workbook import CellChange, CellFault, IndicatorCells, unchanged_texts
from assessments.pages.forms.entry import EntryForm
from assessments.pages.forms.workbook_quantities import compare_quantities
from assessments.workflow import queries
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.workbooks import reading
from ecotown.common.workbooks.cells import FORMULA_SIGNS
from indicators.criteria.domain.framework import Framework

CONFIRM_SALT = "assessments.import"
CONFIRM_SECONDS = 60 * 60
NO_VALUE = EntryValue()


class WorkbookForm(forms.Form):
    """The upload form; the file is cleaned to a `WorkbookFile`, and refusals are errors of the field."""

    file = forms.FileField(
        label=_("Excel workbook (.xlsx)"),
        error_messages={**REQUIRED, "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.helper = FormHelper(self)
        self.helper.add_input(Submit("check", _("Check the file"), css_class="btn btn-primary"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        limit = settings.WORKBOOK_MAX_BYTES
        if file.size > limit:
            message = _("The file is larger than %(limit)s MB.") % {"limit": limit // 2**20}
            raise forms.ValidationError(message, code="too-many-bytes")
        content = file.read()
        try:
            return self._read(content)
        except reading.SpreadsheetError as error:
            raise file_refusal(error.code) from error
        except seal.SealError as error:
            raise file_refusal("no-seal") from error

    def _read(self, content):
        framework = self.assessment.cycle.framework
        sheets = reading.read_sheets(content, known=_titles(queries.edition_of(self.assessment)))
        sealed, downloaded, quantities = seal.open_seal(sheets.get(seal.SEAL_SHEET, {}))
        if sealed["edition"] != framework.edition or sealed["criteria"] != framework.checksum:
            raise file_refusal("other-edition")
        if sealed["assessment"] != self.assessment.pk:
            raise file_refusal("other-assessment")
        return WorkbookFile(
            sheets=sheets,
            downloaded=downloaded,
            quantities=quantities,
            sha256=hashlib.sha256(content).hexdigest(),
        )


def file_refusal(code):
    return forms.ValidationError(words.FILE_REFUSALS[code], code=code)


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A workbook of this assessment: its cells by sheet; values and quantities at the time of download."""

    sheets: dict
    downloaded: dict[str, EntryValue]
    quantities: dict[str, Decimal]
    sha256: str


@dataclass(frozen=True, slots=True)
class CellRefusal:
    """A refused cell with the reason as a sentence; `code` is its indicator, empty without one."""

    sheet: str
    address: str
    code: str
    reason: str
    message: str

    @property
    def place(self) -> str:
        """Where it is."""
        return self.address

    @property
    def column(self) -> str:
        """What it is about."""
        return self.code


@dataclass(slots=True)
class WorkbookPreview:
    """The changes in a file, by cell, and the refused cells. One refusal prevents saving anything.

    `followed` are the codes whose value only takes over a shared quantity.
    """

    sha256: str
    quantity_changes: list[QuantityChange] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    refusals: list[CellRefusal] = field(default_factory=list)
    values: dict[str, EntryValue] = field(default_factory=dict)
    stored: dict[str, EntryValue] = field(default_factory=dict)
    followed: list[str] = field(default_factory=list)

    @property
    def change_count(self) -> int:
        return len(self.quantity_changes) + len(self.changes)

    def confirmation(self, assessment: Assessment, user: User) -> str:
        """Return the signed changes for a hidden field, valid for this assessment and this user only.

        Empty when any cell is refused: all changes are saved or none.
        """
        if self.refusals:
            return ""
        changes = {
            "about": [assessment.pk, user.pk],
            "values": {code: plain(value) for code, value in self.values.items()},
            "seen": {code: plain(value) for code, value in self.stored.items()},
            "quantities": {
                change.cell.quantity.key: [_written(change.old), _written(change.new)]
                for change in self.quantity_changes
            },
            "followed": self.followed,
            "sha256": self.sha256,
        }
        return signing.dumps(changes, salt=CONFIRM_SALT, compress=True)


def confirmed_changes(text: str, assessment: Assessment, user: User) -> dict[str, object] | None:
    """Return what `confirmation` signed, as `import_workbook` takes it; None when it is not valid."""
    try:
        changes = signing.loads(text, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        return None
    if changes["about"] != [assessment.pk, user.pk]:
        return None
    return {
        "values": {code: from_plain(value) for code, value in changes["values"].items()},
        "expected": {code: from_plain(value) for code, value in changes["seen"].items()},
        "quantities": {key: _read(new) for key, (_old, new) in changes["quantities"].items()},
        "expected_quantities": {key: _read(old) for key, (old, _new) in changes["quantities"].items()},
        "followed": changes["followed"],
        "sha256": changes["sha256"],
    }


def _written(number: Decimal | None) -> str | None:
    return None if number is None else number_text(number)


def _read(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def compare_workbook(
    file: WorkbookFile,
    edition: Framework,
    stored: Mapping[str, EntryValue],
    unlocked: Collection[str] | None = None,
    *,
    quantities: Mapping[str, Decimal],
) -> WorkbookPreview:
    """Return the differences between a file and the stored values and quantities, and the refused cells.

    After a return only the indicators in `unlocked` can be changed; all when it is None.
    """
    preview = WorkbookPreview(sha256=file.sha256)
    preview.quantity_changes, faults = compare_quantities(
        file.sheets, edition, file.quantities, quantities, open_quantities(edition, unlocked)
    )
    add_indicator_differences(preview, file, edition, stored, unlocked, titles=_titles(edition))
    preview.refusals += map(refused_cell, faults)
    preview.refusals.sort(key=lambda refusal: reading_order(refusal, list(file.sheets)))
    return preview


def add_indicator_differences(
    preview: WorkbookPreview,
    file: WorkbookFile,
    edition: Framework,
    stored: Mapping[str, EntryValue],
    unlocked: Collection[str] | None = None,
    *,
    titles: Collection[str],
) -> None:
    """Add to the preview how the values in a file differ from the stored ones, and the refused cells.

    `titles` are those of the sheets that the file may have.
    """
    all_indicator_cells, faults = workbook_domain.read_indicator_cells(
        edition, file.sheets, workbook_documents.headings()
    )
    faults += [CellFault(title, "", "sheet-unknown", title) for title in file.sheets if title not in titles]
    preview.refusals += map(refused_cell, faults)
    quantity_changes = {change.cell.quantity.key: change for change in preview.quantity_changes}
    for indicator_cells in all_indicator_cells:
        code = indicator_cells.indicator.code
        downloaded, present = file.downloaded.get(code, NO_VALUE), stored.get(code, NO_VALUE)
        is_open = unlocked is None or code in unlocked
        following = following_cells(indicator_cells, downloaded, present, quantity_changes if is_open else {})
        _add_differences(following, present, preview, is_open=is_open)


def _titles(edition: Framework) -> set[str]:
    """Return the titles of the sheets in a downloaded workbook."""
    dimensions = {workbook_domain.title_of(dimension) for dimension in edition.dimensions}
    quantities = {quantity_sheet_title()} if edition.quantities else set()
    others = {seal.SEAL_SHEET, workbook_documents.instructions_title(), guidance_title()}
    return dimensions | quantities | others


def reading_order(refusal: CellRefusal, titles: list[str]) -> tuple[int, int, str]:
    """Return the sort key of a refusal: by sheet, then by row; missing sheets come first."""
    row = "".join(sign for sign in refusal.address if sign.isdigit())
    return (
        titles.index(refusal.sheet) if refusal.sheet in titles else -1,
        int(row or 0),
        refusal.address,
    )


def _add_differences(
    following: FollowingCells, stored: EntryValue, preview: WorkbookPreview, *, is_open: bool
) -> None:
    """Add the changed or the refused cells of one indicator to the preview."""
    indicator_cells, downloaded = following.cells, following.base
    if indicator_cells.texts == unchanged_texts(downloaded, indicator_cells.indicator):
        return  # unchanged since the download; a value changed meanwhile by someone else stays
    code, form = indicator_cells.indicator.code, _form(indicator_cells)
    addresses = [indicator_cells.addresses[key] for key in following.keys]
    if following.keys and not form.is_valid():
        preview.refusals += [
            refused_cell(CellFault(indicator_cells.sheet, address, "cannot-follow", code=code))
            for address in addresses
        ]
        return
    if not form.is_valid():
        preview.refusals += [
            CellRefusal(indicator_cells.sheet, indicator_cells.addresses[name], code, "value", str(errors[0]))
            for name, errors in form.errors.items()
        ]
        return
    value = form.entry_value
    if workbook_domain.has_same_cells(value, stored) or workbook_domain.has_same_cells(value, downloaded):
        return
    changes = list(workbook_domain.changes_of(indicator_cells, stored, value, workbook_documents.headings()))
    if not is_open:
        preview.refusals += [
            refused_cell(CellFault(change.sheet, change.address, "not-returned", code=code))
            for change in changes
        ]
    elif not workbook_domain.has_same_cells(downloaded, stored):
        preview.refusals += [
            refused_cell(CellFault(change.sheet, change.address, "conflict", change.old or "–", code))
            for change in changes
        ]
    elif value.reason != downloaded.reason and value.reason.startswith(FORMULA_SIGNS):
        preview.refusals.append(
            refused_cell(
                CellFault(
                    indicator_cells.sheet, indicator_cells.addresses["reason"], "formula-text", code=code
                )
            )
        )
    else:
        preview.changes += [replace(change, follows=change.address in addresses) for change in changes]
        preview.values[code] = value
        preview.stored[code] = stored
        preview.followed += [code] if following.is_only_following else []


def refused_cell(fault: CellFault) -> CellRefusal:
    """Return the refusal of a cell in words."""
    message = words.cell_fault(fault.reason, fault.detail)
    return CellRefusal(fault.sheet, fault.address, fault.code, fault.reason, message)


def _form(indicator_cells: IndicatorCells) -> EntryForm:
    """Return the entry form of the pages filled in from the cells, so that both accept the same values."""
    texts = {f"{indicator_cells.indicator.code}-{key}": text for key, text in indicator_cells.texts.items()}
    return EntryForm(texts, indicator=indicator_cells.indicator, entry_value=NO_VALUE)
