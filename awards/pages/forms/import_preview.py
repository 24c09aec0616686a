"""What a list of recipients would add, row by row, signed to be confirmed; nothing is saved here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import TargetArea
from awards.ceremonies import words
from awards.ceremonies.domain import imports
from awards.ceremonies.domain.ceremonies import KINDS_BY_NAME, RecipientKind
from awards.ceremonies.domain.imports import CellFault, ReadTable, RecipientCells
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs import words as designs_words
from awards.designs.documents.letters import invisible_characters, printable_text
from awards.pages.forms.fields import posted_name
from awards.pages.forms.recipients import RecipientFields
from awards.printing.documents import checks
from awards.printing.queries import RunSheet, RunSheetLine
from awards.printing.words import fault_sentences
from ecotown.accounts.models import User
from ecotown.common.thai.ordering import search_key

CONFIRM_SALT = "awards.import-recipients"
CONFIRM_SECONDS = 60 * 60


class AreaNameField(forms.Field):
    """A target area by its name, or a part of it that no other has."""

    def __init__(self, *args, areas: "AreaNames", **kwargs):
        super().__init__(*args, required=False, **kwargs)
        self.areas = areas

    def to_python(self, value):
        if not (value or "").strip():
            return None
        found = self.areas.named(value)
        if len(found) == 1:
            return found[0]
        reason = "area-ambiguous" if found else "area-unknown"
        raise forms.ValidationError(words.cell_fault(reason, value), code=reason)


class ListedRecipientForm(RecipientFields):
    """One recipient of a list: the same fields and rules as when it is added by itself."""

    def __init__(self, *args, areas: "AreaNames", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"] = AreaNameField(areas=areas)
        del self.fields["is_pronunciation_checked"]  # of a name that was changed


class AreaNames:
    """All target areas by their names, read once."""

    @cached_property
    def _by_key(self) -> list[tuple[set[str], TargetArea]]:
        areas = TargetArea.objects.select_related("province")
        return [
            ({search_key(text) for text in (str(area), area.name_en, area.key) if text}, area)
            for area in areas
        ]

    def named(self, text: str) -> list[TargetArea]:
        """Return the areas with this name, else those whose name has it as a part."""
        key = search_key(text)
        exact = [area for keys, area in self._by_key if key in keys]
        return exact or [area for keys, area in self._by_key if key and any(key in name for name in keys)]


@dataclass(frozen=True, slots=True)
class ListedRecipient:
    """A recipient of the list that can be taken, with its row and what is worth knowing about it."""

    row: int
    fields: Mapping[str, object]
    recipient: Recipient
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CellRefusal:
    """A cell that cannot be taken, below the heading `column`.

    Without an address where the column is missing, which is told once: of `rows`, `row` is the first.
    """

    row: int
    address: str
    column: str
    message: str
    rows: int = 1

    @property
    def place(self) -> str:
        """Where it is: its address, or its row or rows where the column is missing."""
        if self.rows > 1:
            return ngettext("%(count)s row", "%(count)s rows", self.rows) % {"count": self.rows}
        return self.address or _("Row %(row)s") % {"row": self.row}


@dataclass(slots=True)
class ImportPreview:
    """What a list would add: new recipients, those on the list already, refused cells, and untaken rows."""

    new: list[ListedRecipient] = field(default_factory=list)
    listed: list[ListedRecipient] = field(default_factory=list)
    refusals: list[CellRefusal] = field(default_factory=list)
    untaken_rows: set[int] = field(default_factory=set)

    @property
    def certificate_count(self) -> int:
        return sum(each.recipient.with_certificate for each in self.new)

    @property
    def plaque_count(self) -> int:
        return sum(each.recipient.with_plaque for each in self.new)

    def confirmation(self, ceremony: Ceremony, user: User) -> str:
        """Return the signed new recipients for a hidden field, valid for this ceremony and this user only."""
        rows = [
            {**each.fields, "area": each.recipient.area_id, "kind": each.recipient.kind} for each in self.new
        ]
        return signing.dumps(
            {"about": [ceremony.pk, user.pk], "rows": rows}, salt=CONFIRM_SALT, compress=True
        )


def confirmed_recipients(text: str, ceremony: Ceremony, user: User) -> list[dict[str, object]] | None:
    """Return what `confirmation` signed, as `import_recipients` takes it; None when it is not valid."""
    try:
        signed = signing.loads(text, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        return None
    if signed["about"] != [ceremony.pk, user.pk]:
        return None
    areas = TargetArea.objects.in_bulk({row["area"] for row in signed["rows"] if row["area"]})
    return [{**row, "area": areas.get(row["area"])} for row in signed["rows"]]


def preview_import(
    cells: imports.Cells, defaults: Mapping[str, object], ceremony: Ceremony, headings: Mapping[str, str]
) -> ImportPreview:
    """Return what the cells would add to a ceremony. A constant number of queries."""
    table = imports.read_table(cells, headings)
    preview, areas = ImportPreview(), AreaNames()
    headings_by_column = _headings_by_column(table)
    preview.refusals = [_refused(fault, headings_by_column) for fault in table.faults]
    told = {refusal.address for refusal in preview.refusals}
    preview.untaken_rows = set(table.untaken_rows)
    listed = {_likeness(recipient) for recipient in ceremony.recipients.filter(assessment__isnull=True)}
    seen: dict[tuple[str, str, str], int] = {}
    for cells_of_row in table.recipients[: imports.MAX_RECIPIENTS]:
        refusals, fields, notes = _read_row(cells_of_row, defaults, areas)
        # A formula, say, is told as such, and not as a name that is missing.
        preview.refusals += [refusal for refusal in refusals if refusal.address not in told]
        if refusals or cells_of_row.row in table.untaken_rows:
            preview.untaken_rows.add(cells_of_row.row)
            continue
        recipient = Recipient(ceremony=ceremony, **fields)
        row = ListedRecipient(cells_of_row.row, fields, recipient, notes)
        likeness = _likeness(recipient)
        if likeness in seen:
            first_row = str(seen[likeness])
            preview.refusals.append(_named(cells_of_row, "given_name", "recipient-twice", first_row))
            preview.untaken_rows.add(cells_of_row.row)
        elif likeness in listed:
            preview.listed.append(row)
        else:
            preview.new.append(row)
        seen.setdefault(likeness, cells_of_row.row)
    if left_over := table.recipients[imports.MAX_RECIPIENTS :]:
        preview.untaken_rows |= {cells_of_row.row for cells_of_row in left_over}
        preview.refusals.append(_refused(CellFault(left_over[0].row, 1, "too-many"), {}))
    preview.refusals = _told_once(preview.refusals)
    preview.refusals.sort(key=lambda refusal: (refusal.row, len(refusal.address), refusal.address))
    preview.new = _with_fit(preview.new, ceremony)
    return preview


def _likeness(recipient: Recipient) -> tuple[str, ...]:
    """Return what tells a recipient from others: neither its blanks nor capital letters make another one."""
    return tuple(" ".join(text.casefold().split()) for text in recipient.identity)


def known_headings() -> dict[str, str]:
    """Return the column of each heading that is understood, in both languages, by its key."""
    known = {imports.heading_key(text): name for text, name in words.OTHER_HEADINGS.items()}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {imports.heading_key(str(text)): name for name, text in words.IMPORT_HEADINGS.items()}
    return known


def _read_row(
    cells: RecipientCells, defaults: Mapping[str, object], areas: AreaNames
) -> tuple[list[CellRefusal], dict[str, object], list[str]]:
    """Return the refused cells of a row, its fields, and what was changed in its texts."""
    texts = {name: printable_text(text) for name, text in cells.texts.items()}
    notes = [
        _("%(heading)s: taken without what nobody sees (%(characters)s)")
        % {
            "heading": words.IMPORT_HEADINGS[name],
            "characters": designs_words.invisible_words(
                (character.letter, character.before) for character in invisible_characters(text)
            ),
        }
        for name, text in cells.texts.items()
        if invisible_characters(text)
    ]
    refusals, values = [], {}
    for name in imports.TICKS:
        ticked = imports.ticked(texts[name]) if texts.get(name) else bool(defaults.get(name, False))
        values[name] = "on" if ticked else ""
        if ticked is None:
            refusals.append(_named(cells, name, "tick-unknown", texts[name]))
    kind = _kind(texts["kind"]) if texts.get("kind") else str(defaults["kind"])
    if kind not in KINDS_BY_NAME:
        reason = "kind-area" if kind == RecipientKind.AREA else "kind-unknown"
        refusals.append(_named(cells, "kind", reason, texts["kind"]))
        kind = str(defaults["kind"])
    values |= {name: text for name, text in texts.items() if name not in {"kind", *imports.TICKS}}
    values["kind"] = kind
    values["given_recognition"] = values.get("given_recognition") or str(defaults["given_recognition"])
    form = ListedRecipientForm({posted_name(name): value for name, value in values.items()}, areas=areas)
    for name, errors in form.errors.as_data().items():
        is_absent = name not in cells.columns and errors[0].code == "required"
        reason = "column-replaceable" if name in defaults else "column-missing"
        message = words.cell_fault(reason) if is_absent else str(form.errors[name][0])
        refusals.append(_at(cells, name, message))
    return refusals, form.cleaned_data if not refusals else {}, notes


def _kind(text: str) -> str:
    """Return the kind that a text names in either language, the text itself when it names none."""
    key = imports.heading_key(text)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for kind, label in words.RECIPIENT_KINDS.items():
                if imports.heading_key(str(label)) == key:
                    return kind
    return words.OTHER_KINDS.get(key.rstrip("."), text)


def _with_fit(rows: Sequence[ListedRecipient], ceremony: Ceremony) -> list[ListedRecipient]:
    """Return the rows with a note for each text that would not fit on the awards."""
    lines = [RunSheetLine(place, each.recipient, "") for place, each in enumerate(rows)]
    faults: dict[int, list[str]] = {}
    for checked in checks.checked_awards(RunSheet(ceremony, lines)):
        faults.setdefault(checked.line.place, []).extend(
            f"{designs_words.KINDS[checked.kind]}: {fault_sentences(fault)}"
            for fault in checked.error.split()
            if fault.startswith("too-long")
        )
    return [
        ListedRecipient(each.row, each.fields, each.recipient, [*each.notes, *faults.get(place, ())])
        for place, each in enumerate(rows)
    ]


def _headings_by_column(table: ReadTable) -> dict[int, str]:
    """Return the headings of the columns by their numbers; none of a table without recipients."""
    columns = table.recipients[0].columns if table.recipients else {}
    return {number: str(words.IMPORT_HEADINGS[name]) for name, number in columns.items()}


def _refused(fault: CellFault, headings: Mapping[int, str]) -> CellRefusal:
    address, message = (
        imports.cell_address(fault.row, fault.column),
        words.cell_fault(fault.reason, fault.detail),
    )
    return CellRefusal(fault.row, address, headings.get(fault.column, ""), message)


def _told_once(refusals: Sequence[CellRefusal]) -> list[CellRefusal]:
    """Return the refusals, those of a missing column for one reason as one."""
    rows = Counter((refusal.column, refusal.message) for refusal in refusals if not refusal.address)
    told: dict[object, CellRefusal] = {}
    for number, refusal in enumerate(refusals):
        reason = (refusal.column, refusal.message)
        told.setdefault(
            number if refusal.address else reason,
            refusal if refusal.address else replace(refusal, rows=rows[reason]),
        )
    return list(told.values())


def _named(cells: RecipientCells, name: str, reason: str, detail: str) -> CellRefusal:
    return _at(cells, name, words.cell_fault(reason, detail))


def _at(cells: RecipientCells, name: str, message: str) -> CellRefusal:
    """Return a refusal at the cell of a column, or of the row when the column is missing."""
    column = cells.columns.get(name)
    address = imports.cell_address(cells.row, column) if column else ""
    return CellRefusal(cells.row, address, str(words.IMPORT_HEADINGS.get(name, "")), message)
