"""Uploaded workbooks: read within limits and compared with the stored values; nothing is saved here."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from assessments import documents, labels, queries
from assessments.domain import workbook as layout
from assessments.domain.entries import Given, from_plain, plain
from assessments.domain.workbook import Change, Fault, Typed
from assessments.forms import EntryForm
from assessments.models import Assessment
from ecotown.accounts.models import User
from ecotown.common import spreadsheets
from ecotown.common.cells import FORMULA_SIGNS
from ecotown.common.fields import REQUIRED
from indicators.domain.framework import Framework

CONFIRM_SALT = "assessments.import"
CONFIRM_SECONDS = 60 * 60
NOTHING = Given()


class WorkbookForm(forms.Form):
    """The upload form; the file is cleaned to a `File`, and refusals are errors of the field."""

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
        except spreadsheets.SpreadsheetError as error:
            raise _refusal(error.code) from error
        except documents.SealError as error:
            raise _refusal("no-seal") from error

    def _read(self, content):
        framework = self.assessment.cycle.framework
        sheets = spreadsheets.read_sheets(content, known=_titles(queries.edition_of(self.assessment)))
        sealed, seen = documents.open_seal(sheets.get(documents.SEAL_SHEET, {}))
        if sealed["edition"] != framework.edition or sealed["criteria"] != framework.checksum:
            raise _refusal("other-edition")
        if sealed["assessment"] != self.assessment.pk:
            raise _refusal("other-assessment")
        return File(sheets=sheets, seen=seen, sha256=hashlib.sha256(content).hexdigest())


def _refusal(code):
    return forms.ValidationError(labels.FILE_REFUSALS[code], code=code)


@dataclass(frozen=True, slots=True)
class File:
    """A workbook of this assessment: its cells by sheet, and the values at the time of download."""

    sheets: dict
    seen: dict[str, Given]
    sha256: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused cell with the reason as a sentence; `code` is its indicator, empty without one."""

    sheet: str
    address: str
    code: str
    reason: str
    message: str


@dataclass(slots=True)
class Preview:
    """The changes in a file, by cell, and the refused cells. One refusal prevents saving anything."""

    sha256: str
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    values: dict[str, Given] = field(default_factory=dict)
    stored: dict[str, Given] = field(default_factory=dict)

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
            "sha256": self.sha256,
        }
        return signing.dumps(changes, salt=CONFIRM_SALT, compress=True)


def confirmed(text: str, assessment: Assessment, user: User) -> dict[str, object] | None:
    """Return what `confirmation` signed, as `actions.import_workbook` takes it; None when it is not valid."""
    try:
        changes = signing.loads(text, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        return None
    if changes["about"] != [assessment.pk, user.pk]:
        return None
    return {
        "values": {code: from_plain(value) for code, value in changes["values"].items()},
        "seen": {code: from_plain(value) for code, value in changes["seen"].items()},
        "sha256": changes["sha256"],
    }


def compare(
    file: File, edition: Framework, stored: dict[str, Given], unlocked: Collection[str] | None = None
) -> Preview:
    """Return the differences between a file and the stored values, and the refused cells.

    After a return only the indicators in `unlocked` can be changed; all when it is None.
    """
    preview = Preview(sha256=file.sha256)
    typed_indicators, faults = layout.read(edition, file.sheets, documents.headings())
    titles = _titles(edition)
    faults += [Fault(title, "", "sheet-unknown", title) for title in file.sheets if title not in titles]
    preview.refusals = [_refused(fault) for fault in faults]
    for typed in typed_indicators:
        code = typed.indicator.code
        is_open = unlocked is None or code in unlocked
        _compare(typed, file.seen.get(code, NOTHING), stored.get(code, NOTHING), preview, is_open=is_open)
    preview.refusals.sort(key=lambda refusal: _reading_order(refusal, list(file.sheets)))
    return preview


def _titles(edition: Framework) -> set[str]:
    """Return the titles of the sheets in a downloaded workbook."""
    dimensions = {layout.title_of(dimension) for dimension in edition.dimensions}
    return dimensions | {documents.SEAL_SHEET, documents.instructions_title()}


def _reading_order(refusal: Refusal, titles: list[str]) -> tuple[int, int, str]:
    """Return the sort key of a refusal: by sheet, then by row; missing sheets come first."""
    row = "".join(sign for sign in refusal.address if sign.isdigit())
    return (
        titles.index(refusal.sheet) if refusal.sheet in titles else -1,
        int(row or 0),
        refusal.address,
    )


def _compare(typed: Typed, downloaded: Given, stored: Given, preview: Preview, *, is_open: bool) -> None:
    if typed.texts == _unchanged(downloaded, typed):
        return  # unchanged since the download; a value changed meanwhile by someone else stays
    code, form = typed.indicator.code, _form(typed)
    if not form.is_valid():
        preview.refusals += [
            Refusal(typed.sheet, typed.places[name], code, "value", str(errors[0]))
            for name, errors in form.errors.items()
        ]
        return
    value = form.given
    if layout.is_same(value, stored) or layout.is_same(value, downloaded):
        return
    changes = list(layout.changes_of(typed, stored, value, documents.headings()))
    if not is_open:
        preview.refusals += [
            _refused(Fault(change.sheet, change.address, "not-returned", code=code)) for change in changes
        ]
    elif not layout.is_same(downloaded, stored):
        preview.refusals += [
            _refused(Fault(change.sheet, change.address, "conflict", change.old or "–", code))
            for change in changes
        ]
    elif value.reason != downloaded.reason and value.reason.startswith(FORMULA_SIGNS):
        preview.refusals.append(
            _refused(Fault(typed.sheet, typed.places["reason"], "formula-text", code=code))
        )
    else:
        preview.changes += changes
        preview.values[code] = value
        preview.stored[code] = stored


def _refused(fault: Fault) -> Refusal:
    message = labels.cell_fault(fault.reason, fault.detail)
    return Refusal(fault.sheet, fault.address, fault.code, fault.reason, message)


def _unchanged(downloaded, typed):
    """Return the texts that the cells of an indicator hold when nothing was typed since the download."""
    texts = layout.texts_of(downloaded, typed.indicator)
    if typed.indicator.kind == "boolean":
        texts["value"] = {layout.YES: "1", layout.NO: "0"}.get(texts["value"], "")
    return texts


def _form(typed: Typed) -> EntryForm:
    """Return the entry form of the pages filled in from the cells, so that both accept the same values."""
    data = {f"{typed.indicator.code}-{key}": text for key, text in typed.texts.items()}
    return EntryForm(data, indicator=typed.indicator, given=NOTHING)
