"""The form of a list of areas, and the preview of what it would change; nothing is saved here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.actions.imports import ListedArea
from areas.domain import imports
from areas.domain.imports import ListedRow, ListError
from areas.forms.fields import saving_helper
from areas.models import Province, TargetArea
from areas.words import CELL_FAULTS, FILE_REFUSALS, IMPORT_HEADINGS
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.thai.ordering import search_key
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets

CONFIRM_SALT = "areas.import"
CONFIRM_SECONDS = 60 * 60


class AreaImportForm(forms.Form):
    """A list of areas as a workbook, read within limits."""

    file = forms.FileField(
        label=gettext_lazy("Excel workbook (.xlsx)"),
        error_messages={**REQUIRED, "empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, gettext_lazy("Check the list"))

    def clean_file(self):
        """Return the rows of the workbook."""
        file, limit = self.cleaned_data["file"], settings.WORKBOOK_MAX_BYTES
        if file.size > limit:
            message = _("The file is larger than %(limit)s MB.") % {"limit": limit // 2**20}
            raise forms.ValidationError(message, code="too-large")
        try:
            sheets = [cells for cells in read_sheets(file.read()).values() if cells]
            if len(sheets) != 1:
                raise ListError("several-sheets" if sheets else "no-rows")
            return imports.read_rows(sheets[0], known_headings())
        except (SpreadsheetError, ListError) as error:
            message = FILE_REFUSALS.get(error.code, FILE_REFUSALS["not-a-workbook"])
            raise forms.ValidationError(message, code=error.code) from error


@dataclass(frozen=True, slots=True)
class PreviewedArea:
    """A row that can be taken: what it would make of the area, by the kind of change."""

    row: int
    kind: str  # new, named, changed or same
    listed: ListedArea


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be taken."""

    place: str
    column: str | Promise
    message: str | Promise


@dataclass(slots=True)
class ImportPreview:
    """What a list would do to the register."""

    areas: list[PreviewedArea] = field(default_factory=list)
    refusals: list[RefusedCell] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[PreviewedArea]:
        return [area for area in self.areas if area.kind == kind]

    @property
    def new(self):
        return self.of_kind("new")

    @property
    def named(self):
        return self.of_kind("named")

    @property
    def changed(self):
        return self.of_kind("changed")

    @property
    def same(self):
        return self.of_kind("same")

    @property
    def taken(self) -> list[PreviewedArea]:
        """Return the rows that would change something."""
        return [area for area in self.areas if area.kind != "same"]

    def confirmation(self, user) -> str:
        """Return the rows, signed, for a hidden field; valid for this person and an hour."""
        rows = [
            [
                *(row.listed.area.pk if row.listed.area else None, row.listed.province.pk),
                *(row.listed.name_th, row.listed.name_en, row.listed.phase),
                *(row.listed.source, row.listed.note),
            ]
            for row in self.taken
        ]
        return signing.dumps({"by": user.pk, "rows": rows}, salt=CONFIRM_SALT, compress=True)


