"""A list of officers, pasted or uploaded: what it would add, row by row, signed to be confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core import signing
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Province
from ecotown.accounts.models import User
from ecotown.common.forms.dates import DateField
from ecotown.common.forms.fields import REQUIRED, MailField, TextField
from ecotown.common.thai.ordering import search_key
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets
from ecotown.people import words
from ecotown.people.actions.people import NewOfficer, Term

MAX_PASTED, MAX_OFFICERS = 100_000, 300
CONFIRM_SALT, CONFIRM_SECONDS = "people.import-officers", 60 * 60
Row = tuple[int, Mapping[str, str]]  # its number in the list, and its texts by column


class OfficerImportForm(forms.Form):
    """A list that is pasted or uploaded; `rows` are its rows below the headings."""

    pasted = forms.CharField(
        label=gettext_lazy("Paste the rows here"),
        required=False,
        strip=False,
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "pasted-table"}),
        help_text=gettext_lazy("Copied from Excel, with or without the headings of the form."),
    )
    file = forms.FileField(
        label=gettext_lazy("or an Excel workbook (.xlsx)"),
        required=False,
        error_messages={"empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pasted"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("check", gettext_lazy("Check the list"), css_class="btn btn-primary"))

    def clean_file(self):
        """Return the rows of the first filled-in sheet, None without a file."""
        file, limit = self.cleaned_data["file"], settings.WORKBOOK_MAX_BYTES
        if file is None:
            return None
        if file.size > limit:
            message = _("The file is larger than %(limit)s MB.") % {"limit": limit // 2**20}
            raise forms.ValidationError(message, code="too-many-bytes")
        try:
            sheets = [cells for cells in read_sheets(file.read()).values() if cells]
        except SpreadsheetError as error:
            message = words.FILE_REFUSALS.get(error.code, words.FILE_REFUSED)
            raise forms.ValidationError(message, code=error.code) from error
        if not sheets:
            raise forms.ValidationError(_("The workbook has no filled-in row."), code="no-rows")
        rows: dict[int, dict[int, str]] = {}
        for (row, column), (_kind, text) in sorted(sheets[0].items()):
            rows.setdefault(row, {})[column] = text
        return [
            (number, [cells.get(column, "") for column in range(1, max(cells) + 1)])
            for number, cells in rows.items()
        ]

    def clean(self):
        cleaned = super().clean()
        pasted, file = cleaned.get("pasted", ""), cleaned.get("file")
        if not self.errors and bool(pasted.strip()) == bool(file):
            self.add_error("pasted", _("Please paste rows or choose a file, one of the two."))
        return cleaned

    @property
    def rows(self) -> list[Row]:
        """The rows of the valid form, without one of headings."""
        lines = self.cleaned_data["file"] or [
            (number, line.split("\t"))
            for number, line in enumerate(self.cleaned_data["pasted"].splitlines(), 1)
            if line.strip()
        ]
        names = list(words.COLUMNS)
        if lines and (headed := _columns(lines[0][1])):
            names, lines = headed, lines[1:]
        return [
            (number, dict(zip(names, (cell.strip() for cell in cells), strict=False)))
            for number, cells in lines
        ]


def _columns(cells: Sequence[str]) -> list[str]:
    """Return the names of the columns, an empty list when the first row is none of headings."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {search_key(str(heading)): name for name, heading in words.COLUMNS.items()}
    names = [known.get(search_key(cell), "") for cell in cells]
    return names if "signing_name" in names else []


