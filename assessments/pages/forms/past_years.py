"""Forms of loaded years: which year, the filled-in workbook with its differences, why one is removed."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.forms import AreaListForm
from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, TargetArea
from assessments.entry import words as entry_words
from assessments.entry.documents import seal
from assessments.entry.documents.guidance_sheet import guidance_title
from assessments.entry.documents.quantity_sheet import quantity_sheet_title
from assessments.entry.domain import workbook as workbook_domain
from assessments.entry.domain.quantities import open_quantities
from assessments.entry.domain.values import EntryValue, from_plain, is_answered
from assessments.pages.forms.workbook import (
    CONFIRM_SECONDS,
    CellRefusal,
    WorkbookFile,
    WorkbookPreview,
    add_indicator_differences,
    file_refusal,
    reading_order,
    refused_cell,
)
from assessments.pages.forms.workbook_quantities import compare_quantities
from assessments.past_years import documents, domain, words
from assessments.past_years.models import PastYear
from assessments.past_years.queries import YearContent, content_of
from assessments.workflow.domain import WorkflowError
from ecotown.accounts.models import User
from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.common.thai import dates
from ecotown.common.thai.formats import era_year
from ecotown.common.thai.typed_text import ascii_answer
from ecotown.common.workbooks import reading
from ecotown.common.workbooks.cells import cell_text
from indicators.editions.models import Framework
from indicators.editions.queries import editions
from indicators.pages.forms.fields import EditionChoiceField

CONFIRM_SALT = "assessments.load-past-year"


class PastYearListForm(AreaListForm):
    """The filters of the list of areas with their loaded years."""

    year = None
    level = None


class YearChoiceForm(forms.Form):
    """The year to load, and the edition of the criteria by whose indicators its values are meant."""

    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int, error_messages=REQUIRED)
    edition = EditionChoiceField(
        label=_("Criteria edition"),
        queryset=Framework.objects.none(),
        to_field_name="edition",
        empty_label=None,
        error_messages=REQUIRED,
    )

    def __init__(self, *args, first_assessed: int | None, **kwargs):
        """Create the form; `first_assessed` is the first year of the area in the portal, if any."""
        super().__init__(*args, **kwargs)
        last = dates.fiscal_year(timezone.localdate())
        last = last if first_assessed is None else min(last, first_assessed - 1)
        years = range(last, domain.FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(str(year), str(era_year(year))) for year in years]
        published = Framework.objects.published().order_by("-effective_from", "edition")
        self.fields["edition"].queryset = published
        for field in self.fields.values():  # written out in the page, without crispy
            field.widget.attrs["class"] = "form-select"

    @property
    def has_years(self):
        """Return whether any year lies before the first assessment."""
        return bool(self.fields["year"].choices)


class PastWorkbookForm(forms.Form):
    """The filled-in workbook of a year; the file is cleaned to a `PastYearFile`."""

    file = forms.FileField(
        label=_("Excel workbook (.xlsx)"),
        error_messages={**REQUIRED, "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, area: TargetArea, first_assessed: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.area, self.first_assessed = area, first_assessed
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
        except (seal.SealError, KeyError, ValueError) as error:
            raise file_refusal("no-seal") from error
        except WorkflowError as error:
            raise forms.ValidationError(words.REFUSALS[error.code], code=error.code) from error

    def _read(self, content):
        # The hidden seal says of which edition the sheets are.
        sealing = reading.read_sheets(content, known=[seal.SEAL_SHEET])
        sealed = seal.read_signed(sealing.get(seal.SEAL_SHEET, {}), documents.SALT)
        if sealed["format"] != documents.FORMAT:
            raise seal.SealError("another format")
        if sealed["area"] != self.area.pk:
            raise forms.ValidationError(words.OTHER_AREA, code="other-area")
        framework = Framework.objects.published().filter(edition=sealed["edition"]).first()
        if framework is None or framework.checksum != sealed["criteria"]:
            raise file_refusal("other-edition")
        this_year = dates.fiscal_year(timezone.localdate())
        domain.check_year(sealed["year"], first_assessed=self.first_assessed, this_year=this_year)
        return PastYearFile(
            area=self.area,
            year=sealed["year"],
            framework=framework,
            sheets=reading.read_sheets(content, known=_titles(editions.edition_of(framework))),
            downloaded=_read_content(sealed["seen"]),
            sha256=hashlib.sha256(content).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class PastYearFile:
    """A filled-in workbook of a year: its cells by sheet, and what was stored when it was downloaded."""

    area: TargetArea
    year: int
    framework: Framework
    sheets: dict
    downloaded: YearContent
    sha256: str


@dataclass(frozen=True)
class PastYearPreview:
    """What loading a file would change, and the refused cells. One refusal prevents loading anything."""

    file: PastYearFile
    stored: YearContent
    workbook: WorkbookPreview
    granted_level: int | None
    source: str

    @property
    def refusals(self) -> list[CellRefusal]:
        return self.workbook.refusals

    @property
    def is_level_changed(self) -> bool:
        return self.granted_level != self.stored.granted_level

    @property
    def is_source_changed(self) -> bool:
        return self.source != self.stored.source

    @property
    def change_count(self) -> int:
        return self.workbook.change_count + self.is_level_changed + self.is_source_changed

    @cached_property
    def content(self) -> YearContent:
        """What the year holds after loading the file."""
        values = {**self.stored.values, **self.workbook.values}
        known = {code: value for code, value in values.items() if value != EntryValue()}
        changed = {change.cell.quantity.key: change.new for change in self.workbook.quantity_changes}
        numbers = {**self.stored.quantities, **changed}
        quantities = {key: number for key, number in numbers.items() if number is not None}
        return YearContent(self.granted_level, self.source, known, quantities)

    def confirmation(self, user: User) -> str:
        """Return the signed content for a hidden field, valid for this area and user; empty when refused."""
        if self.refusals or not self.change_count:
            return ""
        signed = {
            "about": [self.file.area.pk, user.pk],
            "year": self.file.year,
            "framework": self.file.framework.pk,
            "content": self.content.plain(),
            "expected": self.stored.plain(),
            "sha256": self.file.sha256,
        }
        return signing.dumps(signed, salt=CONFIRM_SALT, compress=True)


def confirmed_year(text: str, area: TargetArea, user: User) -> dict[str, object] | None:
    """Return what `confirmation` signed, as `load_past_year` takes it; None when it is not valid."""
    try:
        signed = signing.loads(text, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        return None
    if signed["about"] != [area.pk, user.pk]:
        return None
    return {
        "year": signed["year"],
        "framework": Framework.objects.get(pk=signed["framework"]),
        "content": _read_content(signed["content"]),
        "expected": _read_content(signed["expected"]),
        "sha256": signed["sha256"],
    }


def _read_content(plain_content) -> YearContent:
    values = {code: from_plain(value) for code, value in plain_content["values"].items()}
    quantities = {key: Decimal(number) for key, number in plain_content["quantities"].items()}
    return YearContent(plain_content["granted_level"], plain_content["source"], values, quantities)


def compare_past_year(file: PastYearFile, past_year: PastYear | None) -> PastYearPreview:
    """Return how a file differs from what is stored of its year, with the refused cells in reading order."""
    edition = editions.edition_of(file.framework)
    stored = content_of(past_year)
    facts = dict(file.sheets.get(documents.year_title(), {}))
    level, level_refusal = _level_in(facts)
    source, source_refusal = _source_in(facts)
    workbook = WorkbookPreview(sha256=file.sha256)
    cells = WorkbookFile(file.sheets, dict(file.downloaded.values), {}, file.sha256)
    workbook.quantity_changes, faults = compare_quantities(
        file.sheets, edition, file.downloaded.quantities, stored.quantities, open_quantities(edition, None)
    )
    add_indicator_differences(workbook, cells, edition, stored.values, titles=_titles(edition))
    workbook.refusals += map(refused_cell, faults)
    _leave_incomplete_followers(workbook, edition)
    workbook.refusals += [refusal for refusal in (level_refusal, source_refusal) if refusal]
    workbook.refusals += _incomplete(workbook, edition)
    preview = PastYearPreview(file, stored, workbook, level, source)
    content = preview.content
    if not (workbook.refusals or content.values or content.quantities or level is not None):
        workbook.refusals.append(_refused(documents.LEVEL_ROW, "nothing", words.REFUSALS["nothing-to-load"]))
    workbook.refusals.sort(key=lambda refusal: reading_order(refusal, list(file.sheets)))
    return preview


def _titles(edition):
    """Return the titles of the sheets in a downloaded workbook that people see."""
    dimensions = {workbook_domain.title_of(dimension) for dimension in edition.dimensions}
    quantities = {quantity_sheet_title()} if edition.quantities else set()
    return dimensions | quantities | {documents.year_title(), guidance_title()}


def _leave_incomplete_followers(workbook, edition):
    """Drop the values that have nothing but a shared quantity, and lack the other numbers of their formula.

    An assessment keeps such a value, since somebody will fill in the rest.
    """
    for code in [*workbook.followed]:
        if not is_answered(workbook.values[code], edition.by_code[code]):
            workbook.followed.remove(code)
            del workbook.values[code], workbook.stored[code]
            workbook.changes = [change for change in workbook.changes if change.indicator.code != code]


def _incomplete(workbook, edition):
    """Return a refusal for each changed value that lacks a part: an earlier year is complete or unknown."""
    changes = {change.indicator.code: change for change in workbook.changes}
    return [
        CellRefusal(
            changes[code].sheet, changes[code].address, code, "incomplete", str(words.INCOMPLETE_VALUE)
        )
        for code, value in workbook.values.items()
        if value != EntryValue() and not is_answered(value, edition.by_code[code])
    ]


def _level_in(facts):
    """Return the granted level in the sheet of facts, None for an empty cell, and its refusal, if any."""
    kind, content = facts.get((documents.LEVEL_ROW, documents.ANSWER), ("text", ""))
    if reason := workbook_domain.faulty_kind(kind):
        return None, _refused(documents.LEVEL_ROW, reason, entry_words.cell_fault(reason, ""))
    text = ascii_answer(content)
    if not text:
        return None, None
    if text not in {str(level) for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)}:
        return None, _refused(documents.LEVEL_ROW, "level", words.WRONG_LEVEL)
    return int(text), None


def _source_in(facts):
    """Return the source in the sheet of facts, and its refusal, if any."""
    kind, content = facts.get((documents.SOURCE_ROW, documents.ANSWER), ("text", ""))
    if reason := workbook_domain.faulty_kind(kind):
        return "", _refused(documents.SOURCE_ROW, reason, entry_words.cell_fault(reason, ""))
    text = cell_text(content).strip()
    if not text:
        return "", _refused(documents.SOURCE_ROW, "no-source", words.REFUSALS["no-source"])
    if len(text) > domain.LONGEST_SOURCE:
        message = words.SOURCE_TOO_LONG % {"limit": f"{domain.LONGEST_SOURCE:,}"}
        return "", _refused(documents.SOURCE_ROW, "too-long", message)
    return text, None


def _refused(row, reason, message):
    address = workbook_domain.address_of(row, documents.ANSWER)
    return CellRefusal(documents.year_title(), address, "", reason, str(message))


class RemovalForm(forms.Form):
    """Why a loaded year is removed."""

    reason = TextField(
        label=_("Reason"),
        max_length=domain.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REQUIRED,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