def confirmed_areas(text: str, user) -> list[ListedArea] | None:
    """Return what `confirmation` signed; None when it is not valid."""
    try:
        signed = signing.loads(text, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        return None
    if signed["by"] != user.pk:
        return None
    areas = TargetArea.objects.in_bulk([row[0] for row in signed["rows"] if row[0]])
    provinces = Province.objects.in_bulk([row[1] for row in signed["rows"]])
    return [ListedArea(areas.get(row[0]), provinces[row[1]], *row[2:]) for row in signed["rows"]]


def known_headings() -> dict[str, str]:
    """Return the column of each heading that is understood, in both languages, by its key."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {imports.heading_key(str(text)): name for name, text in IMPORT_HEADINGS.items()}
    return known


def preview_import(rows: imports.ListedRows) -> ImportPreview:
    """Return what the rows of a list would do to the register; two queries."""
    register = _Register()
    preview = ImportPreview(refusals=[_refused(*fault) for fault in rows.faults])
    matched = [(row, *register.match(row)) for row in rows.rows]
    places = Counter(
        (province.pk, row.texts.get("phase")) for row, province, area, fault in matched if not (area or fault)
    )
    seen = set()
    for row, province, found, fault in matched:
        faults = imports.row_faults(row.texts) + ([fault] if fault else [])
        area = found
        if not faults and found is None:
            place = province.pk, row.texts.get("phase")
            area = register.nameless(place, places[place])
        faults = faults or _needed(row, area)
        identity = area.pk if area else (province and province.pk, search_key(row.texts.get("name_th", "")))
        if not faults and identity in seen:
            faults = [("name_th", "twice")]
        if faults:
            preview.refusals += [_refused(row, name, code) for name, code in faults]
            continue
        seen.add(identity)
        preview.areas.append(_previewed(row, province, area))
    return preview


class _Register:
    """The areas and provinces, read once."""

    def __init__(self):
        self.areas = list(TargetArea.objects.select_related("province").filter(ended_on__isnull=True))
        provinces = list(Province.objects.all())
        names = [(province, name) for province in provinces for name in _province_names(province)]
        self.provinces = {search_key(name): province for province, name in names}
        self.by_key = {area.key: area for area in self.areas}
        self.by_name = {
            (area.province_id, search_key(area.name_th)): area for area in self.areas if area.name_th
        }

    def match(self, row):
        """Return province and area of a row, either may be None, and the fault that keeps it out."""
        texts = row.texts
        province = self.provinces.get(search_key(texts.get("province", "")))
        if province is None:
            return None, None, ("province", "province-unknown")
        if key := texts.get("key"):
            area = self.by_key.get(key)
            if area is None:
                return province, None, ("key", "key-unknown")
            if area.province_id != province.pk:
                return province, None, ("key", "key-elsewhere")
            name = texts.get("name_th", "")
            if area.name_th and name and search_key(name) != search_key(area.name_th):
                return province, None, ("name_th", "renamed")
            return province, area, None
        return province, self.by_name.get((province.pk, search_key(texts.get("name_th", "")))), None

    def nameless(self, place, rows_of_place):
        province_pk, phase = place
        candidates = [
            area
            for area in self.areas
            if not area.name_th and area.province_id == province_pk and str(area.phase) == phase
        ]
        pk = imports.nameless_area([area.pk for area in candidates], rows_of_place)
        return next((area for area in candidates if area.pk == pk), None)


def _province_names(province) -> Iterable[str]:
    return province.name_th, f"จังหวัด{province.name_th}", province.name_en


def _needed(row: ListedRow, area):
    """Return what a row lacks for a new area, or for the first name of one."""
    is_named = area is not None and not area.name_th and row.texts.get("name_th")
    faults = [("phase", "no-phase")] if area is None and not row.texts.get("phase") else []
    if (area is None or is_named) and not row.texts.get("source"):
        faults.append(("source", "no-source"))
    return faults


def _previewed(row: ListedRow, province, area) -> PreviewedArea:
    """Return the row with its empty cells as the register has them."""
    texts = row.texts
    if area is None:
        listed = ListedArea(
            None,
            province,
            texts["name_th"],
            texts.get("name_en", ""),
            int(texts["phase"]),
            texts["source"],
            texts.get("note", ""),
        )
        return PreviewedArea(row.number, "new", listed)
    is_named = not area.name_th and bool(texts.get("name_th"))
    listed = ListedArea(
        area,
        province,
        texts["name_th"] if is_named else area.name_th,
        texts.get("name_en", "") if is_named else area.name_en,
        int(texts.get("phase") or area.phase),
        texts.get("source") or area.source,
        texts.get("note") or area.note,
    )
    same = (listed.phase, *_words(listed)) == (area.phase, *_words(area))
    return PreviewedArea(row.number, "named" if is_named else "same" if same else "changed", listed)


def _words(row):
    """Return source and note with single spaces, as cells are read."""
    return " ".join(row.source.split()), " ".join(row.note.split())


def _refused(row: ListedRow, name: str, code: str) -> RefusedCell:
    place = row.address(name) or _("Row %(row)s") % {"row": row.number}
    return RefusedCell(place, IMPORT_HEADINGS[name], CELL_FAULTS[code])