class ListedOfficerForm(forms.Form):
    """One officer of a list: the same limits as when one is invited by itself."""

    signing_name = TextField(max_length=200, error_messages=REQUIRED)
    position = TextField(max_length=200, required=False)
    email = MailField(max_length=254, required=False)
    province = TextField(max_length=100, error_messages=REQUIRED)
    begins_on = DateField(required=False)
    ends_on = DateField(required=False)

    def __init__(self, *args, provinces: Mapping[str, Province], **kwargs):
        super().__init__(*args, **kwargs)
        self.provinces = provinces

    def clean_province(self):
        text = self.cleaned_data["province"]
        province = self.provinces.get(search_key(text.removeprefix("จังหวัด")))
        if province is None:
            raise forms.ValidationError(_("There is no province “%(name)s”.") % {"name": text})
        return province

    def clean(self):
        cleaned = super().clean()
        begins_on, ends_on = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins_on and ends_on and ends_on < begins_on:
            self.add_error("ends_on", _("This day is before the first one."))
        return cleaned


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, with the sentences that say why."""

    row: int
    name: str
    sentences: Sequence[str]


@dataclass(slots=True)
class OfficerPreview:
    """What a list would add: officers, each with the provinces of all rows of them, and refused rows."""

    officers: list[NewOfficer] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def confirmation(self, user: User) -> str:
        """Return the signed officers for a hidden field, valid for this user only."""
        rows = [
            {
                **{name: getattr(officer, name) for name in ("signing_name", "position", "email")},
                "terms": [[term.province.pk, *map(_iso, term[1:])] for term in officer.terms],
            }
            for officer in self.officers
        ]
        return signing.dumps({"by": user.pk, "rows": rows}, salt=CONFIRM_SALT, compress=True)


def confirmed_officers(text: str, user: User) -> list[NewOfficer] | None:
    """Return what `confirmation` signed, None when it is not valid."""
    try:
        signed = signing.loads(text, salt=CONFIRM_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        return None
    if signed["by"] != user.pk:
        return None
    provinces = Province.objects.in_bulk()
    return [
        NewOfficer(
            **{name: row[name] for name in ("signing_name", "position", "email")},
            terms=[
                Term(provinces[province], *(date.fromisoformat(day) if day else None for day in days))
                for province, *days in row["terms"]
            ],
        )
        for row in signed["rows"]
    ]


def preview_officers(rows: Iterable[Row]) -> OfficerPreview:
    """Return what the rows would add. An officer of several provinces has a row for each; two queries."""
    provinces = {
        search_key(name): province
        for province in Province.objects.all()
        for name in (province.name_th, province.name_en)
    }
    taken = {mail.casefold() for mail in User.objects.exclude(email="").values_list("email", flat=True)}
    preview = OfficerPreview()
    officers: dict[tuple[str, str], NewOfficer] = {}
    for number, texts in rows:
        form = ListedOfficerForm(texts, provinces=provinces)
        sentences = [
            f"{words.COLUMNS[name]}: {error}" for name, errors in form.errors.items() for error in errors
        ]
        if not sentences:
            sentences = _add(officers, form.cleaned_data, taken)
        if not sentences and len(officers) > MAX_OFFICERS:
            sentences = [
                _("The list has too many officers; at most %(count)s are possible.") % {"count": MAX_OFFICERS}
            ]
        if sentences:
            preview.refused.append(RefusedRow(number, texts.get("signing_name", ""), sentences))
    preview.officers = list(officers.values())[:MAX_OFFICERS]
    return preview


def _add(
    officers: dict[tuple[str, str], NewOfficer], values: Mapping[str, object], taken: set[str]
) -> list[str]:
    """Add a valid row to the officers; return the sentences that say why it cannot be."""
    name, email = str(values["signing_name"]), str(values["email"])
    if email.casefold() in taken:
        return [str(words.REFUSALS["mail-taken"])]
    likeness = (search_key(name), email.casefold())
    if email and any(mail == email.casefold() and key != likeness[0] for key, mail in officers):
        return [str(words.REFUSALS["mail-taken"])]
    officer = officers.setdefault(likeness, NewOfficer(name, str(values["position"]), email, []))
    if values["province"] in [term.province for term in officer.terms]:
        return [str(words.REFUSALS["province-twice"])]
    officer.terms.append(Term(values["province"], values["begins_on"], values["ends_on"]))
    return []


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
